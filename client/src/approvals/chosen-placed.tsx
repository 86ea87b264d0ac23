import { useHere } from '../people/here.tsx';
import { Button } from '../ui/button.tsx';
import type { BookingActionName } from '../graphql/generated/graphql.ts';
import type { Waiting } from './waiting.ts';

type ChosenPlacedProps = {
  booking: Waiting;
  busy: boolean;
  onConfirm(): void;
  onAct(action: BookingActionName | null): void;
};

/** One that has its room and waits to be confirmed. */
export function ChosenPlaced({ booking, busy, onConfirm, onAct }: ChosenPlacedProps) {
  const { may } = useHere();
  return (
    <div className="chosen" role="group" aria-label={`Actions for ${booking.clientName}`}>
      {may('booking:confirm') && (
        <Button look="primary" busy={busy} title="Confirm (C)" aria-keyshortcuts="C" onClick={onConfirm}>
          <span>{booking.devicesNeeded > booking.devicesAssigned ? 'Confirm without all devices' : 'Confirm'}</span>
        </Button>
      )}
      <span className="chosen-ways">
        {may('room:assign') && (
          <Button look="ghost" onClick={() => onAct('UNASSIGN_ROOM')}>
            Unassign room…
          </Button>
        )}
        <Button look="ghost" onClick={() => onAct(null)}>
          Open
        </Button>
      </span>
    </div>
  );
}
