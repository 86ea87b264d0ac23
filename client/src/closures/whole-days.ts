import type { LocalInterval } from '../bookings/local-interval.ts';
import { addDays, type OpeningHours, wallHoursOn } from '../time/day.ts';

const midnight = '00:00';

/** As a form has it: 00:00 as an end is the end of its day. */
export function endOfDay(time: string): string {
  return time === '24:00' ? midnight : time;
}

function lastDay({ from, to }: LocalInterval): string {
  return to.date || from.date;
}

/** The same days from midnight to midnight: as an end, 00:00 is the end of its day. */
export function wholeDays(when: LocalInterval): LocalInterval {
  if (!when.from.date) return when;
  return { ...when, from: { ...when.from, time: midnight }, to: { date: lastDay(when), time: midnight } };
}

/** The same days, from when the house opens on the first to when it closes on the last. */
export function openHours(when: LocalInterval, hours: OpeningHours): LocalInterval {
  if (!when.from.date) return when;
  const { opensAt } = wallHoursOn(when.from.date, hours);
  const { closesAt } = wallHoursOn(lastDay(when), hours);
  return { ...when, from: { ...when.from, time: opensAt }, to: { date: lastDay(when), time: endOfDay(closesAt) } };
}

/** The end, a day later. */
export function dayLonger(when: LocalInterval): LocalInterval {
  return when.to.date ? { ...when, to: { ...when.to, date: addDays(when.to.date, 1) } } : when;
}
