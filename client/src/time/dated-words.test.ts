import 'temporal-polyfill/global';
import { describe, expect, it } from 'vitest';
import { datedWords, dateWords } from './dated-words.ts';
import { onWall, zones } from '../../test/zones.ts';

const now = Date.parse('2026-11-18T08:00:00Z');

describe.each(zones)('a time in words, with its date, in %s', (zone) => {
  const at = (start: string, end: string) => ({ start: onWall(start, zone), end: onWall(end, zone) });

  it('says the year where it is another one', () => {
    expect(datedWords(at('2026-11-17T07:30', '2026-11-19T16:30'), zone, now)).toBe(
      'Tue 17 – Thu 19 Nov, 07:30 – 16:30',
    );
    expect(datedWords(at('2027-11-17T07:30', '2027-11-17T16:30'), zone, now)).toBe('Wed 17 Nov 2027, 07:30 – 16:30');
    expect(datedWords(at('2026-12-30T07:30', '2027-01-05T16:30'), zone, now)).toBe(
      'Wed 30 Dec 2026 – Tue 5 Jan 2027, 07:30 – 16:30',
    );
  });

  it('is written in full for a day alone', () => {
    expect(dateWords('2026-11-17')).toBe('Tuesday 17 November 2026');
  });
});
