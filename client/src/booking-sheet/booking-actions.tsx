import { useEffect, useId, useRef } from 'react';
import { graphql } from '../graphql/generated/gql.ts';
import type { BookingActionName, BookingActionsFragment } from '../graphql/generated/graphql.ts';
import { Button } from '../ui/button.tsx';
import { useShortcuts, type Shortcuts } from '../ui/keys/shortcuts.ts';
import { actionFacts, actionsWhile, actionsWhileItRuns } from './action-order.ts';
import { TroubleNotice } from '../bookings/trouble-notice.tsx';
import type { useConfirm } from '../bookings/use-confirm.ts';
import './booking-actions.css';

graphql(`
  fragment BookingActions on Booking {
    id
    version
    status
    clientName
    devicesNeeded
    devicesAssigned
    actions {
      name
      allowed
      reason
    }
  }
`);

type Action = BookingActionsFragment['actions'][number];

type BookingActionsProps = {
  booking: BookingActionsFragment;
  /** The one whose panel has just been closed: the keyboard goes on from its button. */
  from: BookingActionName | undefined;
  /** What becomes of a confirmation that needs no panel. */
  confirming: ReturnType<typeof useConfirm>;
  onChoose(action: BookingActionName): void;
  /** Makes another one like it; left out where that is not offered. */
  onDuplicate?: (() => void) | undefined;
};

/** What may be done now, the next step first. What may not says why to whoever asks. */
export function BookingActions({
  booking,
  from,
  confirming: { confirm, busy, trouble },
  onChoose,
  onDuplicate,
}: BookingActionsProps) {
  const row = useRef<HTMLDivElement>(null);
  const byName = new Map(booking.actions.map((action) => [action.name, action]));
  const listed = actionsWhile[booking.status]
    .flatMap((name) => byName.get(name) ?? [])
    .filter(({ name, allowed }) => allowed || !actionsWhileItRuns.includes(name));
  const offered = [...listed.filter(({ allowed }) => allowed), ...listed.filter(({ allowed }) => !allowed)];

  useEffect(() => {
    if (from === undefined || document.activeElement !== document.body) return;
    const button =
      row.current?.querySelector<HTMLElement>(`[data-action="${from}"]`) ??
      row.current?.querySelector<HTMLElement>('button');
    button?.focus();
  }, [from]);

  const shortcuts: Shortcuts = Object.fromEntries(
    offered
      .filter(({ allowed }) => allowed)
      .map((action) => [
        actionFacts[action.name].key,
        { words: actionFacts[action.name].label, run: () => onChoose(action.name) },
      ]),
  );
  useShortcuts(
    { ...shortcuts, ...(onDuplicate ? { y: { words: 'Duplicate', run: onDuplicate } } : {}) },
    'On a booking',
  );

  if (!offered.some(({ allowed }) => allowed)) {
    if (!onDuplicate) return offered.length > 0 ? <ReadOnly /> : null;
    return (
      <footer className="drawer-foot booking-actions">
        {offered.length > 0 && <ReadOnlyWords />}
        <div className="booking-action-row" role="group" aria-label="Booking actions">
          <DuplicateButton onRun={onDuplicate} />
        </div>
      </footer>
    );
  }
  return (
    <footer className="drawer-foot booking-actions">
      <TroubleNotice trouble={trouble} busy={busy} onRetry={() => void confirm()} />
      {trouble?.__typename === 'StaleBookingError' && (
        <p role="alert">It was changed at the same moment. Check it, then confirm again.</p>
      )}
      <div ref={row} className="booking-action-row" role="group" aria-label="Booking actions">
        {offered.map((action, index) => (
          <ActionButton
            key={action.name}
            action={action}
            first={index === 0}
            busy={busy && action.name === 'CONFIRM'}
            onRun={() => onChoose(action.name)}
          />
        ))}
        {onDuplicate && <DuplicateButton onRun={onDuplicate} />}
      </div>
    </footer>
  );
}

function ReadOnly() {
  return (
    <footer className="drawer-foot">
      <ReadOnlyWords />
    </footer>
  );
}

function ReadOnlyWords() {
  return <p className="quiet">You can view this booking but not change it. Ask the Room Boss for changes.</p>;
}

/** The same client again, on another day: it changes nothing here. */
function DuplicateButton({ onRun }: { onRun(): void }) {
  return (
    <Button aria-keyshortcuts="Y" title="Duplicate (Y)" onClick={onRun}>
      <span>Duplicate</span>
    </Button>
  );
}

type ActionButtonProps = {
  action: Action;
  first: boolean;
  busy: boolean;
  onRun(): void;
};

function ActionButton({ action: { name, allowed, reason }, first, busy, onRun }: ActionButtonProps) {
  const id = useId();
  const { label, key, grave } = actionFacts[name];
  const primary = first && allowed && (name === 'ASSIGN_ROOM' || name === 'CONFIRM');
  if (!allowed) {
    // Not `disabled`: what cannot be reached by Tab cannot say why it is off.
    return (
      <span className="action-off">
        <Button aria-disabled="true" aria-describedby={id}>
          {label}
        </Button>
        <span role="tooltip" id={id} className="action-reason">
          {reason}
        </span>
      </span>
    );
  }
  return (
    <Button
      look={primary ? 'primary' : grave ? 'danger' : 'plain'}
      busy={busy}
      data-action={name}
      aria-keyshortcuts={key.toUpperCase()}
      title={`${label} (${key.toUpperCase()})`}
      onClick={onRun}
    >
      <span>{label}</span>
      {primary && <kbd>{key.toUpperCase()}</kbd>}
    </Button>
  );
}
