import { expect } from 'vitest';
import { type Contest } from './double-booking.ts';
import { call } from './booking-calls.ts';
import { bookingId, days, hours, keyOfId, later, roomId, someMorning } from './factories.ts';
import { type Figures, percentiles } from './figures.ts';
import { expectSoundPhysics } from './physics.ts';

function interval(round: number) {
  const startsAt = later(someMorning(), days(round));
  return { startsAt, endsAt: later(startsAt, hours(3)) };
}

/** Ten ghosts, one room, ten bosses at two servers. */
export async function raceToAssign({ facility, callers }: Contest, rounds: number): Promise<Figures> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const when = interval(round);
    const keys = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        facility.insertBooking({ ...when, tenant: index % 2 === 0 ? 'TECH' : 'TRAINING' }),
      ),
    );
    const outcomes = await Promise.all(
      keys.map(async (key, index) => {
        const began = performance.now();
        const outcome = await call(callers[index % callers.length] as (typeof callers)[number], 'assignRoom', {
          bookingId: bookingId(key),
          roomId: roomId((round % 23) + 1),
        });
        times.push(performance.now() - began);
        return outcome;
      }),
    );
    expect(outcomes.map(({ __typename }) => __typename).toSorted(), `round ${round}`).toEqual([
      'AssignRoomPayload',
      ...Array<string>(9).fill('RoomTakenError'),
    ]);
    for (const { segments } of outcomes) if (segments) expect(segments[0]?.conflicts.length).toBeGreaterThan(0);
    const { rows } = await facility.owner.query<{ states: string }>(
      `select string_agg(status || ' ' || version, ', ' order by status) as states from bookings where id = any ($1) and status <> 'PENDING'`,
      [keys],
    );
    expect(rows[0]?.states, 'none skips a state').toBe('ROOM_ASSIGNED 2');
  }
  await expectSoundPhysics(facility.superuser);
  return percentiles(times);
}

/** The whole list of one boss wins and nothing of the other's, and nobody stands still. Each list has eight; the second one's rooms lie across the first one's. */
export async function raceBulkAgainstBulk({ facility, callers }: Contest, rounds: number): Promise<Figures> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const when = interval(2_000 + round);
    // Four ghosts are in both lists, or none is: then it is only at the rooms that they meet.
    const shared = round % 2 === 0 ? 4 : 0;
    const keys = await Promise.all(
      Array.from({ length: 16 - shared }, (_, index) =>
        facility.insertBooking({ ...when, tenant: index % 2 === 0 ? 'TECH' : 'TRAINING' }),
      ),
    );
    const lists = [keys.slice(0, 8), keys.slice(8 - shared).toReversed()].map((list, boss) =>
      list.map((key, index) => ({
        bookingId: bookingId(key),
        roomId: roomId([1, 2, 3, 4, 7, 8, 9, 24][boss === 0 ? index : 7 - ((index + round) % 8)] ?? 1),
      })),
    );
    const outcomes = await Promise.all(
      lists.map(async (assignments, boss) => {
        const began = performance.now();
        const outcome = await call(
          callers[(round + boss) % callers.length] as (typeof callers)[number],
          'assignRooms',
          { assignments },
        );
        times.push(performance.now() - began);
        return outcome;
      }),
    );
    expect(outcomes.map(({ __typename }) => __typename).toSorted(), `round ${round}`).toEqual([
      'AssignRoomsPayload',
      'BulkRefusedError',
    ]);
    const won = outcomes.findIndex(({ __typename }) => __typename === 'AssignRoomsPayload');
    const { rows } = await facility.owner.query<{ id: string }>(
      `select id from bookings where id = any ($1) and status = 'ROOM_ASSIGNED' and version = 2`,
      [keys],
    );
    expect(rows.map(({ id }) => id).toSorted(), 'the whole list of one, and nothing of the other').toEqual(
      (lists[won] ?? []).map((one) => keyOfId(one.bookingId)).toSorted(),
    );
  }
  await expectSoundPhysics(facility.superuser);
  const { rows } = await facility.superuser.query<{ deadlocks: number }>(
    'select deadlocks::int from pg_stat_database where datname = current_database()',
  );
  expect(rows).toEqual([{ deadlocks: 0 }]);
  return percentiles(times);
}
