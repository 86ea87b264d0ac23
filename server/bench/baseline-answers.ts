import { createHash, randomUUID } from 'node:crypto';
import type pg from 'pg';
import { openBooks, type Origin, type StatementName, statements } from './baseline-statements.ts';

export type Person = { readonly sessionId: string; readonly userId: string };

type Window = { readonly from: string; readonly to: string };

type Input = {
  readonly tenantId: string;
  readonly idempotencyKey: string;
  readonly segments: readonly [{ readonly roomId: string; readonly startsAt: string; readonly endsAt: string }];
} & Record<string, unknown>;

export type Answers = {
  CalendarWindow(person: Person, variables: Window): Promise<unknown>;
  CreateBookings(person: Person, variables: { input: Input }): Promise<unknown>;
};

export type Pools = { readonly readers: pg.Pool; readonly writers: pg.Pool };

type Row = Record<string, unknown> & { readonly id: string; readonly name: string };
type Rows = ReadonlyMap<unknown, Row>;

const minute = 60_000;

function globalId(type: string, key: unknown): string {
  return Buffer.from(`${type}:${String(key)}`).toString('base64');
}
function keyOf(id: string): string {
  return Buffer.from(id, 'base64').toString().split(':')[1] ?? '';
}
function byId(rows: readonly Row[]): Rows {
  return new Map(rows.map((row) => [row.id, row]));
}

async function send(client: pg.PoolClient, name: StatementName, values: readonly unknown[]): Promise<Row[]> {
  return (await client.query<Row>({ name, text: statements[name], values: [...values] })).rows;
}

/** A connection whose work failed is in the middle of a transaction, and is not used again. */
async function onConnection<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    const result = await work(client);
    client.release();
    return result;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

/** Sends `begin` with the settings, the statement and `commit` in one round trip, as the application's readers do. */
function inBooks(pool: pg.Pool, books: string, name: StatementName, values: readonly unknown[]): Promise<Row[]> {
  return onConnection(pool, async (client) => {
    const [, rows] = await Promise.all([
      client.query(`begin; ${books}`),
      send(client, name, values),
      client.query('commit'),
    ]);
    return rows;
  });
}

function roomOf(room: Row | undefined) {
  return room ? { id: globalId('Room', room.id), name: room.name } : null;
}

/** The fields of the fragment BookingBar, in its order. Prisma's own statements name columns differently. */
function bookingOf(row: Row, tenants: Rows, rooms: Rows) {
  const of = (ourName: string, prismaName: string) => row[ourName] ?? row[prismaName];
  const tenant = tenants.get(of('tenantId', 'tenant_id'));
  return {
    id: globalId('Booking', row.id),
    reference: row['reference'],
    version: row['version'],
    kind: row['kind'],
    status: row['status'],
    tenant: { id: globalId('Tenant', tenant?.id), code: tenant?.['code'] },
    clientName: of('clientName', 'client_name'),
    numLearners: of('numLearners', 'num_learners'),
    numFacilitators: of('numFacilitators', 'num_facilitators'),
    startsAt: of('startsAt', 'starts_at'),
    endsAt: of('endsAt', 'ends_at'),
    room: roomOf(rooms.get(of('roomId', 'room_id'))),
    requestedRoom: roomOf(rooms.get(of('requestedRoomId', 'requested_room_id'))),
    coffeeTeaStation: of('coffeeTeaStation', 'coffee_tea_station'),
    morningCatering: of('morningCatering', 'morning_catering'),
    lunchCatering: of('lunchCatering', 'lunch_catering'),
    devicesNeeded: of('devicesNeeded', 'devices_needed'),
    deviceTypePreference: of('deviceTypePreference', 'device_type_preference'),
    notes: row['notes'],
  };
}

/** @param cursor sent with each calendar: this side follows no events, and so has no position of its own */
export function answersFrom(pools: Pools, cursor: string): Answers {
  return {
    CalendarWindow: async (person, window) => ({
      data: { calendar: { cursor, ...(await loadCalendar(pools, person, window)) } },
    }),
    CreateBookings: async (person, { input }) => {
      const books = await booksOf(pools, person);
      const id = await insertBooking(pools, person, books, input);
      const bookings = await readBooking(pools, openBooks(books.tenantIds, person.userId), id);
      return { data: { createBookings: { __typename: 'CreateBookingsPayload', bookings } } };
    },
  };
}

type Books = { readonly tenants: Rows; readonly tenantIds: readonly string[] };

/** Reads the session and its rights, as for every request. */
async function booksOf({ readers }: Pools, { sessionId, userId }: Person): Promise<Books> {
  const [viewer] = await inBooks(readers, openBooks([], userId), 'viewerRights', [sessionId, userId, new Date()]);
  const tenants = viewer?.['tenants'] as Row[];
  return { tenants: byId(tenants), tenantIds: tenants.map(({ id }) => id) };
}

async function roomsById({ readers }: Pools, books: string, ids: readonly unknown[]): Promise<Rows> {
  return byId(await inBooks(readers, books, 'roomsById', [[...new Set(ids)]]));
}

async function loadCalendar(pools: Pools, person: Person, { from, to }: Window) {
  const { tenants, tenantIds } = await booksOf(pools, person);
  const books = openBooks(tenantIds, person.userId);
  const rows = await inBooks(pools.readers, books, 'calendar', [new Date(from), new Date(to)]);
  const closedRooms = (row: Row) => (row['closure'] as { roomIds: string[] } | null)?.roomIds ?? [];
  const rooms = await roomsById(
    pools,
    books,
    rows.flatMap((row) =>
      [row['leafId'], row['roomId'], row['requestedRoomId'], ...closedRooms(row)].filter((id) => id !== null),
    ),
  );
  return {
    occupancies: rows
      .filter((row) => row['occupancyId'] !== null)
      .map((row) => ({
        id: globalId('Occupancy', row['occupancyId']),
        startsAt: row['takenFrom'],
        endsAt: row['takenTo'],
        room: { id: globalId('Room', row['leafId']) },
        bookedRoom: roomOf(rooms.get(row['roomId'])),
        booking: row.id === null ? null : bookingOf(row, tenants, rooms),
      })),
    ghosts: rows.filter((row) => row['occupancyId'] === null).map((row) => bookingOf(row, tenants, rooms)),
  };
}

async function insertBooking(
  pools: Pools,
  { sessionId, userId }: Person,
  { tenantIds }: Books,
  input: Input,
): Promise<string> {
  const origin: Origin = { action: 'createBookings', sessionId, requestId: randomUUID() };
  const books = openBooks(tenantIds, userId, origin);
  const now = new Date();
  const [segment] = input.segments;
  const [tenantId, roomId] = [keyOf(input.tenantId), keyOf(segment.roomId)];
  const hash = createHash('sha256').update(JSON.stringify(input)).digest();
  const requestValues = [
    tenantId,
    userId,
    input.idempotencyKey,
    hash.toString('hex'),
    new Date(now.getTime() - 1_440 * minute),
  ];
  await inBooks(pools.readers, books, 'earlierRequest', requestValues);
  const room = (await roomsById(pools, books, [roomId])).get(roomId);
  const [startsAt, endsAt] = [new Date(segment.startsAt), new Date(segment.endsAt)];
  const [setup, teardown] = [Number(room?.['setupMinutes']), Number(room?.['teardownMinutes'])];
  const takenSpan = {
    from: new Date(startsAt.getTime() - setup * minute),
    to: new Date(endsAt.getTime() + teardown * minute),
  };
  const claims = [JSON.stringify([{ index: 0, room: roomId, ...takenSpan }]), []];
  if ((await inBooks(pools.readers, books, 'standing', claims)).length > 0) throw new Error('taken');

  return onConnection(pools.writers, async (client) => {
    const [, , , , earlier, inTheWay] = await Promise.all([
      client.query('begin'),
      client.query(openBooks(tenantIds, userId, origin, { lock_timeout: '3000ms' })),
      send(client, 'lockRequest', [`${tenantId} ${userId} ${input.idempotencyKey}`]),
      send(client, 'lockInOrder', [[], [roomId]]),
      send(client, 'earlierRequest', requestValues),
      send(client, 'standing', claims),
    ]);
    if (earlier.length + inTheWay.length > 0) throw new Error('taken');
    // In the order of the columns in the statement.
    const [created] = await send(client, 'insertBooking', [
      tenantId,
      1,
      'ROOM',
      'CONFIRMED',
      null,
      input['clientName'],
      input['clientContactPerson'],
      input['clientEmail'],
      input['clientPhone'],
      input['numLearners'],
      input['numFacilitators'],
      startsAt,
      endsAt,
      setup,
      teardown,
      roomId,
      null,
      false,
      false,
      'NONE',
      'NONE',
      null,
      false,
      0,
      0,
      'ANY',
      null,
      userId,
      now,
      now,
    ]);
    if (!created) throw new Error('nothing was inserted');
    await Promise.all([
      send(client, 'forgetRequest', [tenantId, userId, input.idempotencyKey]),
      send(client, 'rememberRequest', [tenantId, userId, input.idempotencyKey, hash, [created.id], now]),
      send(client, 'changesRecorded', []),
      client.query('commit'),
    ]);
    return created.id;
  });
}

async function readBooking({ readers }: Pools, books: string, id: string) {
  const rows = await inBooks(readers, books, 'bookingsById', [id, 0]);
  const [booking] = rows;
  // The application also looks up the requested room, even where there is none.
  const [tenants, rooms] = await Promise.all([
    inBooks(readers, books, 'tenantsById', [booking?.['tenant_id'], 0]),
    inBooks(readers, books, 'roomsByPrisma', [booking?.['room_id'], 0]),
    inBooks(readers, books, 'roomsByPrisma', [booking?.['requested_room_id'], 0]),
  ]);
  return rows.map((row) => bookingOf(row, byId(tenants), byId(rooms)));
}
