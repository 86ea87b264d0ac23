import { graphql } from '../graphql/generated/gql.ts';
import type { BookingDetailsFragment, BookingOriginFragment } from '../graphql/generated/graphql.ts';
import { contains, intervalOf } from '../time/interval.ts';
import { dayWords, timeWords } from '../time/words.ts';
import { Notice } from '../ui/notice.tsx';
import { useNow } from '../ui/use-now.ts';
import { bookingFacts } from '../bookings/booking-facts.ts';
import { BookingDevices } from './booking-devices.tsx';
import { BookingHistory } from './booking-history.tsx';
import { FactList } from './fact-list.tsx';
import { StatusPath } from './status-path.tsx';
import { StillMissing } from './still-missing.tsx';
import { SeriesPlace } from '../series/series-place.tsx';
import './booking-sheet.css';

graphql(`
  fragment BookingOrigin on Booking {
    id
    version
    status
    startsAt
    endsAt
    statusReason
    createdAt
    createdBy {
      id
      displayName
    }
    requester {
      id
      displayName
    }
  }
`);

type BookingSheetProps = {
  booking: BookingDetailsFragment;
  timeZone: string;
  /** Opens the form of its devices; left out while another one is open. */
  onChangeDevices?: (() => void) | undefined;
};

/** Shows all there is to read about a booking. */
export function BookingSheet({ booking, timeZone, onChangeDevices }: BookingSheetProps) {
  return (
    <div className="booking-sheet">
      <StatusPath booking={booking} />
      <OutOfTheOrdinary booking={booking} />
      <StillMissing booking={booking} timeZone={timeZone} />
      <BookingDevices booking={booking} timeZone={timeZone} onChange={onChangeDevices} />
      <section className="drawer-box" aria-label="Facts">
        <FactList facts={bookingFacts(booking, timeZone)} origin={originWords(booking, timeZone)} />
      </section>
      <SeriesPlace booking={booking} />
      <BookingHistory booking={booking} />
    </div>
  );
}

function originWords({ createdBy, requester, createdAt }: BookingOriginFragment, timeZone: string): string {
  const at = Date.parse(createdAt);
  const who =
    requester.id === createdBy.id
      ? requester.displayName
      : `${requester.displayName}, entered by ${createdBy.displayName}`;
  return `${who} · ${dayWords(at, timeZone)}, ${timeWords(at, timeZone)}`;
}

const waitsAgain = 'It needs a room again.';

/** Shows what is out of the ordinary about where it stands. */
function OutOfTheOrdinary({ booking }: { booking: BookingOriginFragment }) {
  const now = useNow();
  const { status, statusReason } = booking;
  const interval = intervalOf(booking.startsAt, booking.endsAt);
  if (status === 'REJECTED' || status === 'CANCELLED') {
    return (
      <section className="drawer-box" aria-labelledby="ended-why">
        <h3 id="ended-why">Why it was {status === 'REJECTED' ? 'rejected' : 'cancelled'}</h3>
        <p>{statusReason ?? 'You can’t see the reason.'}</p>
      </section>
    );
  }
  if (status === 'PENDING') {
    const overdue = interval.start <= now;
    if (!overdue && !statusReason) return null;
    const title = overdue ? 'Overdue: it has started without a room.' : waitsAgain;
    return (
      <Notice tone="warning" title={title}>
        {statusReason}
      </Notice>
    );
  }
  return contains(interval, now) ? <p className="booking-running">Taking place now</p> : null;
}
