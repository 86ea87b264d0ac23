import { expect, test } from 'vitest';
import { moveWords } from './move-words.ts';

const assignment = { booking: { clientName: 'Acme' } };

test('a move says what happened, and for whom as far as one may see', () => {
  expect(moveWords({ kind: 'HANDED_OUT', assignment })).toBe('Handed out to Acme');
  expect(moveWords({ kind: 'RETURNED', assignment })).toBe('Returned from Acme');
  expect(moveWords({ kind: 'ASSIGNED', assignment: { booking: null } })).toBe('Assigned');
  expect(moveWords({ kind: 'MOVED', assignment })).toBe('Moved with its booking');
});

test('a downtime says of which kind it is', () => {
  expect(moveWords({ kind: 'DOWNTIME_BEGAN', downtime: { kind: 'LOST' } })).toBe('Reported lost');
  expect(moveWords({ kind: 'DOWNTIME_ENDED', downtime: { kind: 'LOST' } })).toBe('Found');
  expect(moveWords({ kind: 'DOWNTIME_CHANGED', downtime: { kind: 'LOST' } })).toBe('Downtime changed');
});

test('a corrected serial number says the one before; a kind without words is a change', () => {
  expect(moveWords({ kind: 'CHANGED', serialBefore: 'X515-9' })).toBe('Serial number corrected, was X515-9');
  expect(moveWords({ kind: 'SOMETHING_NEW' })).toBe('Changed');
});
