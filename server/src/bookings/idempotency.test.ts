import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { book, bookingInput, documentOf, keysOf, type Outcome } from '../../test/booking-calls.ts';
import { Caller } from '../../test/client.ts';
import { days, hours, later, openFacility, someMorning, type TestFacility } from '../../test/factories.ts';
import { type ServerProcess, startServer } from '../../test/servers.ts';

let facility: TestFacility;
let servers: ServerProcess[];
let boss: Caller;
let admin: Caller;

beforeAll(async () => {
  facility = await openFacility();
  servers = await Promise.all([startServer(facility.database), startServer(facility.database)]);
  [boss, admin] = (await Promise.all([Caller.signIn(urlOf(0), 'room_boss'), Caller.signIn(urlOf(0), 'admin')])) as [Caller, Caller];
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  await facility.close();
});

const urlOf = (index: number): string => servers[index]?.url ?? '';

const countBookings = async (): Promise<number> => (await facility.owner.query<{ n: number }>('select count(*)::int as n from bookings')).rows[0]?.n ?? 0;

const morning = (day: number) => ({ startsAt: later(someMorning(), days(day)), endsAt: later(someMorning(), days(day) + hours(2)) });

describe('an idempotency key', () => {
  it('makes one booking of twenty parallel calls through two servers, and gives all of them the same answer', async () => {
    for (const [round, room] of [[0, 7], [1, 24], [2, undefined], [3, 8]] as const) {
      const before = await countBookings();
      const input = bookingInput({ ...morning(round), tenant: 'TECH', ...(room ? { room } : {}) }, { idempotencyKey: `twenty-${round}` });
      const answers = await Promise.all(Array.from({ length: 20 }, (_, index) =>
        boss.at(urlOf(index % 2)).ask<{ result: Outcome }>(documentOf('createBookings'), { input })));
      expect(answers[0]?.data?.result.__typename).toBe('CreateBookingsPayload');
      expect(new Set(answers.map(({ text }) => text))).toEqual(new Set([answers[0]?.text]));
      expect(await countBookings()).toBe(before + 1);
    }
  });

  it('keeps several segments together, in their order', async () => {
    const first = morning(10);
    const segments = [2, 0, 1].map((day) => ({ startsAt: later(first.startsAt, days(day)), endsAt: later(first.endsAt, days(day)) }));
    const make = () => book(boss, { ...first, tenant: 'TECH' }, { segments, idempotencyKey: 'series' });
    const [once, twice] = [await make(), await make()];
    expect(once.bookings?.map((booking) => booking.startsAt)).toEqual(segments.map((segment) => segment.startsAt.toISOString()));
    expect(twice).toEqual(once);
  });

  it('refuses other input under the same key, and saves nothing of it', async () => {
    const make = (clientName: string) => book(boss, { ...morning(20), room: 7, tenant: 'TECH' }, { clientName, idempotencyKey: 'mismatch' });
    expect((await make('Alpha')).__typename).toBe('CreateBookingsPayload');
    const before = await countBookings();
    expect((await make('Beta')).__typename).toBe('IdempotencyMismatchError');
    expect(await countBookings()).toBe(before);
  });

  it('is of its user and division: others make bookings of their own under the same key', async () => {
    const make = (caller: Caller, tenant: 'TECH' | 'TRAINING') => book(caller, { ...morning(21), tenant }, { idempotencyKey: 'shared' });
    const outcomes = [await make(boss, 'TECH'), await make(boss, 'TRAINING'), await make(admin, 'TECH')];
    expect(outcomes.map((outcome) => outcome.__typename)).toEqual(Array(3).fill('CreateBookingsPayload'));
    expect(new Set(outcomes.flatMap(keysOf)).size).toBe(3);
  });

  it('of a refused request is free for another try', async () => {
    await book(boss, { ...morning(22), room: 9, tenant: 'TECH' });
    const make = (room: number) => book(boss, { ...morning(22), room, tenant: 'TECH' }, { idempotencyKey: 'refused' });
    expect((await make(9)).__typename).toBe('RoomTakenError');
    expect((await make(8)).__typename).toBe('CreateBookingsPayload');
  });

  it('is forgotten after 24 hours', async () => {
    const make = () => book(boss, { ...morning(23), tenant: 'TECH' }, { idempotencyKey: 'old' });
    const [first] = keysOf(await make());
    await facility.owner.query(`update idempotency_keys set created_at = created_at - interval '25 hours' where key = 'old'`);
    const [second] = keysOf(await make());
    expect(second).not.toBe(first);
    expect(keysOf(await make())).toEqual([second]);
  });
});
