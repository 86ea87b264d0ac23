import { useState } from 'react';
import type { FormName } from '../forms/all-forms.ts';
import { Button } from '../ui/button.tsx';
import type { Deed } from './use-bulk.ts';
import type { Waiting } from './waiting.ts';

type BulkBarProps = {
  ticked: readonly Waiting[];
  /** Why the ticked ones are rejected. */
  rejection: { readonly form: FormName; readonly reason: string; onType(reason: string): void };
  busy: boolean;
  onAssign(): void;
  onRun(deed: Deed): void;
  onClear(): void;
};

/** What can be done to all that are ticked, in one go. */
export function BulkBar({ ticked, rejection, busy, onAssign, onRun, onClear }: BulkBarProps) {
  const [rejecting, setRejecting] = useState(false);
  const { form, reason, onType } = rejection;
  const ghosts = ticked.filter(({ status }) => status === 'PENDING').length;
  const areGhosts = ghosts === ticked.length;
  const arePlaced = ghosts === 0;
  if (rejecting) {
    return (
      <form
        className="bulk-bar"
        data-form={form}
        aria-label="Reject the selected bookings"
        onSubmit={(event) => {
          event.preventDefault();
          if (reason.trim() !== '') onRun({ kind: 'reject', reason: reason.trim() });
        }}
      >
        <input
          className="input"
          name="reason"
          aria-label="Reason for all of them"
          placeholder="Reason for all of them"
          required
          maxLength={500}
          autoFocus
          value={reason}
          onChange={(event) => onType(event.target.value)}
        />
        <Button type="submit" look="danger" busy={busy}>
          <span>Reject {ticked.length}</span>
        </Button>
        <Button onClick={() => setRejecting(false)}>Back</Button>
      </form>
    );
  }
  return (
    <div className="bulk-bar" role="group" aria-label="Selected bookings">
      <strong>{ticked.length} selected</strong>
      {areGhosts && (
        <>
          <Button look="primary" busy={busy} onClick={onAssign}>
            <span>Assign best rooms</span>
          </Button>
          <Button onClick={() => setRejecting(true)}>Reject…</Button>
        </>
      )}
      {arePlaced && (
        <Button look="primary" busy={busy} onClick={() => onRun({ kind: 'confirm' })}>
          <span>Confirm</span>
        </Button>
      )}
      {!areGhosts && !arePlaced && (
        <span className="quiet">Select either bookings that need a room or bookings to confirm.</span>
      )}
      <Button look="ghost" onClick={onClear}>
        Clear
      </Button>
    </div>
  );
}
