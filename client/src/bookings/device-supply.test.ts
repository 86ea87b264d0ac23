import 'temporal-polyfill/global';
import { expect, test } from 'vitest';
import type { Interval } from '../time/interval.ts';
import { blankLine, type DeviceLine } from './device-lines.ts';
import { supplyHints, supplyQuestions, supplyWords, type Supply, type SupplyQuestion } from './device-supply.ts';

const categories = [
  { id: 'x515', kind: 'LAPTOP' },
  { id: 'vivo', kind: 'LAPTOP' },
  { id: 'tower', kind: 'DESKTOP' },
] as const;

function at(hour: number): number {
  return Date.UTC(2027, 2, 2, hour);
}

function from(start: number, end: number): Interval {
  return { start: at(start), end: at(end) };
}

function line(quantity: number, preference: string): DeviceLine {
  return { ...blankLine(preference), quantity: String(quantity) };
}

function lookUp(free: (question: SupplyQuestion) => number) {
  return (question: SupplyQuestion): Supply => ({
    free: free(question),
    from: new Date(question.interval.start).toISOString(),
    until: new Date(question.interval.end).toISOString(),
  });
}

test('times that meet count each other: 12 for each of two rooms want 24', () => {
  const times = [from(8, 12), from(8, 12)];
  const form = { lines: [line(12, 'LAPTOP')], times, categories };
  const [hint] = supplyHints(
    times[0]!,
    form,
    lookUp(() => 20),
  );
  expect(hint).toEqual({ preference: 'LAPTOP', free: 20, wanted: 24, short: 4, at: from(8, 12) });
  expect(supplyWords(hint!, 12, 'UTC')).toBe('20 free for 24 in all, 4 short on Tue 2 Mar, 08:00 – 12:00');
});

test('times that only touch do not count each other', () => {
  const times = [from(8, 12), from(12, 16)];
  const form = { lines: [line(12, 'LAPTOP')], times, categories };
  expect(
    times.map(
      (time) =>
        supplyHints(
          time,
          form,
          lookUp(() => 20),
        )[0]?.short,
    ),
  ).toEqual([0, 0]);
});

test('where times meet for a while, only that while wants them twice', () => {
  const times = [from(8, 12), from(10, 14)];
  const form = { lines: [line(12, 'LAPTOP')], times, categories };
  expect(supplyQuestions(form.lines, times, categories).map(({ interval }) => interval)).toEqual([
    from(8, 10),
    from(10, 12),
    from(12, 14),
  ]);
  expect(
    supplyHints(
      times[0]!,
      form,
      lookUp(() => 20),
    )[0]?.at,
  ).toEqual(from(10, 12));
});

test('between two times nothing is asked', () => {
  expect(supplyQuestions([line(1, 'ANY')], [from(8, 9), from(11, 12)], categories)).toHaveLength(2);
  expect(supplyQuestions([line(0, 'ANY')], [from(8, 9)], categories)).toEqual([]);
});

test('lines share what is wider than both', () => {
  const lines = [line(4, 'x515'), line(3, 'vivo')];
  const free: Record<string, number> = { x515: 6, vivo: 4, LAPTOP: 5, ANY: 9 };
  const hints = supplyHints(
    from(8, 12),
    { lines, times: [from(8, 12)], categories },
    lookUp(({ preference }) => free[preference]!),
  );
  expect(hints.map(({ preference, wanted, short }) => [preference, wanted, short])).toEqual([
    ['x515', 4, 0],
    ['LAPTOP', 7, 2],
    ['ANY', 7, 0],
    ['vivo', 3, 0],
  ]);
});

test('of a line by itself nothing wider is asked: the server counts that already', () => {
  expect(supplyQuestions([line(4, 'x515')], [from(8, 9)], categories).map(({ preference }) => preference)).toEqual([
    'x515',
  ]);
  expect(supplyQuestions([line(4, 'x515'), line(2, 'tower')], [from(8, 9)], categories)).toEqual(
    ['x515', 'ANY', 'tower'].map((preference) => ({ interval: from(8, 9), preference })),
  );
});

test('the worst stretch speaks for the time', () => {
  const times = [from(8, 16), from(12, 14)];
  const form = { lines: [line(2, 'ANY')], times, categories };
  const [hint] = supplyHints(
    times[0]!,
    form,
    lookUp(({ interval }) => (interval.start === at(14) ? 1 : 9)),
  );
  expect(hint).toEqual({ preference: 'ANY', free: 1, wanted: 2, short: 1, at: from(14, 16) });
  expect(supplyWords({ ...hint!, short: 0 }, 2, 'UTC')).toBe('1 free');
  expect(supplyWords(hint!, 2, 'UTC')).toBe('1 free, 1 short on Tue 2 Mar, 14:00 – 16:00');
});
