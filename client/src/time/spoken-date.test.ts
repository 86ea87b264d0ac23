import 'temporal-polyfill/global';
import { describe, expect, it } from 'vitest';
import { spokenDate } from './spoken-date.ts';

/** A Wednesday. */
const today = '2026-11-18';
function said(...texts: readonly string[]) {
  return texts.map((text) => spokenDate(text, today, 'MONDAY'));
}

describe('a day in words', () => {
  it('near today', () => {
    expect(said('today', 'Tomorrow', ' yesterday ')).toEqual(['2026-11-18', '2026-11-19', '2026-11-17']);
    expect(said('in 3 days', 'in a week', '2 weeks ago', 'in two months')).toEqual([
      '2026-11-21',
      '2026-11-25',
      '2026-11-04',
      '2027-01-18',
    ]);
  });

  it('by its weekday: the first from today on', () => {
    expect(said('wednesday', 'thursday', 'tuesday', 'on friday')).toEqual([
      '2026-11-18',
      '2026-11-19',
      '2026-11-24',
      '2026-11-20',
    ]);
  });

  it('by its weekday in this week, the next, or the last', () => {
    expect(said('next monday', 'next fri', 'this monday', 'last friday')).toEqual([
      '2026-11-23',
      '2026-11-27',
      '2026-11-16',
      '2026-11-13',
    ]);
    expect(said('next week', 'last week', 'this week')).toEqual(['2026-11-23', '2026-11-09', '2026-11-16']);
  });
});

describe('a date', () => {
  it('with its month in words', () => {
    expect(said('17 nov', '17th November', 'nov 17', 'Tue, 17 Nov', '17nov', '3 sept')).toEqual([
      ...Array<string>(5).fill('2026-11-17'),
      '2026-09-03',
    ]);
    expect(said('17 nov 2027', 'November 17, 2027', '17 nov 27', 'march 2028')).toEqual([
      '2027-11-17',
      '2027-11-17',
      '2027-11-17',
      '2028-03-01',
    ]);
  });

  it('in figures, the day first', () => {
    expect(said('2026-11-17', '17.11.', '17.11.2026', '17/11', '17/11/26', '1/2/2027')).toEqual([
      ...Array<string>(5).fill('2026-11-17'),
      '2027-02-01',
    ]);
  });

  it('without a year is the one from three months ago on', () => {
    expect(said('18 aug', '17 aug', '3 feb')).toEqual(['2026-08-18', '2027-08-17', '2027-02-03']);
    expect(spokenDate('20 dec', '2027-01-10', 'MONDAY')).toBe('2026-12-20');
    expect(said('29 feb')).toEqual(['2028-02-29']);
  });

  it('is none if the calendar has no such day', () => {
    expect(said('31 nov', '2026-02-29', '32.1.', '13/13', '0 may')).toEqual([null, null, null, null, null]);
  });
});

describe('a name', () => {
  it('is no day, however it begins', () => {
    expect(
      said(
        '',
        'sun',
        'sun city',
        'mar',
        'may',
        'marula',
        'mon',
        'next',
        'BK-7QK3M9',
        'A302',
        '17',
        'in 3 days ago',
        '3 days',
      ),
    ).toEqual(Array(13).fill(null));
  });
});
