import type pg from 'pg';
import { describe, expect, it } from 'vitest';
import { arrange } from '../../test/arrange.ts';
import { Caller, type SocketCaller, type Subscription } from '../../test/client.ts';
import { bookingId, days, globalId, hours, later, roomKey, someMorning } from '../../test/factories.ts';

const { facility, app, people } = await arrange({ people: ['room_boss'] });
const { room_boss: boss } = people;

type Change = {
  readonly bookingId: string | null;
  readonly version: number | null;
  readonly removedOccupancyIds: readonly string[];
  readonly removedGhostId: string | null;
  readonly occupancies: readonly { readonly id: string }[];
  readonly ghost: { readonly id: string } | null;
};
type Told = { readonly calendarChanged: Change };
type ToldOne = { readonly bookingChanged: { readonly booking: { readonly version: number } | null } };
const calendar =
  'subscription ($from: DateTime!, $to: DateTime!, $after: EventCursor) { calendarChanged(from: $from, to: $to, after: $after) { bookingId version removedOccupancyIds removedGhostId occupancies { id } ghost { id } } }';
const oneBooking =
  'subscription ($id: ID!, $after: EventCursor) { bookingChanged(id: $id, after: $after) { booking { version } } }';

let week = 0;
function nextWindow() {
  const from = later(someMorning(), days(7 * (week += 1)));
  return { from, to: later(from, days(7)) };
}

/** Transactions that have an id, each of which holds back what is written after it. */
class Fences {
  readonly #held: pg.PoolClient[] = [];

  async raise(): Promise<void> {
    const client = await facility.owner.connect();
    await client.query('begin; select pg_current_xact_id()');
    this.#held.push(client);
  }

  /** The oldest. */
  async lower(): Promise<void> {
    const client = this.#held.shift();
    await client?.query('rollback');
    client?.release();
  }
}

/** What is told up to a booking that is made for it, apart from that. */
async function allUntil(subscription: Subscription<Told>, from: Date): Promise<Change[]> {
  const last = bookingId(
    await facility.insertBooking({ startsAt: later(from, days(6)), endsAt: later(from, days(6) + hours(1)) }),
  );
  const told: Change[] = [];
  await subscription.until(({ calendarChanged }) => calendarChanged.bookingId === last || !told.push(calendarChanged));
  return told;
}

type Window = { readonly from: Date; readonly to: Date };
async function cursorOf(caller: Caller, window: Window): Promise<string> {
  return (
    await caller.get<{ calendar: { cursor: string } }>(
      'query ($from: DateTime!, $to: DateTime!) { calendar(from: $from, to: $to) { cursor } }',
      window,
    )
  ).calendar.cursor;
}

async function readOccupancies(key: string): Promise<string[]> {
  return (
    await facility.owner.query<{ id: string }>('select id from room_occupancies where booking_id = $1', [key])
  ).rows.map(({ id }) => globalId('Occupancy', id));
}

describe('a booking that is deleted past the API while earlier changes wait at the fence', () => {
  it('is told as gone once, at its last version, with every place that it had, and nothing of it afterwards', async () => {
    const { from, to } = nextWindow();
    const key = await facility.insertBooking({
      startsAt: later(from, hours(1)),
      endsAt: later(from, hours(2)),
      room: 1,
    });
    const places = await readOccupancies(key);
    const socket = boss.connect();
    const after = await cursorOf(boss, { from, to });
    const subscription = socket.subscribe<Told>(calendar, { from, to, after });
    const ofBooking = socket.subscribe<ToldOne>(oneBooking, { id: bookingId(key), after });
    await allUntil(subscription, from);
    const fences = new Fences();
    for (let day = 1; day <= 3; day += 1) {
      await fences.raise();
      await facility.owner.query(
        `update bookings set starts_at = starts_at + interval '1 day', ends_at = ends_at + interval '1 day' where id = $1`,
        [key],
      );
      places.push(...(await readOccupancies(key)));
    }
    await fences.raise();
    await fences.lower();
    expect((await subscription.next())?.calendarChanged).toMatchObject({
      bookingId: bookingId(key),
      version: 4,
      occupancies: [{ id: places.at(-1) }],
    });
    await ofBooking.until(({ bookingChanged }) => bookingChanged.booking?.version === 4);

    await facility.owner.query('delete from bookings where id = $1', [key]);
    for (let left = 0; left < 3; left += 1) await fences.lower();
    const told = await allUntil(subscription, from);
    expect(told).toEqual([
      {
        bookingId: bookingId(key),
        version: 5,
        removedOccupancyIds: expect.any(Array),
        removedGhostId: bookingId(key),
        occupancies: [],
        ghost: null,
      },
    ]);
    expect(told[0]?.removedOccupancyIds.toSorted()).toEqual(places.toSorted());
    expect((await ofBooking.next())?.bookingChanged.booking).toBeNull();
    expect(await Promise.race([ofBooking.next(), Promise.resolve('nothing')])).toBe('nothing');
    await socket.close();
  });

  it('is told as gone also where only a place that it had before its last is shown, and as no more than that to the other division', async () => {
    const { from } = nextWindow();
    const firstDay = { from, to: later(from, days(1)) };
    const key = await facility.insertBooking({
      startsAt: later(from, hours(1)),
      endsAt: later(from, hours(2)),
      room: 2,
    });
    const places = await readOccupancies(key);
    const other = await Caller.signIn(app.url, 'viewer.training');
    const sockets = [boss.connect(), other.connect()];
    const mark = async (hour: number): Promise<string> =>
      bookingId(
        await facility.insertBooking({
          startsAt: later(from, hours(hour)),
          endsAt: later(from, hours(hour + 1)),
          room: 20,
          tenant: 'TRAINING',
        }),
      );
    const [own, foreign] = (await Promise.all(
      [boss, other].map(async (caller, index) =>
        (sockets[index] as SocketCaller).subscribe<Told>(calendar, {
          ...firstDay,
          after: await cursorOf(caller, firstDay),
        }),
      ),
    )) as [Subscription<Told>, Subscription<Told>];
    // Both have begun, and what came before is told.
    const first = await mark(5);
    for (const subscription of [own, foreign])
      await subscription.until(({ calendarChanged }) => calendarChanged.bookingId === first);
    const fences = new Fences();
    await fences.raise();
    await facility.owner.query(
      `update bookings set starts_at = starts_at + interval '3 days', ends_at = ends_at + interval '3 days', room_id = $2 where id = $1`,
      [key, roomKey(3)],
    );
    await fences.raise();
    await facility.owner.query('delete from bookings where id = $1', [key]);
    await fences.lower();
    await fences.lower();
    const last = await mark(7);
    for (const [subscription, seen] of [
      [own, { bookingId: bookingId(key), version: 3 }],
      [foreign, { bookingId: null, version: null }],
    ] as const) {
      const told: Change[] = [];
      await subscription.until(
        ({ calendarChanged }) => calendarChanged.bookingId === last || !told.push(calendarChanged),
      );
      expect(told).toMatchObject([{ ...seen, occupancies: [], ghost: null }]);
      expect(told[0]?.removedOccupancyIds).toEqual(expect.arrayContaining(places));
    }
    await Promise.all(sockets.map((socket) => socket.close()));
  });
});
