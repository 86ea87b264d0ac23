import { dayAndMonth, isMonthFirst, withYear } from './date-order.ts';
import { dateOf } from './day.ts';
import type { Interval } from './interval.ts';
import { wallOf } from './wall.ts';

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

function two(number: number) {
  return String(number).padStart(2, '0');
}
function weekdayOf(wall: Date) {
  return weekdays[wall.getUTCDay()]!;
}
function monthOf(wall: Date) {
  return months[wall.getUTCMonth()]!;
}

/** `07:30` */
export function timeWords(instant: number, timeZone: string): string {
  const wall = wallOf(instant, timeZone);
  return `${two(wall.getUTCHours())}:${two(wall.getUTCMinutes())}`;
}

function shortDateOf(wall: Date) {
  return dayAndMonth(wall.getUTCDate(), monthOf(wall).slice(0, 3));
}
function longDateOf(wall: Date) {
  return dayAndMonth(wall.getUTCDate(), monthOf(wall));
}

/** `Tue 17 Nov` */
export function dayWords(instant: number, timeZone: string): string {
  const wall = wallOf(instant, timeZone);
  return `${weekdayOf(wall).slice(0, 3)} ${shortDateOf(wall)}`;
}

/** `Tuesday 17 November` */
export function longDayWords(instant: number, timeZone: string): string {
  const wall = wallOf(instant, timeZone);
  return `${weekdayOf(wall)} ${longDateOf(wall)}`;
}

/** `Tue 17` */
export function columnWords(instant: number, timeZone: string): string {
  const wall = wallOf(instant, timeZone);
  return `${weekdayOf(wall).slice(0, 3)} ${wall.getUTCDate()}`;
}

/** `10:41` today, `Mon 15:02` earlier this week, `17 Nov 15:02` this year, else `17 Nov 2025`: when something happened, as short as it can be told. */
export function momentWords(instant: number, now: number, timeZone: string): string {
  const [date, today] = [instant, now].map((at) => Temporal.PlainDate.from(dateOf(at, timeZone))) as [
    Temporal.PlainDate,
    Temporal.PlainDate,
  ];
  if (date.equals(today)) return timeWords(instant, timeZone);
  const thisWeek = date.yearOfWeek === today.yearOfWeek && date.weekOfYear === today.weekOfYear;
  const wall = wallOf(instant, timeZone);
  if (thisWeek) return `${weekdayOf(wall).slice(0, 3)} ${timeWords(instant, timeZone)}`;
  const day = shortDateOf(wall);
  return date.year === today.year ? `${day} ${timeWords(instant, timeZone)}` : withYear(day, date.year);
}

/** `November 2026` */
export function monthWords(date: string): string {
  const [year = '', month = '1'] = date.split('-');
  return `${months[Number(month) - 1]} ${year}`;
}

/** `16 – 22 November 2026`, `30 November – 6 December 2026`, `Tuesday 24 November 2026`: the days an interval touches. */
export function rangeWords(interval: Interval, timeZone: string): string {
  const last = interval.end - 1;
  if (dateOf(interval.start, timeZone) === dateOf(last, timeZone))
    return withYear(longDayWords(last, timeZone), yearOf(last, timeZone));
  const [from, to] = [wallOf(interval.start, timeZone), wallOf(last, timeZone)];
  const until = withYear(longDateOf(to), to.getUTCFullYear());
  if (from.getUTCFullYear() !== to.getUTCFullYear())
    return `${withYear(longDateOf(from), from.getUTCFullYear())} – ${until}`;
  // The month once: `16 – 22 November 2026`, `November 16 – 22, 2026`.
  if (from.getUTCMonth() === to.getUTCMonth())
    return isMonthFirst()
      ? `${longDateOf(from)} – ${withYear(String(to.getUTCDate()), to.getUTCFullYear())}`
      : `${from.getUTCDate()} – ${until}`;
  return `${longDateOf(from)} – ${until}`;
}

function yearOf(instant: number, timeZone: string): number {
  return wallOf(instant, timeZone).getUTCFullYear();
}

/** `Tue 17 Nov, 07:30 – 16:30` or `Tue 17 – Thu 19 Nov, 07:30 – 16:30`; `Tue 17 Nov, all day` from midnight to midnight. */
export function whenWords(interval: Interval, timeZone: string): string {
  const [from, until] = [timeWords(interval.start, timeZone), timeWords(interval.end, timeZone)];
  const times = from === '00:00' && until === '00:00' ? 'all day' : `${from} – ${until}`;
  if (dateOf(interval.start, timeZone) === dateOf(interval.end - 1, timeZone)) {
    return `${dayWords(interval.start, timeZone)}, ${times}`;
  }
  if (yearOf(interval.start, timeZone) !== yearOf(interval.end - 1, timeZone)) {
    const [first, last] = [interval.start, interval.end - 1].map((at) =>
      withYear(dayWords(at, timeZone), yearOf(at, timeZone)),
    );
    return `${first} – ${last}, ${times}`;
  }
  const first =
    !isMonthFirst() && monthOf(wallOf(interval.start, timeZone)) === monthOf(wallOf(interval.end - 1, timeZone))
      ? columnWords(interval.start, timeZone)
      : dayWords(interval.start, timeZone);
  return `${first} – ${dayWords(interval.end - 1, timeZone)}, ${times}`;
}

/** `3 days`, `4 h`, `45 min` */
export function lengthWords(interval: Interval, timeZone: string): string {
  const first = Temporal.PlainDate.from(dateOf(interval.start, timeZone));
  const days = first.until(Temporal.PlainDate.from(dateOf(interval.end - 1, timeZone))).days + 1;
  if (days > 1) return `${days} days`;
  const minutes = Math.round((interval.end - interval.start) / 60_000);
  if (minutes < 60) return `${minutes} min`;
  return minutes % 60 ? `${Math.floor(minutes / 60)} h ${minutes % 60}` : `${minutes / 60} h`;
}
