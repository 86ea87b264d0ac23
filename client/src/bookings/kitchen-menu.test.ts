import 'temporal-polyfill/global';
import { expect, test } from 'vitest';
import { intervalOf } from '../time/interval.ts';
import { daysTouched, menuFor } from './kitchen-menu.ts';

const zone = 'Africa/Johannesburg';
function days(first: string, last: string) {
  return intervalOf(`2026-11-${first}T05:30:00Z`, `2026-11-${last}T14:30:00Z`);
}

test('a booking touches the days on the facility’s calendar, not on the clock of Greenwich', () => {
  expect(daysTouched(days('17', '17'), zone)).toBe(1);
  expect(daysTouched(days('17', '19'), zone)).toBe(3);
  expect(daysTouched(intervalOf('2026-11-17T22:30:00Z', '2026-11-18T05:00:00Z'), zone)).toBe(1);
});

test('one that ends at midnight does not touch the day that begins there', () => {
  expect(daysTouched(intervalOf('2026-11-17T05:30:00Z', '2026-11-17T22:00:00Z'), zone)).toBe(1);
});

test('from three days on the kitchen cooks its alternating menu, below that what the client wishes', () => {
  expect(menuFor('IN_HOUSE', days('17', '18'), zone)).toBe('as-wished');
  expect(menuFor('IN_HOUSE', days('17', '19'), zone)).toBe('alternating');
  expect(menuFor('SELF_CATERED', days('17', '19'), zone)).toBeNull();
  expect(menuFor('NONE', days('17', '19'), zone)).toBeNull();
});
