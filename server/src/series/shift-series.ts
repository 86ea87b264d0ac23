import { Temporal } from 'temporal-polyfill';
import type { Transaction } from '../platform/database/database.ts';
import type { Scope } from './change-series.ts';
import { columnOf } from './series-view.ts';

/** By how much bookings move on the wall, from the one at `from` on. */
export type Shift = { readonly from: Temporal.PlainDateTime; readonly start: Temporal.Duration; readonly end: Temporal.Duration };

/** The last that a `Date` can be: a series that goes on for ever ends there. */
const lastDay = Temporal.PlainDate.from('9999-12-31');

const earlierOf = (one: Temporal.PlainDate, other: Temporal.PlainDate) => (Temporal.PlainDate.compare(one, other) < 0 ? one : other);

/**
 * The rule moves along with all of its bookings; with a part of them it stays, and says from when on it no longer holds.
 * Dates that were left out go with the bookings around them.
 */
export const shiftSeries = async (tx: Transaction, { series, whole }: Pick<Scope, 'series' | 'whole'>, { from, start, end }: Shift): Promise<void> => {
  if (start.blank && end.blank) return;
  const left = series.leftOut.filter(({ local }) => whole || Temporal.PlainDateTime.compare(local.start, from) >= 0);
  for (const { id, local } of left) {
    await tx.leftOutDate.update({ where: { id }, data: { startsLocal: columnOf(local.start.add(start)), endsLocal: columnOf(local.end.add(end)) } });
  }
  const first = from.add(start).toPlainDate();
  if (!whole) {
    const movedFrom = series.movedFrom !== null && series.movedFrom < first.toString() ? series.movedFrom : first.toString();
    await tx.series.update({ where: { id: series.id }, data: { movedFrom: columnOf(Temporal.PlainDate.from(movedFrom)) } });
    return;
  }
  const days = from.toPlainDate().until(first).days;
  const later = (day: string | null) => day === null ? null : columnOf(earlierOf(Temporal.PlainDate.from(day).add({ days }), lastDay));
  await tx.series.update({
    where: { id: series.id },
    data: {
      startsLocal: columnOf(series.local.start.add(start)),
      endsLocal: columnOf(series.local.end.add(end)),
      weekdays: series.rule.weekdays.map((day) => ((((day - 1 + days) % 7) + 7) % 7) + 1).toSorted((a, b) => a - b),
      untilDate: later(series.rule.until),
      movedFrom: later(series.movedFrom),
    },
  });
};
