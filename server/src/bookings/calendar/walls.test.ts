import { afterAll, describe, expect, it } from 'vitest';
import { arrange } from '../../../test/arrange.ts';
import { days, hours, keyOfId, later, roomId, roomKey, someMorning } from '../../../test/factories.ts';
import { callRooms, rooms } from '../../../test/room-calls.ts';

const { facility, people } = await arrange({ people: ['room_boss'] });
const { room_boss: boss } = people;

const socket = boss.connect();
afterAll(() => socket.close());

const window = { from: someMorning(), to: later(someMorning(), days(60)) };
let day = 0;
/** On a day of its own, and in its room from the first. */
async function taking(room: number): Promise<void> {
  const startsAt = later(window.from, days((day += 1)));
  await facility.insertBooking({ startsAt, endsAt: later(startsAt, hours(1)), room });
}

type Told = {
  readonly calendarChanged: {
    readonly cursor: string;
    readonly occupancies: readonly { readonly room: { readonly position: number } }[];
    readonly removedOccupancyIds: readonly string[];
  };
};
const document =
  'subscription ($from: DateTime!, $to: DateTime!, $roomIds: [ID!], $after: EventCursor) { calendarChanged(from: $from, to: $to, roomIds: $roomIds, after: $after) { cursor removedOccupancyIds occupancies { room { position } } } }';
async function cursorOf(): Promise<string> {
  return (
    await boss.get<{ calendar: { cursor: string } }>(
      'query ($from: DateTime!, $to: DateTime!) { calendar(from: $from, to: $to) { cursor } }',
      window,
    )
  ).calendar.cursor;
}
async function follow(roomIds: readonly string[], after?: string) {
  return socket.subscribe<Told>(document, { ...window, roomIds, after: after ?? (await cursorOf()) });
}
function positions({ calendarChanged }: Told): number[] {
  return [...new Set(calendarChanged.occupancies.map(({ room }) => room.position))].toSorted((a, b) => a - b);
}

/** Another room of the house, as if a wall were folded. */
async function makeWhole(position: number, parts: readonly number[]): Promise<void> {
  await facility.owner.query('insert into rooms (id, name, capacity, position) values ($1, $2, 30, $3)', [
    roomKey(position),
    `Over ${parts.join('+')}`,
    position,
  ]);
  await facility.owner.query('insert into room_parts (room_id, part_id) select $1, unnest($2::uuid[])', [
    roomKey(position),
    parts.map(roomKey),
  ]);
}

/** Its stream has begun: what is done from now on is told. */
async function begun(subscription: Awaited<ReturnType<typeof follow>>, room: number): Promise<void> {
  await taking(room);
  await subscription.until((told) => positions(told).length > 0);
}

describe('a window of some rooms', () => {
  it('is told of what is booked in a room that is made over one of them later', async () => {
    const subscription = await follow([roomId(9)]);
    await begun(subscription, 9);
    await makeWhole(31, [9, 12]);
    await taking(31);
    expect(positions(await subscription.until((told) => positions(told).length > 0))).toEqual([9]);
    // What only meets the other part is none of it.
    await taking(12);
    await taking(9);
    expect(positions(await subscription.until((told) => positions(told).length > 0))).toEqual([9]);
    subscription.stop();
  });

  it('is told what stands in one of them once that has other parts, also after a reconnect', async () => {
    await makeWhole(32, [13, 14]);
    const subscription = await follow([roomId(32)]);
    await begun(subscription, 13);
    await taking(15);
    await taking(16);
    await taking(14);
    const { cursor } = (await subscription.until((told) => positions(told).includes(14))).calendarChanged;
    const [room] = (await rooms(boss)).filter(({ id }) => id === roomId(32));
    await callRooms(boss, 'updateRoom', {
      roomId: roomId(32),
      expectedVersion: room?.version,
      partIds: [15, 16].map(roomId),
    });
    const [gone] = (
      await facility.owner.query<{ id: string }>('select o.id from room_occupancies o where o.room_id = $1', [
        roomKey(13),
      ])
    ).rows;
    for (const told of [subscription, await follow([roomId(32)], cursor)]) {
      const removed: string[] = [];
      const last = await told.until(
        (change) => (removed.push(...change.calendarChanged.removedOccupancyIds), positions(change).length > 0),
      );
      expect(positions(last)).toEqual([15, 16]);
      expect(removed.map(keyOfId)).toContain(gone?.id);
      await taking(16);
      expect(positions(await told.until((change) => positions(change).length > 0))).toEqual([16]);
      told.stop();
    }
  });
});
