import { subjectOf, type Bar } from '../data/bars.ts';
import { trayRow, type Focus } from '../moving/focus.ts';
import type { HeldBookings } from '../layout/held.ts';
import type { RowMarks } from './timeline-row.tsx';

type Marks = {
  readonly focus: Focus;
  readonly on: Bar | null;
  readonly selected: string | null;
  readonly glowing: ReadonlySet<string>;
  readonly held: HeldBookings;
};

function keyOf({ booking, key }: Bar): string {
  return booking?.id ?? key;
}

/** Finds what concerns one row, as values that are the same as long as nothing in it changes: other rows are not drawn again. */
export function marksFor(row: string, bars: readonly Bar[], { focus, on, selected, glowing, held }: Marks): RowMarks {
  const isHere = focus.row === row;
  const among = (is: (key: string) => boolean) => bars.map(keyOf).filter(is).join(' ');
  return {
    focusBar: isHere && on ? on.key : null,
    focusAt: isHere && !on && row !== trayRow ? focus.at : null,
    selected: selected !== null && bars.some((bar) => subjectOf(bar) === selected) ? selected : null,
    glowing: glowing.size === 0 ? '' : among((key) => glowing.has(key)),
    inHand: held.size === 0 ? '' : among((key) => held.get(key)?.phase === 'in-hand'),
    saving: held.size === 0 ? '' : among((key) => held.get(key)?.phase === 'saving'),
  };
}
