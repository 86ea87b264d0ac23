import 'temporal-polyfill/global';
import { describe, expect, it } from 'vitest';
import { bookingsSearch } from './bookings-search.ts';
import { isBackwards, listFilter, sheetAddress } from './list-filter.ts';

const surroundings = { tenants: [{ id: 't-1', code: 'TECH' }], timeZone: 'Africa/Johannesburg', today: '2026-11-17' };
function filter(search: Record<string, unknown>) {
  return listFilter(bookingsSearch(search), surroundings);
}
function backwards(search: Record<string, unknown>) {
  return isBackwards(bookingsSearch(search));
}

describe('the filter of a list', () => {
  it('shows what is to come, the next one first; what is searched for over all time, the latest first', () => {
    expect(filter({})).toEqual({ from: '2026-11-16T22:00:00Z' });
    expect(backwards({})).toBe(false);
    expect(filter({ search: 'marula' })).toEqual({ search: 'marula' });
    expect(backwards({ search: 'marula' })).toBe(true);
    expect(filter({ search: 'marula', time: 'ahead' })).toEqual({ search: 'marula', from: '2026-11-16T22:00:00Z' });
    expect(filter({ time: 'past' })).toEqual({ to: '2026-11-16T22:00:00Z' });
    expect(backwards({ time: 'past' })).toBe(true);
  });

  it('takes days as the wall of the facility has them, both included', () => {
    expect(filter({ from: '2026-11-20', to: '2026-11-20' })).toEqual({
      from: '2026-11-19T22:00:00Z',
      to: '2026-11-20T22:00:00Z',
    });
    expect(filter({ time: 'past', from: '2026-11-20' })).toEqual({ to: '2026-11-16T22:00:00Z' });
  });

  it('leaves out of an address what is no good in it', () => {
    expect(filter({ time: 'never', from: 'soon', status: 'GONE', room: 7, mine: 'yes', tenant: 'SALES' })).toEqual({
      from: '2026-11-16T22:00:00Z',
    });
    expect(filter({ search: 4321 })).toEqual({ search: '4321' });
  });

  it('is the same for the sheet', () => {
    const whole = filter({
      search: 'a & b',
      time: 'days',
      from: '2026-11-20',
      to: '2026-11-21',
      status: 'OPEN',
      room: 'r=',
      mine: true,
      tenant: 'TECH',
    });
    const asked = new URL(sheetAddress(whole), 'http://here').searchParams;
    expect([...asked]).toEqual([
      ['status', 'PENDING'],
      ['status', 'ROOM_ASSIGNED'],
      ['status', 'CONFIRMED'],
      ['room', 'r='],
      ['search', 'a & b'],
      ['from', '2026-11-19T22:00:00Z'],
      ['to', '2026-11-21T22:00:00Z'],
      ['division', 't-1'],
      ['mine', 'true'],
    ]);
  });
});
