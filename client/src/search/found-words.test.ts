import { describe, expect, it } from 'vitest';
import { findsBooking, findsWords, placeOf } from './found-words.ts';

describe('words that are typed', () => {
  it('begin words of what they find, in any order, without case and accents', () => {
    expect(findsWords('new b', 'New booking')).toBe(true);
    expect(findsWords('pers', 'Ambition+Perseverance')).toBe(true);
    expect(findsWords('salle cafe', 'Café, grande salle')).toBe(true);
    expect(findsWords('a302', 'A302')).toBe(true);
  });

  it('find nothing in the middle of a word', () => {
    expect(findsWords('ook', 'New booking')).toBe(false);
    expect(findsWords('new x', 'New booking')).toBe(false);
  });
});

describe('bookings', () => {
  const booking = { clientName: 'Khula Logistics', reference: 'BK-7QK3M9' };

  it('are found as the server finds them: words of the client and the reference', () => {
    expect(
      ['khula', 'LOGI', 'ula log', 'log khula', 'bk-7q', 'BK', '7QK'].every((typed) => findsBooking(typed, booking)),
    ).toBe(true);
    expect(['la', 'khulas', 'M9'].some((typed) => findsBooking(typed, booking))).toBe(false);
  });
});

describe('what is marked', () => {
  it('is what was typed, as it stands there', () => {
    expect(placeOf(' MA', 'Quiver Tree Pharma')).toEqual(['Quiver Tree Phar', 'ma', '']);
    expect(placeOf('b new', 'New booking')).toBeNull();
    expect(placeOf(' ', 'New booking')).toBeNull();
  });
});
