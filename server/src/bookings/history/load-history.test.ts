import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { arrange } from '../../../test/arrange.ts';
import { call } from '../../../test/booking-calls.ts';
import { Caller } from '../../../test/client.ts';
import {
  bookingId,
  days,
  globalId,
  hours,
  later,
  roomId,
  roomKey,
  someMorning,
  tenants,
} from '../../../test/factories.ts';
import { startApp } from '../../../test/servers.ts';
import { connectDatabase } from '../../platform/database/database.ts';
import { withVisibility } from '../../platform/database/visibility.ts';
import { loadHistory } from './load-history.ts';
import { statementsDuring } from '../../../test/statements-during.ts';

const { facility, people, span } = await arrange({ people: ['room_boss', 'staff.tech', 'kitchen', 'staff.training'] });
type Who = keyof typeof people;

function as(username: Who): Caller {
  return people[username];
}
function boss(): Caller {
  return as('room_boss');
}

const entry = `id at type version outside actor { username displayName } reason statusBefore statusAfter roomBefore { name parts { name } } roomAfter { name }
  startsAtBefore endsAtBefore startsAtAfter endsAtAfter setupMinutesBefore setupMinutesAfter teardownMinutesBefore teardownMinutesAfter`;
type Entry = {
  readonly id: string;
  readonly at: string;
  readonly type: string;
  readonly version: number;
  readonly actor: { username: string } | null;
  readonly reason: string | null;
};
type Told = { readonly history: readonly Entry[]; readonly lastChange: Entry | null };
const told = `query ($id: ID!, $first: Int) { booking(id: $id) { history(first: $first) { ${entry} } lastChange { ${entry} } } }`;
async function historyOf(key: string, username: Who = 'room_boss', first?: number): Promise<Told | null> {
  return (
    await as(username).get<{ booking: Told | null }>(told, {
      id: bookingId(key),
      ...(first === undefined ? {} : { first }),
    })
  ).booking;
}

/** Asked for by staff, placed and moved by the boss, displaced by another, taken back and called off: all that can happen to one booking. */
async function eventfulLife() {
  const { startsAt, endsAt } = span();
  const key = await facility.insertBooking({ startsAt, endsAt, wish: 20 });
  const act = async (name: Parameters<typeof call>[1], more: object) =>
    expect((await call(boss(), name, { bookingId: bookingId(key), ...more })).booking).toBeTruthy();
  await act('assignRoom', { roomId: roomId(14) });
  await act('rescheduleBooking', { roomId: roomId(15), endsAt: later(endsAt, hours(1)) });
  const other = await facility.insertBooking({ startsAt, endsAt });
  await call(boss(), 'assignRoom', {
    bookingId: bookingId(other),
    roomId: roomId(15),
    displaceBookingIds: [bookingId(key)],
    reason: 'The minister comes',
  });
  await act('assignRoom', { roomId: roomId(24) });
  await act('unassignRoom', { reason: 'The wall is stuck' });
  await act('updateBooking', { clientName: 'Another name' });
  await act('cancelBooking', { reason: 'The client called it off' });
  return { key, startsAt, endsAt };
}

describe('the history of a booking', () => {
  it('tells newest first what happened, by whom and why', async () => {
    const { key, startsAt, endsAt } = await eventfulLife();
    const { history = [], lastChange } = (await historyOf(key)) ?? {};
    const room = (name: string, parts: string[] = []) => ({ name, parts: parts.map((part) => ({ name: part })) });
    const by = { actor: { username: 'room_boss', displayName: 'Room_Boss' }, outside: false };
    const atRest = { startsAtBefore: null, startsAtAfter: null, endsAtBefore: null, endsAtAfter: null };
    const longer = later(endsAt, hours(1)).toISOString();
    expect(history).toMatchObject([
      {
        ...by,
        ...atRest,
        version: 8,
        type: 'booking_cancelled',
        reason: 'The client called it off',
        statusBefore: 'PENDING',
        statusAfter: 'CANCELLED',
        roomBefore: null,
        roomAfter: null,
      },
      {
        ...by,
        ...atRest,
        version: 7,
        type: 'booking_updated',
        reason: null,
        statusBefore: 'PENDING',
        statusAfter: 'PENDING',
      },
      {
        ...by,
        ...atRest,
        version: 6,
        type: 'room_unassigned',
        reason: 'The wall is stuck',
        statusAfter: 'PENDING',
        roomBefore: room('Ambition+Perseverance', ['Ambition', 'Perseverance']),
        roomAfter: null,
      },
      { ...by, ...atRest, version: 5, type: 'room_assigned', roomAfter: { name: 'Ambition+Perseverance' } },
      {
        ...by,
        ...atRest,
        version: 4,
        type: 'booking_displaced',
        reason: 'The minister comes',
        statusBefore: 'ROOM_ASSIGNED',
        statusAfter: 'PENDING',
        roomBefore: room('Dedication'),
        roomAfter: null,
      },
      {
        ...by,
        version: 3,
        type: 'booking_rescheduled',
        reason: null,
        roomBefore: room('Innovation'),
        roomAfter: { name: 'Dedication' },
        startsAtBefore: null,
        startsAtAfter: null,
        endsAtBefore: endsAt.toISOString(),
        endsAtAfter: longer,
      },
      {
        ...by,
        ...atRest,
        version: 2,
        type: 'room_assigned',
        reason: null,
        statusBefore: 'PENDING',
        statusAfter: 'ROOM_ASSIGNED',
        roomBefore: null,
        roomAfter: { name: 'Innovation' },
      },
      {
        version: 1,
        type: 'booking_created',
        outside: true,
        actor: null,
        statusBefore: null,
        statusAfter: 'PENDING',
        roomAfter: null,
        startsAtBefore: null,
        startsAtAfter: startsAt.toISOString(),
        endsAtBefore: null,
        endsAtAfter: endsAt.toISOString(),
      },
    ]);
    expect(lastChange).toEqual(history[0]);
    expect(new Set(history.map(({ id }) => id)).size).toBe(8);
    expect(history.map(({ at }) => at)).toEqual(
      history
        .map(({ at }) => at)
        .toSorted()
        .toReversed(),
    );
  });

  it('names who asked for it', async () => {
    const when = span();
    const made = await call(as('staff.tech'), 'createBookings', {
      clientName: 'Client',
      clientContactPerson: 'P',
      clientEmail: 'p@client.example',
      clientPhone: '011',
      numLearners: 3,
      numFacilitators: 1,
      segments: [when],
    });
    const [booking] = made.bookings ?? [];
    const { booking: seen } = await as('staff.tech').get<{ booking: Told }>(told, { id: booking?.id });
    expect(seen.history).toMatchObject([
      { type: 'booking_created', actor: { username: 'staff.tech' }, outside: false },
    ]);
  });

  it('tells its own hours, and setup and teardown apart from them', async () => {
    const { startsAt, endsAt } = span();
    await facility.owner.query('update rooms set setup_minutes = 30, teardown_minutes = 15 where id = $1', [
      roomKey(1),
    ]);
    const key = await facility.insertBooking({ startsAt, endsAt });
    const sameHours = { startsAtBefore: null, startsAtAfter: null, endsAtBefore: null, endsAtAfter: null };
    await call(boss(), 'assignRoom', { bookingId: bookingId(key), roomId: roomId(1) });
    expect((await historyOf(key))?.lastChange).toMatchObject({
      type: 'room_assigned',
      ...sameHours,
      setupMinutesBefore: 0,
      setupMinutesAfter: 30,
      teardownMinutesBefore: 0,
      teardownMinutesAfter: 15,
    });
    await call(boss(), 'rescheduleBooking', { bookingId: bookingId(key), setupMinutes: 45 });
    expect((await historyOf(key))?.lastChange).toMatchObject({
      type: 'booking_rescheduled',
      ...sameHours,
      setupMinutesBefore: 30,
      setupMinutesAfter: 45,
      teardownMinutesBefore: null,
      teardownMinutesAfter: null,
    });
    const longer = later(endsAt, hours(1));
    await call(boss(), 'rescheduleBooking', { bookingId: bookingId(key), endsAt: longer });
    expect((await historyOf(key))?.lastChange).toMatchObject({
      startsAtAfter: null,
      endsAtBefore: endsAt.toISOString(),
      endsAtAfter: longer.toISOString(),
      setupMinutesAfter: null,
    });
  });

  it('tells of a change by plain SQL, and that nobody is named in it', async () => {
    const key = await facility.insertBooking({ ...span(), room: 2 });
    const outsider = new pg.Client(facility.database.ownerUrl);
    await outsider.connect();
    await outsider.query('update bookings set room_id = $1 where id = $2', [roomKey(3), key]);
    await outsider.end();
    expect((await historyOf(key))?.lastChange).toMatchObject({
      version: 2,
      type: 'booking_rescheduled',
      outside: true,
      actor: null,
      reason: null,
      roomBefore: { name: 'Inspiration' },
      roomAfter: { name: 'Honesty' },
      startsAtAfter: null,
    });
  });

  it('tells what the clock did, which is nobody and no outsider', async () => {
    const key = await facility.insertBooking({
      startsAt: later(new Date(), -hours(3)),
      endsAt: later(new Date(), -hours(1)),
      room: 4,
    });
    const another = await startApp(facility.database);
    await another.startJobs();
    await expect
      .poll(async () => (await historyOf(key))?.lastChange)
      .toMatchObject({ type: 'booking_completed', outside: false, actor: null, statusAfter: 'COMPLETED' });
    await another.close();
  });

  it('comes along with the stream', async () => {
    const when = span();
    const key = await facility.insertBooking({ ...when, room: 6 });
    const { calendar } = await boss().get<{ calendar: { cursor: string } }>(
      'query ($from: DateTime!, $to: DateTime!) { calendar(from: $from, to: $to) { cursor } }',
      { from: when.startsAt, to: when.endsAt },
    );
    const socket = boss().connect();
    const changes = socket.subscribe<{ bookingChanged: { booking: { version: number } & Told } }>(
      'subscription ($id: ID!, $after: EventCursor) { bookingChanged(id: $id, after: $after) { booking { version lastChange { version type reason } } } }',
      { id: bookingId(key), after: calendar.cursor },
    );
    await call(boss(), 'cancelBooking', { bookingId: bookingId(key), reason: 'Called off' });
    const { bookingChanged } = await changes.until((data) => data.bookingChanged.booking.version === 2);
    expect(bookingChanged.booking.lastChange).toEqual({ version: 2, type: 'booking_cancelled', reason: 'Called off' });
    await socket.close();
  });

  it('gives as many as were asked for, from 1 to 100', async () => {
    const { key } = await eventfulLife();
    expect((await historyOf(key, 'room_boss', 2))?.history.map(({ version }) => version)).toEqual([8, 7]);
    for (const first of [0, -1, 101]) {
      const { errors } = await boss().ask(told, { id: bookingId(key), first });
      expect(
        errors.map(({ extensions }) => extensions?.code),
        String(first),
      ).toEqual(['BAD_USER_INPUT']);
    }
  });

  it('ends where events are no longer kept', async () => {
    const key = await facility.insertBooking({ ...span(), room: 5 });
    await facility.owner.query('delete from domain_events where subject = $1', [key]);
    expect(await historyOf(key)).toEqual({ history: [], lastChange: null });
  });
});

describe('who sees how much of it', () => {
  it('the kitchen sees what happened, and neither by whom nor why', async () => {
    const { key } = await eventfulLife();
    const full = await historyOf(key);
    const kitchen = await historyOf(key, 'kitchen');
    expect(full?.history.filter(({ actor }) => actor)).toHaveLength(7);
    expect(kitchen?.history).toEqual(full?.history.map((one) => ({ ...one, actor: null, reason: null })));
    expect(kitchen?.lastChange).toMatchObject({ type: 'booking_cancelled', actor: null, reason: null });
  });

  it('another division sees nothing of it, by the booking, by the id of an entry, or by the statement itself', async () => {
    const { key } = await eventfulLife();
    expect(await historyOf(key, 'staff.training')).toBeNull();
    const { node } = await boss().get<{ node: unknown }>('query ($id: ID!) { node(id: $id) { id } }', {
      id: globalId('BookingHistoryEntry', `${key}:1`),
    });
    expect(node).toBeNull();
    const db = connectDatabase({ url: facility.database.appUrl });
    const read = (tenant: keyof typeof tenants) =>
      withVisibility({ tenantIds: [tenants[tenant]], userId: null }, () => loadHistory({ db }, [key], 100));
    expect((await read('TECH')).get(key)).toHaveLength(8);
    expect((await read('TRAINING')).size).toBe(0);
    await db.close();
  });
});

describe('the histories of many bookings', () => {
  const list = (fields: string) =>
    `query ($from: DateTime, $to: DateTime) { bookings(first: 100, filter: { from: $from, to: $to }) { edges { node { id version ${fields} } } } }`;

  /** The names of the statements that one request sends to the database. */
  const statementsOf = async (query: string, variables: Record<string, unknown>) => {
    const { result, names } = await statementsDuring(() =>
      boss().get<{ bookings: { edges: { node: { version: number } & Told }[] } }>(query, variables),
    );
    return { names, nodes: result.bookings.edges.map(({ node }) => node) };
  };

  it('cost one statement, however many bookings there are and however they are asked for', async () => {
    const from = later(someMorning(), days(200));
    for (let index = 0; index < 100; index += 1) {
      const startsAt = later(from, hours(index));
      const key = await facility.insertBooking({
        startsAt,
        endsAt: later(startsAt, hours(1)),
        room: 1 + (index % 4),
        tenant: index % 2 ? 'TECH' : 'TRAINING',
      });
      if (index % 3 === 0)
        await facility.owner.query(`update bookings set client_name = 'Another' where id = $1`, [key]);
    }
    const window = { from, to: later(from, hours(100)) };
    const without = await statementsOf(list(''), window);
    const lasts = await statementsOf(
      list('lastChange { type version actor { id displayName } roomBefore { id } roomAfter { id name } }'),
      window,
    );
    expect(lasts.nodes).toHaveLength(100);
    for (const { version, lastChange } of lasts.nodes)
      expect(lastChange).toMatchObject({ version, type: version === 1 ? 'booking_created' : 'booking_updated' });
    expect(lasts.names.filter((name) => name === 'bookingHistory')).toHaveLength(1);
    expect(lasts.names).toHaveLength(without.names.length + 1);

    const both = await statementsOf(
      list('lastChange { version } few: history(first: 1) { version } history(first: 5) { version }'),
      window,
    );
    expect(both.names.filter((name) => name === 'bookingHistory')).toHaveLength(1);
    for (const { version, history } of both.nodes)
      expect(history.map((one) => one.version)).toEqual(version === 1 ? [1] : [2, 1]);
    expect((both.nodes as unknown as { few: unknown[] }[]).every(({ few }) => few.length === 1)).toBe(true);
  });

  it('are refused where they would be too much at once', async () => {
    const { errors } = await boss().ask(list(`history(first: 100) { ${entry} }`), {});
    expect(errors.map(({ extensions }) => extensions?.code)).toEqual(['LIMIT_EXCEEDED']);
  });
});
