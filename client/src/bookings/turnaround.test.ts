import { expect, it } from 'vitest';
import { turnaroundChoice, turnaroundDraft, turnaroundErrors, turnaroundIn } from './turnaround.ts';

const place = { id: 'r1', name: 'Room 1', capacity: 20 };
const booking = { room: place, setupMinutes: 30, teardownMinutes: 15, setupSetByHand: true, teardownSetByHand: false };
const usual = { setupMinutes: 5, teardownMinutes: 10 };

it('another room brings its own, the same room leaves what is there, and what was set by hand goes along', () => {
  expect(turnaroundIn('r2', usual, booking, {})).toEqual({ setupMinutes: 30, teardownMinutes: 10 });
  expect(turnaroundIn('r1', usual, booking, {})).toEqual({ setupMinutes: 30, teardownMinutes: 15 });
  expect(turnaroundIn('r1', usual, booking, { followRoom: true })).toEqual(usual);
  expect(turnaroundIn('r2', usual, booking, { followRoom: true, teardownMinutes: 0 })).toEqual({
    setupMinutes: 5,
    teardownMinutes: 0,
  });
});

it('sends what was touched, and an emptied field gives back to the room what was set', () => {
  const draft = turnaroundDraft(booking);
  expect(draft).toEqual({ setupMinutes: '30', teardownMinutes: '' });
  expect(turnaroundChoice(draft, booking)).toEqual({});
  expect(turnaroundChoice({ ...draft, teardownMinutes: '20' }, booking)).toEqual({ teardownMinutes: 20 });
  expect(turnaroundChoice({ setupMinutes: '', teardownMinutes: '' }, booking)).toEqual({ followRoom: true });
  expect(turnaroundChoice({ ...draft, teardownMinutes: '' }, { ...booking, teardownSetByHand: true })).toEqual({
    setupMinutes: 30,
    followRoom: true,
  });
});

it('says of each field what it takes', () => {
  expect(turnaroundErrors({ setupMinutes: ' 1440 ', teardownMinutes: '' })).toEqual({});
  expect(Object.keys(turnaroundErrors({ setupMinutes: '1441', teardownMinutes: 'x' }))).toEqual([
    'setupMinutes',
    'teardownMinutes',
  ]);
});
