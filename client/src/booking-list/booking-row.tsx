import { Link } from '@tanstack/react-router';
import { bookedDevicesWords, cateringWords, peopleWords, sentence } from '../bookings/booking-words.ts';
import { statusFacts } from '../bookings/status.ts';
import { StatusIcon } from '../bookings/status-icon.tsx';
import { graphql } from '../graphql/generated/gql.ts';
import type { BookingRowFragment } from '../graphql/generated/graphql.ts';
import { useHere } from '../people/here.tsx';
import { datedWords } from '../time/dated-words.ts';
import { dateOf } from '../time/day.ts';
import { intervalOf } from '../time/interval.ts';
import { useNow } from '../ui/use-now.ts';

graphql(`
  fragment BookingRow on Booking {
    id
    version
    reference
    kind
    status
    clientName
    startsAt
    endsAt
    tenant {
      id
      code
    }
    room {
      id
      name
    }
    requestedRoom {
      id
      name
    }
    numLearners
    numFacilitators
    devicesNeeded
    devicesAssigned
    deviceTypePreference
    coffeeTeaStation
    morningCatering
    lunchCatering
    requester {
      id
      displayName
    }
  }
`);

/** Each with what the narrow table does with it. */
export const bookingColumns = [
  ['Client', undefined],
  ['When', undefined],
  ['Room', undefined],
  ['People', 'list-people'],
  ['Wanted', 'list-wanted'],
  ['Status', undefined],
  ['Requested by', 'list-author'],
] as const;

type BookingRowProps = {
  booking: BookingRowFragment;
  isOpen: boolean;
  onOpen(): void;
};

export function BookingRow({ booking, isOpen, onOpen }: BookingRowProps) {
  const { look, words } = statusFacts[booking.status];
  const devices = bookedDevicesWords(booking);
  const extras = [...(devices ? [devices] : []), ...cateringWords(booking)];
  return (
    <tr data-open={isOpen} className={`list-row status-${look}`}>
      <ClientCell booking={booking} isOpen={isOpen} onOpen={onOpen} />
      <WhenCell booking={booking} />
      <td data-label="Room">
        <PlaceWords booking={booking} />
      </td>
      <td data-label="People" className="list-people">
        {booking.kind === 'ROOM' ? peopleWords(booking) : <span className="quiet">–</span>}
      </td>
      <td data-label="Wanted" className="list-wanted">
        {sentence(extras)}
      </td>
      <td data-label="Status">
        <span className="status-chip">
          <StatusIcon look={look} />
          {words}
        </span>
      </td>
      <td data-label="Requested by" className="list-author" title={booking.requester.displayName}>
        {booking.requester.displayName}
      </td>
    </tr>
  );
}

type NamedBooking = Pick<BookingRowFragment, 'id' | 'clientName' | 'reference' | 'status' | 'tenant'>;

export function ClientCell({ booking, isOpen, onOpen }: { booking: NamedBooking; isOpen: boolean; onOpen(): void }) {
  const { viewer } = useHere();
  const { clientName, reference, status, tenant } = booking;
  const isOff = status === 'CANCELLED' || status === 'REJECTED';
  return (
    <td className="list-client">
      <button type="button" className="row-link" aria-expanded={isOpen} onClick={onOpen}>
        {isOff ? <s>{clientName}</s> : clientName}
      </button>
      <span className="quiet list-reference">
        {reference}
        {viewer.tenants.length > 1 && ` · ${tenant.code}`}
      </span>
    </td>
  );
}

/** When, and the way to where that is on the calendar. */
export function WhenCell({
  booking: { id, clientName, startsAt, endsAt },
}: {
  booking: Pick<BookingRowFragment, 'id' | 'clientName' | 'startsAt' | 'endsAt'>;
}) {
  const { timeZone } = useHere().facility;
  const words = datedWords(intervalOf(startsAt, endsAt), timeZone, useNow());
  return (
    <td data-label="When" className="list-when">
      <Link
        to="/calendar"
        search={({ tenant }) => ({
          ...(tenant ? { tenant } : {}),
          date: dateOf(Date.parse(startsAt), timeZone),
          booking: id,
        })}
        title="Show in the calendar"
      >
        {words}
        <span className="unseen">: show {clientName} in the calendar</span>
      </Link>
    </td>
  );
}

export function PlaceWords({
  booking: { room, requestedRoom, kind, status },
}: {
  booking: Pick<BookingRowFragment, 'room' | 'requestedRoom' | 'kind' | 'status'>;
}) {
  if (room) return room.name;
  if (kind === 'DEVICES_ONLY') return <span className="quiet">Devices only</span>;
  if (status !== 'PENDING') return <span className="quiet">None</span>;
  return <span className="quiet">{requestedRoom ? `Prefers ${requestedRoom.name}` : 'None yet'}</span>;
}
