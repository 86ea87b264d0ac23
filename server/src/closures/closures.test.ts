import { afterEach, describe, expect, it } from 'vitest';
import { arrange } from '../../test/arrange.ts';
import { book, call, keysOf } from '../../test/booking-calls.ts';
import { Caller } from '../../test/client.ts';
import {
  bookingId,
  days,
  globalId,
  hours,
  keyOfId,
  later,
  local,
  roomId,
  roomKey,
  type Username,
  usernames,
} from '../../test/factories.ts';
import { expectSoundPhysics } from '../../test/physics.ts';
import { verifyPhysics } from '../bookings/placing/verify-physics.ts';

const start = new Date('2030-03-04T05:00:00Z');
const { facility, app, people, clock } = await arrange({ people: ['room_boss'], now: start, soundPhysics: true });
const { room_boss: boss } = people;
afterEach(async () => {
  expect((await verifyPhysics(facility.database.ownerUrl)).differences).toEqual([]);
});

let day = 0;
/** A day of its own for each test. */
function span() {
  day += 1;
  const startsAt = later(local('2030-03-05', '07:30'), days(day));
  return { startsAt, endsAt: later(startsAt, hours(9)) };
}
function close(caller: Caller, rooms: readonly number[], when: { startsAt: Date; endsAt: Date }, more: object = {}) {
  return call(caller, 'closeRooms', { roomIds: rooms.map(roomId), ...when, reason: 'New carpets', ...more });
}

type Shown = {
  readonly id: string;
  readonly room: { position: number };
  readonly booking: null;
  readonly closure: { id: string; reason: string; closedBy: string; rooms: { position: number }[] } | null;
};
const fields = 'id room { position } booking { id } closure { id reason closedBy rooms { position } }';
async function shown(caller: Caller, { startsAt, endsAt }: { startsAt: Date; endsAt: Date }) {
  return (
    await caller.get<{ calendar: { occupancies: Shown[] } }>(
      `query ($from: DateTime!, $to: DateTime!) { calendar(from: $from, to: $to) { occupancies { ${fields} } } }`,
      { from: startsAt, to: endsAt },
    )
  ).calendar.occupancies.toSorted((a, b) => a.room.position - b.room.position);
}

describe('closed rooms', () => {
  it('are shown with the reason to everybody who may look at the calendar, each leaf once', async () => {
    const when = span();
    const { closure } = await close(boss, [24, 5, 7], when);
    expect(closure).toMatchObject({
      version: 1,
      reason: 'New carpets',
      closedBy: 'Room_Boss',
      rooms: [{ position: 5 }, { position: 7 }, { position: 24 }],
    });
    for (const username of ['viewer.training', 'staff.tech', 'kitchen', 'room_boss'] as const) {
      const occupancies = await shown(await Caller.signIn(app.url, username), when);
      expect(
        occupancies.map(({ room }) => room.position),
        username,
      ).toEqual([5, 6, 7]);
      for (const occupancy of occupancies)
        expect(occupancy).toMatchObject({ booking: null, closure: { id: closure?.id, reason: 'New carpets' } });
    }
  });

  it('take no booking, on any path, and the refusal says why and what is free instead', async () => {
    const when = span();
    await close(boss, [1], when);
    const refusal = await book(boss, { ...when, room: 1, tenant: 'TECH' });
    expect(refusal).toMatchObject({
      __typename: 'RoomTakenError',
      segments: [{ conflicts: [{ booking: null, closure: { reason: 'New carpets' } }] }],
    });
    expect(refusal.segments?.[0]?.alternatives.length).toBeGreaterThan(0);
    const ghost = keysOf(await book(boss, { ...when, wish: 1, tenant: 'TECH' }))[0] ?? '';
    expect(await call(boss, 'assignRoom', { bookingId: bookingId(ghost), roomId: roomId(1) })).toMatchObject({
      __typename: 'RoomTakenError',
    });
    expect(
      await call(boss, 'assignRoom', {
        bookingId: bookingId(ghost),
        roomId: roomId(1),
        displaceBookingIds: [bookingId(ghost)],
        reason: 'x',
      }),
    ).toMatchObject({ __typename: 'RoomTakenError' });
    const elsewhere = keysOf(await book(boss, { ...when, room: 2, tenant: 'TECH' }))[0] ?? '';
    expect(await call(boss, 'rescheduleBooking', { bookingId: bookingId(elsewhere), roomId: roomId(1) })).toMatchObject(
      { __typename: 'RoomTakenError' },
    );
    const refused = { code: '23P01', constraint: 'no_overlapping_bookings' };
    await expect(facility.insertBooking({ ...when, room: 1 })).rejects.toMatchObject(refused);
    await expect(
      facility.owner.query('update bookings set room_id = $2 where id = $1', [elsewhere, roomKey(1)]),
    ).rejects.toMatchObject(refused);
  });

  it('are not among the suggestions, also where the asking booking is left out', async () => {
    const when = span();
    await close(boss, [23], when);
    const elsewhere = keysOf(await book(boss, { ...when, room: 2, tenant: 'TECH' }))[0] ?? '';
    const { roomSuggestions } = await boss.get<{ roomSuggestions: { room: { position: number } }[] }>(
      'query ($from: DateTime!, $to: DateTime!, $id: ID) { roomSuggestions(from: $from, to: $to, attendees: 5, excludeBookingId: $id) { room { position } } }',
      { from: when.startsAt, to: when.endsAt, id: bookingId(elsewhere) },
    );
    const positions = roomSuggestions.map(({ room }) => room.position);
    expect(positions).toContain(2);
    expect(positions).not.toContain(23);
  });

  it('are not closed over a booking, unless it is named: then it is a ghost again, and its owner reads why', async () => {
    const when = span();
    const [first = '', second = ''] = [
      keysOf(await book(boss, { ...when, room: 3, tenant: 'TECH' }))[0],
      keysOf(await book(boss, { ...when, room: 24, tenant: 'TRAINING' }))[0],
    ];
    const refusal = await close(boss, [3, 6], when);
    expect(refusal).toMatchObject({
      __typename: 'RoomTakenError',
      segments: [
        { index: 0, conflicts: [{ booking: { id: bookingId(first) } }], alternatives: [] },
        { index: 1, conflicts: [{ booking: { id: bookingId(second) } }], alternatives: [] },
      ],
    });
    expect(await close(boss, [3, 6], when, { displaceBookingIds: [bookingId(first)] })).toMatchObject({
      __typename: 'RoomTakenError',
    });
    expect(await close(boss, [3], when, { displaceBookingIds: [bookingId(first), bookingId(second)] })).toMatchObject({
      __typename: 'InvalidInputError',
      fields: [{ path: expect.stringMatching(/^displaceBookingIds/) }],
    });
    const done = await close(boss, [3, 6], when, { displaceBookingIds: [bookingId(first), bookingId(second)] });
    expect(done.displaced).toMatchObject([
      { status: 'PENDING', room: null },
      { status: 'PENDING', room: null },
    ]);
    const { rows } = await facility.owner.query<{ type: string }>(
      `select type, reason from domain_events where subject = any ($1) and version = 2`,
      [[first, second]],
    );
    expect(rows).toEqual([
      { type: 'booking_displaced', reason: 'New carpets' },
      { type: 'booking_displaced', reason: 'New carpets' },
    ]);
    const told = await facility.owner.query<{ type: string; cause: string; tenant_id: null }>(
      'select type, cause, tenant_id from domain_events where subject = $1',
      [keyOfId(done.closure?.id ?? '')],
    );
    expect(told.rows).toEqual([{ type: 'rooms_closed', cause: 'closeRooms', tenant_id: null }]);
  });

  it('are closed and opened by those who hold room:close, and by nobody else', async () => {
    const closers: readonly Username[] = ['admin', 'room_boss', 'training_facility_admin', 'it_rental_admin'];
    for (const username of usernames) {
      const caller = await Caller.signIn(app.url, username);
      const when = span();
      const mine = await close(caller, [1], when);
      expect(mine.__typename, username).toBe(closers.includes(username) ? 'CloseRoomsPayload' : 'NotAllowedError');
      const { closure } = closers.includes(username) ? mine : await close(boss, [1], when);
      const opened = await call(caller, 'reopenRooms', { closureId: closure?.id });
      expect(opened.__typename, username).toBe(closers.includes(username) ? 'ReopenRoomsPayload' : 'NotAllowedError');
    }
  });

  it('open again from now on: what has begun ends, what has not is gone, and what is over stays as it was', async () => {
    const when = span();
    const { closure: coming } = await close(boss, [8], when);
    expect(await call(boss, 'reopenRooms', { closureId: coming?.id })).toMatchObject({
      __typename: 'ReopenRoomsPayload',
      closure: null,
    });
    expect(await call(boss, 'reopenRooms', { closureId: coming?.id })).toMatchObject({ __typename: 'NotFoundError' });
    expect((await book(boss, { ...when, room: 8, tenant: 'TECH' })).__typename).toBe('CreateBookingsPayload');

    const today = { startsAt: start, endsAt: later(start, hours(9)) };
    const { closure: running } = await close(boss, [9], today);
    clock.now = later(start, hours(0.1));
    expect(await call(boss, 'reopenRooms', { closureId: running?.id })).toMatchObject({
      closure: { version: 2, endsAt: clock.now.toISOString() },
    });
    expect((await book(boss, { startsAt: clock.now, endsAt: today.endsAt, room: 9, tenant: 'TECH' })).__typename).toBe(
      'CreateBookingsPayload',
    );
    expect(await call(boss, 'reopenRooms', { closureId: running?.id })).toMatchObject({
      __typename: 'InvalidInputError',
    });
  });

  it('are refused with the field where they cannot be meant', async () => {
    const when = span();
    for (const [input, path] of [
      [{ roomIds: [] }, 'roomIds'],
      [{ roomIds: [roomId(1), globalId('Room', bookingId('x'))] }, 'roomIds.1'],
      [{ reason: ' ' }, 'reason'],
      [{ reason: 'x'.repeat(201) }, 'reason'],
      [{ endsAt: when.startsAt }, 'endsAt'],
      [{ endsAt: later(when.startsAt, days(367)) }, 'endsAt'],
      [{ startsAt: later(start, -hours(2)), endsAt: later(start, -hours(1)) }, 'endsAt'],
    ] as const) {
      expect(await close(boss, [1], when, input), JSON.stringify(input)).toMatchObject({
        __typename: 'InvalidInputError',
        fields: [{ path }],
      });
    }
    for (const id of ['x', roomId(1)])
      expect(await call(boss, 'reopenRooms', { closureId: id })).toMatchObject({
        __typename: 'InvalidInputError',
        fields: [{ path: 'closureId' }],
      });
    for (const id of [globalId('Closure', roomKey(1))])
      expect(await call(boss, 'reopenRooms', { closureId: id })).toMatchObject({ __typename: 'NotFoundError' });
  });

  it('are told to every screen, in whole, and their opening too', async () => {
    const when = span();
    const viewer = await Caller.signIn(app.url, 'viewer.training');
    const window = { from: when.startsAt, to: when.endsAt };
    const { calendar } = await viewer.get<{ calendar: { cursor: string } }>(
      'query ($from: DateTime!, $to: DateTime!) { calendar(from: $from, to: $to) { cursor } }',
      window,
    );
    type Change = {
      calendarChanged: {
        bookingId: string | null;
        version: number | null;
        removedOccupancyIds: string[];
        occupancies: Shown[];
      };
    };
    const document = `subscription ($from: DateTime!, $to: DateTime!, $rooms: [ID!], $after: EventCursor) {
      calendarChanged(from: $from, to: $to, roomIds: $rooms, after: $after) { bookingId version removedOccupancyIds occupancies { ${fields} } } }`;
    const socket = viewer.connect();
    const all = socket.subscribe<Change>(document, { ...window, after: calendar.cursor });
    const one = socket.subscribe<Change>(document, { ...window, rooms: [roomId(11)], after: calendar.cursor });
    const { closure } = await close(boss, [10, 11], when);
    const told = (await all.next())?.calendarChanged;
    expect(told).toMatchObject({ bookingId: null, version: null, removedOccupancyIds: [] });
    expect(
      told?.occupancies.map((occupancy) => [occupancy.room.position, occupancy.closure?.reason]).toSorted(),
    ).toEqual([
      [10, 'New carpets'],
      [11, 'New carpets'],
    ]);
    expect((await one.next())?.calendarChanged.occupancies).toMatchObject([{ room: { position: 11 } }]);
    await call(boss, 'reopenRooms', { closureId: closure?.id });
    expect((await all.next())?.calendarChanged).toMatchObject({
      occupancies: [],
      removedOccupancyIds: expect.arrayContaining(told?.occupancies.map(({ id }) => id) ?? []),
    });
    all.stop();
    one.stop();
  });

  it('stand in the log that tools read, as what they are', async () => {
    const when = span();
    const viewer = await Caller.signIn(app.url, 'viewer.training');
    const { closure } = await close(boss, [12], when);
    type Page = { domainEvents: { events: { type: string; bookingId: string | null; closureId: string | null }[] } };
    const { domainEvents } = await viewer.get<Page>(
      '{ domainEvents(first: 1000) { events { type bookingId closureId } } }',
    );
    expect(domainEvents.events).toContainEqual({ type: 'rooms_closed', bookingId: null, closureId: closure?.id });
  });

  it('keep their rooms apart from bookings in a race: one wins, each time', async () => {
    for (let round = 0; round < 15; round += 1) {
      const when = span();
      const outcomes = await Promise.all([
        close(boss, [24], when),
        book(boss, { ...when, room: 5, tenant: 'TECH' }),
        close(boss, [6, 5], when),
        book(boss, { ...when, room: 24, tenant: 'TRAINING' }),
      ]);
      const won = outcomes.filter(({ __typename }) => __typename.endsWith('Payload'));
      expect(won).toHaveLength(1);
      expect(outcomes.filter((outcome) => !won.includes(outcome)).map(({ __typename }) => __typename)).toEqual(
        Array(3).fill('RoomTakenError'),
      );
    }
  });

  it('are kept as sound by plain SQL: moved, changed, deleted, and never over a booking', async () => {
    const when = span();
    const {
      rows: [closure],
    } = await facility.owner.query<{ id: string }>(
      `insert into closures (room_ids, starts_at, ends_at, reason, created_by_id) values ($1, $2, $3, 'Painting', $4) returning id`,
      [[roomKey(24), roomKey(7)], when.startsAt, when.endsAt, facility.userKeys.admin],
    );
    await expectSoundPhysics(facility.superuser);
    await facility.owner.query(
      `update closures set room_ids = $2, ends_at = ends_at + interval '1 hour' where id = $1`,
      [closure?.id, [roomKey(5)]],
    );
    await expectSoundPhysics(facility.superuser);
    expect((await book(boss, { ...when, room: 6, tenant: 'TECH' })).__typename).toBe('CreateBookingsPayload');
    await expect(
      facility.owner.query('update closures set room_ids = $2 where id = $1', [closure?.id, [roomKey(24)]]),
    ).rejects.toMatchObject({ constraint: 'no_overlapping_bookings' });
    await expect(
      facility.owner.query('update closures set room_ids = $2 where id = $1', [closure?.id, [bookingKey]]),
    ).rejects.toMatchObject({ constraint: 'closure_rooms_are_there' });
    await facility.owner.query('delete from closures where id = $1', [closure?.id]);
    const { rows } = await facility.owner.query<{ type: string; version: number }>(
      'select type, version from domain_events where subject = $1 order by version',
      [closure?.id],
    );
    expect(rows).toEqual([
      { type: 'rooms_closed', version: 1 },
      { type: 'closure_changed', version: 2 },
      { type: 'rooms_reopened', version: 3 },
    ]);
  });
});

const bookingKey = '00000000-0000-4000-8000-00000000ffff';
