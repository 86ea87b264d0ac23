import 'temporal-polyfill/global';
import { afterEach, describe, expect, it } from 'vitest';
import { writeDatesAs } from './date-order.ts';
import { lengthWords, momentWords, rangeWords, whenWords } from './words.ts';
import { dateWords } from './dated-words.ts';
import { spokenDate } from './spoken-date.ts';
import { weekOf } from './week.ts';
import { johannesburg } from '../../test/facility.ts';
import { onWall, zones } from '../../test/zones.ts';

const openingHours = johannesburg;

describe.each(zones)('in %s', (zone) => {
  const at = (start: string, end: string) => ({ start: onWall(start, zone), end: onWall(end, zone) });

  describe('a range of days in words', () => {
    it('says the month and the year once where they are the same', () => {
      expect(rangeWords(weekOf('2026-11-18', zone, openingHours), zone)).toBe('16 – 22 November 2026');
      expect(rangeWords(weekOf('2026-11-30', zone, openingHours), zone)).toBe('30 November – 6 December 2026');
      expect(rangeWords(weekOf('2026-09-30', zone, openingHours), zone)).toBe('28 September – 4 October 2026');
      expect(rangeWords(weekOf('2026-12-31', zone, openingHours), zone)).toBe('28 December 2026 – 3 January 2027');
    });
  });

  describe('a time in words', () => {
    it('names each day once', () => {
      expect(whenWords(at('2026-11-17T07:30', '2026-11-17T16:30'), zone)).toBe('Tue 17 Nov, 07:30 – 16:30');
      expect(whenWords(at('2026-11-17T07:30', '2026-11-19T16:30'), zone)).toBe('Tue 17 – Thu 19 Nov, 07:30 – 16:30');
      expect(whenWords(at('2026-11-30T07:30', '2026-12-01T16:30'), zone)).toBe('Mon 30 Nov – Tue 1 Dec, 07:30 – 16:30');
      expect(whenWords(at('2026-06-30T07:30', '2027-05-01T16:30'), zone)).toBe(
        'Tue 30 Jun 2026 – Sat 1 May 2027, 07:30 – 16:30',
      );
    });

    it('gives midnight to the day that ends there', () => {
      expect(whenWords(at('2026-11-17T20:00', '2026-11-18T00:00'), zone)).toBe('Tue 17 Nov, 20:00 – 00:00');
    });

    it('tells whole days without their midnights', () => {
      expect(whenWords(at('2026-11-17T00:00', '2026-11-18T00:00'), zone)).toBe('Tue 17 Nov, all day');
      expect(whenWords(at('2026-11-17T00:00', '2026-11-20T00:00'), zone)).toBe('Tue 17 – Thu 19 Nov, all day');
      expect(whenWords(at('2026-12-31T00:00', '2027-01-02T00:00'), zone)).toBe(
        'Thu 31 Dec 2026 – Fri 1 Jan 2027, all day',
      );
    });

    it('measures by days where it lasts longer than one', () => {
      expect(lengthWords(at('2026-11-17T07:30', '2026-11-19T16:30'), zone)).toBe('3 days');
      expect(lengthWords(at('2026-11-17T07:30', '2026-11-17T16:30'), zone)).toBe('9 h');
      expect(lengthWords(at('2026-11-17T07:30', '2026-11-17T09:15'), zone)).toBe('1 h 45');
      expect(lengthWords(at('2026-11-17T07:30', '2026-11-17T08:15'), zone)).toBe('45 min');
    });
  });

  describe('a moment in words', () => {
    const words = (moment: string, now: string) => momentWords(onWall(moment, zone), onWall(now, zone), zone);

    it('says the time today, the weekday this week, and else the day, with the time this year', () => {
      expect(words('2026-11-18T10:41', '2026-11-18T10:42')).toBe('10:41');
      expect(words('2026-11-18T00:00', '2026-11-18T23:59')).toBe('00:00');
      expect(words('2026-11-16T15:02', '2026-11-18T10:42')).toBe('Mon 15:02');
      expect(words('2026-11-15T15:02', '2026-11-18T10:42')).toBe('15 Nov 15:02');
      expect(words('2026-11-16T15:02', '2026-11-22T23:59')).toBe('Mon 15:02');
      expect(words('2026-09-02T15:02', '2026-11-18T10:42')).toBe('2 Sep 15:02');
    });

    it('goes by the week over the turn of the year', () => {
      expect(words('2026-12-28T09:00', '2027-01-02T09:00')).toBe('Mon 09:00');
      expect(words('2026-12-27T09:00', '2027-01-02T09:00')).toBe('27 Dec 2026');
      expect(words('2025-11-18T09:00', '2026-11-18T10:42')).toBe('18 Nov 2025');
    });
  });
});

describe('dates of a facility that writes the month first', () => {
  afterEach(() => writeDatesAs('en-ZA'));

  it('are written so everywhere', () => {
    const zone = 'America/New_York';
    const at = (start: string, end: string) => ({ start: onWall(start, zone), end: onWall(end, zone) });
    writeDatesAs('en-US');
    expect(rangeWords(weekOf('2026-11-18', zone, openingHours), zone)).toBe('November 16 – 22, 2026');
    expect(rangeWords(weekOf('2026-12-31', zone, openingHours), zone)).toBe('December 28, 2026 – January 3, 2027');
    expect(whenWords(at('2026-11-17T07:30', '2026-11-17T16:30'), zone)).toBe('Tue Nov 17, 07:30 – 16:30');
    expect(whenWords(at('2026-11-17T07:30', '2026-11-19T16:30'), zone)).toBe('Tue Nov 17 – Thu Nov 19, 07:30 – 16:30');
    expect(momentWords(onWall('2025-11-18T09:00', zone), onWall('2026-11-18T09:00', zone), zone)).toBe('Nov 18, 2025');
    expect(dateWords('2026-11-17')).toBe('Tuesday November 17, 2026');
    expect(spokenDate('3/11/2027', '2026-11-18', 'SUNDAY')).toBe('2027-03-11');
    for (const locale of ['en-GB', 'en-ZA', 'en-AT']) {
      writeDatesAs(locale);
      expect(spokenDate('3/11/2027', '2026-11-18', 'SUNDAY')).toBe('2027-11-03');
      expect(dateWords('2026-11-17')).toBe('Tuesday 17 November 2026');
    }
  });
});
