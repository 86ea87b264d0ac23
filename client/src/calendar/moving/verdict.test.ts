import 'temporal-polyfill/global';
import { describe, expect, it } from 'vitest';
import type { BookingBarFragment, OccupancyBarFragment, RoomRowFragment } from '../../graphql/generated/graphql.ts';
import type { Interval } from '../../time/interval.ts';
import { verdictOf, verdictWords, type Claim } from './verdict.ts';

const zone = 'Africa/Johannesburg';
function instant(time: string) {
  return `2026-11-17T${time}:00.000+02:00`;
}
function during(start: string, end: string): Interval {
  return {
    start: Date.parse(instant(start)),
    end: Date.parse(instant(end)),
  };
}

function room(id: string, fields: Partial<RoomRowFragment> = {}): RoomRowFragment {
  return {
    id,
    name: `Room ${id}`,
    capacity: 20,
    position: 1,
    active: true,
    longTerm: false,
    version: 1,
    equipment: [],
    setupMinutes: 0,
    teardownMinutes: 0,
    parts: [],
    ...fields,
  };
}

const five = room('5');
const six = room('6');
const wall = room('24', { capacity: 40, parts: [five, six] });

function taken(leaf: string, start: string, end: string, client: string | null): OccupancyBarFragment {
  const times = { startsAt: instant(start), endsAt: instant(end) };
  const booking: BookingBarFragment | null =
    client === null
      ? null
      : {
          id: client,
          reference: client,
          version: 1,
          kind: 'ROOM',
          status: 'CONFIRMED',
          clientName: client,
          ...times,
          tenant: { id: 't', code: 'TECH' },
          room: null,
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
  return { id: `${leaf} ${start} ${client}`, ...times, room: { id: leaf }, bookedRoom: null, booking, closure: null };
}

function weigh(
  claim: Partial<Claim>,
  occupancies: readonly OccupancyBarFragment[] = [],
  rooms: readonly RoomRowFragment[] = [five, six, wall],
) {
  return verdictOf(
    { interval: during('10:00', '12:00'), room: five, people: 12, without: undefined, ...claim },
    {
      byLeaf: Map.groupBy(occupancies, ({ room: leaf }) => leaf.id),
      turnaround: new Map(rooms.map((one) => [one.id, one])),
      unread: new Set<string>(),
      now: Date.parse(instant('09:00')),
    },
  );
}

function closed(leaf: string, start: string, end: string): OccupancyBarFragment {
  const times = { startsAt: instant(start), endsAt: instant(end) };
  const closure = { id: 'c', version: 1, rooms: [wall], ...times, reason: 'Projector repair', closedBy: 'Sipho' };
  return { ...taken(leaf, start, end, null), id: `closed ${leaf}`, closure };
}

function kindOf(...args: Parameters<typeof weigh>) {
  return weigh(...args).kind;
}

describe('a room', () => {
  it('fits with so many seats to spare, to the last one', () => {
    expect(weigh({ people: 12 })).toEqual({ kind: 'fits', spare: 8 });
    expect(weigh({ people: 20 })).toEqual({ kind: 'fits', spare: 0 });
    expect(weigh({ people: 21 })).toEqual({ kind: 'small', by: 1 });
    expect(weigh({ people: 24 })).toEqual({ kind: 'small', by: 4 });
    expect(weigh({ people: null })).toEqual({ kind: 'fits', spare: null });
  });

  it('that is taken is taken, whether it would be large enough or not', () => {
    const standing = [taken('5', '11:00', '13:00', 'Khula')];
    expect(weigh({ people: 12 }, standing)).toEqual({ kind: 'taken', occupancies: standing });
    expect(weigh({ people: 99 }, standing)).toEqual({ kind: 'taken', occupancies: standing });
    expect(weigh({ people: null }, standing)).toEqual({ kind: 'taken', occupancies: standing });
  });

  it('is free for what follows at once, and for what ends as the next begins', () => {
    expect(kindOf({}, [taken('5', '08:00', '10:00', 'before'), taken('5', '12:00', '14:00', 'after')])).toBe('fits');
    expect(kindOf({}, [taken('5', '08:00', '10:01', 'before')])).toBe('taken');
    expect(kindOf({}, [taken('5', '11:59', '14:00', 'after')])).toBe('taken');
  });

  it('needs its own minutes before and after', () => {
    const turned = room('5', { setupMinutes: 30, teardownMinutes: 15 });
    const kind = (start: string, end: string) => kindOf({ room: turned }, [taken('5', start, end, 'other')], [turned]);
    expect([kind('08:00', '09:30'), kind('08:00', '09:31')]).toEqual(['fits', 'taken']);
    expect([kind('12:15', '14:00'), kind('12:14', '14:00')]).toEqual(['fits', 'taken']);
  });

  it('is not taken by what is in another one', () => {
    expect(kindOf({}, [taken('6', '10:00', '12:00', 'other')])).toBe('fits');
  });
});

describe('a booking in hand', () => {
  it('does not stand in its own way, a copy of it does', () => {
    const own = [taken('5', '10:00', '12:00', 'own')];
    expect(kindOf({ interval: during('10:15', '12:15'), without: 'own' }, own)).toBe('fits');
    expect(kindOf({ interval: during('10:15', '12:15') }, own)).toBe('taken');
  });

  it('is kept out by what is closed, in each of its rooms', () => {
    const shut = [closed('5', '08:00', '17:00')];
    expect([kindOf({ without: 'own' }, shut), kindOf({ room: wall }, shut), kindOf({ room: six }, shut)]).toEqual([
      'taken',
      'taken',
      'fits',
    ]);
  });

  it('is kept out by any other, also by one of which nothing may be known', () => {
    const [own, busy] = [taken('5', '10:00', '11:00', 'own'), taken('5', '11:00', '12:00', null)];
    expect(weigh({ without: 'own' }, [own, busy])).toEqual({ kind: 'taken', occupancies: [busy] });
  });
});

describe('a folded wall', () => {
  it('is taken by what is in any of its rooms', () => {
    const [left, right] = [taken('5', '09:00', '11:00', 'left'), taken('6', '11:00', '13:00', 'right')];
    expect(weigh({ room: wall }, [left])).toEqual({ kind: 'taken', occupancies: [left] });
    expect(weigh({ room: wall }, [right])).toEqual({ kind: 'taken', occupancies: [right] });
    expect(weigh({ room: wall }, [left, right])).toEqual({ kind: 'taken', occupancies: [left, right] });
    expect(weigh({ room: wall, people: 30 }, [taken('4', '09:00', '13:00', 'elsewhere')])).toEqual({
      kind: 'fits',
      spare: 10,
    });
  });

  it('keeps both its rooms taken', () => {
    const whole = [taken('5', '10:00', '12:00', 'whole'), taken('6', '10:00', '12:00', 'whole')];
    expect([kindOf({ room: five }, whole), kindOf({ room: six }, whole)]).toEqual(['taken', 'taken']);
  });

  it('makes way for itself, from the whole into a part and back', () => {
    const whole = [taken('5', '10:00', '12:00', 'own'), taken('6', '10:00', '12:00', 'own')];
    expect(kindOf({ room: six, without: 'own' }, whole)).toBe('fits');
    expect(kindOf({ room: wall, without: 'own' }, [taken('6', '10:00', '12:00', 'own')])).toBe('fits');
  });

  it('needs its own minutes, not those of its rooms', () => {
    const rooms = [room('5', { setupMinutes: 60 }), six, room('24', { setupMinutes: 15, parts: [five, six] })];
    const before = [taken('5', '08:00', '09:40', 'other')];
    expect(kindOf({ room: rooms[2]! }, before, rooms)).toBe('fits');
    expect(kindOf({ room: rooms[0]! }, before, rooms)).toBe('taken');
  });
});

describe('a time', () => {
  it('that is over cannot be taken, one that still runs can', () => {
    expect(kindOf({ interval: during('07:00', '09:00') })).toBe('past');
    expect(kindOf({ interval: during('07:00', '09:01') })).toBe('fits');
    expect(kindOf({ interval: during('07:00', '09:00'), room: null })).toBe('past');
    expect(kindOf({ interval: during('07:00', '09:00') }, [taken('5', '07:00', '09:00', 'other')])).toBe('past');
  });

  it('without a room waits, whatever is taken', () => {
    expect(kindOf({ room: null }, [taken('5', '10:00', '12:00', 'other')])).toBe('waits');
  });
});

describe('the words', () => {
  const say = (...args: Parameters<typeof weigh>) => verdictWords(weigh(...args), zone);

  it('say what would come of letting go now', () => {
    expect(say({ people: 12 })).toBe('fits, 8 seats to spare');
    expect(say({ people: 19 })).toBe('fits, 1 seat to spare');
    expect(say({ people: 20 })).toBe('fits, exactly full');
    expect(say({ people: null })).toBe('free');
    expect(say({ people: 24 })).toBe('too small by 4');
    expect(say({ room: null })).toBe('needs a room');
    expect(say({ interval: during('07:00', '09:00') })).toBe('already over');
  });

  it('name who stands there and when they are there, not how long the room is kept for them', () => {
    const own = taken('5', '10:00', '12:00', 'Khula');
    expect(say({}, [{ ...own, startsAt: instant('09:30'), endsAt: instant('12:30') }])).toBe(
      'taken by Khula, Tue 17 Nov, 10:00 – 12:00',
    );
  });

  it('say nothing but the time of one from another division', () => {
    expect(say({}, [taken('5', '10:00', '12:00', null)])).toBe('taken, Tue 17 Nov, 10:00 – 12:00');
  });

  it('say why a room is closed and until when, before who stands in it', () => {
    expect(say({}, [closed('5', '08:00', '17:00')])).toBe('closed: Projector repair, Tue 17 Nov, 08:00 – 17:00');
    expect(say({ room: wall }, [taken('6', '10:00', '11:00', 'Khula'), closed('5', '11:00', '17:00')])).toBe(
      'closed: Projector repair, Tue 17 Nov, 11:00 – 17:00, and 1 more',
    );
    expect(say({ room: wall }, [closed('5', '08:00', '17:00'), closed('6', '08:00', '17:00')])).toBe(
      'closed: Projector repair, Tue 17 Nov, 08:00 – 17:00',
    );
  });

  it('count bookings, however many rooms they are in', () => {
    const whole = [taken('5', '10:00', '11:00', 'Khula'), taken('6', '10:00', '11:00', 'Khula')];
    expect(say({ room: wall }, whole)).toBe('taken by Khula, Tue 17 Nov, 10:00 – 11:00');
    expect(
      say({ room: wall }, [...whole, taken('6', '11:00', '12:00', 'Thuto'), taken('5', '11:00', '12:00', null)]),
    ).toBe('taken by Khula, Tue 17 Nov, 10:00 – 11:00, and 2 more');
  });
});

it('does not call free what nobody has read yet', () => {
  const known = { byLeaf: new Map(), turnaround: new Map(), unread: new Set(['6']), now: 0 };
  const claim = (room: RoomRowFragment) =>
    verdictOf({ interval: { start: 1, end: 2 }, room, people: 1, without: undefined }, known);
  expect(claim(six).kind).toBe('unknown');
  expect(claim(wall).kind).toBe('unknown');
  expect(claim(five).kind).toBe('fits');
});
