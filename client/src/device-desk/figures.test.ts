import { expect, test } from 'vitest';
import { figureParts, figureWords, type Figures } from './figures.ts';

// The worked examples of the facility with 6 ASUS X515, 4 ASUS VIVO and 5 Desktop PC, by hand.
const d06: Figures = {
  total: 10,
  maintenance: 0,
  assigned: 0,
  late: 0,
  promised: 5,
  short: 0,
  wider: 5,
  free: 0,
  pickable: 10,
};
const d07: Figures = {
  total: 15,
  maintenance: 3,
  assigned: 0,
  late: 0,
  promised: 15,
  short: 3,
  wider: 0,
  free: 0,
  pickable: 12,
};
const d14: Figures = {
  total: 6,
  maintenance: 0,
  assigned: 1,
  late: 2,
  promised: 0,
  short: 0,
  wider: 0,
  free: 3,
  pickable: 3,
};

test.each([d06, d07, d14])('the parts of the bar add up to all devices', (figures) => {
  expect(figureParts(figures).reduce((sum, { count }) => sum + count, 0)).toBe(figures.total);
});

test('what wider requests need is promised, and what is nothing is left out', () => {
  expect(figureParts(d06)).toEqual([{ key: 'promised', count: 10, words: 'promised' }]);
});

test('the bar is said in words, with what is short and what can be picked', () => {
  expect(figureWords(d14)).toBe('6 devices: 3 free, 1 assigned, 2 late. 3 are free for the whole time.');
  expect(figureWords(d07)).toBe(
    '15 devices: 12 promised, 3 in maintenance. Short of 3. 12 are free for the whole time.',
  );
  expect(figureWords({ ...d06, pickable: 0 })).toContain('None is free for the whole time.');
});
