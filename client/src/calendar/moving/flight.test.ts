import { describe, expect, it } from 'vitest';
import type { BookingBarFragment, OccupancyBarFragment, RoomRowFragment } from '../../graphql/generated/graphql.ts';
import { intervalOf } from '../../time/interval.ts';
import { inHand, withHeld } from '../layout/held.ts';
import { heldOver, nextFlights, type FlightEvent, type Flights, type ServerCalendar } from './flight.ts';
import { undoOf, type Move } from './move.ts';

function room(id: string): RoomRowFragment {
  return {
    id,
    name: id,
    capacity: 20,
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

const rooms = [room('4'), room('5'), room('6')];

function booking(id: string, fields: Partial<BookingBarFragment> = {}): BookingBarFragment {
  return {
    id,
    reference: id,
    version: 1,
    kind: 'ROOM',
    status: 'CONFIRMED',
    clientName: id,
    startsAt: '2026-11-17T10:00:00.000Z',
    endsAt: '2026-11-17T12:00:00.000Z',
    tenant: { id: 't', code: 'TECH' },
    room: rooms[0]!,
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
    ...fields,
  };
}

function occupancy(id: string, roomId: string, of: BookingBarFragment): OccupancyBarFragment {
  const { startsAt, endsAt } = of;
  return { id, startsAt, endsAt, room: { id: roomId }, bookedRoom: room(roomId), booking: of, closure: null };
}

const [one, two] = [booking('one'), booking('two', { room: rooms[1]! })];
const fromServer: ServerCalendar = {
  occupancies: [occupancy('o1', '4', one), occupancy('o2', '5', two)],
  ghosts: [],
  rooms,
};
/** The stream has told that one stands in room 6. */
const caughtUp: ServerCalendar = {
  ...fromServer,
  occupancies: [occupancy('o3', '6', { ...one, version: 2 }), occupancy('o2', '5', two)],
};

function move(of: BookingBarFragment, roomId: string, fields: Partial<Move> = {}): Move {
  const interval = intervalOf(of.startsAt, of.endsAt);
  const from = { interval, roomId: of.room?.id ?? null };
  return {
    booking: of,
    roomId,
    interval,
    from,
    assigns: false,
    undoes: false,
    acknowledgeOverCapacity: false,
    ...fields,
  };
}

function drop(dropped: Move): FlightEvent {
  return { name: 'drop', bookingId: dropped.booking.id, move: dropped };
}

function accepted(version: number, bookingId = 'one'): FlightEvent {
  return { name: 'accepted', bookingId, booking: { ...one, room: null, version } };
}

const refused: FlightEvent = {
  name: 'refused',
  bookingId: 'one',
  trouble: { __typename: 'Unanswered', title: 'No answer.', advice: 'Try again.', again: true },
};

function read(all: ServerCalendar, held: string | null = null): FlightEvent {
  return { name: 'calendarRead', fromServer: all, inHand: held };
}
const outdated: FlightEvent = { name: 'outdated', inHand: null };

const none: Flights = { fromServer, byBooking: new Map() };

/** What comes of several events, one after another. */
function after(flights: Flights, ...events: readonly FlightEvent[]): Flights {
  return events.reduce((before, event) => nextFlights(before, event)[0], flights);
}

function effectsOf(flights: Flights, event: FlightEvent) {
  return nextFlights(flights, event)[1];
}

/** Where a booking is shown. */
function placeOf(flights: Flights, id = 'one'): string {
  const { occupancies, ghosts } = withHeld(flights.fromServer, heldOver(flights, null));
  const places = occupancies.flatMap((taken) => (taken.booking?.id === id ? taken.room.id : []));
  return [...places, ...ghosts.flatMap((ghost) => (ghost.id === id ? 'tray' : []))].join(' ');
}

/** Names what follows: the state, then what is to be done. Nothing at all is `-`. */
function follows(flights: Flights, event: FlightEvent): string {
  const [then, effects] = nextFlights(flights, event);
  if (then.byBooking === flights.byBooking && effects.length === 0) return '-';
  return [then.byBooking.get('one')?.state ?? 'settled', ...effects.map((effect) => effect.do)].join(' ');
}

const sending = after(none, drop(move(one, '6')));
const saved = after(sending, accepted(2));

describe('each event in each state', () => {
  const states = { settled: none, sending, saved };
  const events: { readonly [E in FlightEvent['name']]: FlightEvent } = {
    drop: drop(move(one, '5')),
    accepted: accepted(3),
    refused,
    calendarRead: read(caughtUp),
    outdated,
  };
  const table: Record<keyof typeof states, Record<FlightEvent['name'], string>> = {
    settled: { drop: 'sending send', accepted: '-', refused: '-', calendarRead: '-', outdated: '-' },
    sending: {
      drop: 'sending',
      accepted: 'saved offerUndo',
      refused: 'settled showRefusal',
      calendarRead: '-',
      outdated: '-',
    },
    saved: { drop: 'sending send', accepted: '-', refused: '-', calendarRead: 'settled', outdated: 'settled' },
  };
  const cells = (['settled', 'sending', 'saved'] as const).flatMap((state) =>
    Object.values(events).map((event) => [state, event, table[state][event.name]] as const),
  );

  it.each(cells)('%s, $1.name: $2', (state, event, expected) => {
    expect(follows(states[state], event)).toBe(expected);
  });
});

describe('what was let go', () => {
  it('is shown there from that moment until the stream tells of it', () => {
    expect(placeOf(none)).toBe('4');
    expect([sending, saved, after(saved, read(caughtUp))].map((flights) => placeOf(flights))).toEqual(['6', '6', '6']);
    expect(after(saved, read(caughtUp)).byBooking.size).toBe(0);
  });

  it('and is refused goes back at once: nothing has to be heard or waited for', () => {
    const [back, effects] = nextFlights(sending, refused);
    expect(placeOf(back)).toBe('4');
    expect(heldOver(back, null).size).toBe(0);
    expect(effects).toEqual([
      {
        do: 'showRefusal',
        refused: { move: move(one, '6'), trouble: expect.objectContaining({ __typename: 'Unanswered' }) },
      },
    ]);
  });

  it('and is refused goes back to where the server has it by now', () => {
    const moved = { ...fromServer, occupancies: [occupancy('o4', '5', { ...one, version: 2 })] };
    expect(placeOf(after(sending, read(moved)))).toBe('6');
    expect(placeOf(after(sending, read(moved), refused))).toBe('5');
  });

  it('keeps nothing else from being on its way: each has its own answer', () => {
    const both = after(sending, drop(move(two, '4')));
    expect([placeOf(both, 'one'), placeOf(both, 'two')]).toEqual(['6', '4']);
    const answered = after(both, accepted(2, 'two'), refused);
    expect([placeOf(answered, 'one'), placeOf(answered, 'two')]).toEqual(['4', '4']);
    expect([...answered.byBooking].map(([id, { state }]) => `${id} ${state}`)).toEqual(['two saved']);
  });

  it('is not shown there for ever where the stream tells of it as something else, or another day is shown', () => {
    expect(placeOf(after(saved, outdated))).toBe('4');
    expect(placeOf(after(sending, outdated))).toBe('6');
  });
});

describe('what is let go again before its answer', () => {
  const again = after(sending, drop(move(one, '5')));

  it('is shown there, and sent once the answer is in, as a change of what came of the first', () => {
    expect(placeOf(again)).toBe('5');
    expect(effectsOf(sending, drop(move(one, '5')))).toEqual([]);
    expect(effectsOf(again, accepted(2))).toMatchObject([
      { do: 'offerUndo', move: { roomId: '6' } },
      { do: 'send', move: { roomId: '5', booking: { version: 2 } } },
    ]);
    expect(placeOf(after(again, accepted(2)))).toBe('5');
    expect(placeOf(after(again, accepted(2), accepted(3)))).toBe('5');
  });

  it('is sent as it was where the first is refused, of which nothing is said', () => {
    expect(effectsOf(again, refused)).toMatchObject([{ do: 'send', move: { roomId: '5', booking: { version: 1 } } }]);
    expect(effectsOf(again, refused)).toHaveLength(1);
    expect(placeOf(after(again, refused, refused))).toBe('4');
  });

  it('goes on from the last that was accepted, in the order in which it was let go', () => {
    const thrice = after(again, drop(move(one, '4')), accepted(2));
    expect(effectsOf(thrice, refused)).toMatchObject([{ do: 'send', move: { roomId: '4', booking: { version: 2 } } }]);
  });
});

describe('what is taken in hand again', () => {
  it('before its answer, and let go after it, is no change of somebody else', () => {
    const holding = inHand(one, withHeld(fromServer, heldOver(sending, null)));
    expect(heldOver(after(sending, accepted(2)), holding).get('one')).toBe(holding);
    const dropped = after(sending, accepted(2), read(caughtUp, 'one'));
    expect(effectsOf(dropped, drop(move(one, '5')))).toMatchObject([{ do: 'send', move: { booking: { version: 2 } } }]);
  });

  it('and put back is where the server has it', () => {
    expect(placeOf(after(sending, accepted(2), read(caughtUp, 'one'), read(caughtUp)))).toBe('6');
    expect(after(sending, accepted(2), read(caughtUp, 'one'), read(caughtUp)).byBooking.size).toBe(0);
  });

  it('and put back before its answer is still on its way', () => {
    expect(placeOf(after(sending, read(fromServer, 'one'), read(fromServer)))).toBe('6');
  });
});

describe('an undo', () => {
  it('is shown and sent like any other move, and changes only what was seen', () => {
    const undo = undoOf(move(one, '6'), 2);
    expect(placeOf(after(saved, drop(undo)))).toBe('4');
    const later = after(saved, drop(move({ ...one, version: 2 }, '5')), accepted(3));
    expect(effectsOf(later, drop(undo))).toMatchObject([
      { do: 'send', move: { undoes: true, booking: { version: 2 } } },
    ]);
  });

  it('of a ghost that was given a room shows it in the tray only once it waits again', () => {
    const ghost = booking('one', { status: 'PENDING', room: null });
    const waiting = { ...fromServer, occupancies: [], ghosts: [ghost] };
    const given = after(
      { fromServer: waiting, byBooking: new Map() },
      drop(move(ghost, '6', { assigns: true })),
      accepted(2),
    );
    expect(placeOf(given)).toBe('6');
    const undo = drop(undoOf(move(ghost, '6', { assigns: true }), 2));
    expect(placeOf(after(given, undo))).toBe('6');
    const heard = after(given, read({ ...caughtUp, ghosts: [] }), undo);
    expect(placeOf(heard)).toBe('6');
    expect(placeOf(after(heard, accepted(3), read(waiting)))).toBe('tray');
  });
});
