import { describe, expect, it } from 'vitest';
import { openBookingLines } from './open-booking-lines.ts';

function at(day: number) {
  return { startsAt: `2031-06-0${day}T06:00:00Z`, endsAt: `2031-06-0${day}T08:00:00Z` };
}
const series = { id: 's', rule: 'every Monday' };

describe('what is open of somebody', () => {
  it('is a line for each booking, and one for a series where its first date is', () => {
    const lines = openBookingLines([
      { id: 'a', clientName: 'Acacia', ...at(1) },
      { id: 'b', clientName: 'Baobab', ...at(2), series },
      { id: 'c', clientName: 'Cedar', ...at(3) },
      { id: 'd', clientName: 'Baobab', ...at(4), series },
    ]);
    expect(lines.map(({ clientName, rule, times, last }) => [clientName, rule, times, last])).toEqual([
      ['Acacia', null, 1, at(1).startsAt],
      ['Baobab', 'every Monday', 2, at(4).startsAt],
      ['Cedar', null, 1, at(3).startsAt],
    ]);
  });

  it('calls the last date of a series what it is: a booking', () => {
    expect(openBookingLines([{ id: 'b', clientName: 'Baobab', ...at(2), series }])).toMatchObject([
      { id: 'b', rule: null },
    ]);
  });
});
