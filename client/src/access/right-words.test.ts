import { expect, test } from 'vitest';
import { rightsHeldBy, rightWords } from './right-words.ts';

function rightsOf(...permissions: string[]) {
  return rightsHeldBy({ permissions }).flatMap(({ rights }) => rights.map(({ right }) => right));
}

test('a token is offered what its owner holds, and nothing more', () => {
  expect(rightsOf('calendar:read', 'booking:read')).toEqual(['calendar:read', 'booking:read']);
  expect(rightsOf()).toEqual([]);
});

test('all of a noun is offered one by one', () => {
  expect(rightsOf('room:*')).toEqual(['room:assign', 'room:book-direct', 'room:close', 'room:manage']);
  expect(rightsOf('*')).toContain('audit:read');
});

test('a right that has no words yet is offered by its name', () => {
  expect(rightsOf('report:send')).toEqual(['report:send']);
  expect(rightWords('report:send')).toBe('report:send');
  expect(rightWords('device:*')).toBe('Everything about device');
  expect(rightWords('*')).toBe('Everything');
});
