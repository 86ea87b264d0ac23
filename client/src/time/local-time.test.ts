import 'temporal-polyfill/global';
import { describe, expect, it } from 'vitest';
import { instantOf, localTimeOf, shiftDate } from './local-time.ts';

describe('the clock on the wall', () => {
  it('is that of the facility', () => {
    expect(instantOf({ date: '2026-11-17', time: '07:30' }, 'Africa/Johannesburg')).toBe('2026-11-17T05:30:00Z');
    expect(localTimeOf('2026-11-17T05:30:00.000Z', 'Africa/Johannesburg')).toEqual({
      date: '2026-11-17',
      time: '07:30',
    });
  });

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
