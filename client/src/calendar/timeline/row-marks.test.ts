import { describe, expect, it } from 'vitest';
import type { BookingBarFragment } from '../../graphql/generated/graphql.ts';
import type { Bar } from '../data/bars.ts';
import { trayRow } from '../moving/focus.ts';
import type { Held } from '../layout/held.ts';
import { marksFor } from './row-marks.ts';

function booking(id: string): BookingBarFragment {
  return {
    id,
    reference: id,
    version: 1,
    kind: 'ROOM',
    status: 'CONFIRMED',
    clientName: id,
    startsAt: '',
    endsAt: '',
    room: null,
    tenant: { id: 't', code: 'TECH' },
    requestedRoom: null,
    numLearners: 20,
    numFacilitators: 1,
    coffeeTeaStation: false,
    morningCatering: 'NONE',
    lunchCatering: 'NONE',
    devicesNeeded: 0,
    devicesAssigned: 0,
    deviceTypePreference: 'ANY',
    notes: null,
  };
}

function bar(key: string, of: string | null): Bar {
  const still = {
    room: null,
    closure: null,
    bookedRoom: null,
    setup: 0,
    teardown: 0,
    rows: 1,
    aside: false,
    conflict: false,
    left: 0,
    width: 0.1,
  };
  return {
    key,
    booking: of === null ? null : booking(of),
    interval: { start: 0, end: 1 },
    cut: [],
    late: false,
    ...still,
  };
}

const bars = [bar('o1', 'b1'), bar('o2', 'b2'), bar('busy', null)];
function held(...phases: readonly (readonly [string, Held['phase']])[]): ReadonlyMap<string, Held> {
  return new Map(
    phases.map(([id, phase]) => [id, { booking: booking(id), phase, occupancies: [], ghost: null, idsBefore: [] }]),
  );
}

type Marks = Parameters<typeof marksFor>[2];
const calm: Marks = { focus: { row: 'r9', at: 500 }, on: null, selected: null, glowing: new Set(), held: new Map() };
const nothing = { focusBar: null, focusAt: null, selected: null, glowing: '', inHand: '', saving: '' };
function marks(change: Partial<Marks>, row = 'r1') {
  return marksFor(row, bars, { ...calm, ...change });
}

describe('a row', () => {
  it('shows the focus as the bar it is on, else as an empty slot, and only its own', () => {
    expect(marks({ focus: { row: 'r1', at: 500 } })).toEqual({ ...nothing, focusAt: 500 });
    expect(marks({ focus: { row: 'r1', at: 500 }, on: bars[1]! })).toEqual({ ...nothing, focusBar: 'o2' });
    expect(marks({ focus: { row: 'r2', at: 500 }, on: bars[1]! })).toEqual(nothing);
  });

  it('has no empty slot in the tray', () => {
    expect(marks({ focus: { row: trayRow, at: 500 } }, trayRow)).toEqual(nothing);
    expect(marks({ focus: { row: trayRow, at: 500 }, on: bars[0]! }, trayRow)).toEqual({
      ...nothing,
      focusBar: 'o1',
    });
  });

  it('tells what glows, what is in hand and what is being saved by its booking, and a busy one by its own id', () => {
    expect(marks({ glowing: new Set(['busy', 'b1', 'o2']) })).toEqual({ ...nothing, glowing: 'b1 busy' });
    expect(marks({ selected: 'b2' })).toEqual({ ...nothing, selected: 'b2' });
    expect(marks({ held: held(['b1', 'in-hand'], ['b2', 'saving']) })).toEqual({
      ...nothing,
      inHand: 'b1',
      saving: 'b2',
    });
    expect(marks({ held: held(['b1', 'saved']) })).toEqual(nothing);
  });

  it('has the same marks whatever happens in others: it is not drawn again', () => {
    const before = marks({ selected: 'b2', glowing: new Set(['b1']), held: held(['b2', 'saving']) });
    const after = marks({
      focus: { row: 'r7', at: 900 },
      on: bar('o8', 'b8'),
      selected: 'b2',
      glowing: new Set(['b7', 'b1', 'b8']),
      held: held(['b7', 'in-hand'], ['b2', 'saving'], ['b8', 'saving']),
    });
    expect(after).toEqual(before);
    expect(Object.values(after).every((mark) => mark === null || typeof mark !== 'object')).toBe(true);
    expect(marks({ selected: 'b7', glowing: new Set(['b8']), held: held(['b9', 'in-hand']) })).toEqual(nothing);
  });
});
