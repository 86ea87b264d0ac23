import { intersection, type Interval } from '../time/interval.ts';
import { addDays } from '../time/day.ts';

/** A device's own time line shows so many days. */
export const stripDays = 28;

/** The days of the strip as an interval, in the facility's zone. */
export function stripFrom(date: string, timeZone: string): Interval {
  const at = (day: string) => Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds;
  return { start: at(date), end: at(addDays(date, stripDays)) };
}

/** Where a span stands in the strip, in percent of its width; null where it is outside. */
export function placeInStrip(
  startsAt: string,
  endsAt: string | null | undefined,
  strip: Interval,
): { readonly left: number; readonly width: number } | null {
  const span = { start: Date.parse(startsAt), end: endsAt ? Date.parse(endsAt) : Infinity };
  const visible = intersection(span, strip);
  if (!visible) return null;
  const whole = strip.end - strip.start;
  return {
    left: ((visible.start - strip.start) / whole) * 100,
    width: ((visible.end - visible.start) / whole) * 100,
  };
}
