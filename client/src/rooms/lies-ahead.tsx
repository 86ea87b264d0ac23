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
        <p>No upcoming bookings, safe to retire. Past bookings are kept.</p>
      ) : (
        <>
          <p>
            {count === 1 ? '1 upcoming booking' : `${count} upcoming bookings`}. Move or cancel{' '}
            {count === 1 ? 'it' : 'them'} to retire the room.
          </p>
          <ul className="room-ahead" aria-label="Upcoming bookings">
            {conflicts.map((conflict) => (
              <Ahead key={conflict.id} conflict={conflict} timeZone={timeZone} />
            ))}
            {count > conflicts.length && <li className="quiet">and {count - conflicts.length} more</li>}
          </ul>
        </>
      )}
      {wishCount > 0 && (
        <p className="quiet">
          {wishCount === 1 ? '1 request prefers' : `${wishCount} requests prefer`} this room:{' '}
          {wishes
            .slice(0, 3)
            .map(({ clientName }) => clientName)
            .join(', ')}
          {wishCount > 3 ? ' …' : ''}. You can still retire it.
        </p>
      )}
      {closures.length > 0 && (
        <p className="quiet">
          Closed{' '}
          {closures
            .slice(0, 3)
            .map(({ startsAt, endsAt, reason }) => `${whenWords(intervalOf(startsAt, endsAt), timeZone)} (${reason})`)
            .join('; ')}
          {closures.length > 3 ? `; and ${closures.length - 3} more` : ''}. Closures are kept for when the room is
          reactivated.
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
