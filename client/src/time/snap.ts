import { minuteMs } from './interval.ts';

/** What a time under the pointer is rounded to. */
export const snapStep = 15 * minuteMs;
/** The same for whoever asks for it to the minute. */
export const fineSnapStep = 5 * minuteMs;

/**
 * To the nearest step. Every zone in use is a multiple of 15 minutes away from UTC, so that rounding the instant
 * rounds the time on the wall, on days of 23 and 25 hours too.
 */
export function snapTo(instant: number, step: number): number {
  return Math.round(instant / step) * step;
}

export function snapDown(instant: number, step: number): number {
  return Math.floor(instant / step) * step;
}

export function snapUp(instant: number, step: number): number {
  return Math.ceil(instant / step) * step;
}

function wallOf(instant: number, timeZone: string): Temporal.PlainDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone).toPlainDateTime();
}

/**
 * The end of something that begins at another time: it lasts as long on the wall of the facility. Three days from
 * 07:30 to 16:30 stay that, also where the clocks change on one of them.
 */
export function endFollowing(
  interval: { readonly start: number; readonly end: number },
  start: number,
  timeZone: string,
): number {
  const length = wallOf(interval.start, timeZone).until(wallOf(interval.end, timeZone));
  const end = wallOf(start, timeZone).add(length).toZonedDateTime(timeZone).epochMilliseconds;
  // Within one night the wall may say that nothing is left of it.
  return end > start ? end : start + (interval.end - interval.start);
}

/** Moved as far on the wall as it is from one instant to another: by days it keeps its hour, wherever the clocks change meanwhile. */
export function shiftedAs(
  instant: number,
  { from, to }: { readonly from: number; readonly to: number },
  timeZone: string,
): number {
  const distance = wallOf(from, timeZone).until(wallOf(to, timeZone));
  return wallOf(instant, timeZone).add(distance).toZonedDateTime(timeZone).epochMilliseconds;
}

/** The same time of day, on the day of another instant. */
export function sameTimeOn(instant: number, day: number, timeZone: string): number {
  const time = wallOf(instant, timeZone).toPlainTime();
  return wallOf(day, timeZone).toPlainDate().toZonedDateTime({ timeZone, plainTime: time }).epochMilliseconds;
}
