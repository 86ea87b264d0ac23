import { describe, expect, it } from 'vitest';
import type { BookingBarFragment, OccupancyBarFragment, RoomRowFragment } from '../../graphql/generated/graphql.ts';
import { inHand, isCaughtUp, letGo, withHeld, type Held, type Shown } from './held.ts';

function times(start: string, end: string) {
  return {
    startsAt: `2026-11-17T${start}:00.000Z`,
    endsAt: `2026-11-17T${end}:00.000Z`,
  };
}
function during(start: string, end: string) {
  const { startsAt, endsAt } = times(start, end);
  return { start: Date.parse(startsAt), end: Date.parse(endsAt) };
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

const [four, five, six] = [room('4'), room('5'), room('6')];
const wall = room('24', { setupMinutes: 30, teardownMinutes: 15, parts: [five, six] });

function booking(id: string, fields: Partial<BookingBarFragment> = {}): BookingBarFragment {
  return {
    id,
    reference: id,
    version: 1,
    kind: 'ROOM',
    status: 'CONFIRMED',
    clientName: id,
    ...times('10:00', '12:00'),
    tenant: { id: 't', code: 'TECH' },
    room: four,
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
    ...fields,
  };
}

function taken(id: string, leaf: string, of: BookingBarFragment | null): OccupancyBarFragment {
  const { startsAt, endsAt } = of ?? times('10:00', '12:00');
  return {
    id,
    startsAt,
    endsAt,
    room: { id: leaf },
    bookedRoom: of && { id: leaf, name: `Room ${leaf}` },
    booking: of,
    closure: null,
  };
}

function held(...all: readonly Held[]) {
  return new Map(all.map((one) => [one.booking.id, one]));
}
function placesOf({ occupancies, ghosts }: Shown) {
  return {
    taken: occupancies
      .map(({ id, room: leaf, startsAt }) => `${id} in ${leaf.id} at ${startsAt.slice(11, 16)}`)
      .toSorted(),
    ghosts: ghosts.map(({ id, startsAt }) => `${id} at ${startsAt.slice(11, 16)}`),
  };
}

const own = booking('own');
const ghost = booking('ghost', { status: 'PENDING', room: null });
const others = {
  occupancies: [taken('other', '6', booking('b2')), taken('busy', '5', null)],
  ghosts: [booking('g2', { status: 'PENDING', room: null })],
};
const before: Shown = {
  occupancies: [taken('o1', '4', own), ...others.occupancies],
  ghosts: [ghost, ...others.ghosts],
};

describe('what is in hand', () => {
  it('stays where it was taken, though the stream brings it to another place', () => {
    const moved = booking('own', { version: 2, ...times('14:00', '15:00'), room: six });
    const now: Shown = { ...before, occupancies: [taken('o9', '6', moved), ...others.occupancies] };
    expect(placesOf(withHeld(now, held(inHand(own, before))))).toEqual(placesOf(before));
  });

  it('stays though somebody takes its room away, and is not in the tray as well', () => {
    const now: Shown = {
      occupancies: others.occupancies,
      ghosts: [booking('own', { version: 2, status: 'PENDING', room: null }), ...before.ghosts],
    };
    expect(placesOf(withHeld(now, held(inHand(own, before))))).toEqual(placesOf(before));
  });

  it('stays in the tray though somebody moves it in time', () => {
    const now: Shown = {
      ...before,
      ghosts: [booking('ghost', { ...ghost, version: 2, ...times('14:00', '15:00') }), ...others.ghosts],
    };
    expect(placesOf(withHeld(now, held(inHand(ghost, before))))).toEqual(placesOf(before));
  });

  it('stays in the tray though somebody gives it a room', () => {
    const placed = booking('ghost', { version: 2, status: 'ROOM_ASSIGNED', room: four });
    const now: Shown = { occupancies: [...before.occupancies, taken('o9', '4', placed)], ghosts: others.ghosts };
    const shown = placesOf(withHeld(now, held(inHand(ghost, before))));
    expect(shown.taken).toEqual(placesOf(before).taken);
    expect(shown.ghosts.toSorted()).toEqual(placesOf(before).ghosts.toSorted());
  });

  it('leaves everything else as the stream tells it', () => {
    const now: Shown = { occupancies: [taken('o1', '4', own), taken('new', '6', booking('b3'))], ghosts: [ghost] };
    expect(placesOf(withHeld(now, held(inHand(own, before))))).toEqual(placesOf(now));
  });

  it('is never released by itself', () => {
    expect(isCaughtUp(inHand(own, before), { occupancies: [], ghosts: [] })).toBe(false);
    expect(isCaughtUp(inHand(ghost, before), before)).toBe(false);
  });

  it('is nobody: then what is known is shown, the same object', () => {
    expect(withHeld(before, new Map())).toBe(before);
  });
});

describe('what was let go', () => {
  it('is there at once, and nowhere else', () => {
    const one = letGo(
      { booking: own, roomId: '6', interval: during('14:00', '15:30'), assigns: own.status === 'PENDING' },
      six,
      before,
    );
    const { occupancies } = withHeld(before, held(one));
    const [there, ...more] = occupancies.filter(({ booking: of }) => of?.id === 'own');
    expect(more).toEqual([]);
    expect(there).toMatchObject({ room: { id: '6' }, bookedRoom: { id: '6' }, ...times('14:00', '15:30') });
    expect(there!.booking).toMatchObject({
      version: 1,
      status: 'CONFIRMED',
      room: { id: '6' },
      ...times('14:00', '15:30'),
    });
    expect(occupancies).toHaveLength(before.occupancies.length);
  });

  it('takes each room of a folded wall, from setup to teardown, under an id of its own', () => {
    const { occupancies } = letGo(
      { booking: own, roomId: '24', interval: during('14:00', '15:30'), assigns: own.status === 'PENDING' },
      wall,
      before,
    );
    expect(occupancies.map(({ room: leaf, bookedRoom }) => [leaf.id, bookedRoom?.id])).toEqual([
      ['5', '24'],
      ['6', '24'],
    ]);
    for (const one of occupancies) {
      expect(one).toMatchObject(times('13:30', '15:45'));
      expect(one.booking).toMatchObject({ room: { id: '24' }, ...times('14:00', '15:30') });
    }
    expect(new Set([...occupancies, ...before.occupancies].map(({ id }) => id)).size).toBe(
      2 + before.occupancies.length,
    );
  });

  it('out of a folded wall leaves both of its rooms', () => {
    const whole = booking('own', { room: wall });
    const known: Shown = { occupancies: [taken('o5', '5', whole), taken('o6', '6', whole)], ghosts: [] };
    const one = letGo(
      { booking: whole, roomId: '4', interval: during('10:00', '12:00'), assigns: whole.status === 'PENDING' },
      four,
      known,
    );
    expect(withHeld(known, held(one)).occupancies.map(({ room: leaf }) => leaf.id)).toEqual(['4']);
  });

  it('as a ghost over a room has it, and is no longer in the tray', () => {
    const shown = withHeld(
      before,
      held(
        letGo(
          { booking: ghost, roomId: '4', interval: during('10:00', '12:00'), assigns: ghost.status === 'PENDING' },
          four,
          before,
        ),
      ),
    );
    expect(shown.occupancies.find(({ booking: of }) => of?.id === 'ghost')).toMatchObject({
      room: { id: '4' },
      booking: { status: 'ROOM_ASSIGNED' },
    });
    expect(placesOf(shown).ghosts).toEqual(['g2 at 10:00']);
  });

  it('as a ghost in the tray is at its new time, in its old place of the list', () => {
    const shown = withHeld(
      before,
      held(
        letGo(
          { booking: ghost, roomId: null, interval: during('14:00', '15:00'), assigns: ghost.status === 'PENDING' },
          null,
          before,
        ),
      ),
    );
    expect(placesOf(shown)).toEqual({ ...placesOf(before), ghosts: ['ghost at 14:00', 'g2 at 10:00'] });
  });
});

describe('what was saved', () => {
  const move = letGo(
    { booking: own, roomId: '6', interval: during('14:00', '15:30'), assigns: own.status === 'PENDING' },
    six,
    before,
  );
  const there = booking('own', { version: 2, ...times('14:00', '15:30'), room: six });
  const after: Shown = { ...before, occupancies: [taken('o9', '6', there), ...others.occupancies] };
  const saved = (one: Held): Held => ({ ...one, phase: 'saved' });

  it('is shown where it was let go until the stream tells of its new place', () => {
    expect(isCaughtUp(saved(move), before)).toBe(false);
    expect(
      isCaughtUp(saved(move), {
        ...before,
        occupancies: [...before.occupancies.toReversed(), taken('new', '6', booking('b3'))],
      }),
    ).toBe(false);
    expect(isCaughtUp(saved(move), after)).toBe(true);
  });

  it('is not released before the server has answered, though the stream was faster', () => {
    expect(move.phase).toBe('saving');
    expect(isCaughtUp(move, after)).toBe(false);
    expect(isCaughtUp(move, { occupancies: [], ghosts: [] })).toBe(false);
  });

  it('is released when it has left what is shown', () => {
    expect(isCaughtUp(saved(move), others)).toBe(true);
  });

  it('is told by its ids, in whatever order the rooms of a folded wall come', () => {
    const whole = booking('own', { room: wall });
    const known: Shown = { occupancies: [taken('o5', '5', whole), taken('o6', '6', whole)], ghosts: [] };
    const one = saved(
      letGo(
        { booking: whole, roomId: '24', interval: during('14:00', '15:30'), assigns: whole.status === 'PENDING' },
        wall,
        known,
      ),
    );
    expect(isCaughtUp(one, { ...known, occupancies: known.occupancies.toReversed() })).toBe(false);
    expect(isCaughtUp(one, { ...known, occupancies: [taken('p5', '5', whole), taken('p6', '6', whole)] })).toBe(true);
  });

  it('as a ghost that got its room is released when that is known', () => {
    const one = saved(
      letGo(
        { booking: ghost, roomId: '4', interval: during('10:00', '12:00'), assigns: ghost.status === 'PENDING' },
        four,
        before,
      ),
    );
    const placed = booking('ghost', { version: 2, status: 'ROOM_ASSIGNED' });
    expect(isCaughtUp(one, before)).toBe(false);
    expect(
      isCaughtUp(one, { occupancies: [...before.occupancies, taken('o9', '4', placed)], ghosts: others.ghosts }),
    ).toBe(true);
  });

  it('as a ghost in the tray is released at once: the answer itself has moved it', () => {
    expect(
      isCaughtUp(
        saved(
          letGo(
            { booking: ghost, roomId: null, interval: during('14:00', '15:00'), assigns: ghost.status === 'PENDING' },
            null,
            before,
          ),
        ),
        before,
      ),
    ).toBe(true);
  });
});
