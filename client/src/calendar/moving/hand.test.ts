import 'temporal-polyfill/global';
import { describe, expect, it } from 'vitest';
import type { BookingBarFragment, OccupancyBarFragment, RoomRowFragment } from '../../graphql/generated/graphql.ts';
import { rangeOf } from '../../time/range.ts';
import { timeScale } from '../../time/time-scale.ts';
import { topsOf, type TimelineItem } from '../layout/geometry.ts';
import type { Pointed, Press } from './carry.ts';
import { next, type HandEvent } from './hand.ts';
import { bookingInHand, idleHand, type Hand } from './hand-state.ts';
import { holdOf } from './pointer-events.ts';
import type { DrawnCalendar } from './weigh.ts';
import { johannesburg } from '../../../test/facility.ts';

const zone = 'Africa/Johannesburg';

function at(wall: string): number {
  return Temporal.ZonedDateTime.from(`${wall}[${zone}]`).epochMilliseconds;
}

function room(id: string, capacity: number): RoomRowFragment {
  return {
    id,
    name: id,
    capacity,
    position: 1,
    active: true,
    longTerm: false,
    version: 1,
    equipment: [],
    setupMinutes: 0,
    teardownMinutes: 0,
    parts: [],
  };
}

const [honesty, courage, wisdom] = [room('Honesty', 20), room('Courage', 30), room('Wisdom', 8)];

/** Twelve people on Wednesday morning. */
const booking: BookingBarFragment = {
  id: 'b1',
  reference: 'b1',
  version: 3,
  kind: 'ROOM',
  status: 'CONFIRMED',
  clientName: 'Acacia Mills',
  startsAt: new Date(at('2026-11-18T10:00')).toISOString(),
  endsAt: new Date(at('2026-11-18T12:00')).toISOString(),
  tenant: { id: 't', code: 'TECH' },
  room: honesty,
  requestedRoom: null,
  numLearners: 11,
  numFacilitators: 1,
  coffeeTeaStation: false,
  morningCatering: 'NONE',
  lunchCatering: 'NONE',
  devicesNeeded: 0,
  devicesAssigned: 0,
  deviceTypePreference: 'ANY',
  notes: null,
};

const occupancy: OccupancyBarFragment = {
  id: 'o1',
  startsAt: booking.startsAt,
  endsAt: booking.endsAt,
  room: honesty,
  bookedRoom: honesty,
  booking,
  closure: null,
};

const rooms = [honesty, courage, wisdom];
const items = rooms.map((one): TimelineItem => {
  return { kind: 'room', id: one.id, row: { room: one, bars: [], parts: [], use: 0 } };
});

/** Monday 16 to Sunday 22 November, on Monday at two. */
const calendar: DrawnCalendar = {
  geometry: {
    scale: timeScale(rangeOf('week', '2026-11-18', zone, johannesburg).days, 'open'),
    items,
    tops: topsOf(items, 36),
    roomWidth: 200,
    trackWidth: 8400,
  },
  rooms,
  shown: { occupancies: [occupancy], ghosts: [] },
  byLeaf: Map.groupBy([occupancy], (one) => one.room.id),
  turnaround: new Map(),
  unread: new Set(),
  roomsInSight: rooms.map(({ id }) => id),
  timeZone: zone,
  mayAssign: true,
  now: at('2026-11-16T14:00'),
};

/** Where a time of a day of this week is, as a share of the track; the days are counted from Monday. */
function spot(roomId: string | null, day: number, hour: number) {
  return { roomId, fraction: (day + (hour - 7) / 12) / 7 };
}

const here: Pointed = { x: 500, y: 50, altKey: false, shiftKey: false, ctrlKey: false };
const there: Pointed = { ...here, x: 900 };
const wednesday = spot('Honesty', 2, 10);
const bar = { left: 490, right: 690 };

const press: Press = { hold: holdOf(booking, bar, 500, wednesday), pointerId: 1, touch: false, from: here };
const pressOnEmpty: Press = {
  ...press,
  hold: {
    booking: null,
    grabbed: { grip: 'create', interval: { start: 0, end: 0 }, ...spot('Courage', 1, 9), at: spot('Courage', 1, 9) },
  },
};

type EventName = HandEvent['name'];
const events: { readonly [E in EventName]: HandEvent & { readonly name: E } } = {
  pointerDown: { name: 'pointerDown', press },
  pointerMove: { name: 'pointerMove', pointerId: 1, isDown: true, pointed: there },
  longPress: { name: 'longPress' },
  modifierKey: { name: 'modifierKey', altKey: false, shiftKey: true, ctrlKey: false },
  frame: { name: 'frame', spot: spot('Courage', 3, 10) },
  pointerUp: { name: 'pointerUp', pointerId: 1, pointed: there, spot: spot('Courage', 3, 10) },
  pointerLost: { name: 'pointerLost' },
  arrowKey: { name: 'arrowKey', key: 'ArrowDown', shiftKey: false, ctrlKey: false, byDays: false, booking },
  letGoKey: { name: 'letGoKey' },
  escapeKey: { name: 'escapeKey' },
  keyboardLeft: { name: 'keyboardLeft' },
  pageTurn: { name: 'pageTurn' },
  calendarChange: { name: 'calendarChange' },
};

/** What comes of several events, one after another. */
function after(hand: Hand, ...all: readonly HandEvent[]): Hand {
  return all.reduce((before, event) => next(before, event, calendar)[0], hand);
}

const pressed = after(idleHand, events.pointerDown);
const states: Record<Hand['state'], Hand> = {
  idle: idleHand,
  pressed,
  heldByPointer: after(pressed, events.pointerMove),
  heldByKeys: after(idleHand, events.arrowKey),
};

/** Names what follows: the state, then what is to be done. Nothing at all is `-`. */
function follows(hand: Hand, event: HandEvent, among = calendar): string {
  const [then, effects] = next(hand, event, among);
  if (then === hand && effects.length === 0) return '-';
  return [then.state, ...effects.map((effect) => effect.do)].join(' ');
}

describe('each event in each state', () => {
  const table: Record<Hand['state'], Record<EventName, string>> = {
    idle: {
      pointerDown: 'pressed',
      pointerMove: '-',
      longPress: '-',
      modifierKey: '-',
      frame: '-',
      pointerUp: '-',
      pointerLost: '-',
      arrowKey: 'heldByKeys reveal say',
      letGoKey: '-',
      escapeKey: '-',
      keyboardLeft: '-',
      pageTurn: '-',
      calendarChange: '-',
    },
    pressed: {
      pointerDown: 'idle',
      pointerMove: 'heldByPointer',
      longPress: 'heldByPointer',
      modifierKey: '-',
      frame: '-',
      pointerUp: 'idle',
      pointerLost: 'idle',
      arrowKey: 'pressed say',
      letGoKey: '-',
      escapeKey: '-',
      keyboardLeft: '-',
      pageTurn: 'idle',
      calendarChange: '-',
    },
    heldByPointer: {
      pointerDown: 'idle',
      pointerMove: 'heldByPointer',
      longPress: '-',
      modifierKey: 'heldByPointer',
      frame: 'heldByPointer',
      pointerUp: 'idle send',
      pointerLost: 'idle',
      arrowKey: 'heldByPointer say',
      letGoKey: '-',
      escapeKey: 'idle',
      keyboardLeft: '-',
      pageTurn: 'idle',
      calendarChange: 'heldByPointer',
    },
    heldByKeys: {
      pointerDown: 'pressed say',
      pointerMove: '-',
      longPress: '-',
      modifierKey: '-',
      frame: '-',
      pointerUp: '-',
      pointerLost: '-',
      arrowKey: 'heldByKeys reveal say',
      letGoKey: 'idle send',
      escapeKey: 'idle say',
      keyboardLeft: 'idle say',
      pageTurn: 'idle say',
      calendarChange: 'heldByKeys',
    },
  };
  const cells = Object.values(states).flatMap((hand) =>
    Object.values(events).map((event) => [hand, event, table[hand.state][event.name]] as const),
  );

  it.each(cells)('$0.state, $1.name: $2', (hand, event, expected) => {
    expect(follows(hand, event)).toBe(expected);
  });
});

describe('a pointer', () => {
  const finger = after(idleHand, { name: 'pointerDown', press: { ...press, touch: true } });
  const movedBy = (px: number, other: Partial<Extract<HandEvent, { name: 'pointerMove' }>> = {}): HandEvent => {
    return { ...events.pointerMove, pointed: { ...here, x: here.x + px }, ...other };
  };

  it('takes hold only of what may be moved', () => {
    expect(follows(idleHand, { name: 'pointerDown', press: null })).toBe('-');
    expect(follows(states.heldByKeys, { name: 'pointerDown', press: null })).toBe('idle say');
  });

  it('may tremble: a mouse by 4 pixels, a finger by 10, and a finger that goes further scrolls', () => {
    expect(after(pressed, movedBy(4)).state).toBe('pressed');
    expect(after(pressed, movedBy(5)).state).toBe('heldByPointer');
    expect(after(finger, movedBy(10)).state).toBe('pressed');
    expect(after(finger, movedBy(11)).state).toBe('idle');
    expect(after(finger, events.longPress).state).toBe('heldByPointer');
  });

  it('that was let go where nobody heard of it holds nothing; a finger has no buttons', () => {
    for (const hand of [pressed, states.heldByPointer])
      expect(follows(hand, movedBy(20, { isDown: false }))).toBe('idle');
    expect(after(finger, events.longPress, movedBy(20, { isDown: false })).state).toBe('heldByPointer');
  });

  it('is not another one', () => {
    for (const hand of [pressed, states.heldByPointer]) {
      expect(follows(hand, { ...events.pointerMove, pointerId: 2 })).toBe('-');
      expect(follows(hand, { ...events.pointerUp, pointerId: 2 })).toBe('-');
    }
  });

  it('carries what it holds with the next frame, not with each move', () => {
    const moved = after(states.heldByPointer, movedBy(300));
    expect(moved).toMatchObject({ pointed: { x: 800 }, drag: { proposal: { roomId: 'Honesty' } } });
    expect(after(moved, events.frame)).toMatchObject({
      drag: {
        pointer: { x: 800 },
        proposal: { roomId: 'Courage', interval: { start: at('2026-11-19T10:00'), end: at('2026-11-19T12:00') } },
        verdict: { kind: 'fits', spare: 18 },
      },
    });
  });

  it('counts a modifier key with the next frame: Shift keeps it on the axis on which it went further', () => {
    const across = after(states.heldByPointer, events.modifierKey, events.frame);
    expect(across).toMatchObject({
      drag: { proposal: { roomId: 'Honesty', interval: { start: at('2026-11-19T10:00') } } },
    });
    const down = after(
      states.heldByPointer,
      movedBy(5, { pointed: { ...here, y: 90 } }),
      events.modifierKey,
      events.frame,
    );
    expect(down).toMatchObject({
      drag: { proposal: { roomId: 'Courage', interval: { start: at('2026-11-18T10:00') } } },
    });
  });

  it('stays in a folded wall from one of its parts to the next', () => {
    const wall = { ...courage, id: 'Wall', parts: [honesty, wisdom] };
    const inWall = { ...booking, room: wall };
    const folded = { ...calendar, rooms: [...rooms, wall] };
    const [carried] = [events.pointerMove, { ...events.frame, spot: spot('Wisdom', 3, 10) }].reduce(
      ([hand], event) => next(hand, event, folded),
      next(idleHand, { name: 'pointerDown', press: { ...press, hold: holdOf(inWall, bar, 500, wednesday) } }, folded),
    );
    expect(carried).toMatchObject({ drag: { proposal: { roomId: 'Wall' } } });
  });

  it('lets go where it is, also before that was drawn', () => {
    const [, [effect]] = next(states.heldByPointer, events.pointerUp, calendar);
    expect(effect).toMatchObject({
      do: 'send',
      pointer: { x: 900 },
      move: {
        booking: { id: 'b1', version: 3 },
        roomId: 'Courage',
        interval: { start: at('2026-11-19T10:00') },
        from: { roomId: 'Honesty', interval: { start: at('2026-11-18T10:00') } },
      },
    });
  });

  it('lets go of what it has not moved: nothing is sent', () => {
    expect(follows(states.heldByPointer, { ...events.pointerUp, spot: wednesday })).toBe('idle');
  });

  it('draws something new, and copies with Ctrl: a form is opened for it, and nothing is sent', () => {
    const drawn = after(idleHand, { name: 'pointerDown', press: pressOnEmpty }, events.pointerMove);
    expect(bookingInHand(drawn)).toBeNull();
    const up = { ...events.pointerUp, spot: spot('Courage', 1, 11) };
    expect(next(drawn, up, calendar)[1]).toMatchObject([
      { do: 'openForm', copyOf: null, place: { roomId: 'Courage', interval: { start: at('2026-11-17T09:00') } } },
    ]);
    const copying = { ...events.pointerUp, pointed: { ...there, ctrlKey: true } };
    expect(next(states.heldByPointer, copying, calendar)[1]).toMatchObject([
      { do: 'openForm', copyOf: 'b1', place: { roomId: 'Courage' } },
    ]);
  });
});

describe('the keyboard', () => {
  it('takes hold only of what may be moved, and says so', () => {
    expect(next(idleHand, { ...events.arrowKey, booking: null }, calendar)).toEqual([
      idleHand,
      [{ do: 'say', words: 'There is nothing here that you can move.' }],
    ]);
  });

  it('moves by an arrow at once, and says what would come of it', () => {
    expect(next(idleHand, events.arrowKey, calendar)[1]).toEqual([
      { do: 'reveal', proposal: expect.objectContaining({ roomId: 'Courage' }) },
      { do: 'say', words: 'Courage, Wed 18 Nov, 10:00 – 12:00, fits, 18 seats to spare' },
    ]);
    expect(after(states.heldByKeys, events.arrowKey)).toMatchObject({ drag: { proposal: { roomId: 'Wisdom' } } });
  });

  it('says that it puts back', () => {
    expect(next(states.heldByKeys, events.escapeKey, calendar)).toEqual([
      idleHand,
      [{ do: 'say', words: 'Acacia Mills put back.' }],
    ]);
  });
});

describe('what is held', () => {
  const held = [states.heldByPointer, states.heldByKeys];

  it('stays as it was when it was taken, whatever others do to it', () => {
    const gone: DrawnCalendar = { ...calendar, shown: { occupancies: [], ghosts: [] }, byLeaf: new Map() };
    for (const hand of held) {
      expect(bookingInHand(hand)).toMatchObject({ phase: 'in-hand', occupancies: [occupancy] });
      const [then] = next(hand, events.calendarChange, gone);
      expect(bookingInHand(then)).toBe(bookingInHand(hand));
    }
  });

  it('is one object for React as long as it is carried: the rows behind it are not drawn again', () => {
    const carried = after(
      states.heldByPointer,
      events.pointerMove,
      events.modifierKey,
      events.frame,
      events.calendarChange,
    );
    expect(carried).not.toBe(states.heldByPointer);
    expect(bookingInHand(carried)).toBe(bookingInHand(states.heldByPointer));
    expect(bookingInHand(after(states.heldByKeys, events.arrowKey))).toBe(bookingInHand(states.heldByKeys));
  });

  it('is weighed again when others change what would come of letting go', () => {
    const other: OccupancyBarFragment = { ...occupancy, id: 'o2', room: courage, booking: { ...booking, id: 'b2' } };
    const taken = { ...calendar, byLeaf: Map.groupBy([occupancy, other], (one) => one.room.id) };
    expect(states.heldByKeys).toMatchObject({ drag: { verdict: { kind: 'fits' }, blocked: new Set(['Wisdom']) } });
    expect(next(states.heldByKeys, events.calendarChange, taken)[0]).toMatchObject({
      drag: { verdict: { kind: 'taken' }, blocked: new Set(['Wisdom', 'Courage']) },
    });
  });

  it('is refused by other rooms at another time', () => {
    const thursday = { startsAt: '2026-11-19T08:00:00.000Z', endsAt: '2026-11-19T10:00:00.000Z' };
    const other: OccupancyBarFragment = {
      ...occupancy,
      ...thursday,
      id: 'o2',
      room: courage,
      booking: { ...booking, ...thursday, id: 'b2' },
    };
    const taken = { ...calendar, byLeaf: Map.groupBy([occupancy, other], (one) => one.room.id) };
    const [carried] = next(states.heldByPointer, { ...events.frame, spot: spot('Honesty', 3, 10) }, taken);
    expect(states.heldByPointer).toMatchObject({ drag: { blocked: new Set(['Wisdom']) } });
    expect(carried).toMatchObject({ drag: { blocked: new Set(['Courage', 'Wisdom']) } });
  });

  it('gets the room that it waits for from those who may give it; of everybody else that is a wish', () => {
    const ghost: BookingBarFragment = { ...booking, status: 'PENDING', room: null };
    for (const mayAssign of [true, false]) {
      const among = { ...calendar, mayAssign };
      const [held] = next(idleHand, { ...events.arrowKey, booking: ghost }, among);
      expect(held).toMatchObject({ drag: { wishes: !mayAssign, proposal: { roomId: 'Honesty' } } });
      expect(next(held, events.letGoKey, among)[1]).toMatchObject([{ do: 'send', move: { assigns: mayAssign } }]);
    }
  });

  it('is one thing: whoever has let go can take hold again at once', () => {
    const free = after(states.heldByPointer, events.pointerUp);
    expect(after(free, events.pointerDown, events.pointerMove)).toEqual(states.heldByPointer);
  });
});

describe('what is past or too small is neither sent nor held on to', () => {
  const past = spot('Honesty', 0, 8);
  const small = spot('Wisdom', 3, 10);

  it.each([
    ['Past', past],
    ['TooSmall', small],
  ] as const)('let go by a pointer: %s', (reason, to) => {
    const [then, effects] = next(states.heldByPointer, { ...events.pointerUp, spot: to }, calendar);
    expect(effects).toMatchObject([
      { do: 'refuse', refused: { trouble: { __typename: reason }, move: { roomId: to.roomId } } },
    ]);
    expect(effects).toHaveLength(1);
    expect(then).toBe(idleHand);
    expect(bookingInHand(then)).toBeNull();
  });

  it('let go by keys: too small', () => {
    const overWisdom = after(states.heldByKeys, events.arrowKey);
    expect(follows(overWisdom, events.letGoKey)).toBe('idle refuse');
  });

  it('let go by keys: past', () => {
    const later = { ...calendar, now: at('2026-11-20T08:00') };
    const [held] = next(states.heldByKeys, events.calendarChange, later);
    expect(held).toMatchObject({ drag: { verdict: { kind: 'past' } } });
    expect(follows(held, events.letGoKey, later)).toBe('idle refuse');
  });
});

describe('a bar', () => {
  const gripAt = (x: number, right = 690, of = booking) => holdOf(of, { left: 490, right }, x, wednesday).grabbed.grip;

  it('has ends of 7 pixels for its length', () => {
    expect([490, 497, 498, 682, 683, 690].map((x) => gripAt(x))).toEqual([
      'start',
      'start',
      'move',
      'move',
      'end',
      'end',
    ]);
  });

  it('that is too small on the screen is never made longer or shorter', () => {
    expect([490, 500, 513].map((x) => gripAt(x, 513))).toEqual(['move', 'move', 'move']);
    expect([490, 502, 514].map((x) => gripAt(x, 514))).toEqual(['start', 'move', 'end']);
  });

  it('that waits is given a room where it is held as a whole', () => {
    const ghost: BookingBarFragment = { ...booking, status: 'PENDING', room: null };
    expect([490, 600, 690].map((x) => gripAt(x, 690, ghost))).toEqual(['start', 'assign', 'end']);
    expect(gripAt(490, 500, ghost)).toBe('assign');
  });
});
