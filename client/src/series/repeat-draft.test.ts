import 'temporal-polyfill/global';
import { expect, test } from 'vitest';
import {
  leaveOut,
  otherRoom,
  repeatErrors,
  ruleInput,
  takeBackIn,
  toggleWeekday,
  usualRepeat,
} from './repeat-draft.ts';

const tuesday = '2026-11-17';
const weekly = usualRepeat(tuesday);

test('a week is on the weekday of its first date until others are chosen, and never on none', () => {
  expect(ruleInput(weekly, tuesday)?.weekdays).toEqual(['TUESDAY']);
  expect(ruleInput(weekly, '2026-11-19')?.weekdays).toEqual(['THURSDAY']);
  const twice = toggleWeekday(weekly, 'MONDAY', tuesday);
  expect(ruleInput(twice, tuesday)?.weekdays).toEqual(['MONDAY', 'TUESDAY']);
  const once = toggleWeekday(twice, 'TUESDAY', tuesday);
  expect(ruleInput(once, tuesday)?.weekdays).toEqual(['MONDAY']);
  expect(toggleWeekday(once, 'MONDAY', tuesday)).toBe(once);
  expect(ruleInput({ ...twice, frequency: 'DAILY' }, tuesday)?.weekdays).toBeNull();
});

test('it ends after a number of dates or on a day, and only with one of them', () => {
  expect(ruleInput(weekly, tuesday)).toMatchObject({ count: 12, until: null });
  expect(ruleInput({ ...weekly, ends: 'until' }, tuesday)).toMatchObject({ count: null, until: '2027-02-09' });
});

test('what is missing or cannot be is said at its field, and asks for nothing', () => {
  const wrong = [
    [{ ...weekly, every: '0' }, 'rule.every'],
    [{ ...weekly, every: '' }, 'rule.every'],
    [{ ...weekly, count: '201' }, 'rule.count'],
    [{ ...weekly, count: '1.5' }, 'rule.count'],
    [{ ...weekly, ends: 'until', until: '' }, 'rule.until'],
    [{ ...weekly, ends: 'until', until: '2026-11-16' }, 'rule.until'],
  ] as const;
  for (const [repeat, path] of wrong) {
    expect(Object.keys(repeatErrors(repeat, tuesday))).toEqual([path]);
    expect(ruleInput(repeat, tuesday)).toBeNull();
  }
});

test('a date is left out, elsewhere, or as the rule says: one of the three', () => {
  const out = leaveOut(weekly, ['2026-12-01', '2026-11-24']);
  expect(out.leaveOut).toEqual(['2026-11-24', '2026-12-01']);
  const elsewhere = otherRoom(out, '2026-12-01', 'r2');
  expect(elsewhere).toMatchObject({ leaveOut: ['2026-11-24'], rooms: { '2026-12-01': 'r2' } });
  expect(leaveOut(elsewhere, ['2026-12-01'])).toMatchObject({ leaveOut: ['2026-11-24', '2026-12-01'], rooms: {} });
  expect(takeBackIn(takeBackIn(elsewhere, '2026-12-01'), '2026-11-24')).toEqual(weekly);
});
