import { expect, test } from 'vitest';
import { pastedSerials, repeatedSerials } from './pasted-serials.ts';

test('a column of a sheet, a list and a line of scans are all read', () => {
  expect(pastedSerials(' X515-1\r\nX515-2\n\n')).toEqual(['X515-1', 'X515-2']);
  expect(pastedSerials('X515-1; X515-2,X515 3\tX515-4')).toEqual(['X515-1', 'X515-2', 'X515 3', 'X515-4']);
  expect(pastedSerials(' \n ')).toEqual([]);
});

test('one that stands there twice is named, however it is written', () => {
  expect(repeatedSerials(['X515-1', 'x515\u20111', 'X515-2', 'X515-2', 'X515-2'])).toEqual(['x515\u20111', 'X515-2']);
  expect(repeatedSerials(['X515-1', 'X515-2'])).toEqual([]);
});
