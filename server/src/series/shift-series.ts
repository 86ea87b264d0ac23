import { Temporal } from 'temporal-polyfill';
import { intervalProblem } from '../bookings/input.ts';
import type { Query } from '../platform/database/statement.ts';
import { updateAll, updateEach } from '../platform/database/table.ts';
import type { Scope } from './change-series.ts';
import type { LocalInterval } from './recurrence.ts';
import { leftOutDatesTable, localColumns, seriesTable } from './series-table.ts';
import type { LeftOut } from './series-view.ts';

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
  return intervalProblem(asIfUtc(start), asIfUtc(end));
}

function asIfUtc(local: Temporal.PlainDateTime): Date {
  return new Date(local.toZonedDateTime('UTC').epochMilliseconds);
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
export function shiftSeries(scope: Moved, shift: Shift): readonly Query[] {
  const { series, whole } = scope;
  const { start, end } = shift;
  if (start.blank && end.blank) return [];
  const dates = shiftLeftOut(scope, shift).map(({ id, local }) => ({ id, changes: localColumns(local) }));
  return [
    ...updateEach(leftOutDatesTable, dates),
    ...updateAll(
      seriesTable,
      [series.id],
      whole ? shiftedRule(series, shift) : { movedFrom: movedFrom(series, shift) },
    ),
  ];
}

/** The first day from which on the dates of a series were moved by themselves. */
function movedFrom(series: Scope['series'], { from, start }: Shift): string {
  const first = from.add(start).toPlainDate().toString();
  return series.movedFrom !== null && series.movedFrom < first ? series.movedFrom : first;
}

function shiftedRule(series: Scope['series'], shift: Shift) {
  const { from, start } = shift;
  const days = from.toPlainDate().until(from.add(start).toPlainDate()).days;
  const later = (day: string | null) =>
    day === null ? null : earlierOf(Temporal.PlainDate.from(day).add({ days }), lastDay).toString();
  return {
    ...localColumns(shiftRule(series, shift)),
    weekdays: series.rule.weekdays.map((day) => ((((day - 1 + days) % 7) + 7) % 7) + 1).toSorted((a, b) => a - b),
    untilDate: later(series.rule.until),
    movedFrom: later(series.movedFrom),
  };
}
