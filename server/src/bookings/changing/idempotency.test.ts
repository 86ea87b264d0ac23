import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { book, bookingInput, call, documentOf, keysOf, type Outcome } from '../../../test/booking-calls.ts';
import { Caller } from '../../../test/client.ts';
import {
  days,
  hours,
  keyOfId,
  later,
  openFacility,
  roomId,
  someMorning,
  type TestFacility,
} from '../../../test/factories.ts';
import { seriesInput } from '../../../test/series-calls.ts';
import { startPair } from '../../../test/servers.ts';

let facility: TestFacility;
let servers: Awaited<ReturnType<typeof startPair>>;
let boss: Caller;
let admin: Caller;

beforeAll(async () => {
  facility = await openFacility();
  servers = await startPair(facility.database);
  [boss, admin] = (await Promise.all([Caller.signIn(urlOf(0), 'room_boss'), Caller.signIn(urlOf(0), 'admin')])) as [
    Caller,
    Caller,
  ];
});
afterAll(async () => {
  await servers.stop();
  await facility.close();
});

function urlOf(index: number): string {
  return servers.urls[index] ?? '';
}

async function countBookings(): Promise<number> {
  return (await facility.owner.query<{ n: number }>('select count(*)::int as n from bookings')).rows[0]?.n ?? 0;
}

function morning(day: number) {
  return {
    startsAt: later(someMorning(), days(day)),
    endsAt: later(someMorning(), days(day) + hours(2)),
  };
}

describe('an idempotency key', () => {
  it('makes one booking of twenty parallel calls through two servers, and gives all of them the same answer', async () => {
    for (const [round, room] of [
      [0, 7],
      [1, 24],
      [2, undefined],
      [3, 8],
    ] as const) {
      const before = await countBookings();
      const input = bookingInput(
        { ...morning(round), tenant: 'TECH', ...(room ? { room } : {}) },
        { idempotencyKey: `twenty-${round}` },
      );
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          boss.at(urlOf(index % 2)).ask<{ result: Outcome }>(documentOf('createBookings'), { input }),
        ),
      );
      expect(answers[0]?.data?.result.__typename).toBe('CreateBookingsPayload');
      expect(new Set(answers.map(({ text }) => text))).toEqual(new Set([answers[0]?.text]));
      expect(await countBookings()).toBe(before + 1);
    }
  });

  it('is one with and without what nobody sees of it', async () => {
    const make = (idempotencyKey: string) =>
      boss.get<{ result: { repeated?: boolean } }>(
        'mutation ($input: CreateBookingsInput!) { result: createBookings(input: $input) { ... on CreateBookingsPayload { repeated } } }',
        { input: bookingInput({ ...morning(15), tenant: 'TECH' }, { idempotencyKey }) },
      );
    expect((await make('spaced')).result.repeated).toBe(false);
    for (const key of [' spaced', 'spaced ', 'spaced\u200b'])
      expect((await make(key)).result.repeated, JSON.stringify(key)).toBe(true);
  });

  it('keeps several segments together, in their order', async () => {
    const first = morning(10);
    const segments = [2, 0, 1].map((day) => ({
      startsAt: later(first.startsAt, days(day)),
      endsAt: later(first.endsAt, days(day)),
    }));
    const make = () => book(boss, { ...first, tenant: 'TECH' }, { segments, idempotencyKey: 'series' });
    const [once, twice] = [await make(), await make()];
    expect(once.bookings?.map((booking) => booking.startsAt)).toEqual(
      segments.map((segment) => segment.startsAt.toISOString()),
    );
    expect(twice).toEqual(once);
  });

  const repeatable = `mutation ($input: CreateBookingsInput!) { result: createBookings(input: $input) { __typename ... on CreateBookingsPayload { repeated deleted bookings { id status room { position } } } } }`;
  type Repeated = {
    readonly __typename: string;
    readonly repeated: boolean;
    readonly deleted: number;
    readonly bookings: readonly { readonly id: string; readonly status: string }[];
  };

  it('that is repeated says so, and shows the bookings as they are by now: moved, cancelled, undone, deleted', async () => {
    const first = morning(30);
    const segments = [0, 1, 2].map((day) => ({
      startsAt: later(first.startsAt, days(day)),
      endsAt: later(first.endsAt, days(day)),
      roomId: roomId(7),
    }));
    const input = bookingInput({ ...first, tenant: 'TECH' }, { segments, idempotencyKey: 'as-they-are' });
    const make = async () => (await boss.get<{ result: Repeated }>(repeatable, { input })).result;
    const made = await make();
    expect(made).toMatchObject({ repeated: false, deleted: 0 });
    const ids = made.bookings.map(({ id }) => id);
    expect(await make()).toEqual({ ...made, repeated: true });
    await call(boss, 'cancelBooking', { bookingId: ids[0], reason: 'Not needed' });
    await call(boss, 'rescheduleBooking', { bookingId: ids[1], roomId: roomId(8) });
    expect(await make()).toMatchObject({
      repeated: true,
      deleted: 0,
      bookings: [
        { id: ids[0], status: 'CANCELLED', room: null },
        { id: ids[1], status: 'CONFIRMED', room: { position: 8 } },
        { id: ids[2] },
      ],
    });
    await facility.owner.query('delete from bookings where id = any ($1)', [
      [ids[1], ids[2]].map((id) => keyOfId(id ?? '')),
    ]);
    expect(await make()).toMatchObject({
      __typename: 'CreateBookingsPayload',
      repeated: true,
      deleted: 2,
      bookings: [{ id: ids[0], status: 'CANCELLED' }],
    });
    await facility.owner.query('delete from bookings where id = $1', [keyOfId(ids[0] ?? '')]);
    expect(await make()).toMatchObject({ repeated: true, deleted: 3, bookings: [] });
  });

  it('of a series that is repeated says so as well', async () => {
    const input = {
      ...seriesInput({ ...morning(40), rule: { frequency: 'DAILY', count: 3 }, room: 9, tenant: 'TECH' }),
      idempotencyKey: 'a-series',
    };
    const document =
      'mutation ($input: CreateSeriesInput!) { result: createSeries(input: $input) { __typename ... on CreateSeriesPayload { repeated deleted booked bookings { id status } } } }';
    const make = async () => (await boss.get<{ result: Repeated }>(document, { input })).result;
    const made = await make();
    expect(made).toMatchObject({ repeated: false, deleted: 0, booked: 3 });
    await call(boss, 'undoBookingChange', { bookingId: made.bookings[0]?.id });
    expect(await make()).toMatchObject({
      repeated: true,
      deleted: 0,
      booked: 3,
      bookings: ['CANCELLED', 'CANCELLED', 'CANCELLED'].map((status) => ({ status })),
    });
  });

  it('refuses other input under the same key, and saves nothing of it', async () => {
    const make = (clientName: string) =>
      book(boss, { ...morning(20), room: 7, tenant: 'TECH' }, { clientName, idempotencyKey: 'mismatch' });
    expect((await make('Alpha')).__typename).toBe('CreateBookingsPayload');
    const before = await countBookings();
    expect((await make('Beta')).__typename).toBe('IdempotencyMismatchError');
    expect(await countBookings()).toBe(before);
  });

  it('is of its user and division: others make bookings of their own under the same key', async () => {
    const make = (caller: Caller, tenant: 'TECH' | 'TRAINING') =>
      book(caller, { ...morning(21), tenant }, { idempotencyKey: 'shared' });
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
    await facility.owner.query(
      `update idempotency_keys set created_at = created_at - interval '25 hours' where key = 'old'`,
    );
    const [second] = keysOf(await make());
    expect(second).not.toBe(first);
    expect(keysOf(await make())).toEqual([second]);
  });
});
