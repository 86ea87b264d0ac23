import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call } from '../../test/booking-calls.ts';
import { Caller, type SocketCaller } from '../../test/client.ts';
import {
  days,
  hours,
  later,
  openFacility,
  roomId,
  roomKey,
  someMorning,
  type TestFacility,
} from '../../test/factories.ts';
import { callRooms, type Room } from '../../test/room-calls.ts';
import { startApp } from '../../test/servers.ts';
import type { App } from '../app.ts';

let facility: TestFacility;
let apps: readonly [App, App];
let boss: Caller;
let viewer: Caller;

beforeAll(async () => {
  facility = await openFacility();
  apps = await Promise.all([startApp(facility.database), startApp(facility.database)]);
  boss = await Caller.signIn(apps[0].url, 'room_boss');
  viewer = await Caller.signIn(apps[0].url, 'viewer.training');
});
afterAll(async () => {
  await Promise.all(apps.map((app) => app.close()));
  await facility.close();
});

type Change = {
  roomsChanged: {
    cursor: string;
    closuresChanged: boolean;
    rooms: Pick<Room, 'id' | 'name' | 'version' | 'position' | 'active'>[];
  };
};
const document =
  'subscription ($after: EventCursor) { roomsChanged(after: $after) { cursor closuresChanged rooms { id name version position active } } }';
function follow(socket: SocketCaller, after?: string) {
  return socket.subscribe<Change>(document, { after: after ?? null });
}

describe('roomsChanged', () => {
  it('tells all rooms at once, then what somebody adds, renames, moves and takes out of use, to everybody who may look', async () => {
    const socket = viewer.connect();
    const changes = follow(socket);
    expect((await changes.next())?.roomsChanged.rooms.map(({ position }) => position)).toEqual(
      Array.from({ length: 24 }, (_, index) => index + 1),
    );
    const added = (await callRooms(boss, 'createRoom', { name: 'The new one', capacity: 9 })).room as Room;
    expect((await changes.until(({ roomsChanged: { rooms } }) => rooms.length > 0)).roomsChanged).toMatchObject({
      rooms: [{ id: added.id, name: 'The new one', position: 25, active: true }],
      closuresChanged: false,
    });
    await callRooms(boss, 'updateRoom', { roomId: roomId(1), expectedVersion: 1, name: 'Excellent' });
    expect((await changes.next())?.roomsChanged.rooms).toEqual([
      { id: roomId(1), name: 'Excellent', version: 2, position: 1, active: true },
    ]);
    await callRooms(boss, 'orderRooms', { roomIds: [roomId(3)], beforeRoomId: roomId(2) });
    expect((await changes.next())?.roomsChanged.rooms.map(({ id, position }) => [id, position])).toEqual([
      [roomId(3), 2],
      [roomId(2), 3],
    ]);
    await callRooms(boss, 'deactivateRoom', { roomId: added.id });
    expect((await changes.next())?.roomsChanged.rooms).toMatchObject([{ id: added.id, active: false }]);
    await socket.close();
  });

  it('tells what was written past the API as well', async () => {
    const socket = viewer.connect();
    const changes = follow(socket);
    await changes.next();
    await facility.owner.query(`update rooms set equipment = '{SOUND}' where id = $1`, [roomKey(4)]);
    expect((await changes.next())?.roomsChanged.rooms).toMatchObject([{ id: roomId(4) }]);
    await facility.owner.query('update rooms set capacity = capacity where id = $1', [roomKey(4)]);
    await facility.owner.query('update rooms set capacity = capacity + 1 where id = $1', [roomKey(5)]);
    expect((await changes.next())?.roomsChanged.rooms).toMatchObject([{ id: roomId(5) }]);
    await socket.close();
  });

  it('goes on after a cursor, at another server, with what changed meanwhile and nothing else', async () => {
    const socket = viewer.connect();
    const first = await follow(socket).next();
    await socket.close();
    await callRooms(boss, 'updateRoom', { roomId: roomId(7), expectedVersion: 1, capacity: 33 });
    await callRooms(boss, 'updateRoom', { roomId: roomId(7), expectedVersion: 2, capacity: 34 });
    const elsewhere = viewer.at(apps[1].url).connect();
    const told = await follow(elsewhere, first?.roomsChanged.cursor).until(({ roomsChanged: { rooms } }) =>
      rooms.some(({ version }) => version === 3),
    );
    expect(told.roomsChanged.rooms).toMatchObject([{ id: roomId(7), version: 3 }]);
    await elsewhere.close();
  });

  it('says that closures changed, and the next of a room is found anew', async () => {
    const socket = viewer.connect();
    const changes = follow(socket);
    await changes.next();
    const next = async (position: number) =>
      (
        await viewer.get<{ node: { nextClosure: { reason: string } | null } }>(
          'query ($id: ID!) { node(id: $id) { ... on Room { nextClosure { reason } } } }',
          { id: roomId(position) },
        )
      ).node.nextClosure?.reason;
    const startsAt = later(someMorning(), days(2));
    await call(boss, 'closeRooms', {
      roomIds: [roomId(24)],
      startsAt,
      endsAt: later(startsAt, hours(2)),
      reason: 'The wall',
    });
    expect((await changes.next())?.roomsChanged).toMatchObject({ closuresChanged: true, rooms: [] });
    await call(boss, 'closeRooms', {
      roomIds: [roomId(6)],
      startsAt: later(startsAt, -days(1)),
      endsAt: later(startsAt, -hours(20)),
      reason: 'Sooner',
    });
    expect([await next(5), await next(6), await next(24), await next(7)]).toEqual([
      'The wall',
      'Sooner',
      'Sooner',
      undefined,
    ]);
    await socket.close();
  });

  it('ends for somebody who may see calendars no more', async () => {
    const kitchen = await Caller.signIn(apps[0].url, 'kitchen');
    const socket = kitchen.connect();
    const changes = follow(socket);
    await changes.next();
    await facility.revoke('kitchen', 'kitchen');
    expect(await changes.next()).toBeUndefined();
    expect((await socket.closed).code).toBe(4403);
  });
});

describe('the exact log', () => {
  it('has each change of a room once, by its name and version, for everybody', async () => {
    const { room } = await callRooms(boss, 'createRoom', { name: 'In the log', capacity: 3 });
    await callRooms(boss, 'updateRoom', { roomId: room?.id, expectedVersion: 1, capacity: 4 });
    await callRooms(boss, 'orderRooms', { roomIds: [room?.id], beforeRoomId: roomId(24) });
    await callRooms(boss, 'deactivateRoom', { roomId: room?.id });
    await callRooms(boss, 'reactivateRoom', { roomId: room?.id });
    await expect
      .poll(
        async () => {
          const { domainEvents } = await viewer.get<{
            domainEvents: {
              events: { type: string; version: number; roomId: string | null; bookingId: null; closureId: null }[];
            };
          }>('{ domainEvents(first: 1000) { events { type version roomId bookingId closureId } } }');
          return domainEvents.events.filter(({ roomId: id }) => id === room?.id);
        },
        { timeout: 60_000 },
      )
      .toEqual(
        ['room_added', 'room_changed', 'room_moved', 'room_deactivated', 'room_reactivated'].map((type, index) => ({
          type,
          version: index + 1,
          roomId: room?.id,
          bookingId: null,
          closureId: null,
        })),
      );
  });

  it('tells of a change that began before another and ended after it', async () => {
    type Log = { domainEvents: { cursor: string; more: boolean; events: { roomId: string | null }[] } };
    const read = async (after: string | null): Promise<Log['domainEvents']> =>
      (
        await viewer.get<Log>(
          'query ($after: EventCursor) { domainEvents(after: $after, first: 1000) { cursor more events { roomId } } }',
          { after },
        )
      ).domainEvents;
    const [slow, quick] = [roomId(21), roomId(22)];
    const roomIds: (string | null)[] = [];
    let { cursor } = await read(null);
    const readOn = async () => {
      const page = await read(cursor);
      cursor = page.cursor;
      roomIds.push(...page.events.map((event) => event.roomId));
    };
    const writer = await facility.owner.connect();
    try {
      await writer.query('begin');
      await writer.query('update rooms set capacity = capacity + 1 where id = $1', [roomKey(21)]);
      await facility.owner.query('update rooms set capacity = capacity + 1 where id = $1', [roomKey(22)]);
      await readOn();
      await writer.query('commit');
    } finally {
      await writer.query('rollback');
      writer.release();
    }
    await expect
      .poll(async () => {
        await readOn();
        return roomIds;
      })
      .toEqual([slow, quick]);
  });
});
