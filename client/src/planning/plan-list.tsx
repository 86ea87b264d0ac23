import { CircleX, TriangleAlert } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { peopleWords } from '../bookings/booking-words.ts';
import { intervalOf } from '../time/interval.ts';
import { whenWords } from '../time/words.ts';
import type { PlanEntry, Unplaced } from './plan-entries.ts';

type PlanListProps = {
  entries: readonly PlanEntry[];
  unplaced: readonly Unplaced[];
  timeZone: string;
  onTick(id: string, isTicked: boolean): void;
  /** Somebody looks at one of them, or at none any more. */
  onPoint(id: string | null): void;
  onOpen(id: string): void;
  /** Brings a room into sight. */
  onRoom(id: string): void;
};

/** Every ghost of the plan: where it would go, or why nowhere. */
export function PlanList({ entries, unplaced, timeZone, onTick, onPoint, onOpen, onRoom }: PlanListProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the arrows of the ticks in it
    <ul className="plan-list" aria-label="Bookings of the plan" onKeyDown={toNext}>
      {unplaced.map(({ booking, reason }) => (
        <li key={booking.id} className="plan-line" data-unplaced>
          <TriangleAlert aria-hidden="true" />
          <button type="button" className="plan-client" onClick={() => onOpen(booking.id)}>
            {booking.clientName}
          </button>
          <GhostFacts booking={booking} timeZone={timeZone} />
          <span className="plan-why">
            <strong>No room. </strong>
            {reason}
          </span>
        </li>
      ))}
      {entries.map(({ booking, room, reason, ticked, stale, refused }) => (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- where it would go is pointed out while one looks at it
        <li
          key={booking.id}
          className="plan-line"
          data-stale={stale !== null || undefined}
          data-refused={refused !== null || undefined}
          onPointerEnter={() => onPoint(booking.id)}
          onPointerLeave={() => onPoint(null)}
          onFocus={() => onPoint(booking.id)}
          onBlur={() => onPoint(null)}
        >
          <input
            type="checkbox"
            checked={ticked}
            disabled={stale !== null}
            aria-label={`${booking.clientName}, ${whenWords(intervalOf(booking.startsAt, booking.endsAt), timeZone)}, in ${room.name}`}
            aria-describedby={`plan-why-${booking.id}`}
            onChange={(event) => onTick(booking.id, event.target.checked)}
          />
          <button type="button" className="plan-client" onClick={() => onOpen(booking.id)}>
            {booking.clientName}
          </button>
          <GhostFacts booking={booking} timeZone={timeZone} />
          <span className="plan-why" id={`plan-why-${booking.id}`}>
            <button
              type="button"
              className="plan-room"
              title={`Show ${room.name} in the calendar`}
              onClick={() => onRoom(room.id)}
            >
              {room.name}
            </button>{' '}
            <span className="quiet">seats {room.capacity}</span>
            {' · '}
            {stale ?? refused ?? reason}
            {(stale ?? refused) && <CircleX aria-hidden="true" />}
          </span>
        </li>
      ))}
    </ul>
  );
}

function GhostFacts({ booking, timeZone }: { booking: Unplaced['booking']; timeZone: string }) {
  return (
    <span className="plan-facts">
      {whenWords(intervalOf(booking.startsAt, booking.endsAt), timeZone)}
      <span className="quiet">
        {peopleWords(booking)} · {booking.tenant.code}
      </span>
    </span>
  );
}

/** Arrows go from tick to tick. */
function toNext(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const boxes = [...event.currentTarget.querySelectorAll<HTMLInputElement>('input:enabled')];
  const at = boxes.indexOf(event.target as HTMLInputElement);
  if (at < 0) return;
  event.preventDefault();
  boxes[at + (event.key === 'ArrowDown' ? 1 : -1)]?.focus();
}
