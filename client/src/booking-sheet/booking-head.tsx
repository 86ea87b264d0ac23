import { graphql } from '../graphql/generated/gql.ts';
import type { BookingHeadFragment } from '../graphql/generated/graphql.ts';
import { intervalOf } from '../time/interval.ts';
import { whenWords } from '../time/words.ts';
import { DrawerHead } from '../forms/drawer-head.tsx';

graphql(`
  fragment BookingHead on Booking {
    id
    version
    reference
    kind
    status
    seriesId
    clientName
    startsAt
    endsAt
    teardownMinutes
    tenant {
      id
      code
    }
    room {
      id
      name
    }
  }
`);

type BookingHeadProps = {
  booking: BookingHeadFragment;
  timeZone: string;
  onClose(): void;
};

export function BookingHead({ booking, timeZone, onClose }: BookingHeadProps) {
  const { reference, tenant, clientName, room, kind, status } = booking;
  const where =
    room?.name ?? (kind === 'DEVICES_ONLY' ? 'Devices only' : status === 'PENDING' ? 'No room yet' : 'No room');
  return (
    <DrawerHead onClose={onClose}>
      <p className="quiet">
        {reference} · {tenant.code}
      </p>
      <h2>{clientName}</h2>
      <p className="quiet">
        {whenWords(intervalOf(booking.startsAt, booking.endsAt), timeZone)} · {where}
      </p>
    </DrawerHead>
  );
}
