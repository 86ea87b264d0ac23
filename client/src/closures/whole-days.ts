import type { LocalInterval } from '../bookings/local-interval.ts'
import { addDays, type OpeningHours } from '../time/day.ts'

const MIDNIGHT = '00:00'

/** What ends at midnight ends with the day before. */
function lastDay({ from, to }: LocalInterval): string {
  const date = to.date || from.date
  return to.time === MIDNIGHT && date > from.date ? addDays(date, -1) : date
}

/** The same days from midnight to midnight. */
export function wholeDays(when: LocalInterval): LocalInterval {
  if (!when.from.date) return when
  return { ...when, from: { ...when.from, time: MIDNIGHT }, to: { date: addDays(lastDay(when), 1), time: MIDNIGHT } }
}

/** The same days, from when the house opens on the first to when it closes on the last. */
export function openHours(when: LocalInterval, { opensAt, closesAt }: OpeningHours): LocalInterval {
  if (!when.from.date) return when
  return { ...when, from: { ...when.from, time: opensAt }, to: { date: lastDay(when), time: closesAt } }
}

/** The end, a day later. */
export function dayLonger(when: LocalInterval): LocalInterval {
  return when.to.date ? { ...when, to: { ...when.to, date: addDays(when.to.date, 1) } } : when
}
