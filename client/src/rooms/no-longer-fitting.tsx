import { Link } from '@tanstack/react-router';
import type { UpdateRoomMutation } from '../graphql/generated/graphql.ts';
import { useHere } from '../people/here.tsx';
import { dateOf } from '../time/day.ts';
import { intervalOf } from '../time/interval.ts';
import { whenWords } from '../time/words.ts';
import { Notice } from '../ui/notice.tsx';

type Saved = Extract<UpdateRoomMutation['updateRoom'], { __typename: 'UpdateRoomPayload' }>;

export type NoLongerFit = {
  readonly seats: number;
  readonly bookings: Saved['noLongerFit'];
  /** The list names the first of them. */
  readonly count: number;
};

/** Bookings with more people than the room seats since it was saved. They stay where they are until somebody moves them. */
export function NoLongerFitting({ seats, bookings, count }: NoLongerFit) {
  const { timeZone } = useHere().facility;
  return (
    <Notice
      tone="warning"
      title={
        count === 1
          ? `One booking has more people than the ${seats} seats.`
          : `${count} bookings have more people than the ${seats} seats.`
      }
    >
      <p>
        {count === 1 ? 'It keeps' : 'They keep'} this room. Move {count === 1 ? 'it' : 'them'} to a larger one where
        needed.
      </p>
      <ul className="room-ahead" aria-label="Bookings that no longer fit">
        {bookings.map(({ id, clientName, numLearners, numFacilitators, startsAt, endsAt, tenant }) => (
          <li key={id}>
            <span>
              <Link to="/calendar" search={{ date: dateOf(Date.parse(startsAt), timeZone), booking: id }}>
                {clientName}
              </Link>{' '}
              <span className="quiet">
                {tenant.code}, {numLearners + numFacilitators} people
              </span>
            </span>
            <span className="quiet">{whenWords(intervalOf(startsAt, endsAt), timeZone)}</span>
          </li>
        ))}
        {count > bookings.length && <li className="quiet">and {count - bookings.length} more</li>}
      </ul>
    </Notice>
  );
}
