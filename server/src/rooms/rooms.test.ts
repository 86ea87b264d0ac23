import pg from 'pg';
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
  roomFacts,
  roomId,
  roomKey,
  tenantId,
  type Username,
  usernames,
} from '../../test/factories.ts';
import { callRooms, type Room, rooms } from '../../test/room-calls.ts';
import { verifyPhysics } from '../bookings/placing/verify-physics.ts';

const { facility, app, people, span } = await arrange({ people: ['room_boss'], soundPhysics: true });
const { room_boss: boss } = people;
afterEach(async () => {
  expect((await verifyPhysics(facility.database.ownerUrl)).differences).toEqual([]);
});

let count = 0;
function fresh() {
  return `Room ${(count += 1)}`;
}
async function add(more: object = {}): Promise<Room> {
  const { room, ...answer } = await callRooms(boss, 'createRoom', { name: fresh(), capacity: 12, ...more });
  expect(answer).toEqual({ __typename: 'CreateRoomPayload' });
  return room as Room;
}
function invalid(path: string) {
  return { __typename: 'InvalidInputError', fields: [{ path }] };
}
async function names(caller = boss): Promise<string[]> {
  return (await rooms(caller)).map(({ name }) => name);
}

describe('a room that is added', () => {
  it('stands behind all others, with what it was given, and everybody may book it', async () => {
    const room = await add({
      name: '  Blue   Room ',
      setupMinutes: 30,
      teardownMinutes: 15,
      equipment: ['WHITEBOARD', 'PROJECTOR', 'WHITEBOARD'],
    });
    expect(room).toMatchObject({
      name: 'Blue Room',
      capacity: 12,
      active: true,
      longTerm: false,
      version: 1,
      setupMinutes: 30,
      teardownMinutes: 15,
      equipment: ['PROJECTOR', 'WHITEBOARD'],
      parts: [],
    });
    expect((await rooms(await Caller.signIn(app.url, 'staff.training'))).at(-1)).toEqual(room);
    const ghost = keysOf(await book(await Caller.signIn(app.url, 'staff.tech'), span()))[0] ?? '';
    expect(await call(boss, 'assignRoom', { bookingId: bookingId(ghost), roomId: room.id })).toMatchObject({
      booking: { room: { name: 'Blue Room' } },
    });
  });

  it('may be a folded wall over rooms that are booked, and takes them all', async () => {
    const when = span();
    await book(boss, { ...when, room: 1, tenant: 'TECH' });
    const whole = await add({ partIds: [roomId(1), roomId(2)], capacity: 60 });
    expect(whole.parts.map(({ position }) => position)).toEqual([1, 2]);
    const clash = keysOf(await book(boss, { ...when, tenant: 'TECH', wish: 3 }))[0] ?? '';
    expect(await call(boss, 'assignRoom', { bookingId: bookingId(clash), roomId: whole.id })).toMatchObject({
      __typename: 'RoomTakenError',
    });
  });

  it('needs a name that no other has, however it is spaced and written', async () => {
    await add({ name: 'Green Room' });
    for (const name of ['Green Room', ' green room ', 'GREEN  ROOM']) {
      expect(await callRooms(boss, 'createRoom', { name, capacity: 4 }), name).toMatchObject({
        ...invalid('name'),
        fields: [{ path: 'name', message: 'A room called Green Room already exists.' }],
      });
      await expect(
        facility.owner.query('insert into rooms (name, capacity, position) values ($1, 4, 4000)', [name]),
        name,
      ).rejects.toMatchObject({ constraint: 'one_room_of_a_name' });
    }
  });

  it('is refused with the field where it cannot be meant', async () => {
    for (const [input, path] of [
      [{ name: ' ' }, 'name'],
      [{ name: 'x'.repeat(101) }, 'name'],
      [{ name: 'a\nb' }, 'name'],
      [{ capacity: 0 }, 'capacity'],
      [{ capacity: 5001 }, 'capacity'],
      [{ setupMinutes: -1 }, 'setupMinutes'],
      [{ teardownMinutes: 1441 }, 'teardownMinutes'],
      [{ partIds: [roomId(1)] }, 'partIds'],
      [{ partIds: [roomId(1), globalId('Room', bookingId('x'))] }, 'partIds.1'],
    ] as const) {
      expect(
        await callRooms(boss, 'createRoom', { name: fresh(), capacity: 4, ...input }),
        JSON.stringify(input),
      ).toMatchObject(invalid(path));
    }
  });
});

describe('a room that is changed', () => {
  it('has its new facts for everybody, and a version more', async () => {
    const room = await add();
    const { room: changed } = await callRooms(boss, 'updateRoom', {
      roomId: room.id,
      expectedVersion: 1,
      name: 'Another',
      capacity: 8,
      equipment: ['SOUND'],
      longTerm: true,
      setupMinutes: 10,
      teardownMinutes: 5,
    });
    expect(changed).toEqual({
      ...room,
      name: 'Another',
      capacity: 8,
      equipment: ['SOUND'],
      longTerm: true,
      setupMinutes: 10,
      teardownMinutes: 5,
      version: 2,
    });
    expect(await callRooms(boss, 'updateRoom', { roomId: room.id, expectedVersion: 2, capacity: 8 })).toMatchObject({
      room: { version: 2, name: 'Another' },
    });
  });

  it('is not changed over what somebody else did meanwhile; another place in the list is no such thing', async () => {
    const room = await add();
    await callRooms(boss, 'orderRooms', { roomIds: [room.id], beforeRoomId: roomId(4) });
    const { room: changed } = await callRooms(boss, 'updateRoom', { roomId: room.id, expectedVersion: 1, capacity: 9 });
    expect(changed).toMatchObject({ capacity: 9, version: 3 });
    expect(await callRooms(boss, 'updateRoom', { roomId: room.id, expectedVersion: 1, capacity: 10 })).toMatchObject({
      __typename: 'StaleRoomError',
      room: { capacity: 9, version: 3 },
    });
    expect(await callRooms(boss, 'updateRoom', { roomId: room.id, expectedVersion: 4, capacity: 10 })).toMatchObject({
      __typename: 'StaleRoomError',
    });
    await callRooms(boss, 'orderRooms', { roomIds: [room.id] });
  });

  it('of fewer seats says for which bookings that is too few, and leaves each of them where it is', async () => {
    const { id, version } = await add({ capacity: 20 });
    const position = (await rooms(boss)).length;
    const key = keyOfId(id);
    const stand = async (
      people: number,
      facts: object = {},
      statement = 'update bookings set room_id = $2, status = $3 where id = $1',
    ) => {
      const booking = await facility.insertBooking({ ...span(), status: 'PENDING', wish: 1, people, ...facts });
      await facility.owner.query(statement, [booking, key, 'CONFIRMED']);
      return bookingId(booking);
    };
    const [large, others] = [await stand(15), await stand(14, { tenant: 'TRAINING' })];
    await stand(8);
    await stand(25);
    await facility.insertBooking({ ...span(), status: 'PENDING', wish: 1, people: 16 });
    await stand(16, { startsAt: later(new Date(), -days(2)), endsAt: later(new Date(), -days(1)) });
    const answer = await callRooms(boss, 'updateRoom', { roomId: id, expectedVersion: version, capacity: 12 });
    expect(answer).toMatchObject({
      __typename: 'UpdateRoomPayload',
      room: { capacity: 12, position },
      noLongerFitCount: 2,
    });
    expect(answer.noLongerFit?.map((booking) => booking.id)).toEqual([large, others]);
    const again = await callRooms(boss, 'updateRoom', { roomId: id, expectedVersion: version + 1, capacity: 30 });
    expect(again).toMatchObject({ noLongerFit: [], noLongerFitCount: 0 });
    const { rows } = await facility.owner.query('select count(*)::int as standing from bookings where room_id = $1', [
      key,
    ]);
    expect(rows).toEqual([{ standing: 5 }]);
  });

  it('keeps its own name, and takes none of another', async () => {
    const room = await add();
    expect(
      await callRooms(boss, 'updateRoom', { roomId: room.id, expectedVersion: 1, name: room.name.toUpperCase() }),
    ).toMatchObject({ room: { name: room.name.toUpperCase() } });
    expect(
      await callRooms(boss, 'updateRoom', { roomId: room.id, expectedVersion: 2, name: roomFacts[0]?.[0] }),
    ).toMatchObject(invalid('name'));
  });

  it('is made of other rooms until it was booked, and then kindly of the same for good', async () => {
    const whole = await add({ partIds: [roomId(7), roomId(8)] });
    const { room: other } = await callRooms(boss, 'updateRoom', {
      roomId: whole.id,
      expectedVersion: whole.version,
      partIds: [roomId(8), roomId(9)],
    });
    expect(other?.parts.map(({ position }) => position)).toEqual([8, 9]);
    const ghost = keysOf(await book(boss, { ...span(), wish: 3, tenant: 'TECH' }))[0] ?? '';
    await call(boss, 'assignRoom', { bookingId: bookingId(ghost), roomId: whole.id });
    const version = other?.version ?? 0;
    for (const partIds of [[], [roomId(7), roomId(8)]]) {
      expect(
        await callRooms(boss, 'updateRoom', { roomId: whole.id, expectedVersion: version, partIds }),
      ).toMatchObject({
        ...invalid('partIds'),
        fields: [{ message: expect.stringContaining('add a new room instead') }],
      });
    }
    expect(
      await callRooms(boss, 'updateRoom', {
        roomId: whole.id,
        expectedVersion: version,
        capacity: 70,
        partIds: [roomId(9), roomId(8)],
      }),
    ).toMatchObject({ room: { capacity: 70 } });
  });

  it('is never a part of itself, however far around', async () => {
    const whole = await add({ partIds: [roomId(11), roomId(12)] });
    const larger = await add({ partIds: [whole.id, roomId(13)] });
    expect(
      await callRooms(boss, 'updateRoom', {
        roomId: whole.id,
        expectedVersion: whole.version,
        partIds: [whole.id, roomId(12)],
      }),
    ).toMatchObject(invalid('partIds'));
    expect(
      await callRooms(boss, 'updateRoom', {
        roomId: whole.id,
        expectedVersion: whole.version,
        partIds: [larger.id, roomId(12)],
      }),
    ).toMatchObject(invalid('partIds'));
  });
});

describe('the order of rooms', () => {
  it('puts some right before another, or behind all, and counts from one without a gap', async () => {
    const [a, b] = [await add(), await add()];
    await callRooms(boss, 'orderRooms', { roomIds: [b.id, a.id], beforeRoomId: roomId(3) });
    const list = await rooms(boss);
    expect(list.map(({ name }) => name).slice(0, 5)).toEqual(['Excellence', 'Inspiration', b.name, a.name, 'Honesty']);
    expect(list.map(({ position }) => position)).toEqual(list.map((_, index) => index + 1));
    const { rooms: all } = await callRooms(boss, 'orderRooms', { roomIds: [a.id, b.id] });
    expect(all?.slice(-2).map(({ name }) => name)).toEqual([a.name, b.name]);
  });

  it('holds both what one and the other moved, however often they do so at once', async () => {
    const [first, second, admin] = [await add(), await add(), await Caller.signIn(app.url, 'admin')];
    for (let round = 0; round < 10; round += 1) {
      const [mine, theirs] = [1 + (round % 9), 14 + (round % 9)];
      const answers = await Promise.all([
        callRooms(boss, 'orderRooms', { roomIds: [first.id], beforeRoomId: roomId(mine) }),
        callRooms(admin, 'orderRooms', { roomIds: [second.id], beforeRoomId: roomId(theirs) }),
      ]);
      expect(answers).toMatchObject([{ __typename: 'OrderRoomsPayload' }, { __typename: 'OrderRoomsPayload' }]);
      const list = await names();
      expect(list[list.indexOf(first.name) + 1]).toBe(roomFacts[mine - 1]?.[0]);
      expect(list[list.indexOf(second.name) + 1]).toBe(roomFacts[theirs - 1]?.[0]);
    }
    await callRooms(boss, 'orderRooms', { roomIds: [first.id, second.id] });
  });

  it('refuses what cannot be meant', async () => {
    for (const [input, path] of [
      [{ roomIds: [] }, 'roomIds'],
      [{ roomIds: [roomId(1), bookingId(roomKey(1))] }, 'roomIds.1'],
      [{ roomIds: [roomId(1)], beforeRoomId: roomId(1) }, 'beforeRoomId'],
      [{ roomIds: [roomId(1)], beforeRoomId: bookingId(roomKey(1)) }, 'beforeRoomId'],
    ] as const)
      expect(await callRooms(boss, 'orderRooms', input), JSON.stringify(input)).toMatchObject(invalid(path));
  });
});

describe('a room out of use', () => {
  it('is refused while bookings lie ahead, with all that stands there; not for a wish or a closure', async () => {
    const room = await add();
    const when = span();
    const [placed = '', wish = ''] = [
      keysOf(await book(boss, { ...when, wish: 1, tenant: 'TRAINING' }))[0],
      keysOf(await book(boss, { ...span(), wish: 1, tenant: 'TECH' }))[0],
    ];
    await facility.owner.query('update bookings set requested_room_id = $2 where id = $1', [wish, keyOfId(room.id)]);
    await call(boss, 'assignRoom', { bookingId: bookingId(placed), roomId: room.id });
    await call(boss, 'closeRooms', { roomIds: [room.id], ...span(), reason: 'Paint' });
    const refusal = await callRooms(boss, 'deactivateRoom', { roomId: room.id });
    expect(refusal).toMatchObject({
      __typename: 'RoomInUseError',
      message: 'This room has 1 upcoming booking. Move or cancel it first.',
      use: {
        count: 1,
        conflicts: [{ booking: { id: bookingId(placed) } }],
        wishes: [{ id: bookingId(wish) }],
        wishCount: 1,
        closures: [{ reason: 'Paint' }],
        partsAreFixed: true,
      },
    });
    await call(boss, 'cancelBooking', { bookingId: bookingId(placed), reason: 'Moved away' });
    expect(await callRooms(boss, 'deactivateRoom', { roomId: room.id })).toMatchObject({
      room: { active: false, position: room.position },
    });
    expect(await callRooms(boss, 'deactivateRoom', { roomId: room.id })).toMatchObject({ room: { active: false } });
    expect((await facility.owner.query('select status from bookings where id = $1', [wish])).rows).toEqual([
      { status: 'PENDING' },
    ]);
    expect(await names()).not.toContain(room.name);
    expect((await rooms(boss, true)).map(({ name }) => name)).toContain(room.name);
  });

  it('is not refused for what is over, and what is over may still be completed', async () => {
    const room = await add();
    const key = await facility.insertBooking({
      startsAt: later(new Date(), -hours(3)),
      endsAt: later(new Date(), -hours(1)),
      room: 1,
    });
    await facility.owner.query('update bookings set room_id = $2 where id = $1', [key, keyOfId(room.id)]);
    expect(await callRooms(boss, 'deactivateRoom', { roomId: room.id })).toMatchObject({ room: { active: false } });
    await facility.owner.query(`update bookings set status = 'COMPLETED' where id = $1`, [key]);
    await facility.owner.query(`update bookings set ends_at = ends_at - interval '10 minutes' where id = $1`, [key]);
    await expect(
      facility.owner.query(`update bookings set ends_at = ends_at + interval '1 minute' where id = $1`, [key]),
    ).rejects.toMatchObject({ constraint: 'inactive_rooms_stay_free' });
  });

  it('is not refused for a booking that runs in the combined room, and the other way round', async () => {
    const whole = await add({ partIds: [roomId(15), roomId(16)] });
    await book(boss, { ...span(), room: 15, tenant: 'TECH' });
    expect(await callRooms(boss, 'deactivateRoom', { roomId: whole.id })).toMatchObject({ room: { active: false } });
    await callRooms(boss, 'reactivateRoom', { roomId: whole.id });
    const ghost = keysOf(await book(boss, { ...span(), wish: 1, tenant: 'TECH' }))[0] ?? '';
    await call(boss, 'assignRoom', { bookingId: bookingId(ghost), roomId: whole.id });
    expect(await callRooms(boss, 'deactivateRoom', { roomId: roomId(16) })).toMatchObject({ room: { active: false } });
    expect(await callRooms(boss, 'deactivateRoom', { roomId: whole.id })).toMatchObject({
      __typename: 'RoomInUseError',
      use: { count: 1, conflicts: [{ booking: { id: bookingId(ghost) } }] },
    });
    await callRooms(boss, 'reactivateRoom', { roomId: roomId(16) });
  });

  it('takes no booking and no closure, on any path, until it is used again', async () => {
    const room = await add();
    await callRooms(boss, 'deactivateRoom', { roomId: room.id });
    const [when, key] = [span(), keyOfId(room.id)];
    const ghost = keysOf(await book(boss, { ...when, wish: 1, tenant: 'TECH' }))[0] ?? '';
    const elsewhere = keysOf(await book(boss, { ...when, room: 17, tenant: 'TECH' }))[0] ?? '';
    expect(
      await call(boss, 'createBookings', { ...bookingOf(when), segments: [{ ...when, roomId: room.id }] }),
    ).toMatchObject(invalid('segments.0.roomId'));
    expect(await call(boss, 'assignRoom', { bookingId: bookingId(ghost), roomId: room.id })).toMatchObject(
      invalid('roomId'),
    );
    expect(await call(boss, 'rescheduleBooking', { bookingId: bookingId(elsewhere), roomId: room.id })).toMatchObject(
      invalid('roomId'),
    );
    expect(await call(boss, 'closeRooms', { roomIds: [roomId(17), room.id], ...when, reason: 'Paint' })).toMatchObject(
      invalid('roomIds.1'),
    );
    const refused = { code: '23001', constraint: 'inactive_rooms_stay_free' };
    const { owner, userKeys } = facility;
    await expect(owner.query('update bookings set room_id = $2 where id = $1', [elsewhere, key])).rejects.toMatchObject(
      refused,
    );
    await expect(
      owner.query(`update bookings set room_id = $2, status = 'CONFIRMED' where id = $1`, [ghost, key]),
    ).rejects.toMatchObject(refused);
    await expect(
      owner.query(
        `insert into closures (room_ids, starts_at, ends_at, reason, created_by_id) values ($1, $2, $3, 'Paint', $4)`,
        [[key], when.startsAt, when.endsAt, userKeys.admin],
      ),
    ).rejects.toMatchObject(refused);
    expect(await callRooms(boss, 'reactivateRoom', { roomId: room.id })).toMatchObject({
      room: { active: true, position: room.position },
    });
    expect(await call(boss, 'assignRoom', { bookingId: bookingId(ghost), roomId: room.id })).toMatchObject({
      booking: { status: 'ROOM_ASSIGNED' },
    });
  });

  it('keeps its name: another gets a word of that', async () => {
    const room = await add();
    await callRooms(boss, 'deactivateRoom', { roomId: room.id });
    expect(await callRooms(boss, 'createRoom', { name: room.name, capacity: 3 })).toMatchObject({
      fields: [{ path: 'name', message: expect.stringMatching(/^A retired room is called/) }],
    });
  });

  it('tells somebody whose sight is masked how many bookings stand there, and nothing of whose they are', async () => {
    const room = await add();
    const ghost = keysOf(await book(boss, { ...span(), wish: 1, tenant: 'TECH' }))[0] ?? '';
    await facility.owner.query('update bookings set requested_room_id = null where id = $1', [ghost]);
    await call(boss, 'assignRoom', { bookingId: bookingId(ghost), roomId: room.id });
    await facility.owner.query(
      `insert into roles values ('caretaker', 'Caretaker', 'FACILITY'); insert into role_permissions values ('caretaker', 'room:manage'), ('caretaker', 'calendar:read')`,
    );
    await facility.grant('viewer.training', 'caretaker');
    const caretaker = await Caller.signIn(app.url, 'viewer.training');
    const refusal = await callRooms(caretaker, 'deactivateRoom', { roomId: room.id });
    expect(refusal).toMatchObject({
      __typename: 'RoomInUseError',
      use: { count: 1, conflicts: [{ booking: null, room: { name: room.name } }] },
    });
    await facility.revoke('viewer.training', 'caretaker');
  });
});

function bookingOf(when: { startsAt: Date; endsAt: Date }) {
  return {
    tenantId: tenantId('TECH'),
    clientName: 'Sample Client',
    clientContactPerson: 'Thandi Nkosi',
    clientEmail: 'thandi@client.example',
    clientPhone: '1',
    numLearners: 2,
    numFacilitators: 1,
    segments: [when],
  };
}

describe('rooms', () => {
  it('are managed by those who hold room:manage for the whole facility, and by nobody else', async () => {
    const managers: readonly Username[] = ['admin', 'room_boss', 'training_facility_admin', 'it_rental_admin'];
    const ways = [
      ['createRoom', {}],
      ['updateRoom', { roomId: roomId(1), expectedVersion: 1 }],
      ['orderRooms', { roomIds: [roomId(20)], beforeRoomId: roomId(21) }],
      ['deactivateRoom', { roomId: roomId(22) }],
      ['reactivateRoom', { roomId: roomId(22) }],
    ] as const;
    await facility.grant('viewer.training', 'room_boss', 'TRAINING');
    for (const username of usernames) {
      const caller = await Caller.signIn(app.url, username);
      for (const [name, input] of ways) {
        const { __typename } = await callRooms(
          caller,
          name,
          name === 'createRoom' ? { name: fresh(), capacity: 4 } : input,
        );
        expect(__typename === 'NotAllowedError', `${username} ${name}`).toBe(!managers.includes(username));
      }
    }
    await facility.revoke('viewer.training', 'room_boss');
  });

  it('leave a trail of who changed what', async () => {
    const room = await add();
    await callRooms(boss, 'updateRoom', {
      roomId: room.id,
      expectedVersion: 1,
      name: 'With a trail',
      equipment: ['SCREEN'],
    });
    const { rows } = await facility.owner.query(
      `select action, actor, before, after from audit_log where subject_id = $1 order by at`,
      [keyOfId(room.id)],
    );
    expect(rows).toMatchObject([
      { action: 'createRoom' },
      {
        action: 'updateRoom',
        actor: facility.userKeys.room_boss,
        before: { name: room.name, equipment: [] },
        after: { name: 'With a trail', equipment: ['SCREEN'] },
      },
    ]);
  });

  it('are bounded in the database as well, whoever writes', async () => {
    for (const [change, constraint] of [
      ['capacity = 0', 'room_counts_not_negative'],
      ['capacity = 5001', 'room_fits_in_a_building'],
      ['position = 0', 'room_positions_count_from_one'],
      ['position = 2', 'one_room_in_a_place'],
      ['setup_minutes = 1441', 'room_counts_not_negative'],
      [`name = ' EXCELLENCE '`, 'one_room_of_a_name'],
      ['id = gen_random_uuid()', 'room_keeps_its_identity'],
    ] as const)
      await expect(
        facility.owner.query(`update rooms set ${change} where id = $1`, [roomKey(3)]),
        change,
      ).rejects.toMatchObject({ constraint });
    await expect(
      facility.owner.query(`update rooms set equipment = '{DISCO_BALL}' where id = $1`, [roomKey(3)]),
    ).rejects.toMatchObject({ code: '22P02' });
    await expect(facility.owner.query('truncate rooms cascade')).rejects.toMatchObject({ code: '0A000' });
    const appRole = new pg.Client(facility.database.appUrl);
    await appRole.connect();
    await expect(appRole.query('delete from rooms')).rejects.toMatchObject({ code: '42501' });
    await expect(appRole.query('update rooms set version = 9')).rejects.toMatchObject({ code: '42501' });
    await appRole.end();
  });
});
