import { expect, test } from 'vitest';
import {
  addLine,
  cameBack,
  changeLine,
  countReturned,
  dismissLine,
  isProblem,
  judgeReturn,
  lastReturned,
  type ReturnLine,
} from './return-lines.ts';

function line(id: number, facts: Partial<ReturnLine> = {}): ReturnLine {
  return {
    id,
    code: `X${id}`,
    deviceId: `d${id}`,
    state: 'sending',
    condition: 'GOOD',
    moveId: null,
    downtimeId: null,
    words: '',
    ...facts,
  };
}

test('what is out comes back, a lost one is recovered, and anything else changes nothing', () => {
  const store = { status: 'AVAILABLE', current: null, downtime: null };
  expect(judgeReturn({ ...store, current: { state: 'OUT' } })).toBe('return');
  expect(judgeReturn({ ...store, downtime: { kind: 'LOST' } })).toBe('recover');
  expect(judgeReturn({ ...store, downtime: { kind: 'MAINTENANCE' } })).toBe('in-maintenance');
  expect(judgeReturn(store)).toBe('in-store');
  // A plan that runs and was never handed out is no device in a hand.
  expect(judgeReturn({ ...store, current: { state: 'PLANNED' } })).toBe('in-store');
});

test('the newest scan stands at the top, and its key is about the newest that came back', () => {
  let lines: readonly ReturnLine[] = [];
  for (const id of [1, 2, 3]) lines = addLine(lines, line(id));
  lines = changeLine(changeLine(lines, 1, { state: 'returned' }), 2, { state: 'returned' });
  expect(lines.map(({ id }) => id)).toEqual([3, 2, 1]);
  expect(lastReturned(lines)?.id).toBe(2);
  expect(countReturned(lines)).toBe(2);
  expect([cameBack(lines, 'd1'), cameBack(lines, 'd3')]).toEqual([true, false]);
});

test('a code that nobody knows stays until it is dismissed', () => {
  const unknown = line(1, { state: 'unknown', deviceId: null });
  expect(isProblem(unknown)).toBe(true);
  expect(isProblem(line(2, { state: 'in-store' }))).toBe(false);
  expect(dismissLine([line(2), unknown], 1).map(({ id }) => id)).toEqual([2]);
});
