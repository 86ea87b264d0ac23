import { expect, test } from 'vitest';
import {
  areSameLines,
  blankLine,
  copiedLines,
  isInDetail,
  lineErrors,
  linePathOf,
  linesInput,
  linesOf,
  quantityWords,
  requestsWords,
  totalOf,
  type DeviceLine,
} from './device-lines.ts';

const vivo = { id: 'c-vivo', name: 'ASUS VIVO' };
const requests = [
  { id: 'r1', kind: 'LAPTOP', category: null, quantity: 5, note: null },
  { id: 'r2', kind: null, category: vivo, quantity: 2, note: 'With a large screen' },
  { id: 'r3', kind: null, category: null, quantity: 1, note: null },
] as const;

function line(quantity: string, preference = 'ANY', more: Partial<DeviceLine> = {}): DeviceLine {
  return { ...blankLine(preference), quantity, ...more };
}

test('the requests of a booking are the lines of its form, and go back as they were', () => {
  const lines = linesOf(requests);
  expect(lines.map(({ quantity, preference }) => [quantity, preference])).toEqual([
    ['5', 'LAPTOP'],
    ['2', 'c-vivo'],
    ['1', 'ANY'],
  ]);
  expect(linesInput(lines)).toEqual([
    { id: 'r1', kind: 'LAPTOP', categoryId: null, quantity: 5, note: null },
    { id: 'r2', kind: null, categoryId: 'c-vivo', quantity: 2, note: 'With a large screen' },
    { id: 'r3', kind: null, categoryId: null, quantity: 1, note: null },
  ]);
});

test('a copy asks for the same as requests of its own', () => {
  const copied = copiedLines(requests);
  expect(linesInput(copied).map((input) => 'id' in input)).toEqual([false, false, false]);
  expect(areSameLines(copied, copiedLines(requests))).toBe(true);
});

test('without requests there is one empty line, which is not sent', () => {
  expect(linesOf([])).toHaveLength(1);
  expect(linesInput(linesOf([]))).toEqual([]);
  expect(totalOf([line('3'), line(''), line('0', 'LAPTOP'), line('4', 'DESKTOP')])).toBe(7);
});

test('a number that is none, and a preference that is listed twice, are said at their line', () => {
  expect(lineErrors([line('3'), line('some', 'LAPTOP')], false)).toEqual({
    'devices.1.quantity': 'Enter a whole number.',
  });
  expect(Object.keys(lineErrors([line('3', 'LAPTOP'), line('2', 'DESKTOP'), line('1', 'LAPTOP')], false))).toEqual([
    'devices.2.preference',
  ]);
  // Which of them has no number does not matter.
  expect(lineErrors([line('3', 'LAPTOP'), line('', 'LAPTOP')], false)).toEqual({});
  expect(Object.keys(lineErrors([line('')], true))).toEqual(['devices.0.quantity']);
  expect(lineErrors([line('')], false)).toEqual({});
});

test('what the server says is shown at the line that was sent', () => {
  const lines = [line('3'), line(''), line('2', 'c-vivo')];
  expect(linePathOf('devices.1.categoryId', 'devices', lines)).toBe('devices.2.preference');
  expect(linePathOf('requests.0.quantity', 'requests', lines)).toBe('devices.0.quantity');
  expect(linePathOf('requests.1', 'requests', lines)).toBe('devices.2.quantity');
  expect(linePathOf('devices', 'devices', lines)).toBe('devices.0.quantity');
  expect(linePathOf('clientName', 'devices', lines)).toBe('clientName');
});

test('devices are counted in words', () => {
  expect(quantityWords(1, 'LAPTOP', [])).toBe('1 laptop');
  expect(quantityWords(2, 'c-vivo', [vivo])).toBe('2 ASUS VIVO');
  expect(requestsWords(requests)).toBe('5 laptops + 2 ASUS VIVO + 1 device');
});

test('a number and a kind say one request of a kind, and no more than that', () => {
  expect(isInDetail([])).toBe(false);
  expect(isInDetail(requests.slice(0, 1))).toBe(false);
  expect(isInDetail(requests.slice(1, 2))).toBe(true);
  expect(isInDetail([requests[0], requests[2]])).toBe(true);
});
