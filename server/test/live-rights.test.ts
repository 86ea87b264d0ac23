import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import pg from 'pg';
import WebSocket from 'ws';
import { arrange } from './arrange.ts';
import { Caller, type Subscription } from './client.ts';
import { bookingId, days, hours, later, someMorning, type Username, tenants } from './factories.ts';

/** What left the server, and when by the clock that the database goes by too: when this process came to read it, the machine decides. */
const left: { readonly at: number; readonly what: string }[] = [];

const { facility, app } = await arrange();

beforeAll(async () => {
  const { send, close } = WebSocket.prototype;
  vi.spyOn(WebSocket.prototype, 'send').mockImplementation(function (this: WebSocket, ...given: unknown[]) {
    left.push({ at: Date.now(), what: String(given[0]) });
    return Reflect.apply(send, this, given) as undefined;
  });
  vi.spyOn(WebSocket.prototype, 'close').mockImplementation(function (this: WebSocket, ...given: unknown[]) {
    left.push({ at: Date.now(), what: `closed with ${String(given[0])}` });
    return Reflect.apply(close, this, given) as undefined;
  });
});
afterAll(async () => {
  vi.restoreAllMocks();
});

const startsAt = someMorning();
const window = { from: startsAt, to: later(startsAt, days(300)) };
let day = 0;
function morning() {
  day += 1;
  return { startsAt: later(startsAt, days(day)), endsAt: later(startsAt, days(day) + hours(1)) };
}

type Shown = {
  readonly id: string;
  readonly clientName: string;
  readonly clientEmail: string | null;
  readonly notes: string | null;
} | null;
type Occupancy = {
  readonly id: string;
  readonly startsAt: string;
  readonly bookedRoom: { readonly position: number } | null;
  readonly booking: Shown;
};
type Change = {
  readonly calendarChanged: {
    readonly cursor: string;
    readonly bookingId: string | null;
    readonly version: number | null;
    readonly removedGhostId: string | null;
    readonly removedOccupancyIds: readonly string[];
    readonly occupancies: readonly Occupancy[];
    readonly ghost: Shown;
  };
};
const shown =
  'id clientName clientEmail notes tenant { code } history(first: 1) { reason actor { username } } actions { name allowed }';
const occupancy = `id startsAt bookedRoom { position } booking { ${shown} }`;
const changes = `subscription ($from: DateTime!, $to: DateTime!, $after: EventCursor) { calendarChanged(from: $from, to: $to, after: $after) { cursor bookingId version removedGhostId removedOccupancyIds occupancies { ${occupancy} } ghost { ${shown} } } }`;
const ofBooking = `subscription ($id: ID!, $after: EventCursor) { bookingChanged(id: $id, after: $after) { booking { ${shown} } } }`;

type Calendar = { readonly calendar: { readonly cursor: string; readonly occupancies: readonly Occupancy[] } };
async function calendarOf(caller: Caller) {
  return (
    await caller.get<Calendar>(
      `query ($from: DateTime!, $to: DateTime!) { calendar(from: $from, to: $to) { cursor occupancies { ${occupancy} } } }`,
      window,
    )
  ).calendar;
}

/** By when a change of rights holds, and how much had left before it: the server may act on it before this process reads the clock. */
type Decision = { readonly at: number; readonly leftBefore: number };
async function decided(change: Promise<unknown>): Promise<Decision> {
  const leftBefore = left.length;
  await change;
  const { rows } = await facility.owner.query<{ at: number }>(
    'select (extract(epoch from clock_timestamp()) * 1000)::float8 as at',
  );
  return { at: rows[0]?.at ?? 0, leftBefore };
}

function expectWithin2s(since: Decision, what: string): void {
  const at = left.slice(since.leftBefore).find((one) => one.what.includes(what))?.at;
  expect((at ?? Number.POSITIVE_INFINITY) - since.at, 'ms from the decision until it left the server').toBeLessThan(
    2_000,
  );
}

/** What a right that was taken away or given brings by itself. */
async function within2s<Data>(
  since: Decision,
  subscription: Subscription<Data>,
  fits: (data: Data) => boolean,
): Promise<Data> {
  const told = await subscription.until(fits);
  expectWithin2s(since, JSON.stringify(told).slice(1, -1));
  return told;
}

function marked(marker: string, key: string) {
  return facility.owner.query(
    'update bookings set client_name = $1, client_email = $2, notes = $1, boss_notes = $1 where id = $3',
    [marker, `${marker.toLowerCase()}@client.example`, key],
  );
}

describe('a role that is taken away', () => {
  it('turns full into busy, takes ghosts away, and what changes after it comes without its details', async () => {
    const kept = await facility.insertBooking({ ...morning(), room: 1, client: 'OLD' });
    const ghost = await facility.insertBooking({ ...morning(), wish: 1, client: 'OLD' });
    const staff = await Caller.signIn(app.url, 'staff2.tech');
    const { cursor, occupancies } = await calendarOf(staff);
    const before = occupancies.find(({ booking }) => booking?.id === bookingId(kept));
    expect(before).toMatchObject({
      bookedRoom: { position: 1 },
      booking: { clientName: 'OLD', clientEmail: 'thandi@client.example' },
    });

    const subscription = staff.connect().subscribe<Change>(changes, { ...window, after: cursor });
    const drawer = staff
      .connect()
      .subscribe<{ bookingChanged: { booking: Shown } }>(ofBooking, { id: bookingId(kept), after: cursor });
    // Both are there: they bring a change.
    await facility.owner.query(`update bookings set notes = 'seen' where id = $1`, [kept]);
    await Promise.all([
      subscription.until(({ calendarChanged }) => calendarChanged.bookingId === bookingId(kept)),
      drawer.next(),
    ]);

    // In one: with no role at all in between the subscription would end.
    const since = await decided(
      facility.owner.query(
        `with gone as (delete from role_grants where user_id = $1 and role_name = 'staff')
         insert into role_grants (user_id, role_name, tenant_id) values ($1, 'viewer', $2)`,
        [facility.userKeys['staff2.tech'], tenants.TRAINING],
      ),
    );
    await marked('MARKER', kept);
    const secret = await facility.insertBooking({ ...morning(), wish: 2, client: 'MARKER' });

    const told: Change[] = [];
    await within2s(
      since,
      subscription,
      (change) =>
        told.push(change) > 0 &&
        told.some(({ calendarChanged }) => calendarChanged.occupancies.some(({ id }) => id === before?.id)) &&
        told.some(({ calendarChanged }) => calendarChanged.removedGhostId !== null),
    );
    const busy = told.flatMap(({ calendarChanged }) => calendarChanged.occupancies).find(({ id }) => id === before?.id);
    expect(busy).toEqual({ id: before?.id, startsAt: before?.startsAt, bookedRoom: null, booking: null });
    expect(told.map(({ calendarChanged }) => calendarChanged.removedGhostId)).toContain(bookingId(ghost));
    expect(await within2s(since, drawer, () => true)).toEqual({ bookingChanged: { booking: null } });

    // Whatever was to come has come before this one, which changes what is taken.
    const moved = morning();
    await facility.owner.query('update bookings set starts_at = $2, ends_at = $3 where id = $1', [
      kept,
      moved.startsAt,
      moved.endsAt,
    ]);
    await subscription.until(
      (change) =>
        told.push(change) > 0 &&
        change.calendarChanged.occupancies.some((taken) => taken.startsAt === moved.startsAt.toISOString()),
    );
    const text = JSON.stringify(told);
    expect(text).not.toMatch(/MARKER/i);
    expect(text).not.toContain(bookingId(secret).replaceAll('=', ''));
    const afterwards = told.slice(told.findIndex(({ calendarChanged }) => calendarChanged.bookingId === null));
    expect(
      afterwards.every(
        ({ calendarChanged }) =>
          calendarChanged.bookingId === null && calendarChanged.version === null && calendarChanged.ghost === null,
      ),
    ).toBe(true);
    subscription.stop();
    drawer.stop();
    await facility.revoke('staff2.tech', 'viewer');
    await facility.grant('staff2.tech', 'staff', 'TECH');
  });

  it('turns full into operational: contacts and notes are told as null', async () => {
    const key = await facility.insertBooking({ ...morning(), room: 2, client: 'Kept' });
    const boss = await Caller.signIn(app.url, 'it_boss');
    const { cursor } = await calendarOf(boss);
    const subscription = boss.connect().subscribe<Change>(changes, { ...window, after: cursor });
    const drawer = boss
      .connect()
      .subscribe<{ bookingChanged: { booking: Shown } }>(ofBooking, { id: bookingId(key), after: cursor });
    await facility.owner.query(`update bookings set notes = 'private' where id = $1`, [key]);
    await Promise.all([
      subscription.until(({ calendarChanged }) => calendarChanged.bookingId === bookingId(key)),
      drawer.next(),
    ]);
    await facility.grant('it_boss', 'kitchen');
    const since = await decided(facility.revoke('it_boss', 'it_boss'));
    // Both roles together may have been told first.
    const { calendarChanged } = await within2s(since, subscription, (change) =>
      change.calendarChanged.occupancies.some(
        ({ booking }) => booking?.id === bookingId(key) && booking.notes === null,
      ),
    );
    const seen = { clientName: 'Kept', clientEmail: null, notes: null };
    expect(calendarChanged.occupancies.find(({ booking }) => booking?.id === bookingId(key))?.booking).toMatchObject(
      seen,
    );
    expect(await within2s(since, drawer, ({ bookingChanged }) => bookingChanged.booking?.notes === null)).toMatchObject(
      { bookingChanged: { booking: seen } },
    );
    subscription.stop();
    drawer.stop();
    await facility.grant('it_boss', 'it_boss');
    await facility.revoke('it_boss', 'kitchen');
  });

  it('ends the subscription where it was the right to see calendars at all, and takes away what was shown', async () => {
    const key = await facility.insertBooking({ ...morning(), room: 3, client: 'Gone' });
    const viewer = await Caller.signIn(app.url, 'viewer.tech');
    const { cursor, occupancies } = await calendarOf(viewer);
    const socket = viewer.connect();
    const subscription = socket.subscribe<Change>(changes, { ...window, after: cursor });
    await facility.owner.query(`update bookings set notes = 'there' where id = $1`, [key]);
    await subscription.next();
    const since = await decided(facility.revoke('viewer.tech', 'viewer'));
    const { calendarChanged } = await within2s(
      since,
      subscription,
      (change) => change.calendarChanged.removedOccupancyIds.length > 0,
    );
    expect(calendarChanged.removedOccupancyIds).toEqual(expect.arrayContaining(occupancies.map(({ id }) => id)));
    expect((await socket.closed).code).toBe(4403);
    await facility.grant('viewer.tech', 'viewer', 'TECH');
  });
});

describe('a role that is given', () => {
  it('turns busy into full', async () => {
    const key = await facility.insertBooking({ ...morning(), room: 4, client: 'Opened' });
    const staff = await Caller.signIn(app.url, 'staff.training');
    const { cursor, occupancies } = await calendarOf(staff);
    const ghost = await facility.insertBooking({ ...morning(), wish: 4, client: 'Opened' });
    const subscription = staff.connect().subscribe<Change>(changes, { ...window, after: cursor });
    const control = await facility.insertBooking({ ...morning(), room: 4, tenant: 'TRAINING' });
    await subscription.until(({ calendarChanged }) => calendarChanged.bookingId === bookingId(control));
    const since = await decided(facility.grant('staff.training', 'viewer', 'TECH'));
    const isThere = (booking: Shown) => booking?.id === bookingId(key);
    const { calendarChanged } = await within2s(since, subscription, (change) =>
      change.calendarChanged.occupancies.some(({ booking }) => isThere(booking)),
    );
    const opened = calendarChanged.occupancies.find(({ booking }) => isThere(booking));
    expect(opened).toMatchObject({ booking: { clientName: 'Opened', clientEmail: 'thandi@client.example' } });
    expect(occupancies.find(({ id }) => id === opened?.id)).toMatchObject({ booking: null });
    await subscription.until((change) => change.calendarChanged.ghost?.id === bookingId(ghost));
    subscription.stop();
    await facility.revoke('staff.training', 'viewer');
  });
});

describe('rights that change while nobody listens', () => {
  const codeAfter = async (caller: Caller, document: string, variables: Record<string, unknown>) => {
    const socket = caller.connect();
    const [error] = await socket.subscribe<object>(document, variables).ended;
    await socket.close();
    return error?.extensions;
  };
  /** Goes on from a cursor, and is told of a room that everybody sees. */
  const isTold = async (caller: Caller, after: string) => {
    const subscription = caller.connect().subscribe<Change>(changes, { ...window, after });
    const when = morning();
    await facility.insertBooking({ ...when, room: 9, tenant: 'TRAINING' });
    await subscription.until(({ calendarChanged }) =>
      calendarChanged.occupancies.some((taken) => taken.startsAt === when.startsAt.toISOString()),
    );
    subscription.stop();
  };

  it('are noticed on the way back, fewer as well as more: the window is to be loaded again', async () => {
    const key = await facility.insertBooking({ ...morning(), room: 5, client: 'Left behind' });
    const staff = await Caller.signIn(app.url, 'staff2.tech');
    let { cursor } = await calendarOf(staff);
    await isTold(staff, cursor);
    for (const { change, seen } of [
      {
        change: () =>
          facility.revoke('staff2.tech', 'staff').then(() => facility.grant('staff2.tech', 'viewer', 'TRAINING')),
        seen: null,
      },
      { change: () => facility.grant('staff2.tech', 'staff', 'TECH'), seen: 'Left behind' },
    ]) {
      await change();
      expect(await codeAfter(staff, changes, { ...window, after: cursor })).toMatchObject({
        code: 'CURSOR_INVALID',
        reason: 'RIGHTS_CHANGED',
      });
      expect(await codeAfter(staff, ofBooking, { id: bookingId(key), after: cursor })).toMatchObject({
        code: 'CURSOR_INVALID',
        reason: 'RIGHTS_CHANGED',
      });
      const anew = await calendarOf(staff);
      expect(anew.occupancies.filter(({ booking }) => booking?.clientName === 'Left behind')).toHaveLength(
        seen === null ? 0 : 1,
      );
      await isTold(staff, anew.cursor);
      ({ cursor } = anew);
    }
    await facility.revoke('staff2.tech', 'viewer');
  });

  it('are noticed also by who was cut off while being told of them, and not by who was told all', async () => {
    await Promise.all([1, 2, 3].map(() => facility.insertBooking({ ...morning(), wish: 6 })));
    const staff = await Caller.signIn(app.url, 'staff2.tech');
    const subscription = staff
      .connect()
      .subscribe<Change>(changes, { ...window, after: (await calendarOf(staff)).cursor });
    await facility.insertBooking({ ...morning(), room: 6 });
    await subscription.next();
    await facility.grant('staff2.tech', 'viewer', 'TRAINING');
    await facility.revoke('staff2.tech', 'staff');
    const cursors: string[] = [];
    const isLast = ({ calendarChanged: { occupancies, removedOccupancyIds, removedGhostId } }: Change) =>
      occupancies.length + removedOccupancyIds.length === 0 && removedGhostId === null;
    let gone = 0;
    await subscription.until((change) => {
      cursors.push(change.calendarChanged.cursor);
      gone += change.calendarChanged.removedGhostId === null ? 0 : 1;
      return gone >= 3 && isLast(change);
    });
    subscription.stop();
    expect(cursors.length).toBeGreaterThan(3);
    expect(await codeAfter(staff, changes, { ...window, after: cursors.at(-2) })).toMatchObject({
      reason: 'RIGHTS_CHANGED',
    });
    await isTold(staff, cursors.at(-1) ?? '');
    await facility.revoke('staff2.tech', 'viewer');
    await facility.grant('staff2.tech', 'staff', 'TECH');
  });

  it('are those of the person a cursor was given to: another name changes nothing, and a place in the stream is one for everybody', async () => {
    const staff = await Caller.signIn(app.url, 'staff2.tech');
    const { cursor } = await calendarOf(staff);
    await facility.owner.query(`update users set display_name = 'Another name' where username = 'staff2.tech'`);
    await isTold(staff, cursor);
    await isTold(await Caller.signIn(app.url, 'room_boss'), cursor);
  });
});

describe('a session that ends', () => {
  it('closes the socket of its subscriptions with 4403, though nothing changes', async () => {
    const caller = await Caller.signIn(app.url, 'superuser');
    const { cursor } = await calendarOf(caller);
    const socket = caller.connect();
    const subscription = socket.subscribe<Change>(changes, { ...window, after: cursor });
    await facility.insertBooking({ ...morning(), room: 7 });
    await subscription.next();
    const since = await decided(caller.get('mutation { signOut }'));
    expect((await socket.closed).code).toBe(4403);
    expectWithin2s(since, 'closed with 4403');
  });
});

describe('the watch over rights', () => {
  it('is one statement for all sockets of all people, and none when they are gone', async () => {
    const people: Username[] = ['room_boss', 'admin', 'kitchen', 'staff.tech', 'viewer.training'];
    const callers = await Promise.all(people.map((name) => Caller.signIn(app.url, name)));
    const sockets = callers.flatMap((caller) => [caller.connect(), caller.connect()]);
    const subscriptions = await Promise.all(
      sockets.map(async (socket, index) =>
        socket.subscribe<Change>(changes, {
          ...window,
          after: (await calendarOf(callers[Math.floor(index / 2)] as Caller)).cursor,
        }),
      ),
    );
    await facility.insertBooking({ ...morning(), room: 8 });
    await Promise.all(subscriptions.map((subscription) => subscription.next()));

    const readings: number[] = [];
    const query = vi.spyOn(pg.Client.prototype, 'query');
    const watchers = (): number[] => {
      readings.length = 0;
      for (const [config] of query.mock.calls as unknown[][]) {
        const { name, values } = (typeof config === 'object' && config !== null ? config : {}) as {
          name?: string;
          values?: unknown[][];
        };
        if (name === 'changedRights') readings.push(values?.[0]?.length ?? 0);
      }
      return readings;
    };
    try {
      await vi.waitUntil(() => watchers().length >= 2, { timeout: 60_000 });
      // Five sessions, each once, whatever it has open.
      expect(new Set(readings)).toEqual(new Set([people.length]));
      for (const subscription of subscriptions) subscription.stop();
      await Promise.all(sockets.map((socket) => socket.close()));
      query.mockClear();
      const viewer = await Caller.signIn(app.url, 'room_boss');
      const last = viewer.connect().subscribe<Change>(changes, { ...window, after: (await calendarOf(viewer)).cursor });
      await vi.waitUntil(() => watchers().includes(1), { timeout: 60_000 });
      last.stop();
    } finally {
      query.mockRestore();
    }
  });
});
