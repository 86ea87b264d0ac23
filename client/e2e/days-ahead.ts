const dayMs = 86_400_000;
/** Days that the sample leaves empty and that still wait for their boss: each journey has a week of its own, from Monday on. */
export function dayIn(week: number, day = 0): string {
  const ahead = new Date(Date.now() + (210 + 7 * week) * dayMs);
  const monday = ahead.getTime() - ((ahead.getUTCDay() + 6) % 7) * dayMs;
  return new Date(monday + day * dayMs).toISOString().slice(0, 10);
}
