import type { Transaction } from '../platform/database/database.ts';
import type { LocalInterval, Rule } from './recurrence.ts';
import { columnOf } from './series-view.ts';
import { Temporal } from 'temporal-polyfill';

type NewSeries = {
  readonly id: string;
  readonly tenantId: string;
  readonly userId: string;
  readonly rule: Rule;
  readonly local: LocalInterval;
  readonly leftOut: readonly LocalInterval[];
  readonly timeZone: string;
  readonly now: Date;
};

/** Writes the rule of a series and what was left out of it, in the transaction of its bookings. */
export async function keepSeries(
  tx: Transaction,
  { id, tenantId, userId, rule, local, leftOut, timeZone, now }: NewSeries,
): Promise<void> {
  await tx.series.create({
    data: {
      id,
      tenantId,
      timeZone,
      frequency: rule.frequency,
      every: rule.every,
      weekdays:
        rule.frequency === 'WEEKLY' && rule.weekdays.length === 0 ? [local.start.dayOfWeek] : [...rule.weekdays],
      untilDate: rule.until === null ? null : columnOf(Temporal.PlainDate.from(rule.until)),
      dateCount: rule.count,
      startsLocal: columnOf(local.start),
      endsLocal: columnOf(local.end),
      createdById: userId,
      requesterId: userId,
      createdAt: now,
    },
  });
  await tx.leftOutDate.createMany({
    data: leftOut.map(({ start, end }) => ({
      tenantId,
      seriesId: id,
      startsLocal: columnOf(start),
      endsLocal: columnOf(end),
    })),
  });
}
