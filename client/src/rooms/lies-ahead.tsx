import { Link } from '@tanstack/react-router';
import { useHere } from '../people/here.tsx';
import { dateOf } from '../time/day.ts';
import { intervalOf } from '../time/interval.ts';
import { whenWords } from '../time/words.ts';
import { NotFetched } from '../ui/not-fetched.tsx';
import type { RoomUseFacts, useRoomUse } from './use-room-use.ts';

/** The bookings that keep a room in use, each a click away; and what does not, but is good to know. */
export function LiesAhead({ ahead: { use, failed, again } }: { ahead: ReturnType<typeof useRoomUse> }) {
  const { timeZone } = useHere().facility;
  if (failed) return <NotFetched onRetry={again} />;
  if (!use) return <div className="room-ahead-waiting" aria-busy="true" />;
  const { count, conflicts, wishes, wishCount, closures } = use;
  return (
    <>
      {count === 0 ? (
        <p>Nothing is booked in it from now on: it can go. Its history stays.</p>
      ) : (
        <>
          <p>
            {count === 1 ? 'One booking lies' : `${count} bookings lie`} ahead in it. Give {count === 1 ? 'it' : 'them'}{' '}
            another room, or cancel {count === 1 ? 'it' : 'them'}, and it can go.
          </p>
          <ul className="room-ahead" aria-label="Bookings ahead">
            {conflicts.map((conflict) => (
              <Ahead key={conflict.id} conflict={conflict} timeZone={timeZone} />
            ))}
            {count > conflicts.length && <li className="quiet">and {count - conflicts.length} more</li>}
          </ul>
        </>
      )}
      {wishCount > 0 && (
        <p className="quiet">
          {wishCount === 1 ? 'One that waits for a room wishes' : `${wishCount} that wait for a room wish`} for it:{' '}
          {wishes
            .slice(0, 3)
            .map(({ clientName }) => clientName)
            .join(', ')}
          {wishCount > 3 ? ' …' : ''}.{' '}
          {wishCount === 1 ? 'It keeps its wish, and hinders nothing.' : 'They keep the wish, and hinder nothing.'}
        </p>
      )}
      {closures.length > 0 && (
        <p className="quiet">
          Closed{' '}
          {closures
            .slice(0, 3)
            .map(({ startsAt, endsAt, reason }) => `${whenWords(intervalOf(startsAt, endsAt), timeZone)} (${reason})`)
            .join('; ')}
          {closures.length > 3 ? `; and ${closures.length - 3} more` : ''}. That stays, for when it is used again.
        </p>
      )}
    </>
  );
}

function Ahead({
  conflict: { booking, startsAt, endsAt },
  timeZone,
}: {
  conflict: RoomUseFacts['conflicts'][number];
  timeZone: string;
}) {
  const date = dateOf(Date.parse(startsAt), timeZone);
  return (
    <li>
      {booking ? (
        <span>
          <Link to="/calendar" search={{ date, booking: booking.id }}>
            {booking.clientName}
          </Link>{' '}
          <span className="quiet">{booking.tenant.code}</span>
        </span>
      ) : (
        <span>
          <Link to="/calendar" search={{ date }}>
            Busy
          </Link>{' '}
          <span className="quiet">another division</span>
        </span>
      )}
      <span className="quiet">{whenWords(intervalOf(startsAt, endsAt), timeZone)}</span>
    </li>
  );
}
