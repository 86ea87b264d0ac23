import { useRef } from 'react';
import { failureWords } from '../graphql/failure-words.ts';
import type { BookingDetailsFragment } from '../graphql/generated/graphql.ts';
import { useHere } from '../people/here.tsx';
import { useGoTo } from '../links/go-to.ts';
import { dateOf } from '../time/day.ts';
import { timeWords } from '../time/words.ts';
import { Button } from '../ui/button.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { isOver, statusFacts } from '../bookings/status.ts';
import { spokenDay } from './date-words.ts';
import { PutBack } from './put-back.tsx';
import { useSeries, type Series } from './use-series.ts';
import './series-box.css';

/** The other dates of the series that a booking is one of, and those that were left out of it. */
export function SeriesBox({ booking }: { booking: Pick<BookingDetailsFragment, 'id' | 'seriesId' | 'requester'> }) {
  const {
    facility: { timeZone },
    viewer,
    may,
  } = useHere();
  // As the server asks: who may change what the series asks for.
  const mayPutBack = may('booking:update') || (may('booking:create') && booking.requester.id === viewer.user.id);
  const goTo = useGoTo();
  const { series, error, again } = useSeries(booking);
  const list = useRef<HTMLOListElement>(null);
  if (series === null) return null;
  if (series === undefined) {
    if (!error) return <section className="drawer-box series-box-wait" aria-busy="true" aria-label="Series" />;
    const { title, advice, again: maySay } = failureWords(error);
    return <FailurePanel title={title} advice={advice} onRetry={maySay ? again : undefined} />;
  }
  const place = series.bookings.findIndex(({ id }) => id === booking.id) + 1;
  return (
    <section className="drawer-box" aria-labelledby="series-words">
      <h3 id="series-words">
        {place} of {series.bookings.length}, {series.rule}
      </h3>
      {/* Long lists scroll, so they can be reached by Tab. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <ol ref={list} className="series-box-dates" tabIndex={0} aria-label="Dates of the series">
        {entriesOf(series, timeZone).map((entry) =>
          'leftOut' in entry ? (
            <li key={`left ${entry.leftOut.date}`} className="series-box-left">
              <span>{spokenDay(entry.leftOut.date, timeZone)}</span>
              <span className="quiet">skipped</span>
              {mayPutBack && (
                <PutBack
                  bookingId={booking.id}
                  date={entry.leftOut.date}
                  onBack={() => list.current?.focus()}
                  onGone={again}
                />
              )}
            </li>
          ) : (
            <li
              key={entry.booking.id}
              className={
                entry.booking.status === 'CANCELLED' || entry.booking.status === 'REJECTED'
                  ? 'series-box-off'
                  : undefined
              }
            >
              <Button
                look="ghost"
                aria-current={entry.booking.id === booking.id ? 'true' : undefined}
                onClick={() => goTo.booking(entry.booking.id, entry.date)}
              >
                {spokenDay(entry.date, timeZone)}
              </Button>
              <span className="quiet">{placeWords(entry.booking, timeZone)}</span>
            </li>
          ),
        )}
      </ol>
    </section>
  );
}

type SeriesBooking = Series['bookings'][number];
type Entry = { readonly date: string } & (
  | { readonly booking: SeriesBooking }
  | { readonly leftOut: Series['leftOut'][number] }
);

function entriesOf({ bookings, leftOut }: Series, timeZone: string): readonly Entry[] {
  const booked = bookings.map((booking) => ({ date: dateOf(Date.parse(booking.startsAt), timeZone), booking }));
  return [...booked, ...leftOut.map((one) => ({ date: one.date, leftOut: one }))].toSorted((a, b) =>
    a.date.localeCompare(b.date),
  );
}

function placeWords({ status, room, startsAt }: SeriesBooking, timeZone: string): string {
  const time = timeWords(Date.parse(startsAt), timeZone);
  const words = statusFacts[status].words.toLowerCase();
  return isOver(status) || !room ? `${time} · ${words}` : `${time} · ${room.name}`;
}
