import { describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { schema } from '../src/schema.ts';
import { openSealedKey } from '../src/people/keys/sealed-key.ts';
import { connectDatabase } from '../src/platform/database/database.ts';
import { EventCursors } from '../src/platform/outbox/event-cursor.ts';
import { arrange } from './arrange.ts';
import { book } from './booking-calls.ts';
import { Caller } from './client.ts';
import { bookingId, days, hours, later, someMorning, tenants } from './factories.ts';
import { secret } from './secret.ts';
import { startServer } from './servers.ts';

const { facility, app, people, clock } = await arrange({ people: ['room_boss'], now: new Date() });
const { room_boss: boss } = people;

const startsAt = someMorning();
const window = { from: startsAt, to: later(startsAt, days(300)) };
let day = 0;
function morning() {
  day += 1;
  return { startsAt: later(startsAt, days(day)), endsAt: later(startsAt, days(day) + hours(1)) };
}

type Change = {
  readonly calendarChanged: {
    readonly cursor: string;
    readonly bookingId: string | null;
    readonly version: number | null;
    readonly removedOccupancyIds: readonly string[];
    readonly occupancies: readonly { readonly id: string; readonly startsAt: string }[];
  };
};
const changes =
  'subscription ($from: DateTime!, $to: DateTime!, $after: EventCursor) { calendarChanged(from: $from, to: $to, after: $after) { cursor bookingId version removedOccupancyIds occupancies { id startsAt } } }';
const ofBooking =
  'subscription ($id: ID!, $after: EventCursor) { bookingChanged(id: $id, after: $after) { cursor booking { id version clientName } } }';
async function cursorOf(caller: Caller): Promise<string> {
  return (
    await caller.get<{ calendar: { cursor: string } }>(
      'query ($from: DateTime!, $to: DateTime!) { calendar(from: $from, to: $to) { cursor } }',
      window,
    )
  ).calendar.cursor;
}
function followed(caller: Caller, after: string) {
  return caller.connect().subscribe<Change>(changes, { ...window, after });
}

describe('calendarChanged', () => {
  it('tells of what was changed with plain SQL', async () => {
    const subscription = followed(boss, await cursorOf(boss));
    const key = await facility.insertBooking({ ...morning(), room: 1 });
    expect((await subscription.next())?.calendarChanged).toMatchObject({
      bookingId: bookingId(key),
      version: 1,
      occupancies: [{}],
    });
    await facility.owner.query('delete from bookings where id = $1', [key]);
    expect((await subscription.next())?.calendarChanged).toMatchObject({
      bookingId: bookingId(key),
      version: 2,
      occupancies: [],
      removedOccupancyIds: [expect.any(String)],
    });
    subscription.stop();
  });

  it('tells of what another server process did, and takes its cursors, also after it is gone', async () => {
    const other = await startServer(facility.database);
    const there = boss.at(other.url);
    const subscription = followed(boss, await cursorOf(there));
    const { bookings } = await book(there, { ...morning(), room: 2, tenant: 'TECH' });
    await subscription.until(({ calendarChanged }) => calendarChanged.bookingId === bookings?.[0]?.id);
    subscription.stop();

    const before = await cursorOf(there);
    await other.kill();
    const missed = await facility.insertBooking({ ...morning(), room: 2 });
    const again = await startServer(facility.database);
    for (const caller of [boss, boss.at(again.url)]) {
      const resumed = followed(caller, before);
      await resumed.until(({ calendarChanged }) => calendarChanged.bookingId === bookingId(missed));
      resumed.stop();
    }
    await again.stop();
  });

  it('brings somebody who is cut off after each change to the end of a long absence', async () => {
    let after = await cursorOf(boss);
    const keys: string[] = [];
    for (let index = 0; index < 12; index += 1) keys.push(await facility.insertBooking({ ...morning(), room: 3 }));
    const seen: (string | null)[] = [];
    while (!seen.includes(bookingId(keys.at(-1) ?? ''))) {
      const socket = boss.connect();
      const change = await socket.subscribe<Change>(changes, { ...window, after }).next();
      socket.cut();
      after = change?.calendarChanged.cursor ?? '';
      seen.push(change?.calendarChanged.bookingId ?? null);
    }
    expect(seen).toEqual(keys.map(bookingId));
  });

  it('like each stream and the log answers a cursor that is not ours, or too old, with a code', async () => {
    const id = bookingId(await facility.insertBooking({ ...morning(), room: 1 }));
    const streams: Readonly<Record<string, string>> = {
      calendarChanged: changes,
      bookingChanged: ofBooking,
      notificationReceived: 'subscription ($after: EventCursor) { notificationReceived(after: $after) { cursor } }',
      roomsChanged: 'subscription ($after: EventCursor) { roomsChanged(after: $after) { cursor } }',
      deviceQueueChanged: 'subscription ($after: EventCursor) { deviceQueueChanged(after: $after) { cursor } }',
    };
    const resumed = Object.values(schema.getSubscriptionType()?.getFields() ?? {}).filter(({ args }) =>
      args.some(({ name }) => name === 'after'),
    );
    expect(resumed.map(({ name }) => name).toSorted()).toEqual(Object.keys(streams).toSorted());
    const db = connectDatabase({ url: facility.database.appUrl });
    const key = await openSealedKey(db, secret, 'event-cursors', () =>
      Promise.reject(new Error('the server has made it')),
    );
    await db.close();
    const ours = new EventCursors(key);
    const position = ours.read(await cursorOf(boss));
    const foreign = ours.write({ ...position, epoch: 'another cluster' });
    const cases = {
      CURSOR_INVALID: ['nonsense', '', 'x'.repeat(10_000), foreign],
      CURSOR_EXPIRED: [ours.write({ ...position, at: Date.now() - days(31) })],
    };
    const socket = boss.connect();
    for (const [code, cursors] of Object.entries(cases)) {
      for (const after of cursors) {
        for (const [name, document] of Object.entries(streams)) {
          const variables = {
            ...(name === 'calendarChanged' ? window : {}),
            ...(name === 'bookingChanged' ? { id } : {}),
          };
          expect(
            (await socket.subscribe(document, { ...variables, after }).ended)[0]?.extensions?.code,
            `${name} after ${after.slice(0, 20)}`,
          ).toBe(code);
        }
        const { errors } = await boss.ask('query ($after: EventCursor) { domainEvents(after: $after) { cursor } }', {
          after,
        });
        expect(errors[0]?.extensions?.code, `log after ${after.slice(0, 20)}`).toBe(code);
      }
    }
    await socket.close();
  });

  it('follows rights that are taken away, and ends with the session', async () => {
    const staff = await Caller.signIn(app.url, 'staff2.tech');
    const subscription = followed(staff, await cursorOf(staff));
    const first = await facility.insertBooking({ ...morning(), room: 4 });
    expect((await subscription.next())?.calendarChanged.bookingId).toBe(bookingId(first));
    // At one moment: without any right in between the subscription would end.
    await facility.owner.query(
      `with gone as (delete from role_grants where user_id = $1) insert into role_grants (user_id, role_name, tenant_id) values ($1, 'viewer', $2)`,
      [facility.userKeys['staff2.tech'], tenants.TRAINING],
    );
    const [second, third] = [morning(), morning()];
    await facility.insertBooking({ ...second, room: 4 });
    // The change of rights is told by itself, in one message or two, and then what was booked since.
    const told: Change['calendarChanged'][] = [];
    const tells = (when: { startsAt: Date }) =>
      told.some(({ occupancies }) => occupancies.some(({ startsAt: at }) => at === when.startsAt.toISOString()));
    await subscription.until(({ calendarChanged }) => told.push(calendarChanged) > 0 && tells(second));
    await staff.get('mutation { signOut }');
    await facility.insertBooking({ ...third, room: 4 });
    await subscription.ended;
    for (let next = await subscription.next(); next; next = await subscription.next()) told.push(next.calendarChanged);
    expect(told.every(({ bookingId: named, version }) => named === null && version === null)).toBe(true);
    expect(tells(third)).toBe(false);
  });
});

describe('bookingChanged', () => {
  it('tells its own division, and never lets another one know that there is such a booking', async () => {
    const [own, foreign] = await Promise.all([
      Caller.signIn(app.url, 'viewer.tech'),
      Caller.signIn(app.url, 'viewer.training'),
    ]);
    const [theirs, ours] = [
      await facility.insertBooking({ ...morning(), room: 5 }),
      await facility.insertBooking({ ...morning(), room: 5, tenant: 'TRAINING' }),
    ];
    const after = await cursorOf(boss);
    const socket = foreign.connect();
    const toForeigner = socket.subscribe<{ bookingChanged: unknown }>(ofBooking, { id: bookingId(theirs), after });
    const control = socket.subscribe<{ bookingChanged: unknown }>(ofBooking, { id: bookingId(ours), after });
    const toOwner = own.connect().subscribe<{ bookingChanged: unknown }>(ofBooking, { id: bookingId(theirs), after });
    await facility.owner.query(`update bookings set client_name = 'Changed' where id = $1`, [theirs]);
    await facility.owner.query(`update bookings set client_name = 'Changed' where id = $1`, [ours]);
    expect(await toOwner.next()).toMatchObject({ bookingChanged: { booking: { version: 2, clientName: 'Changed' } } });
    // On the same socket, and later in the stream: what was to come before has come.
    expect(await control.next()).toMatchObject({ bookingChanged: { booking: { version: 2 } } });
    expect(await Promise.race([toForeigner.next(), Promise.resolve('nothing')])).toBe('nothing');
    await socket.close();
  });
});

describe('a socket', () => {
  it('is closed with 4403 when its token runs out', async () => {
    const early = await Caller.signIn(app.url, 'viewer.tech');
    clock.now = later(clock.now, 15 * 60_000 - 300);
    const socket = early.connect();
    const subscription = socket.subscribe<Change>(changes, window);
    expect((await socket.closed).code).toBe(4403);
    subscription.stop();
  });

  it('of another site is refused at the handshake', async () => {
    const status = (origin: string | undefined) =>
      new Promise((resolve) => {
        const socket = new WebSocket(
          `${app.url.replace('http', 'ws')}/graphql`,
          'graphql-transport-ws',
          origin === undefined ? {} : { origin },
        );
        socket.once('open', () => (socket.close(), resolve('open')));
        socket.once('unexpected-response', (_request, response) => resolve(response.statusCode));
        socket.on('error', () => undefined);
      });
    expect(await status('https://evil.example')).toBe(403);
    expect(await status('null')).toBe(403);
    expect(await status(new URL(app.url).origin)).toBe('open');
    expect(await status(undefined)).toBe('open');
  });
});
