import 'temporal-polyfill/global';
import { describe, expect, it } from 'vitest';
import type { BookingBarFragment, OccupancyBarFragment, RoomRowFragment } from '../../graphql/generated/graphql.ts';
import { timeScale } from '../../time/time-scale.ts';
import { weekOf } from '../../time/week.ts';
import { agendaOf, closedOn } from '../page/agenda-entries.ts';
import { barWords } from '../timeline/bar-words.ts';
import { byLeafRoom, RoomRows } from './room-rows.ts';
import { johannesburg } from '../../../test/facility.ts';

const week = weekOf('2026-11-16', 'Africa/Johannesburg', johannesburg);
const view = { scale: timeScale(week.days), tenant: null };

function room(id: string, parts: readonly string[] = []): RoomRowFragment {
  return {
    id,
    name: `Room ${id}`,
    capacity: 20,
    position: Number(id),
    active: true,
    longTerm: false,
    version: 1,
    equipment: [],
    setupMinutes: 0,
    teardownMinutes: 0,
    parts: parts.map((part) => ({ id: part, name: `Room ${part}` })),
  };
}

function booking(id: string, fields: Partial<BookingBarFragment> = {}): BookingBarFragment {
  return {
    id,
    reference: id,
    version: 1,
    kind: 'ROOM',
    status: 'CONFIRMED',
    tenant: { id: 't', code: 'TECH' },
    clientName: id,
    numLearners: 20,
    numFacilitators: 1,
    startsAt: '2026-11-17T05:30:00.000Z',
    endsAt: '2026-11-17T14:30:00.000Z',
    room: null,
    requestedRoom: null,
    coffeeTeaStation: false,
    morningCatering: 'NONE',
    lunchCatering: 'NONE',
    devicesNeeded: 0,
    devicesAssigned: 0,
    deviceTypePreference: 'ANY',
    notes: null,
    ...fields,
  };
}

function taken(
  id: string,
  leaf: string,
  of: BookingBarFragment | null,
  bookedRoom: string | null = leaf,
  times = of,
): OccupancyBarFragment {
  return {
    id,
    startsAt: times?.startsAt ?? '2026-11-17T05:30:00.000Z',
    endsAt: times?.endsAt ?? '2026-11-17T14:30:00.000Z',
    room: { id: leaf },
    bookedRoom: of && bookedRoom ? { id: bookedRoom, name: `Room ${bookedRoom}` } : null,
    booking: of,
    closure: null,
  };
}

const closure = {
  id: 'c',
  version: 1,
  rooms: [{ id: '24', name: 'Room 24' }],
  startsAt: '2026-11-17T05:30:00.000Z',
  endsAt: '2026-11-17T14:30:00.000Z',
  reason: 'Projector repair',
  closedBy: 'Sipho',
};
function closed(leaf: string, names: readonly string[] = [leaf]): OccupancyBarFragment {
  return {
    ...taken(`c${leaf}`, leaf, null),
    closure: { ...closure, rooms: names.map((id) => ({ id, name: `Room ${id}` })) },
  };
}

const rooms = [room('4'), room('5'), room('6'), room('7'), room('24', ['5', '6'])];
function barsOf(occupancies: readonly OccupancyBarFragment[], among = rooms) {
  return new RoomRows()
    .lay(among, byLeafRoom(occupancies), view)
    .map(({ room: { id }, bars, parts }) => [id, bars.map(({ key, rows }) => `${key}×${rows}`), parts.length]);
}

describe('the folded wall', () => {
  const wall = booking('wall');
  const occupancies = [taken('o5', '5', wall, '24'), taken('o6', '6', wall, '24')];

  it('is one tall bar over its rooms, and a bar in its own row', () => {
    expect(barsOf(occupancies)).toEqual([
      ['4', [], 0],
      ['5', ['o5×2'], 0],
      ['6', [], 0],
      ['7', [], 0],
      ['24', ['o5×1'], 0],
    ]);
  });

  it('is told in each room where they do not stand next to each other', () => {
    const apart = [room('5'), room('4'), room('6')];
    expect(barsOf(occupancies, apart)).toEqual([
      ['5', ['o5×1'], 0],
      ['4', [], 0],
      ['6', ['o6×1'], 0],
    ]);
  });

  it('shows in its own row what takes only a part of it', () => {
    expect(barsOf([taken('o5', '5', booking('part')), taken('busy', '6', null)])).toEqual([
      ['4', [], 0],
      ['5', ['o5×1'], 0],
      ['6', ['busy×1'], 0],
      ['7', [], 0],
      ['24', [], 1],
    ]);
  });
});

describe('a row', () => {
  it('leaves out a booking that has just given its room up', () => {
    expect(
      barsOf([
        taken('o4', '4', booking('gone', { status: 'CANCELLED' })),
        taken('p4', '4', booking('back', { status: 'PENDING' })),
      ])[0],
    ).toEqual(['4', [], 0]);
  });

  it('is another one when something in it is another, and only then', () => {
    const layouter = new RoomRows();
    const [first, other] = [taken('o4', '4', booking('b')), taken('o7', '7', booking('c'))];
    const before = layouter.lay(rooms, byLeafRoom([first, other]), view);
    const after = layouter.lay(rooms, byLeafRoom([other, first, taken('o6', '6', booking('d'))]), view);
    expect(after.map((row, index) => row === before[index])).toEqual([true, true, false, true, false]);
    const renewed = layouter.lay(rooms, byLeafRoom([{ ...first, booking: booking('b', { version: 2 }) }, other]), view);
    expect(renewed[0]).not.toBe(after[0]);
    expect(renewed[3]).toBe(after[3]);
  });

  it('shows setup and teardown as shares of the bar', () => {
    const around = { startsAt: '2026-11-17T05:00:00.000Z', endsAt: '2026-11-17T15:00:00.000Z' };
    const [bar] = new RoomRows().lay(rooms, byLeafRoom([{ ...taken('o4', '4', booking('b')), ...around }]), view)[0]!
      .bars;
    expect(bar!.setup).toBeCloseTo(0.05, 3);
    expect(bar!.teardown).toBeCloseTo(0.05, 3);
  });

  it('sets aside what belongs to a division that is not shown', () => {
    const [bar] = new RoomRows().lay(rooms, byLeafRoom([taken('o4', '4', booking('b'))]), {
      ...view,
      tenant: 'TRAINING',
    })[0]!.bars;
    expect(bar!.aside).toBe(true);
  });
});

describe('a bar that does not fit into what is shown', () => {
  const at = (start: string, end: string) => {
    const times = { startsAt: `2026-11-${start}:00.000Z`, endsAt: `2026-11-${end}:00.000Z` };
    const [bar] = new RoomRows().lay(rooms, byLeafRoom([taken('o4', '4', booking('b', times))]), view)[0]!.bars;
    return { cut: bar!.cut.join(' '), late: bar!.late };
  };

  it('says on which side it goes on, into closed hours or out of the week', () => {
    expect(at('17T06:00', '17T14:00')).toEqual({ cut: '', late: false });
    expect(at('17T04:00', '17T14:00')).toEqual({ cut: 'start', late: false });
    expect(at('17T16:00', '17T21:00')).toEqual({ cut: 'end', late: false });
    expect(at('10T06:00', '17T14:00')).toEqual({ cut: 'start', late: false });
    expect(at('17T06:00', '30T14:00')).toEqual({ cut: 'end', late: false });
  });

  it('stands at the end of its own day where all of it lies after closing time', () => {
    expect(at('17T18:00', '17T20:00')).toEqual({ cut: 'end', late: true });
    expect(at('17T20:00', '18T04:00')).toEqual({ cut: 'end', late: true });
    expect(at('17T20:00', '18T08:00').late).toBe(false);
  });
});

describe('what is closed', () => {
  const rowsOf = (...occupancies: readonly OccupancyBarFragment[]) =>
    new RoomRows().lay(rooms, byLeafRoom(occupancies), view);

  it('is told once in each of its rooms, and of a combined one where it names it or closes all of its parts', () => {
    const wall = [
      ['4', [], 0],
      ['5', ['c5×1'], 0],
      ['6', ['c6×1'], 0],
      ['7', [], 0],
      ['24', ['c5×1'], 0],
    ];
    expect(barsOf([closed('5', ['24']), closed('6', ['24'])])).toEqual(wall);
    expect(barsOf([closed('5', ['5', '6']), closed('6', ['5', '6'])])).toEqual(wall);
    expect(barsOf([closed('5')])).toEqual([
      ['4', [], 0],
      ['5', ['c5×1'], 0],
      ['6', [], 0],
      ['7', [], 0],
      ['24', [], 1],
    ]);
  });

  it('is no use of the room', () => {
    expect(rowsOf(taken('o4', '4', booking('b'))).find(({ room: { id } }) => id === '4')!.use).toBeGreaterThan(0);
    expect(rowsOf(closed('4'), closed('5', ['24']), closed('6', ['24'])).map(({ use }) => use)).toEqual([
      0, 0, 0, 0, 0,
    ]);
  });

  it('concerns every division', () => {
    const [bar] = new RoomRows().lay(rooms, byLeafRoom([closed('4')]), { ...view, tenant: 'TRAINING' })[0]!.bars;
    expect(bar).toMatchObject({ aside: false, closure: { reason: 'Projector repair' }, booking: null });
    expect(barWords(bar!, 'Africa/Johannesburg')).toBe('Closed, Room 4, Projector repair, Tue 17 Nov, 07:30 – 16:30');
  });
});

describe('the agenda', () => {
  it('names each closure of the day once, with those of its rooms that are shown', () => {
    const all = [closed('5', ['5', '6']), closed('6', ['5', '6']), taken('o4', '4', booking('b'))];
    const told = (day: number, among = rooms) =>
      closedOn(week.days[day]!, among, all).map((entry) => [entry.closure.id, entry.rooms.map(({ id }) => id).join()]);
    expect(told(1)).toEqual([['c', '5,6']]);
    expect(told(1, [rooms[2]!])).toEqual([['c', '6']]);
    expect([told(1, [rooms[0]!]), told(2)]).toEqual([[], []]);
  });

  it('names each booking of the day once, in the order of their start, without the busy ones', () => {
    const late = booking('late', { startsAt: '2026-11-17T11:00:00.000Z' });
    const wall = booking('wall');
    const entries = agendaOf(
      week.days[1]!,
      rooms,
      [taken('l', '4', late), taken('o5', '5', wall, '24'), taken('o6', '6', wall, '24'), taken('x', '7', null)],
      null,
    );
    expect(entries.map(({ booking: { id }, where }) => [id, where])).toEqual([
      ['wall', 'Room 24'],
      ['late', 'Room 4'],
    ]);
  });
});
