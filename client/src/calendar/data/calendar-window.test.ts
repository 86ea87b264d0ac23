import { describe, expect, it } from 'vitest';
import { calendarWindow } from './calendar-window.ts';

const { isHeartbeat, withoutOldNews } = calendarWindow.rules;

const change = {
  cursor: 'c',
  removedOccupancyIds: [],
  occupancies: [],
  removedGhostId: null,
  ghost: null,
  bookingId: null,
  version: null,
};

describe('a change', () => {
  it('with nothing in it is a heartbeat', () => {
    expect(isHeartbeat(change)).toBe(true);
    expect(isHeartbeat({ ...change, removedOccupancyIds: ['o1'] })).toBe(false);
    expect(isHeartbeat({ ...change, removedGhostId: 'b1' })).toBe(false);
  });

  it('of an older version takes away, and puts nothing in', () => {
    const old = {
      ...change,
      bookingId: 'b1',
      version: 4,
      removedOccupancyIds: ['o1'],
      occupancies: [{ id: 'o2' }],
      removedGhostId: 'b1',
    };
    expect(withoutOldNews(old, () => 5)).toEqual({ ...old, occupancies: [], removedGhostId: null });
    expect(withoutOldNews(old, () => 4)).toBe(old);
  });

  it('of somebody unseen is taken as it is', () => {
    const masked = { ...change, removedOccupancyIds: ['o1'], occupancies: [{ id: 'o2' }] };
    expect(withoutOldNews(masked, () => 99)).toBe(masked);
  });
});
