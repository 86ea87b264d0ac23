import { Temporal } from 'temporal-polyfill';
import { intervalProblem } from '../bookings/input.ts';
import type { Transaction } from '../platform/database/database.ts';
import type { Scope } from './change-series.ts';
import type { LocalInterval } from './recurrence.ts';
import { columnOf, type LeftOut } from './series-view.ts';

/** By how much bookings move on the wall, from the one at `from` on, which lasts for `length` afterwards. */
export type Shift = {
  readonly from: Temporal.PlainDateTime;
  readonly start: Temporal.Duration;
  readonly end: Temporal.Duration;
  readonly length: Temporal.Duration;
};

/** The last that a `Date` can be: a series that goes on for ever ends there. */
const lastDay = Temporal.PlainDate.from('9999-12-31');

function earlierOf(one: Temporal.PlainDate, other: Temporal.PlainDate) {
  return Temporal.PlainDate.compare(one, other) < 0 ? one : other;
}

type Moved = Pick<Scope, 'series' | 'whole'>;

function shifted({ start, end }: LocalInterval, by: Shift): LocalInterval {
  return {
    start: start.add(by.start),
    end: end.add(by.end),
  };
}

/** What is wrong with a time on the wall, whichever zone it is in; as of a booking. */
function problemOf({ start, end }: LocalInterval): string | null {
  return intervalProblem(columnOf(start), columnOf(end));
}

/** The dates that were left out and go along, where they would be; and why one of them cannot be there. */
export function shiftLeftOut(
  { series, whole }: Moved,
  shift: Shift,
): (LeftOut & { readonly problem: string | null })[] {
  return series.leftOut
    .filter(({ local }) => whole || Temporal.PlainDateTime.compare(local.start, shift.from) >= 0)
    .map(({ id, local }) => ({ id, local: shifted(local, shift), problem: problemOf(shifted(local, shift)) }));
}

/** The named booking may last for longer than the others do: shortened by as much, the rule would end before it starts. */
function shiftRule({ local }: Scope['series'], shift: Shift): LocalInterval {
  const moved = shifted(local, shift);
  return problemOf(moved) === null ? moved : { start: moved.start, end: moved.start.add(shift.length) };
}

/**
 * The rule moves along with all of its bookings; with a part of them it stays, and says from when on it no longer holds.
 * Dates that were left out go with the bookings around them.
 */
export async function shiftSeries(tx: Transaction, scope: Moved, shift: Shift): Promise<void> {
  const { series, whole } = scope;
  const { from, start, end } = shift;
  if (start.blank && end.blank) return;
  for (const { id, local } of shiftLeftOut(scope, shift)) {
    await tx.leftOutDate.update({
      where: { id },
      data: { startsLocal: columnOf(local.start), endsLocal: columnOf(local.end) },
    });
  }
  const first = from.add(start).toPlainDate();
  if (!whole) {
    const movedFrom =
      series.movedFrom !== null && series.movedFrom < first.toString() ? series.movedFrom : first.toString();
    await tx.series.update({
      where: { id: series.id },
      data: { movedFrom: columnOf(Temporal.PlainDate.from(movedFrom)) },
    });
    return;
  }
  const days = from.toPlainDate().until(first).days;
  const later = (day: string | null) =>
    day === null ? null : columnOf(earlierOf(Temporal.PlainDate.from(day).add({ days }), lastDay));
  const rule = shiftRule(series, shift);
  await tx.series.update({
    where: { id: series.id },
    data: {
      startsLocal: columnOf(rule.start),
      endsLocal: columnOf(rule.end),
      weekdays: series.rule.weekdays.map((day) => ((((day - 1 + days) % 7) + 7) % 7) + 1).toSorted((a, b) => a - b),
      untilDate: later(series.rule.until),
      movedFrom: later(series.movedFrom),
    },
  });
}
