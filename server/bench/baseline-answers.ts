import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { Statement } from './app.ts';
import type { BaselineOptions } from './baseline.ts';

type Row = Record<string, unknown> & { readonly id: string; readonly name: string };
type Named = { readonly name: string; readonly text: string };

const globalId = (type: string, key: unknown): string => Buffer.from(`${type}:${String(key)}`).toString('base64');
const keyOf = (id: string): string => Buffer.from(id, 'base64').toString().split(':')[1] ?? '';

/** Finds what the application sent by what stands in it, and gives it a name to be prepared under. */
const finder = (kind: string, sent: readonly Statement[]) => (like: RegExp): Named => {
  const index = sent.findIndex(({ text }) => like.test(text));
  const found = sent[index];
  if (!found) throw new Error(`The application no longer sends a statement like ${String(like)}: bring the baseline up to date.`);
  return { name: `${kind}${index}`, text: found.text };
};

/** `begin` with the settings, the statement and `commit` in one round trip, as the application's readers do it. */
const inBooks = async (pool: pg.Pool, settings: string, { name, text }: Named, values: unknown[]): Promise<Row[]> => {
  const client = await pool.connect();
  try {
    const [, answer] = await Promise.all([client.query(settings), client.query<Row>({ name, text, values }), client.query('commit')]);
    return answer.rows;
  } finally {
    client.release();
  }
};

const byId = (rows: readonly Row[]): Map<unknown, Row> => new Map(rows.map((row) => [row.id, row]));

const roomOf = (room: Row | undefined) => (room ? { id: globalId('Room', room.id), name: room.name } : null);

/** The fields of the fragment BookingBar, in its order. Prisma's own statements name columns otherwise than ours. */
const bookingOf = (row: Row, tenants: Map<unknown, Row>, rooms: Map<unknown, Row>) => {
  const of = (ours: string, prismas: string) => row[ours] ?? row[prismas];
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
};

type Window = { readonly from: string; readonly to: string };

type Input = {
  readonly tenantId: string;
  readonly idempotencyKey: string;
  readonly segments: readonly [{ readonly roomId: string; readonly startsAt: string; readonly endsAt: string }];
} & Record<string, unknown>;

export type Answers = { CalendarWindow(variables: Window): Promise<unknown>; CreateBookings(variables: { input: Input }): Promise<unknown> };


export const answersTo = (options: BaselineOptions, readers: pg.Pool, writers: pg.Pool): Answers => {
  const find = finder('read', options.statements.calendar);
  const nobodysBooks = find(/^begin;.*'app\.tenants', ''/).text;
  const books = find(/^begin;.*'app\.tenants', '\w.*'app\.user', '\w/).text;
  const rights = find(/\/\* viewerRights \*\//);
  const roomsById = find(/\/\* roomsById \*\//);

  const tenantsOfViewer = async (): Promise<Map<unknown, Row>> => {
    const [me] = await inBooks(readers, nobodysBooks, rights, [options.sessionId, options.userId, new Date()]);
    return byId(me?.['tenants'] as Row[]);
  };
  const findRooms = async (ids: readonly unknown[]) => byId(await inBooks(readers, books, roomsById, [[...new Set(ids)]]));
  const shared: Shared = { options, readers, writers, books, tenantsOfViewer, findRooms };
  return { CalendarWindow: calendarAnswer(shared, find), CreateBookings: createAnswer(shared, finder('write', options.statements.createBookings)) };
};

type Shared = {
  readonly options: BaselineOptions;
  readonly readers: pg.Pool;
  readonly writers: pg.Pool;
  readonly books: string;
  tenantsOfViewer(): Promise<Map<unknown, Row>>;
  findRooms(ids: readonly unknown[]): Promise<Map<unknown, Row>>;
};
type Find = ReturnType<typeof finder>;

const calendarAnswer = ({ options, readers, books, tenantsOfViewer, findRooms }: Shared, find: Find): Answers['CalendarWindow'] => {
  const calendar = find(/\/\* calendar \*\//);
  return async ({ from, to }) => {
    const tenants = await tenantsOfViewer();
    const rows = (await inBooks(readers, books, calendar, [new Date(from), new Date(to)])).filter((row) => row['takenBy'] !== null);
    const rooms = await findRooms(rows.flatMap((row) => [row['leafId'], row['roomId'], row['requestedRoomId']].filter((id) => id !== null)));
    const occupancies = rows.filter((row) => row['occupancyId'] !== null).map((row) => ({
      id: globalId('Occupancy', row['occupancyId']),
      startsAt: row['takenFrom'],
      endsAt: row['takenTo'],
      room: { id: globalId('Room', row['leafId']) },
      bookedRoom: roomOf(rooms.get(row['roomId'])),
      booking: row.id === null ? null : bookingOf(row, tenants, rooms),
    }));
    const ghosts = rows.filter((row) => row['occupancyId'] === null).map((row) => bookingOf(row, tenants, rooms));
    return { data: { calendar: { cursor: options.cursor, occupancies, ghosts } } };
  };
};

const minute = 60_000;

const createAnswer = ({ options, readers, writers, books, tenantsOfViewer, findRooms }: Shared, find: Find): Answers['CreateBookings'] => {
  const { userId } = options;
  const settings = find(/^\/\* openBooks \*\/.*'createBookings'/).text;
  const earlier = find(/\/\* earlierRequest \*\//);
  const standing = find(/\/\* standing \*\//);
  const lockRequest = find(/\/\* lockRequest \*\//);
  const lockInOrder = find(/\/\* lockInOrder \*\//);
  const insert = find(/^INSERT INTO "public"\."bookings"/);
  const forget = find(/^DELETE FROM "public"\."idempotency_keys"/);
  const remember = find(/^INSERT INTO "public"\."idempotency_keys"/);
  const readBookings = find(/^SELECT .* FROM "public"\."bookings"/);
  const readTenants = find(/^SELECT .* FROM "public"\."tenants" .* IN /);
  const readRooms = find(/^SELECT .* FROM "public"\."rooms" .* IN /);
  const columns = [.../"(\w+)"[,)]/g[Symbol.matchAll](/\((".*?")\) VALUES/.exec(insert.text)?.[0] ?? '')].map(([, column]) => column ?? '');

  return async ({ input }) => {
    await tenantsOfViewer();
    const [segment] = input.segments;
    const [tenantId, roomId] = [keyOf(input.tenantId), keyOf(segment.roomId)];
    const now = new Date();
    const asked = [tenantId, userId, input.idempotencyKey, createHash('sha256').update(JSON.stringify(input)).digest('hex'), new Date(now.getTime() - 1_440 * minute)];
    await inBooks(readers, books, earlier, asked);
    const room = (await findRooms([roomId])).get(roomId);
    const [startsAt, endsAt] = [new Date(segment.startsAt), new Date(segment.endsAt)];
    const [setup, teardown] = [Number(room?.['setupMinutes']), Number(room?.['teardownMinutes'])];
    const taken = { from: new Date(startsAt.getTime() - setup * minute), to: new Date(endsAt.getTime() + teardown * minute) };
    const claims = [JSON.stringify([{ index: 0, room: roomId, ...taken }]), []];
    if ((await inBooks(readers, books, standing, claims)).length > 0) throw new Error('taken');

    const values: Record<string, unknown> = {
      tenant_id: tenantId, version: 1, kind: 'ROOM', status: 'CONFIRMED', client_name: input['clientName'], client_contact_person: input['clientContactPerson'],
      client_email: input['clientEmail'], client_phone: input['clientPhone'], num_learners: input['numLearners'], num_facilitators: input['numFacilitators'],
      starts_at: startsAt, ends_at: endsAt, setup_minutes: setup, teardown_minutes: teardown, room_id: roomId, over_capacity_acknowledged: false,
      coffee_tea_station: false, morning_catering: 'NONE', lunch_catering: 'NONE', stationery_needed: false, water_bottles: 0, devices_needed: 0,
      device_type_preference: 'ANY', created_by_id: userId, created_at: now, updated_at: now,
    };
    const client = await writers.connect();
    const run = (named: Named, sent: unknown[]) => client.query<Row>({ ...named, values: sent });
    let id: string | undefined;
    try {
      const [, , , , again, inTheWay] = await Promise.all([
        client.query('begin'), client.query(settings), run(lockRequest, [`${tenantId} ${userId} ${input.idempotencyKey}`]),
        run(lockInOrder, [[], [roomId]]), run(earlier, asked), run(standing, claims),
      ]);
      if (again.rows.length + inTheWay.rows.length > 0) throw new Error('taken');
      const created = await run(insert, columns.map((column) => values[column] ?? null));
      id = created.rows[0]?.id;
      await Promise.all([
        run(forget, [tenantId, userId, input.idempotencyKey]),
        run(remember, [tenantId, userId, input.idempotencyKey, Buffer.from(String(asked[3]), 'hex'), [id], now]),
        client.query('commit'),
      ]);
    } finally {
      client.release();
    }

    const rows = await inBooks(readers, books, readBookings, [id, 0]);
    // Prisma looks for the room that was wished for as well, where there is none.
    const [tenants, rooms] = await Promise.all([
      inBooks(readers, books, readTenants, [tenantId, 0]), inBooks(readers, books, readRooms, [roomId, 0]), inBooks(readers, books, readRooms, [null, 0]),
    ]);
    return { data: { createBookings: { __typename: 'CreateBookingsPayload', bookings: rows.map((row) => bookingOf(row, byId(tenants), byId(rooms))) } } };
  };
};
