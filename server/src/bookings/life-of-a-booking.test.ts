import { afterEach, describe, expect, it } from 'vitest';
import { arrange } from '../../test/arrange.ts';
import { book, call, type MutationName } from '../../test/booking-calls.ts';
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
import { startApp } from '../../test/servers.ts';

const now = local('2030-03-04', '09:00');

const { facility, people } = await arrange({ people: usernames, now });

function as(username: Username): Caller {
  return people[username];
}
function boss(): Caller {
  return as('room_boss');
}

let day = 0;
/** Each test books on a day of its own. */
function morning() {
  day += 1;
  const startsAt = later(local('2030-03-05', '08:00'), days(day));
  return { startsAt, endsAt: later(startsAt, hours(3)) };
}

type Status = 'PENDING' | 'ROOM_ASSIGNED' | 'CONFIRMED' | 'COMPLETED' | 'REJECTED' | 'CANCELLED';
const statuses: readonly Status[] = ['PENDING', 'ROOM_ASSIGNED', 'CONFIRMED', 'COMPLETED', 'REJECTED', 'CANCELLED'];
function takesRoom(status: Status): boolean {
  return ['ROOM_ASSIGNED', 'CONFIRMED', 'COMPLETED'].includes(status);
}
function standing(status: Status, by: Username = 'staff.tech') {
  return facility.insertBooking({ ...morning(), status, by, ...(takesRoom(status) ? { room: 1 } : {}) });
}

const inputs: Record<string, (key: string) => Record<string, unknown>> = {
  assignRoom: (key) => ({ bookingId: bookingId(key), roomId: roomId(2) }),
  unassignRoom: (key) => ({ bookingId: bookingId(key), reason: 'The projector is broken' }),
  confirmBooking: (key) => ({ bookingId: bookingId(key) }),
  rejectBooking: (key) => ({ bookingId: bookingId(key), reason: 'No room is left' }),
  cancelBooking: (key) => ({ bookingId: bookingId(key), reason: 'The client called it off' }),
  rescheduleBooking: (key) => ({ bookingId: bookingId(key), endsAt: later(local('2030-03-05', '12:00'), days(day)) }),
  updateBooking: (key) => ({ bookingId: bookingId(key), clientName: 'Another name' }),
  handOverBooking: (key) => ({
    bookingId: bookingId(key),
    toUserId: globalId('User', facility.userKeys['staff2.tech']),
  }),
};
function act(username: Username, name: MutationName, key: string) {
  return call(as(username), name, inputs[name]?.(key) ?? {});
}

// docs/domain.md, "Life of a booking", by hand: in which state it can be done, and what becomes of it.
const table: readonly [name: MutationName, from: readonly Status[], to: (was: Status) => Status][] = [
  ['assignRoom', ['PENDING'], () => 'ROOM_ASSIGNED'],
  ['unassignRoom', ['ROOM_ASSIGNED'], () => 'PENDING'],
  ['confirmBooking', ['ROOM_ASSIGNED'], () => 'CONFIRMED'],
  ['rejectBooking', ['PENDING'], () => 'REJECTED'],
  ['cancelBooking', ['PENDING', 'ROOM_ASSIGNED', 'CONFIRMED'], () => 'CANCELLED'],
  ['rescheduleBooking', ['PENDING', 'ROOM_ASSIGNED', 'CONFIRMED'], (was) => was],
  ['updateBooking', ['PENDING', 'ROOM_ASSIGNED', 'CONFIRMED'], (was) => was],
  ['handOverBooking', ['PENDING', 'ROOM_ASSIGNED', 'CONFIRMED'], (was) => was],
];

describe('a ghost that nobody gave a room in time', () => {
  const ghost = (startsAt: Date, endsAt: Date) =>
    facility.insertBooking({ startsAt, endsAt, status: 'PENDING' }).then(bookingId);
  const over = () => ghost(later(now, -days(3)), later(now, -days(3) + hours(1)));
  // Others stand in these rooms today.
  afterEach(() => facility.owner.query('delete from bookings where starts_at < $1', [now]));
  const untold = { __typename: 'InvalidInputError', fields: [{ path: 'acknowledgePast' }] };

  it('gets one without a word while it runs, and once it is over only where that is acknowledged', async () => {
    const runs = await ghost(later(now, -hours(1)), later(now, 1));
    expect(await call(boss(), 'assignRoom', { bookingId: runs, roomId: roomId(17) })).toMatchObject({
      booking: { status: 'ROOM_ASSIGNED' },
    });
    const ends = await ghost(later(now, -hours(1)), now);
    expect(
      await call(boss(), 'assignRoom', { bookingId: ends, roomId: roomId(19), acknowledgeOverCapacity: true }),
    ).toMatchObject(untold);
    expect(
      await call(boss(), 'assignRoom', { bookingId: ends, roomId: roomId(19), acknowledgePast: true }),
    ).toMatchObject({ booking: { status: 'ROOM_ASSIGNED', room: { position: 19 } } });
  });

  it('is told of by its place among several, and none of them gets a room before it is acknowledged', async () => {
    const { startsAt, endsAt } = morning();
    const ids = [await ghost(startsAt, endsAt), await over()];
    const assignments = ids.map((bookingId, index) => ({
      bookingId,
      roomId: roomId(9 + index),
      acknowledgeOverCapacity: true,
    }));
    expect(await call(boss(), 'assignRooms', { assignments })).toMatchObject({
      refusals: [
        { index: 1, kind: 'INVALID_INPUT', message: 'This booking is already over. Acknowledge this, or reject it.' },
      ],
    });
    const outcome = await call(boss(), 'assignRooms', {
      assignments: assignments.map((one, index) => ({ ...one, acknowledgePast: index === 1 })),
    });
    expect(outcome.bookings?.map(({ status }) => status)).toEqual(['ROOM_ASSIGNED', 'ROOM_ASSIGNED']);
  });
});

describe('the life of a booking', () => {
  it.each(table)('%s: from the states of the table, and from no other', async (name, from, to) => {
    for (const status of statuses) {
      const outcome = await act('room_boss', name, await standing(status));
      const room = takesRoom(to(status)) ? { name: name === 'assignRoom' ? 'Inspiration' : 'Excellence' } : null;
      const expected = from.includes(status)
        ? { booking: { status: to(status), version: 2, room } }
        : { __typename: 'WrongStatusError', status, allowed: from };
      expect(outcome, `${name} from ${status}`).toMatchObject(expected);
    }
  });

  // docs/domain.md, "Roles and rights", by hand: bosses may; the requester withdraws, and moves or mends it while it is a ghost.
  const bosses: readonly Username[] = ['admin', 'room_boss', 'training_facility_admin', 'it_rental_admin'];
  const requestersOwn: Partial<Record<MutationName, readonly Status[]>> = {
    cancelBooking: ['PENDING', 'ROOM_ASSIGNED', 'CONFIRMED'],
    rescheduleBooking: ['PENDING'],
    updateBooking: ['PENDING'],
    handOverBooking: ['PENDING', 'ROOM_ASSIGNED', 'CONFIRMED'],
  };

  it.each(table)('%s: by the roles that may, and by nobody else', async (name, from) => {
    for (const username of usernames) {
      for (const status of from) {
        const key = await standing(status);
        const allowed =
          bosses.includes(username) || (username === 'staff.tech' && requestersOwn[name]?.includes(status) === true);
        const { __typename: answer } = await act(username, name, key);
        // Who may do it in their own division is not told that this one stands in another; who may nowhere, is told just that.
        const unseen = username === 'staff.training' && requestersOwn[name] !== undefined;
        const expected = allowed
          ? `${name.charAt(0).toUpperCase()}${name.slice(1)}Payload`
          : unseen
            ? 'NotFoundError'
            : 'NotAllowedError';
        expect(answer, `${username} from ${status}`).toEqual(expected);
        expect((await facility.owner.query('select version from bookings where id = $1', [key])).rows).toEqual([
          { version: allowed ? 2 : 1 },
        ]);
      }
    }
  });

  it('begins with the room for those who book directly, as a ghost with a wish for staff, and not at all for others', async () => {
    for (const username of usernames) {
      const wanted = {
        ...morning(),
        room: 3,
        tenant: username.endsWith('.training') ? ('TRAINING' as const) : ('TECH' as const),
      };
      const outcome = await book(as(username), wanted);
      const others = username.startsWith('staff')
        ? { bookings: [{ status: 'PENDING', room: null, requestedRoom: { position: 3 } }] }
        : { __typename: 'NotAllowedError', permission: 'booking:create' };
      const expected = bosses.includes(username)
        ? { bookings: [{ status: 'CONFIRMED', room: { position: 3 }, requestedRoom: null }] }
        : others;
      expect(outcome, username).toMatchObject(expected);
    }
  });

  it('waits for its devices before it is confirmed', async () => {
    const outcome = await book(boss(), { ...morning(), room: 3, tenant: 'TECH' }, { devicesNeeded: 5 });
    expect(outcome.bookings?.[0]).toMatchObject({ status: 'ROOM_ASSIGNED', room: { position: 3 } });
  });

  it('blocks nobody while it is a wish', async () => {
    const when = morning();
    await book(as('staff.tech'), { ...when, room: 4 });
    expect((await book(boss(), { ...when, room: 4, tenant: 'TRAINING' })).__typename).toBe('CreateBookingsPayload');
  });

  it('is completed by itself once its end has passed, also where devices are still missing; a ghost stays and is never dropped', async () => {
    const past = { startsAt: later(now, -hours(5)), endsAt: later(now, -hours(1)) };
    const done = await facility.insertBooking({ ...past, room: 5 });
    const shortOfDevices = await facility.insertBooking({ ...past, room: 7, status: 'ROOM_ASSIGNED', devices: 2 });
    const runs = await facility.insertBooking({ ...past, endsAt: later(now, hours(1)), room: 6 });
    const ghost = await facility.insertBooking({ ...past });
    const another = await startApp(facility.database, () => now);
    await another.startJobs();
    const statusOf = async (key: string) =>
      (await facility.owner.query<{ status: string }>('select status from bookings where id = $1', [key])).rows[0]
        ?.status;
    await expect.poll(() => statusOf(done)).toBe('COMPLETED');
    await expect.poll(() => statusOf(shortOfDevices)).toBe('COMPLETED');
    expect([await statusOf(runs), await statusOf(ghost)]).toEqual(['CONFIRMED', 'PENDING']);
    await another.close();
  });

  it('can be finished early, or extended while nobody follows, but not over the next one', async () => {
    const startsAt = later(now, -hours(1));
    const key = await facility.insertBooking({ startsAt, endsAt: later(now, hours(1)), room: 7 });
    await facility.insertBooking({ startsAt: later(now, hours(2)), endsAt: later(now, hours(3)), room: 7 });
    const end = (endsAt: Date) => call(boss(), 'rescheduleBooking', { bookingId: bookingId(key), endsAt });
    expect(await end(later(now, hours(2)))).toMatchObject({ booking: { endsAt: later(now, hours(2)).toISOString() } });
    expect(await end(later(now, hours(2) + 60_000))).toMatchObject({ __typename: 'RoomTakenError' });
    expect(await end(later(now, -60_000))).toMatchObject({ booking: { status: 'CONFIRMED' } });
  });
});

describe('a booking that runs', () => {
  const at = (minutes: number) => later(now, minutes * 60_000);
  const runs = (room: number, more: object = {}) =>
    facility.insertBooking({ startsAt: at(-60), endsAt: at(60), room, ...more });

  it('is finished at the next full minute, and its room is free from then on, and not before', async () => {
    const key = await runs(9, { status: 'ROOM_ASSIGNED', teardownMinutes: 10 });
    const end = new Date(Math.ceil(now.getTime() / 60_000) * 60_000);
    expect(await call(boss(), 'finishBooking', { bookingId: bookingId(key) })).toMatchObject({
      __typename: 'FinishBookingPayload',
      booking: { status: 'ROOM_ASSIGNED', version: 2, endsAt: end.toISOString() },
    });
    const next = (minutes: number) =>
      book(boss(), {
        startsAt: later(end, minutes * 60_000),
        endsAt: later(end, hours(1)),
        room: 9,
        tenant: 'TRAINING',
      });
    expect(await next(9)).toMatchObject({ __typename: 'RoomTakenError' });
    expect(await next(10)).toMatchObject({ __typename: 'CreateBookingsPayload' });
    const { rows } = await facility.superuser.query(
      'select type, cause from domain_events where subject = $1 and version = 2',
      [key],
    );
    expect(rows).toEqual([{ type: 'booking_rescheduled', cause: 'finishBooking' }]);
  });

  it('is extended as far as its room is free; beyond that it is told who follows and what is free instead', async () => {
    const key = await runs(10 + 5);
    const next = await facility.insertBooking({ startsAt: at(90), endsAt: at(120), room: 15 });
    const until = (minutes: number) =>
      call(boss(), 'extendBooking', { bookingId: bookingId(key), endsAt: at(minutes) });
    expect(await until(91)).toMatchObject({
      __typename: 'RoomTakenError',
      segments: [
        {
          index: 0,
          conflicts: [{ booking: { id: bookingId(next) } }],
          alternatives: expect.arrayContaining([expect.objectContaining({ reason: expect.any(String) })]),
        },
      ],
    });
    expect(await until(90)).toMatchObject({
      __typename: 'ExtendBookingPayload',
      booking: { endsAt: at(90).toISOString(), status: 'CONFIRMED' },
    });
    expect(await until(90)).toMatchObject({ __typename: 'InvalidInputError', fields: [{ path: 'endsAt' }] });
    expect(await until(60 * 24 * 366)).toMatchObject({ __typename: 'InvalidInputError', fields: [{ path: 'endsAt' }] });
  });

  it('alone is finished or extended: what is to come, over, or without a room is refused, and offered to nobody', async () => {
    const ahead = await facility.insertBooking({ startsAt: at(60), endsAt: at(120), room: 16 });
    const over = await facility.insertBooking({ startsAt: at(-120), endsAt: at(-60), room: 17 });
    const ghost = await facility.insertBooking({ startsAt: at(-60), endsAt: at(60) });
    const running = await runs(19);
    type Offers = { booking: { actions: { name: string; allowed: boolean }[] } };
    const offered = async (key: string) =>
      (
        await boss().get<Offers>('query ($id: ID!) { booking(id: $id) { actions { name allowed } } }', {
          id: bookingId(key),
        })
      ).booking.actions.filter(({ name, allowed }) => allowed && ['FINISH', 'EXTEND'].includes(name)).length;
    expect(await Promise.all([ahead, over, ghost, running].map(offered))).toEqual([0, 0, 0, 2]);
    for (const [key, typename] of [
      [ahead, 'InvalidInputError'],
      [over, 'InvalidInputError'],
      [ghost, 'WrongStatusError'],
    ] as const) {
      expect(await call(boss(), 'finishBooking', { bookingId: bookingId(key) })).toMatchObject({
        __typename: typename,
      });
      expect(await call(boss(), 'extendBooking', { bookingId: bookingId(key), endsAt: at(180) })).toMatchObject({
        __typename: typename,
      });
    }
    expect(await call(boss(), 'finishBooking', { bookingId: bookingId(running), expectedVersion: 7 })).toMatchObject({
      __typename: 'StaleBookingError',
    });
  });

  it('of devices only has no room to be in the way', async () => {
    const key = await facility.insertBooking({
      startsAt: at(-60),
      endsAt: at(60),
      kind: 'DEVICES_ONLY',
      status: 'CONFIRMED',
    });
    expect(await call(boss(), 'extendBooking', { bookingId: bookingId(key), endsAt: at(300) })).toMatchObject({
      booking: { endsAt: at(300).toISOString() },
    });
    expect(await call(boss(), 'finishBooking', { bookingId: bookingId(key) })).toMatchObject({
      __typename: 'FinishBookingPayload',
    });
  });
});

describe('expectedVersion', () => {
  it('refuses a change of what the caller has not seen, and shows it', async () => {
    const key = await standing('CONFIRMED');
    await facility.owner.query(`update bookings set client_name = 'Newer' where id = $1`, [key]);
    expect(
      await call(boss(), 'cancelBooking', { bookingId: bookingId(key), reason: 'Old news', expectedVersion: 1 }),
    ).toMatchObject({
      __typename: 'StaleBookingError',
      stale: { version: 2, clientName: 'Newer', status: 'CONFIRMED' },
    });
    expect(
      await call(boss(), 'cancelBooking', { bookingId: bookingId(key), reason: 'Good news', expectedVersion: 2 }),
    ).toMatchObject({ booking: { status: 'CANCELLED' } });
  });

  it('lets one of two writers win who saw the same', async () => {
    for (let round = 0; round < 10; round += 1) {
      const key = await standing('PENDING');
      const outcomes = await Promise.all(
        ['One', 'Other'].map((clientName) =>
          call(boss(), 'updateBooking', { bookingId: bookingId(key), clientName, expectedVersion: 1 }),
        ),
      );
      expect(outcomes.map((outcome) => outcome.__typename).toSorted()).toEqual([
        'StaleBookingError',
        'UpdateBookingPayload',
      ]);
    }
  });
});

describe('displacement', () => {
  const assign = (key: string, room: number, more: Record<string, unknown> = {}) =>
    call(boss(), 'assignRoom', { bookingId: bookingId(key), roomId: roomId(room), ...more });

  it('sends exactly the named bookings back to PENDING, and tells why in their events', async () => {
    const when = morning();
    const five = await facility.insertBooking({ ...when, room: 5, tenant: 'TRAINING' });
    const six = await facility.insertBooking({ ...when, room: 6, status: 'ROOM_ASSIGNED' });
    const ghost = await facility.insertBooking(when);
    const outcome = await assign(ghost, 24, {
      displaceBookingIds: [bookingId(five), bookingId(six)],
      reason: 'The minister comes',
    });
    expect(outcome.booking).toMatchObject({ status: 'ROOM_ASSIGNED', room: { position: 24 } });
    expect(outcome.displaced?.map(({ id, status, room }) => [keyOfId(id), status, room]).toSorted()).toEqual(
      [five, six].toSorted().map((key) => [key, 'PENDING', null]),
    );
    const { rows } = await facility.superuser.query(
      'select type, reason, actor from domain_events where subject = any ($1) and version = 2',
      [[five, six]],
    );
    const told = { type: 'booking_displaced', reason: 'The minister comes', actor: facility.userKeys.room_boss };
    expect(rows).toEqual([told, told]);
  });

  it('is refused as a whole while something unnamed stands in the way', async () => {
    const when = morning();
    const five = await facility.insertBooking({ ...when, room: 5 });
    await facility.insertBooking({ ...when, room: 6 });
    const ghost = await facility.insertBooking(when);
    const outcome = await assign(ghost, 24, { displaceBookingIds: [bookingId(five)], reason: 'In vain' });
    expect(outcome.__typename).toBe('RoomTakenError');
    expect(
      (await facility.owner.query('select version from bookings where id = any ($1)', [[five, ghost]])).rows,
    ).toEqual([{ version: 1 }, { version: 1 }]);
  });

  it('needs a reason, and names only what stands in the way', async () => {
    const when = morning();
    const [inTheWay, besides, ghost] = [
      await facility.insertBooking({ ...when, room: 8 }),
      await facility.insertBooking({ ...when, room: 9 }),
      await facility.insertBooking(when),
    ];
    expect(await assign(ghost, 8, { displaceBookingIds: [bookingId(inTheWay)] })).toMatchObject({
      __typename: 'InvalidInputError',
      fields: [{ path: 'reason' }],
    });
    expect(
      await assign(ghost, 8, { displaceBookingIds: [bookingId(inTheWay), bookingId(besides)], reason: 'Too many' }),
    ).toMatchObject({
      __typename: 'InvalidInputError',
      fields: [{ path: expect.stringMatching(/^displaceBookingIds\.[01]$/) }],
    });
  });

  it('moves no booking that is over', async () => {
    const when = morning();
    const over = await facility.insertBooking({ ...when, room: 8, status: 'COMPLETED' });
    expect(
      await assign(await facility.insertBooking(when), 8, {
        displaceBookingIds: [bookingId(over)],
        reason: 'Too late',
      }),
    ).toMatchObject({ __typename: 'WrongStatusError', status: 'COMPLETED' });
  });
});

describe('a room that is too small', () => {
  it('is taken only by somebody who says so', async () => {
    const when = morning();
    const wanted = { ...when, room: 18, tenant: 'TECH' as const };
    expect(await book(boss(), wanted, { numLearners: 6 })).toMatchObject({
      __typename: 'InvalidInputError',
      fields: [{ path: 'segments.0.roomId' }],
    });
    expect(await book(boss(), wanted, { numLearners: 6, acknowledgeOverCapacity: true })).toMatchObject({
      bookings: [{ status: 'CONFIRMED' }],
    });
    const ghost = await facility.insertBooking({ ...morning(), people: 7 });
    expect(await call(boss(), 'assignRoom', { bookingId: bookingId(ghost), roomId: roomId(18) })).toMatchObject({
      __typename: 'InvalidInputError',
      fields: [{ path: 'roomId' }],
    });
    expect(
      await call(boss(), 'assignRoom', {
        bookingId: bookingId(ghost),
        roomId: roomId(18),
        acknowledgeOverCapacity: true,
      }),
    ).toMatchObject({ booking: { room: { position: 18 } } });
  });
});

describe('the alternatives of a refusal', () => {
  type Case = {
    readonly room: number;
    readonly people: number;
    readonly from: string;
    readonly to: string;
    readonly stands: readonly [room: number, from: string, to: string, teardown?: number][];
    readonly rooms: readonly [number, string][];
    readonly times: readonly string[];
  };
  // Worked out on paper from the capacities in factories.ts; offices are let for long and never suggested.
  const examples: Record<string, Case> = {
    'a full day for nine: the next larger rooms, then the same hours on the days around': {
      room: 12,
      people: 9,
      from: '07:30',
      to: '16:30',
      stands: [[12, '07:30', '16:30']],
      rooms: [
        [13, 'Free, 1 seat to spare'],
        [14, 'Free, 3 seats to spare'],
        [15, 'Free, 5 seats to spare'],
        [16, 'Free, 6 seats to spare'],
        [5, 'Free, 7 seats to spare'],
      ],
      times: ['-1 07:30', '+1 07:30', '-2 07:30'],
    },
    'the folded wall for thirty while half of it is taken: no other wall, and right before or after': {
      room: 24,
      people: 30,
      from: '10:00',
      to: '12:00',
      stands: [[5, '10:00', '12:00']],
      rooms: [
        [1, 'Free, exactly full with 30'],
        [8, 'Free, 10 seats to spare'],
        [23, 'Free, 20 seats to spare'],
      ],
      times: ['+0 08:00', '+0 12:00', '-1 10:00'],
    },
    'an hour for six behind one that is cleaned up after': {
      room: 18,
      people: 6,
      from: '10:00',
      to: '11:00',
      stands: [
        [18, '09:00', '10:00', 30],
        [20, '10:30', '12:00'],
      ],
      rooms: [
        [12, 'Free, 4 seats to spare'],
        [13, 'Free, 4 seats to spare'],
        [14, 'Free, 6 seats to spare'],
        [15, 'Free, 8 seats to spare'],
        [16, 'Free, 9 seats to spare'],
      ],
      times: ['+0 10:30', '+0 08:00', '-1 10:00'],
    },
  };

  it.each(Object.entries(examples))('%s', async (_title, { room, people, from, to, stands, rooms, times }) => {
    day += 10;
    const date = later(local('2030-03-05', '00:00'), days(day));
    day += 10;
    const at = (time: string, dayOffset = 0) =>
      later(date, days(dayOffset) + hours(Number(time.slice(0, 2))) + Number(time.slice(3)) * 60_000);
    for (const [taken, start, end, teardownMinutes = 0] of stands)
      await facility.insertBooking({ startsAt: at(start), endsAt: at(end), room: taken, teardownMinutes });
    const outcome = await book(
      boss(),
      { startsAt: at(from), endsAt: at(to), room, tenant: 'TRAINING' },
      { numLearners: people - 1, numFacilitators: 1 },
    );
    const alternatives = outcome.segments?.[0]?.alternatives ?? [];
    const ofRooms = alternatives.filter((one) => one.room.position !== room);
    expect(ofRooms.map((one) => [one.room.position, one.reason])).toEqual(rooms);
    expect(ofRooms.every((one) => one.startsAt === at(from).toISOString())).toBe(true);
    expect(alternatives.filter((one) => one.room.position === room).map((one) => one.startsAt)).toEqual(
      times.map((time) => at(time.slice(3), Number(time.slice(0, 2))).toISOString()),
    );
    for (const one of alternatives) {
      const { rows } = await facility.superuser.query(
        `select 1 from room_leaves l join room_occupancies o on o.room_id = l.leaf_id where l.room_id = $1 and o.period && tstzrange($2, $3)`,
        [roomKey(one.room.position), one.startsAt, one.endsAt],
      );
      expect(rows, `${one.room.name} is free`).toEqual([]);
    }
  });
});

describe('a mutation that asks for nothing but its __typename', () => {
  it('saves all the same', async () => {
    const key = await standing('PENDING');
    await boss().get(
      'mutation ($input: UpdateBookingInput!) { updateBooking(input: $input) { __typename ... on UpdateBookingPayload { booking { __typename } } } }',
      { input: { bookingId: bookingId(key), clientName: 'Kept' } },
    );
    await boss().get('mutation ($input: BookingReasonInput!) { cancelBooking(input: $input) { __typename } }', {
      input: { bookingId: bookingId(key), reason: 'Off' },
    });
    expect((await facility.owner.query('select client_name, status from bookings where id = $1', [key])).rows).toEqual([
      { client_name: 'Kept', status: 'CANCELLED' },
    ]);
    expect(
      await boss().get('query ($id: ID!) { booking(id: $id) { __typename } node(id: $id) { __typename } }', {
        id: bookingId(key),
      }),
    ).toEqual({ booking: { __typename: 'Booking' }, node: { __typename: 'Booking' } });
  });
});
