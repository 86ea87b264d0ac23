import type { Query } from '../platform/database/statement.ts';
import { insertInto } from '../platform/database/table.ts';
import type { LocalInterval, Rule } from './recurrence.ts';
import { leftOutDatesTable, localColumns, seriesTable } from './series-table.ts';

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

/** Inserts the rule of a series and its left-out dates. */
export function insertSeries({
  id,
  tenantId,
  userId,
  rule,
  local,
  leftOut,
  timeZone,
  now,
}: NewSeries): readonly Query[] {
  const weekdays =
    rule.frequency === 'WEEKLY' && rule.weekdays.length === 0 ? [local.start.dayOfWeek] : [...rule.weekdays];
  const series = {
    id,
    tenantId,
    timeZone,
    frequency: rule.frequency,
    every: rule.every,
    weekdays,
    untilDate: rule.until,
    dateCount: rule.count,
    ...localColumns(local),
    createdById: userId,
    requesterId: userId,
    createdAt: now,
  };
  const dates = leftOut.map((one) => ({ tenantId, seriesId: id, ...localColumns(one) }));
  return [insertInto(seriesTable, [series]), ...(dates.length > 0 ? [insertInto(leftOutDatesTable, dates)] : [])];
}
