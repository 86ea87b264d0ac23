import { CircleCheck, TriangleAlert } from 'lucide-react';
import { fitOf, type RoomOption } from './availability.ts';
import { isClosed, conflictWords, type Conflict } from './taken-room.ts';
import type { Unknown } from './use-rooms-taken.ts';
import './place-hint.css';

type PlaceHintProps = {
  room: RoomOption;
  people: number;
  conflicts: readonly Conflict[] | Unknown;
  timeZone: string;
  /** A wish takes nothing, so what stands there only makes it less likely. */
  wish: boolean;
};

/** Shows whether a room would do: read while the form is open, and only a hint; the server decides. */
export function PlaceHint({ room, people, conflicts, timeZone, wish }: PlaceHintProps) {
  if (conflicts === 'unreadable')
    return (
      <p className="place-hint">Can’t check right now whether {room.name} is free. It is checked when you save.</p>
    );
  if (conflicts === 'asking') return <p className="place-hint">Checking whether {room.name} is free…</p>;
  const lines = conflictWords(conflicts, timeZone);
  if (lines.length > 0) {
    return (
      <div className={`place-hint ${wish ? 'place-hint-close' : 'place-hint-taken'}`}>
        <TriangleAlert aria-hidden="true" />
        <div>
          {room.name} is {isClosed(conflicts) ? 'closed' : 'taken'}
          {wish ? ' at the moment' : ''}:
          <ul>
            {lines.slice(0, 3).map(({ key, words }) => (
              <li key={key}>{words}</li>
            ))}
            {lines.length > 3 && <li>and {lines.length - 3} more</li>}
          </ul>
        </div>
      </div>
    );
  }
  return (
    <p className={`place-hint ${fitOf(people, room.capacity) === 'fits' ? 'place-hint-free' : 'place-hint-close'}`}>
      <CircleCheck aria-hidden="true" />
      {room.name} is free{seats(room, people)}
    </p>
  );
}

function seats({ capacity }: RoomOption, people: number): string {
  if (people === 0) return '';
  const fit = fitOf(people, capacity);
  if (fit === 'over') return `, but seats only ${capacity}`;
  if (people === capacity) return ', and exactly full';
  const spare = `${capacity - people} ${capacity - people === 1 ? 'seat' : 'seats'} to spare`;
  return fit === 'full' ? `, with only ${spare}` : `, ${spare}`;
}
