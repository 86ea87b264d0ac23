import 'temporal-polyfill/global';
import { expect, test } from 'vitest';
import { assignmentWords, serialsWords } from './device-words.ts';

const now = Date.parse('2027-03-02T10:00:00Z');
const planned = {
  state: 'PLANNED',
  startsAt: '2027-03-02T05:30:00Z',
  dueAt: '2027-03-02T14:30:00Z',
  late: false,
} as const;

test('what is in a hand says since when, and when it was due', () => {
  const out = { ...planned, state: 'OUT', handedOutAt: '2027-03-02T05:40:00Z' } as const;
  expect(assignmentWords(planned, now, 'Africa/Johannesburg')).toBe('planned');
  expect(assignmentWords(out, now, 'Africa/Johannesburg')).toBe('out since 07:40');
  expect(assignmentWords({ ...out, late: true }, now, 'Africa/Johannesburg')).toBe('out since 07:40, was due 16:30');
});

test('what is back says how it came back', () => {
  const back = { ...planned, state: 'RETURNED', returnedAt: '2027-03-02T09:00:00Z' } as const;
  expect(assignmentWords({ ...back, condition: 'GOOD' }, now, 'Africa/Johannesburg')).toBe('back since 11:00');
  expect(assignmentWords({ ...back, condition: 'DAMAGED' }, now, 'Africa/Johannesburg')).toBe(
    'back since 11:00, damaged',
  );
});

test('serial numbers are listed as people say them', () => {
  const devices = ['x1', 'x2', 'x3', 'x4', 'x5'].map((serialNumber) => ({ serialNumber }));
  expect(serialsWords(devices.slice(0, 1))).toBe('x1');
  expect(serialsWords(devices.slice(0, 2))).toBe('x1 and x2');
  expect(serialsWords(devices.slice(0, 4))).toBe('x1, x2, x3 and x4');
  expect(serialsWords(devices)).toBe('x1, x2, x3 and 2 more');
});
