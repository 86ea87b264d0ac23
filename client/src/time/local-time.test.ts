import 'temporal-polyfill/global';
import { describe, expect, it } from 'vitest';
import { instantOf, localTimeOf, shiftDate } from './local-time.ts';
import { zones } from '../../test/zones.ts';

describe('the clock on the wall', () => {
  it('is that of the facility', () => {
    expect(instantOf({ date: '2026-11-17', time: '07:30' }, 'Africa/Johannesburg')).toBe('2026-11-17T05:30:00Z');
    expect(localTimeOf('2026-11-17T05:30:00.000Z', 'Africa/Johannesburg')).toEqual({
      date: '2026-11-17',
      time: '07:30',
    });
  });

  it.each(zones)(
    'leads to a moment and back, on every quarter of the days on which clocks change, in %s',
    (zone, sundays) => {
      for (const [date, hours] of sundays) {
        const quarters = Array.from({ length: 96 }, (_, quarter) => ({
          date,
          time: Temporal.PlainTime.from('00:00')
            .add({ minutes: 15 * quarter })
            .toString({ smallestUnit: 'minute' }),
        }));
        const found = quarters.flatMap((local) => instantOf(local, zone) ?? []);
        // What the clock skips has no moment; what it strikes twice is the first of both.
        expect(found).toHaveLength(Math.min(96, hours * 4));
        expect(found.map((instant) => instantOf(localTimeOf(instant, zone), zone))).toEqual(found);
      }
    },
  );

  it('has no instant for a time that it skips', () => {
    expect(instantOf({ date: '2026-03-29', time: '02:30' }, 'Europe/Berlin')).toBeNull();
    expect(instantOf({ date: '2026-03-29', time: '03:00' }, 'Europe/Berlin')).toBe('2026-03-29T01:00:00Z');
  });

  it('means the first of two when it strikes twice', () => {
    expect(instantOf({ date: '2026-10-25', time: '02:30' }, 'Europe/Berlin')).toBe('2026-10-25T00:30:00Z');
  });

  it('has no instant for half of a time', () => {
    expect(instantOf({ date: '', time: '07:30' }, 'UTC')).toBeNull();
    expect(instantOf({ date: '2026-11-17', time: '' }, 'UTC')).toBeNull();
    expect(instantOf({ date: '2026-02-30', time: '07:30' }, 'UTC')).toBeNull();
  });
});

describe('an end that follows its start', () => {
  it('keeps the distance', () => {
    expect(shiftDate('2026-11-19', '2026-11-17', '2026-11-24')).toBe('2026-11-26');
    expect(shiftDate('2026-11-19', '2026-11-17', '2026-10-31')).toBe('2026-11-02');
  });

  it('falls back to the start where there was none', () => {
    expect(shiftDate('', '2026-11-17', '2026-11-24')).toBe('2026-11-24');
  });
});
