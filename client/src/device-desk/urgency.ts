import { hourMs, minuteMs } from '../time/interval.ts';

export type Urgency = 'begun' | 'soon' | 'later';

/** Soon is what has to be ready within four hours: this half of the day. */
const soonMs = 4 * hourMs;

export function urgencyOf(deadline: number, now: number): Urgency {
  return deadline <= now ? 'begun' : deadline - now <= soonMs ? 'soon' : 'later';
}

/** Devices are needed when the booking starts; those that leave the building are packed the day before, when it opens. */
export function deadlineOf(startsAt: string, isOffSite: boolean, opensAt: string, timeZone: string): number {
  const start = Date.parse(startsAt);
  if (!isOffSite) return start;
  const day = Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(timeZone).toPlainDate();
  const plainTime = Temporal.PlainTime.from(opensAt === '24:00' ? '00:00' : opensAt);
  return day.subtract({ days: 1 }).toZonedDateTime({ timeZone, plainTime }).epochMilliseconds;
}

/** `in 40 min`, `in 3 h`; null where it is more than half a day away, or over */
export function leftWords(deadline: number, now: number): string | null {
  const left = deadline - now;
  if (left <= 0 || left > 12 * hourMs) return null;
  return left < hourMs ? `in ${Math.ceil(left / minuteMs)} min` : `in ${Math.round(left / hourMs)} h`;
}
