import { useEffect, useRef } from 'react';
import { useAttempt } from '../forms/use-attempt.ts';
import { useEscape } from '../forms/use-form-outcome.ts';
import { useFieldErrors } from '../forms/use-field-errors.ts';
import { useSimpleDraft } from '../forms/use-form-draft.ts';
import { Button } from '../ui/button.tsx';
import { ReturnDevices, StartDowntime, UndoDeviceMove } from './acts.ts';
import { ConditionFields, noteOf, type Condition } from './condition-fields.tsx';
import { DeskTroubleNotice } from './desk-trouble.tsx';
import type { ReturnLine } from './return-lines.ts';

const blank: Condition = { condition: 'DAMAGED', missing: [], note: '' };

type ReturnFixProps = {
  readonly line: ReturnLine;
  onClose(): void;
  onFixed(change: Partial<ReturnLine>): void;
};

/**
 * Says that a device that has just come back is damaged or lost. The return is undone and made again, so that its
 * request opens again; where that is too late, the device goes into maintenance from now on.
 */
export function ReturnFix({ line, onClose, onFixed }: ReturnFixProps) {
  const formDraft = useSimpleDraft('device-return', `line ${line.code}`, blank);
  const undoing = useAttempt(UndoDeviceMove, 'undoDeviceMove');
  const returning = useAttempt(ReturnDevices, 'returnDevices');
  const starting = useAttempt(StartDowntime, 'startDowntime');
  const trouble = returning.trouble ?? starting.trouble;
  const { errors } = useFieldErrors(trouble);
  const busy = undoing.busy || returning.busy || starting.busy;
  const form = useRef<HTMLFormElement>(null);
  const { condition } = formDraft.draft;
  const note = noteOf(formDraft.draft);
  useEscape(form, onClose);
  useEffect(() => form.current?.querySelector<HTMLElement>('textarea')?.focus(), []);

  async function send(releaseAssignmentIds: readonly string[] = []) {
    const { deviceId, moveId } = line;
    if (deviceId === null) return;
    const isUndone = moveId !== null && (await undoing.attempt({ input: { moveId } })).done !== null;
    const release = [...releaseAssignmentIds];
    const isBackBefore = isUndone || line.state === 'refused';
    const { done } = isBackBefore
      ? await returning.attempt({ input: { items: [{ deviceId, condition, note }], releaseAssignmentIds: release } })
      : await starting.attempt({
          input: {
            deviceIds: [deviceId],
            kind: condition === 'LOST' ? 'LOST' : 'MAINTENANCE',
            note,
            releaseAssignmentIds: release,
          },
        });
    if (!done) {
      // It is out again: it can be sent once more, and nobody takes it for returned.
      if (isUndone) onFixed({ state: 'refused', moveId: null, words: 'Not returned yet.' });
      return;
    }
    formDraft.discard();
    onFixed({ condition, moveId: null, words: condition === 'LOST' ? 'Lost.' : 'Back damaged, in maintenance.' });
    onClose();
  }

  return (
    <form
      ref={form}
      className="return-fix"
      data-form={formDraft.form}
      aria-label={`Damage of ${line.code}`}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <ConditionFields
        conditions={['DAMAGED', 'LOST']}
        value={formDraft.draft}
        accessories={noAccessories}
        errors={errors}
        onChange={(change) => formDraft.edit((before) => ({ ...before, ...change }))}
      />
      {trouble && (
        <DeskTroubleNotice
          trouble={trouble}
          busy={busy}
          leftWithout={() => 0}
          onWithout={returning.clear}
          onInstead={returning.clear}
          onRelease={(ids) => void send(ids)}
          onRetry={() => void send()}
          onDismiss={() => {
            returning.clear();
            starting.clear();
          }}
        />
      )}
      <div className="return-fix-acts">
        <Button type="submit" look="primary" busy={busy}>
          <span>{condition === 'LOST' ? 'Mark as lost' : 'Return as damaged'}</span>
        </Button>
        <Button onClick={onClose}>Back</Button>
      </div>
    </form>
  );
}

const noAccessories: readonly string[] = [];
