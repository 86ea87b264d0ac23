import { expect, test } from 'vitest';
import { statusSteps } from './status-steps.ts';

function told(...facts: Parameters<typeof statusSteps>) {
  return statusSteps(...facts).map(({ words, state }) => `${words} ${state}`);
}

test('a booking goes from request to completion, one step at a time', () => {
  expect(told({ kind: 'ROOM', status: 'ROOM_ASSIGNED' })).toEqual([
    'Requested done',
    'Room assigned current',
    'Confirmed ahead',
    'Completed ahead',
  ]);
  expect(told({ kind: 'ROOM', status: 'COMPLETED' })).toEqual([
    'Requested done',
    'Room assigned done',
    'Confirmed done',
    'Completed current',
  ]);
});

test('devices alone skip the room', () => {
  expect(told({ kind: 'DEVICES_ONLY', status: 'PENDING' })).toEqual([
    'Requested current',
    'Confirmed ahead',
    'Completed ahead',
  ]);
});

test('what was rejected or cancelled ends there', () => {
  expect(told({ kind: 'ROOM', status: 'REJECTED' })).toEqual(['Requested done', 'Rejected current']);
  expect(told({ kind: 'ROOM', status: 'CANCELLED' })).toEqual(['Requested done', 'Cancelled current']);
});
