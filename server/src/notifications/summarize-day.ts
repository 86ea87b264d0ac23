import { Temporal } from 'temporal-polyfill';
import type { Context } from '../platform/context.ts';
import { integer, statement } from '../platform/database/statement.ts';

/** Times in the facility's zone. After noon the morning is over, and a missed summary is not made up for. */
const from = Temporal.PlainTime.from('06:30');
const until = Temporal.PlainTime.from('12:00');

/** The day whose summary is due at a moment; null outside the morning. */
export function summaryDue(now: Date, timeZone: string): string | null {
  const local = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone);
  const time = local.toPlainTime();
  return Temporal.PlainTime.compare(time, from) >= 0 && Temporal.PlainTime.compare(time, until) < 0
    ? local.toPlainDate().toString()
    : null;
}

const summarizeDayStatement = statement(
  'summarizeDay',
  { told: integer },
  'select summarize_day($1::date, $2) as told',
);

/**
 * docs/domain.md, "Notifications": each morning, once a day a person, however often it is called. A server that was down at half past six
 * makes up for it. Returns how many were notified now.
 */
export async function summarizeDay({
  db,
  clock,
  facility,
}: Pick<Context, 'db' | 'clock' | 'facility'>): Promise<number> {
  const day = summaryDue(clock(), facility.timeZone);
  if (day === null) return 0;
  return db.transaction({ cause: 'summarizeDay' }, async (tx) => {
    const [row] = await tx.run(summarizeDayStatement(day, facility.timeZone));
    return row?.told ?? 0;
  });
}
