import { dayWords, timeWords } from '../../time/words.ts';
import type { TimeScale } from '../../time/time-scale.ts';
import { freeAt } from '../moving/focus.ts';
import type { RoomRow } from '../data/room-rows.ts';

/** The id of whatever the keyboard is on: `aria-activedescendant` of the grid points here. */
export const focusId = 'timeline-cursor';

type SlotFocusProps = {
  at: number;
  slot: number;
  row: RoomRow;
  scale: TimeScale;
  timeZone: string;
  trackWidth: number;
};

/** Shows an empty place that the keyboard, or a click, has come to. */
export function SlotFocus({ at, slot, row, scale, timeZone, trackWidth }: SlotFocusProps) {
  const interval = freeAt({ scale, timeZone, slot, rows: [], barsIn: () => row.bars }, { row: row.room.id, at });
  const span = scale.span(interval);
  if (!span) return null;
  const next = row.bars.find((bar) => bar.interval.start >= interval.start);
  const until = next ? `free until ${whenWords(next.interval.start, interval.start, timeZone)}` : 'free from here';
  return (
    <div
      role="gridcell"
      id={focusId}
      className="slot-cursor"
      data-cursor
      style={{ left: span.left * trackWidth, width: Math.max(6, span.width * trackWidth) }}
    >
      <span className="unseen">{`${row.room.name}, ${dayWords(interval.start, timeZone)}, ${timeWords(interval.start, timeZone)}, ${until}`}</span>
    </div>
  );
}

function whenWords(instant: number, from: number, timeZone: string): string {
  const day = dayWords(instant, timeZone);
  return day === dayWords(from, timeZone) ? timeWords(instant, timeZone) : `${day}, ${timeWords(instant, timeZone)}`;
}
