import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { book, call, keysOf } from '../../test/booking-calls.ts';
import { Caller } from '../../test/client.ts';
import {
  bookingId,
  days,
  hours,
  later,
  openFacility,
  roomId,
  roomKey,
  someMorning,
  type TestFacility,
} from '../../test/factories.ts';
import { expectSoundPhysics } from '../../test/physics.ts';
import { callRooms } from '../../test/room-calls.ts';
import { startApp } from '../../test/servers.ts';
import type { App } from '../app.ts';

const rounds = 20;

let facility: TestFacility;
let apps: readonly [App, App];
let callers: readonly [Caller, Caller];

beforeAll(async () => {
  facility = await openFacility();
  // Two servers, each with pools of its own.
  apps = await Promise.all([startApp(facility.database), startApp(facility.database)]);
  callers = await Promise.all([Caller.signIn(apps[0].url, 'room_boss'), Caller.signIn(apps[1].url, 'admin')]);
});
afterAll(async () => {
  await expectSoundPhysics(facility.superuser);
  await Promise.all(apps.map((app) => app.close()));
  await facility.close();
});

function whenIn(round: number) {
  const startsAt = later(someMorning(), days(round));
  return { startsAt, endsAt: later(startsAt, hours(2)) };
}

async function stand(position: number): Promise<{ active: boolean; ahead: number }> {
  const { rows } = await facility.owner.query<{ active: boolean; ahead: number }>(
    `select active, (select count(*)::int from bookings where room_id = r.id and status in ('ROOM_ASSIGNED', 'CONFIRMED')) as ahead from rooms r where id = $1`,
    [roomKey(position)],
  );
  return rows[0] ?? { active: true, ahead: -1 };
}

describe('a room that is booked and taken out of use in the same moment', () => {
  it('is either booked and in use, or neither, through two servers', async () => {
    const [booker, manager] = callers;
    const seen = new Set<string>();
    for (let round = 0; round < rounds; round += 1) {
      const [booked, gone] = await Promise.all([
        book(booker, { ...whenIn(round), room: 1, tenant: 'TECH' }),
        callRooms(manager, 'deactivateRoom', { roomId: roomId(1) }),
      ]);
      seen.add(`${booked.__typename} ${gone.__typename}`);
      const { active, ahead } = await stand(1);
      expect({ active, ahead }, `round ${round}`).toEqual(
        booked.__typename === 'CreateBookingsPayload' ? { active: true, ahead: 1 } : { active: false, ahead: 0 },
      );
      const [refused, refusal] =
        booked.__typename === 'CreateBookingsPayload'
          ? [gone, { __typename: 'RoomInUseError' }]
          : [booked, { __typename: 'InvalidInputError', fields: [{ path: 'segments.0.roomId' }] }];
      expect(refused).toMatchObject(refusal);
      await facility.owner.query('delete from bookings where id = any ($1)', [keysOf(booked)]);
      await callRooms(manager, 'reactivateRoom', { roomId: roomId(1) });
    }
    expect(
      [...seen].filter(
        (pair) => !['CreateBookingsPayload RoomInUseError', 'InvalidInputError DeactivateRoomPayload'].includes(pair),
      ),
    ).toEqual([]);
  });

  it('is refused to a booking that waited for the lock of the deactivation, with the field and the words', async () => {
    const outsider = new pg.Client(facility.database.ownerUrl);
    await outsider.connect();
    await outsider.query('begin');
    await outsider.query('update rooms set active = false where id = $1', [roomKey(2)]);
    const waiting = book(callers[0], { ...whenIn(1), room: 2, tenant: 'TECH' });
    await untilSomebodyWaits();
    await outsider.query('commit');
    expect(await waiting).toMatchObject({
      __typename: 'InvalidInputError',
      fields: [{ path: 'segments.0.roomId', message: 'Inspiration is retired.' }],
    });
    await outsider.query('update rooms set active = true where id = $1', [roomKey(2)]);
    await outsider.end();
  });

  it('is refused to several at once that waited for it, and none of them is changed', async () => {
    const bookings = await Promise.all(
      [2, 5].map((position) => facility.insertBooking({ ...whenIn(30), wish: position })),
    );
    const outsider = new pg.Client(facility.database.ownerUrl);
    await outsider.connect();
    await outsider.query('begin');
    await outsider.query('update rooms set active = false where id = $1', [roomKey(2)]);
    const waiting = call(callers[0], 'assignRooms', {
      assignments: bookings.map((key, index) => ({ bookingId: bookingId(key), roomId: roomId([5, 2][index] ?? 0) })),
    });
    await untilSomebodyWaits();
    await outsider.query('commit');
    expect(await waiting).toMatchObject({
      __typename: 'BulkRefusedError',
      refusals: [{ index: 1, kind: 'INVALID_INPUT', message: 'Inspiration is retired.' }],
    });
    const { rows } = await facility.owner.query('select distinct status from bookings where id = any ($1)', [bookings]);
    expect(rows).toEqual([{ status: 'PENDING' }]);
    await outsider.query('update rooms set active = true where id = $1', [roomKey(2)]);
    await outsider.end();
  });

  it('stays in use when the booking comes first, also from plain SQL', async () => {
    const outsider = new pg.Client(facility.database.ownerUrl);
    await outsider.connect();
    await outsider.query('begin');
    await outsider.query(`insert into bookings select (jsonb_populate_record(b, $1)).* from bookings b where id = $2`, [
      JSON.stringify({
        id: '00000000-0000-4000-8000-00000000f001',
        reference: 'BK-000001',
        room_id: roomKey(3),
        status: 'CONFIRMED',
        kind: 'ROOM',
        ...times(2),
      }),
      await facility.insertBooking({ ...whenIn(2), wish: 3 }),
    ]);
    const waiting = facility.owner.query('update rooms set active = false where id = $1', [roomKey(3)]);
    const answer = waiting.then(
      () => 'taken out of use',
      (error: unknown) => error,
    );
    await untilSomebodyWaits();
    await outsider.query('commit');
    expect(await answer).toMatchObject({ code: '23001', constraint: 'taken_rooms_stay_active' });
    await outsider.end();
    expect(await stand(3)).toEqual({ active: true, ahead: 1 });
  });

  it('is not taken by a transaction whose snapshot is from before, nor let go by one', async () => {
    const outsider = new pg.Client(facility.database.ownerUrl);
    await outsider.connect();
    await outsider.query('begin isolation level repeatable read');
    await outsider.query('select count(*) from rooms');
    await facility.owner.query('update rooms set active = false where id = $1', [roomKey(4)]);
    const ghost = await facility.insertBooking({ ...whenIn(4), wish: 4 });
    await outsider.query('rollback');
    await outsider.query('begin isolation level repeatable read');
    await outsider.query('select count(*) from rooms');
    await facility.owner.query('update rooms set active = true where id = $1', [roomKey(4)]);
    await facility.owner.query('update rooms set active = false where id = $1', [roomKey(4)]);
    await expect(
      outsider.query(`update bookings set room_id = $2, status = 'CONFIRMED' where id = $1`, [ghost, roomKey(4)]),
    ).rejects.toMatchObject({ code: expect.stringMatching(/^(40001|23001)$/) });
    await outsider.query('rollback');
    await outsider.query('begin isolation level repeatable read');
    await expect(outsider.query('update rooms set active = false where id = $1', [roomKey(5)])).rejects.toMatchObject({
      code: '0A000',
    });
    await outsider.query('rollback');
    await outsider.end();
  });
});

function times(round: number) {
  const { startsAt, endsAt } = whenIn(round);
  return { starts_at: startsAt, ends_at: endsAt };
}

/** The other side stands at an advisory lock by now. */
function untilSomebodyWaits() {
  return expect
    .poll(
      async () =>
        (
          await facility.superuser.query(
            `select from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())`,
          )
        ).rowCount,
      { timeout: 60_000, interval: 20 },
    )
    .toBeGreaterThan(0);
}

describe('a list of rooms', () => {
  it('is ordered and renamed while its rooms are being booked, and nobody waits for anybody', async () => {
    const outsider = new pg.Client(facility.database.ownerUrl);
    await outsider.connect();
    await outsider.query('begin');
    // A booking under way holds its room by a foreign key.
    await outsider.query(`insert into bookings select (jsonb_populate_record(b, $1)).* from bookings b where id = $2`, [
      JSON.stringify({
        id: '00000000-0000-4000-8000-00000000f002',
        reference: 'BK-000002',
        room_id: roomKey(9),
        status: 'CONFIRMED',
        kind: 'ROOM',
        ...times(3),
      }),
      await facility.insertBooking({ ...whenIn(3), wish: 9 }),
    ]);
    expect(await callRooms(callers[0], 'orderRooms', { roomIds: [roomId(9)], beforeRoomId: roomId(1) })).toMatchObject({
      __typename: 'OrderRoomsPayload',
    });
    expect(
      await callRooms(callers[1], 'updateRoom', { roomId: roomId(9), expectedVersion: 1, name: 'Renamed meanwhile' }),
    ).toMatchObject({ room: { name: 'Renamed meanwhile' } });
    await outsider.query('commit');
    await outsider.end();
  });
});
