import { expect, test } from 'vitest';
import { Positions } from './positions.ts';

const [calendar, booking] = [1, 2];

test('a position that the server refuses is forgotten, and a newer one of another window is not', () => {
  const positions = new Positions();
  const reached = (cursor: string) => positions.reached(calendar, { calendar: { cursor } });
  reached('old');
  positions.forget(booking, 'old');
  expect(positions.newest()).toBeUndefined();
  expect(positions.of(calendar)).toBe('old');
  reached('new');
  positions.forget(booking, 'old');
  expect(positions.newest()).toBe('new');
  positions.forget(calendar, 'old');
  expect(positions.of(calendar)).toBe('new');
});

test('an answer or a change without a position leaves the one before', () => {
  const positions = new Positions();
  expect(positions.reached(calendar, { calendar: { cursor: 'read' } })).toBe(true);
  expect(positions.reached(calendar, { booking: { id: 'b1' } })).toBe(false);
  expect(positions.reached(calendar, null)).toBe(false);
  expect([positions.of(calendar), positions.of(booking), positions.newest()]).toEqual(['read', undefined, 'read']);
});
