import { CircleDashed } from 'lucide-react';
import { requirementsOf } from '../booking-sheet/missing.ts';
import { statusFacts } from '../bookings/status.ts';
import { StatusIcon } from '../bookings/status-icon.tsx';
import { graphql } from '../graphql/generated/gql.ts';
import type { RequestRowFragment } from '../graphql/generated/graphql.ts';
import { useHere } from '../people/here.tsx';
import { Button } from '../ui/button.tsx';
import { useNow } from '../ui/use-now.ts';
import { ClientCell, PlaceWords, WhenCell } from './booking-row.tsx';

graphql(`
  fragment RequestRow on Booking {
    id
    version
    reference
    clientName
    tenant {
      id
      code
    }
    statusReason
    actions {
      name
      allowed
    }
    ...StillMissing
  }
`);

export const requestColumns = ['Client', 'When', 'Room', 'Status', 'What is missing', 'Withdraw'] as const;

type RequestRowProps = {
  booking: RequestRowFragment;
  isOpen: boolean;
  onOpen(): void;
  onWithdraw(): void;
};

export function RequestRow({ booking, isOpen, onOpen, onWithdraw }: RequestRowProps) {
  const { look, words } = statusFacts[booking.status];
  const now = useNow();
  const late = booking.status === 'PENDING' && Date.parse(booking.startsAt) < now;
  const mayWithdraw = booking.actions.some(({ name, allowed }) => name === 'CANCEL' && allowed);
  return (
    <tr data-open={isOpen} className={`list-row status-${look}`}>
      <ClientCell booking={booking} isOpen={isOpen} onOpen={onOpen} />
      <WhenCell booking={booking} />
      <td data-label="Room">
        <PlaceWords booking={booking} />
      </td>
      <td data-label="Status" className="request-status">
        <span className="status-chip">
          <StatusIcon look={look} />
          {late ? 'Overdue: still without a room' : words}
        </span>
        {booking.statusReason && <p className="request-reason">{booking.statusReason}</p>}
      </td>
      <td data-label="What is missing" className="request-missing">
        <Missing booking={booking} />
      </td>
      <td className="request-way">
        {mayWithdraw && (
          <Button aria-label={`Withdraw ${booking.clientName}`} onClick={onWithdraw}>
            <span>Withdraw</span>
          </Button>
        )}
      </td>
    </tr>
  );
}

/** Each with whoever owes it. */
function Missing({ booking }: { booking: RequestRowFragment }) {
  const { timeZone } = useHere().facility;
  const all = requirementsOf(booking, timeZone);
  const open = all.filter(({ state }) => state === 'open');
  if (all.length === 0) return null;
  if (open.length === 0) return <span className="quiet">Nothing</span>;
  return (
    <ul>
      {open.map(({ what, note }) => (
        <li key={what}>
          <CircleDashed aria-hidden="true" />
          <span>
            {what}: <span className="quiet">{note}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
