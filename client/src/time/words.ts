import { dateOf } from './day.ts'
import type { Interval } from './interval.ts'

// Formatters are dear to make and cheap to keep: one for each zone and shape.
const formatters = new Map<string, Intl.DateTimeFormat>()

function format(instant: number, timeZone: string, options: Intl.DateTimeFormatOptions): string {
  const key = timeZone + JSON.stringify(options)
  let formatter = formatters.get(key)
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-GB', { timeZone, ...options })
    formatters.set(key, formatter)
  }
  // Some engines say "Sept" where the others say "Sep"; a column of dates wants one width.
  return formatter.format(instant).replace('Sept', 'Sep').replace(',', '')
}

/** `07:30` */
export function timeWords(instant: number, timeZone: string): string {
  return format(instant, timeZone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
}

/** `Tue 17 Nov` */
export function dayWords(instant: number, timeZone: string): string {
  return format(instant, timeZone, { weekday: 'short', day: 'numeric', month: 'short' })
}

/** `Tuesday 17 November` */
export function longDayWords(instant: number, timeZone: string): string {
  return format(instant, timeZone, { weekday: 'long', day: 'numeric', month: 'long' })
}

/** `10:41` today, `Mon 15:02` earlier this week, else `17 Nov`: when something happened, as short as it can be told. */
export function momentWords(instant: number, now: number, timeZone: string): string {
  const [date, today] = [instant, now].map((at) => Temporal.PlainDate.from(dateOf(at, timeZone))) as [Temporal.PlainDate, Temporal.PlainDate]
  if (date.equals(today)) return timeWords(instant, timeZone)
  const thisWeek = date.yearOfWeek === today.yearOfWeek && date.weekOfYear === today.weekOfYear
  if (thisWeek) return `${format(instant, timeZone, { weekday: 'short' })} ${timeWords(instant, timeZone)}`
  return format(instant, timeZone, { day: 'numeric', month: 'short' })
}

/** `Tue 17` */
export function columnWords(instant: number, timeZone: string): string {
  const weekday = format(instant, timeZone, { weekday: 'short' })
  return `${weekday} ${format(instant, timeZone, { day: 'numeric' })}`
}

/** `November 2026` */
export function monthWords(date: string): string {
  return format(Date.parse(`${date}T12:00:00Z`), 'UTC', { month: 'long', year: 'numeric' })
}

/** `16 – 22 November 2026`, `30 November – 6 December 2026`, `Tuesday 24 November 2026`: the days an interval touches. */
export function rangeWords(interval: Interval, timeZone: string): string {
  const last = interval.end - 1
  if (dateOf(interval.start, timeZone) === dateOf(last, timeZone)) return `${longDayWords(last, timeZone)} ${yearOf(last, timeZone)}`
  const sameYear = isSameYear(interval, timeZone)
  const sameMonth = sameYear && monthOf(interval.start, timeZone) === monthOf(last, timeZone)
  const to = format(last, timeZone, { day: 'numeric', month: 'long', year: 'numeric' })
  const from = sameMonth
    ? format(interval.start, timeZone, { day: 'numeric' })
    : format(interval.start, timeZone, { day: 'numeric', month: 'long', ...(sameYear ? {} : { year: 'numeric' }) })
  return `${from} – ${to}`
}

function monthOf(instant: number, timeZone: string): string {
  return format(instant, timeZone, { month: 'long' })
}

function isSameYear({ start, end }: Interval, timeZone: string): boolean {
  return yearOf(start, timeZone) === yearOf(end - 1, timeZone)
}

function yearOf(instant: number, timeZone: string): string {
  return format(instant, timeZone, { year: 'numeric' })
}

/** `Tue 17 Nov, 07:30 – 16:30` or `Tue 17 – Thu 19 Nov, 07:30 – 16:30` or, over midnight once, both with their day. */
export function whenWords(interval: Interval, timeZone: string): string {
  const times = `${timeWords(interval.start, timeZone)} – ${timeWords(interval.end, timeZone)}`
  if (dateOf(interval.start, timeZone) === dateOf(interval.end - 1, timeZone)) {
    return `${dayWords(interval.start, timeZone)}, ${times}`
  }
  if (!isSameYear(interval, timeZone)) {
    const [first, last] = [interval.start, interval.end - 1].map((at) => `${dayWords(at, timeZone)} ${yearOf(at, timeZone)}`)
    return `${first} – ${last}, ${times}`
  }
  const from =
    monthOf(interval.start, timeZone) === monthOf(interval.end - 1, timeZone)
      ? columnWords(interval.start, timeZone)
      : dayWords(interval.start, timeZone)
  return `${from} – ${dayWords(interval.end - 1, timeZone)}, ${times}`
}

/** `3 days`, `4 h`, `45 min` */
export function lengthWords(interval: Interval, timeZone: string): string {
  const first = Temporal.PlainDate.from(dateOf(interval.start, timeZone))
  const days = first.until(Temporal.PlainDate.from(dateOf(interval.end - 1, timeZone))).days + 1
  if (days > 1) return `${days} days`
  const minutes = Math.round((interval.end - interval.start) / 60_000)
  if (minutes < 60) return `${minutes} min`
  return minutes % 60 ? `${Math.floor(minutes / 60)} h ${minutes % 60}` : `${minutes / 60} h`
}
