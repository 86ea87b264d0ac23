import { Temporal } from 'temporal-polyfill';
import { intervalProblem } from '../bookings/input.ts';
import type { Query } from '../platform/database/statement.ts';
import { updateAll, updateEach } from '../platform/database/table.ts';
import type { Scope } from './change-series.ts';
import type { LocalInterval } from './recurrence.ts';
import { leftOutDatesTable, localColumns, seriesTable } from './series-table.ts';
import type { LeftOut } from './series-view.ts';

/** By how much bookings move in local time, from the one at `from` on, which lasts for `length` afterwards. */
export type Shift = {
  readonly from: Temporal.PlainDateTime;
  readonly start: Temporal.Duration;
  readonly end: Temporal.Duration;
  readonly length: Temporal.Duration;
};

/** The last day that a `Date` can be: a series that goes on for ever ends there. */
const lastDay = Temporal.PlainDate.from('9999-12-31');

function earlierOf(one: Temporal.PlainDate, other: Temporal.PlainDate) {
  return Temporal.PlainDate.compare(one, other) < 0 ? one : other;
}

type MovedScope = Pick<Scope, 'series' | 'whole'>;

function shifted({ start, end }: LocalInterval, by: Shift): LocalInterval {
  return {
    start: start.add(by.start),
    end: end.add(by.end),
  };
}

/** The fault of a local time in any zone; the same as for a booking. */
function problemOf({ start, end }: LocalInterval): string | null {
  return intervalProblem(asIfUtc(start), asIfUtc(end));
}

function asIfUtc(local: Temporal.PlainDateTime): Date {
  return new Date(local.toZonedDateTime('UTC').epochMilliseconds);
}

/** The left-out dates that move along, with their new time, and why one of them cannot be there. */
export function shiftLeftOut(
  { series, whole }: MovedScope,
  shift: Shift,
): (LeftOut & { readonly problem: string | null })[] {
  return series.leftOut
    .filter(({ local }) => whole || Temporal.PlainDateTime.compare(local.start, shift.from) >= 0)
    .map(({ id, local }) => ({ id, local: shifted(local, shift), problem: problemOf(shifted(local, shift)) }));
}

/** The named booking may last longer than the others: shortened by as much, the rule would end before it starts. */
function shiftRule({ local }: Scope['series'], shift: Shift): LocalInterval {
  const movedInterval = shifted(local, shift);
  return problemOf(movedInterval) === null
    ? movedInterval
    : { start: movedInterval.start, end: movedInterval.start.add(shift.length) };
}

/**
 * Moves the rule along with all of its bookings; if only a part of them moves, the rule stays, and records from when on
 * it no longer holds. Left-out dates move with the bookings around them.
 */
export function shiftSeries(scope: MovedScope, shift: Shift): readonly Query[] {
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

/** The first day from which on the dates of a series were moved without the rule. */
function movedFrom(series: Scope['series'], { from, start }: Shift): string {
  const first = from.add(start).toPlainDate().toString();
  return series.movedFrom !== null && series.movedFrom < first ? series.movedFrom : first;
}

function shiftedRule(series: Scope['series'], shift: Shift) {
  const { from, start } = shift;
  const days = from.toPlainDate().until(from.add(start).toPlainDate()).days;
  const laterDay = (day: string | null) =>
    day === null ? null : earlierOf(Temporal.PlainDate.from(day).add({ days }), lastDay).toString();
  return {
    ...localColumns(shiftRule(series, shift)),
    weekdays: series.rule.weekdays.map((day) => ((((day - 1 + days) % 7) + 7) % 7) + 1).toSorted((a, b) => a - b),
    untilDate: laterDay(series.rule.until),
    movedFrom: laterDay(series.movedFrom),
  };
}
