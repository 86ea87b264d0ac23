/** Half-open `[start, end)` in epoch milliseconds: what ends at 12:00 and what starts at 12:00 do not meet. */
export type Interval = {
  readonly start: number;
  readonly end: number;
};

export const hourMs = 3_600_000;
export const minuteMs = 60_000;

export function overlaps(a: Interval, b: Interval): boolean {
  return a.start < b.end && b.start < a.end;
}

export function contains(interval: Interval, instant: number): boolean {
  return interval.start <= instant && instant < interval.end;
}

/** The part both share, or null where they only touch. */
export function intersection(a: Interval, b: Interval): Interval | null {
  const start = Math.max(a.start, b.start);
  const end = Math.min(a.end, b.end);
  return start < end ? { start, end } : null;
}

export function intervalOf(startsAt: string, endsAt: string): Interval {
  return { start: Date.parse(startsAt), end: Date.parse(endsAt) };
}
