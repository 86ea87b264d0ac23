import 'temporal-polyfill/global';
import { expect, it } from 'vitest';
import { hourMs, minuteMs } from './interval.ts';
import { wallOf } from './wall.ts';

function plain(instant: number, timeZone: string) {
  return Temporal.Instant.fromEpochMilliseconds(instant)
    .toZonedDateTimeISO(timeZone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'millisecond' });
}

it.each(['Africa/Johannesburg', 'Europe/Vienna', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'America/St_Johns'])(
  'says what the clock on the wall says, all through the year: %s',
  (timeZone) => {
    const start = Date.UTC(2026, 0, 1);
    for (let instant = start; instant < start + 366 * 24 * hourMs; instant += 7 * hourMs + 13 * minuteMs + 7) {
      expect(wallOf(instant, timeZone).toISOString()).toBe(`${plain(instant, timeZone)}Z`);
    }
  },
);

it('to the minute when clocks change', () => {
  for (const around of [Date.UTC(2026, 2, 29, 1), Date.UTC(2026, 9, 25, 1)]) {
    for (const instant of [around - 1, around, around + minuteMs])
      expect(wallOf(instant, 'Europe/Vienna').toISOString()).toBe(`${plain(instant, 'Europe/Vienna')}Z`);
  }
});
