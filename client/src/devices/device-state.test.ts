import { expect, test } from 'vitest';
import { deviceState } from './device-state.ts';

test('a device in a downtime is called by its kind, and what is late or lost is bad', () => {
  expect(deviceState({ status: 'MAINTENANCE', late: false, downtime: { kind: 'MAINTENANCE' } })).toEqual({
    words: 'In maintenance',
    look: 'wait',
  });
  expect(deviceState({ status: 'MAINTENANCE', late: false, downtime: { kind: 'LOST' } })).toEqual({
    words: 'Lost',
    look: 'bad',
  });
  expect(deviceState({ status: 'OFFSITE', late: true })).toEqual({ words: 'Off-site, late', look: 'bad' });
  expect(deviceState({ status: null, late: false })).toBeNull();
});
