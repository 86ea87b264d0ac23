import { useMemo, useState, type ReactNode } from 'react';
import type { OccupancyBarFragment, RoomRowFragment } from '../graphql/generated/graphql.ts';
import { useHere } from '../people/here.tsx';
import { contains, type Interval } from '../time/interval.ts';
import { dayWords } from '../time/words.ts';
import { Button } from '../ui/button.tsx';
import { useNow } from '../ui/use-now.ts';
import { useSteady } from './use-steady.ts';
import { competitions, roomsLeft, type Competition, type Waiting } from './waiting.ts';
import { WaitingCard } from './waiting-card.tsx';

type WaitingListProps = {
  title: string;
  none: string;
  bookings: readonly Waiting[];
  chosenId: string | undefined;
  ticked: ReadonlySet<string>;
  rooms: readonly RoomRowFragment[];
  /** What is known of the rooms, and for which time. */
  taken: readonly OccupancyBarFragment[];
  takenRange: Interval | null;
  onChoose(booking: Waiting): void;
  onTick(bookings: readonly Waiting[]): void;
  renderChosen(booking: Waiting): ReactNode;
};

/** Those who wait, the most urgent first. It keeps still while somebody points at it: who comes meanwhile waits to be let in. */
export function WaitingList({
  title,
  none,
  bookings,
  chosenId,
  ticked,
  rooms,
  taken,
  takenRange,
  onChoose,
  onTick,
  renderChosen,
}: WaitingListProps) {
  const { timeZone } = useHere().facility;
  const now = useNow();
  const [held, setHeld] = useState(false);
  const { entries, arrived, letIn } = useSteady(bookings, held);
  const groups = useMemo(() => competitions(bookings.filter(({ status }) => status === 'PENDING')), [bookings]);
  // Who waits to be let in has been seen by nobody, and is not decided about.
  const there = entries.flatMap(({ item, gone }) => (gone ? [] : item));
  const allTicked = there.length > 0 && there.every(({ id }) => ticked.has(id));

  function wordsOf(group: Competition | undefined): string | null {
    if (!group) return null;
    const { interval, ids } = group;
    const members = bookings.filter(({ id }) => ids.includes(id));
    const left =
      takenRange && contains(takenRange, interval.start) && interval.end <= takenRange.end
        ? roomsLeft(members, rooms, taken)
        : null;
    return `${ids.length} requests for ${dayWords(interval.start, timeZone)}${left === null ? '' : left === 0 ? ', no rooms left' : `, ${left} ${left === 1 ? 'room' : 'rooms'} left`}`;
  }

  return (
    // Its head too: on the way to the button that lets them in, they do not come in by themselves.
    <section
      className="waiting-list"
      aria-label={title}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
    >
      <header className="waiting-head">
        <input
          type="checkbox"
          className="waiting-tick"
          aria-label={`Select all: ${title}`}
          checked={allTicked}
          disabled={there.length === 0}
          onChange={() => onTick(allTicked ? there : there.filter(({ id }) => !ticked.has(id)))}
        />
        <h2>Most urgent first</h2>
        {/* It keeps its place while there is nobody to let in. */}
        <span className="waiting-arrived" role="status">
          {arrived > 0 && (
            <Button onClick={letIn}>
              <span>{arrived} new</span>
            </Button>
          )}
        </span>
      </header>
      {entries.length === 0 ? (
        <p className="waiting-none">{none}</p>
      ) : (
        <ul>
          {entries.map(({ item, gone }) => (
            <WaitingCard
              key={item.id}
              booking={item}
              gone={gone}
              chosen={item.id === chosenId}
              ticked={ticked.has(item.id)}
              now={now}
              timeZone={timeZone}
              competition={wordsOf(groups.get(item.id))}
              onChoose={onChoose}
              onTick={(booking) => onTick([booking])}
            >
              {item.id === chosenId && renderChosen(item)}
            </WaitingCard>
          ))}
        </ul>
      )}
    </section>
  );
}
