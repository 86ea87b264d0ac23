import { expect } from 'vitest';
import { book, call, keysOf } from './booking-calls.ts';
import { repeat } from './series-calls.ts';
import { Caller, type Variables } from './client.ts';
import { DeviceRows } from './device-rows.ts';
import {
  bookingId,
  days,
  globalId,
  hours,
  keyOfId,
  later,
  local,
  roomId,
  tenantId,
  tenants,
  type TestFacility,
} from './factories.ts';

export const now = local('2031-03-01', '09:00');
export const window = { from: local('2031-03-03', '00:00'), to: local('2031-04-30', '00:00') };

/** In every text of TECH's books, and in nothing else. */
export const marker = /qzmark/i;
/** Texts that nobody is shown, their owner included: a key is compared, and never given back. */
export const shownToNobody = ['idempotency_keys.key'];

function at(day: number, hour: number) {
  return later(window.from, days(day) + hours(hour));
}

const texts = {
  clientName: 'QZMARK client_name',
  clientContactPerson: 'QZMARK client_contact_person',
  clientEmail: 'qzmark.client_email@client.example',
  clientPhone: 'QZMARK client_phone',
  cateringNotes: 'QZMARK catering_notes',
};

export type House = {
  /** Of TECH, by what they are ids of. */
  readonly ids: Readonly<Record<string, readonly string[]>>;
  readonly eventCursors: readonly string[];
  readonly connectionCursors: readonly string[];
  readonly idempotencyKey: string;
  /** What must not come back to a stranger who did not send it. */
  readonly secrets: readonly string[];
  /** From before anything was there. */
  readonly start: string;
};

const ask =
  '($after: EventCursor) { domainEvents(after: $after, first: 1000) { cursor events { cursor } } bookings(first: 100) { edges { cursor } } }';

/** TECH's books: bookings in every state, of a series and alone, with reasons, notes and a history, each text marked. */
export async function fillBooks(facility: TestFacility, url: string, bookings: number): Promise<House> {
  const [staff, boss] = await Promise.all([Caller.signIn(url, 'staff.tech'), Caller.signIn(url, 'room_boss')]);
  const {
    calendar: { cursor: start },
  } = await boss.get<{ calendar: { cursor: string } }>(
    'query ($from: DateTime!, $to: DateTime!) { calendar(from: $from, to: $to) { cursor } }',
    window,
  );
  const idempotencyKey = 'QZMARK key';
  const note = 'QZMARK notes';
  const keys: string[] = [];
  const made = async (caller: Caller, wanted: Parameters<typeof book>[1], more: Variables = {}) => {
    const outcome = await book(caller, wanted, { ...texts, ...more });
    expect(outcome.__typename).toBe('CreateBookingsPayload');
    keys.push(...keysOf(outcome));
    return outcome.bookings?.[0]?.id ?? '';
  };
  const segment = (day: number, room: number) => ({
    startsAt: at(day, 8),
    endsAt: at(day, 11),
    roomId: roomId(room),
    note,
  });
  await made(
    staff,
    { startsAt: at(1, 8), endsAt: at(1, 11) },
    { segments: [segment(1, 1), segment(2, 1), segment(3, 1)], idempotencyKey },
  );
  keys.push(
    ...((
      await repeat(staff, {
        startsAt: at(1, 12),
        endsAt: at(1, 14),
        rule: { frequency: 'DAILY', count: 4 },
        room: 1,
        more: { ...texts, leaveOut: ['2031-03-05'] },
      })
    ).bookings?.map(({ id }) => keyOfId(id)) ?? []),
  );
  const reason = 'QZMARK status_reason';
  const ghost = await made(staff, { startsAt: at(4, 8), endsAt: at(4, 11), wish: 2 });
  const placed = await made(staff, { startsAt: at(5, 8), endsAt: at(5, 11), wish: 2 }, { segments: [segment(5, 2)] });
  expect(
    await call(boss, 'assignRoom', { bookingId: placed, roomId: roomId(2), notes: 'QZMARK boss_notes' }),
  ).toMatchObject({ __typename: 'AssignRoomPayload' });
  const waiting = await made(staff, { startsAt: at(5, 8), endsAt: at(5, 11), wish: 2 });
  expect(
    await call(boss, 'assignRoom', { bookingId: waiting, roomId: roomId(2), displaceBookingIds: [placed], reason }),
  ).toMatchObject({ __typename: 'AssignRoomPayload' });
  for (const name of ['rejectBooking', 'cancelBooking'] as const) {
    const id = await made(staff, { startsAt: at(6, 8), endsAt: at(6, 11), wish: 3 });
    expect(await call(boss, name, { bookingId: id, reason })).not.toHaveProperty('message');
  }
  const devicesOnly = await made(
    staff,
    { startsAt: at(7, 8), endsAt: at(7, 11) },
    {
      kind: 'DEVICES_ONLY',
      devicesNeeded: 2,
      offSite: {
        rentalNumber: 'QZMARK rental',
        contactPerson: 'QZMARK person',
        phone: 'QZMARK phone',
        email: 'qzmark.off_site@client.example',
        company: 'QZMARK company',
        address: 'QZMARK address',
        returnOn: '2039-01-01',
      },
    },
  );
  await giveDevices(facility, keyOfId(devicesOnly));
  expect(
    await call(staff, 'updateBooking', { bookingId: ghost, clientName: 'QZMARK client_name again' }),
  ).toMatchObject({ __typename: 'UpdateBookingPayload' });
  // In rooms that strangers will ask for.
  const rooms = [7, 8, 9, 12, 24];
  for (let index = keys.length; index < bookings; index += 1) {
    const day = 7 + Math.floor(index / rooms.length);
    await made(boss, {
      startsAt: at(day, 8),
      endsAt: at(day, 11),
      room: rooms[index % rooms.length] ?? 7,
      tenant: 'TECH',
    });
  }
  await facility.owner.query(
    `update bookings set boss_notes = coalesce(boss_notes, 'QZMARK boss_notes'), notes = coalesce(notes, $1), status_reason = coalesce(status_reason, $2)`,
    [note, reason],
  );
  expect(ghost).not.toBe('');
  return { ...(await gather(facility, staff)), idempotencyKey, start };
}

/** One device that was released, and one that is out under a rental. */
async function giveDevices({ owner, userKeys }: TestFacility, booking: string): Promise<void> {
  const rows = new DeviceRows(owner);
  const request = await rows.requestOf(booking);
  await owner.query(`update device_requests set note = 'QZMARK request_note' where id = $1`, [request]);
  const [first = '', second = ''] = await rows.addDevices(await rows.addCategory('Laptops', 'LAPTOP'), 'crawled-', 2);
  const { rows: rentals } = await owner.query<{ id: string }>(
    `insert into rentals (tenant_id, booking_id, number, company, contact_person, phone, email, address, due_on)
     select tenant_id, id, 'QZMARK rental', 'QZMARK company', 'QZMARK person', 'QZMARK phone', 'qzmark.off_site@client.example', 'QZMARK address', '2039-01-01'
     from bookings where id = $1 returning id`,
    [booking],
  );
  const released = await rows.assign(request, first);
  await owner.query(
    `update device_assignments set released_at = now(), release_reason = 'QZMARK release_reason' where id = $1`,
    [released],
  );
  // Once more by a person: how it was before can be undone, and is remembered.
  const person = await owner.connect();
  await person.query('begin');
  await person.query(`select set_config('app.actor', $1, true)`, [userKeys.it_staff]);
  await person.query(`update device_assignments set release_reason = 'QZMARK release_reason anew' where id = $1`, [
    released,
  ]);
  await person.query('commit');
  person.release();
  await rows.assign(request, second, {
    rental_id: rentals[0]?.id,
    handed_out_at: at(7, 8),
    taken_by: 'QZMARK taken_by',
    note: 'QZMARK assignment_note',
  });
}

async function gather(
  { owner, userKeys }: TestFacility,
  staff: Caller,
): Promise<Omit<House, 'idempotencyKey' | 'start'>> {
  type Row = { id: string; reference: string; series_id: string | null; version: number };
  const { rows } = await owner.query<Row>(
    'select id, reference, series_id, version from bookings where tenant_id = $1 order by created_at, id',
    [tenants.TECH],
  );
  const keysIn = async (table: 'device_requests' | 'device_assignments' | 'rentals', type: string) =>
    (
      await owner.query<{ id: string }>(`select id from ${table} where tenant_id = $1 order by id`, [tenants.TECH])
    ).rows.map(({ id }) => globalId(type, id));
  const { rows: occupancies } = await owner.query<{ id: string }>(
    'select o.id from room_occupancies o join bookings b on b.id = o.booking_id where b.tenant_id = $1',
    [tenants.TECH],
  );
  type Own = {
    domainEvents: { cursor: string; events: { cursor: string }[] };
    bookings: { edges: { cursor: string }[] };
  };
  const own = await staff.get<Own>(`query ${ask}`);
  const ids = {
    Booking: rows.map(({ id }) => bookingId(id)),
    BookingHistoryEntry: rows.map(({ id, version }) => globalId('BookingHistoryEntry', `${id}:${version}`)),
    Occupancy: occupancies.map(({ id }) => globalId('Occupancy', id)),
    series: [...new Set(rows.flatMap(({ series_id: id }) => id ?? []))],
    Series: [...new Set(rows.flatMap(({ series_id: id }) => (id === null ? [] : globalId('Series', id))))],
    DeviceRequest: await keysIn('device_requests', 'DeviceRequest'),
    DeviceAssignment: await keysIn('device_assignments', 'DeviceAssignment'),
    Rental: await keysIn('rentals', 'Rental'),
    User: [globalId('User', userKeys['staff.tech']), globalId('User', userKeys['viewer.tech'])],
    Tenant: [tenantId('TECH')],
    bare: rows.slice(0, 2).map(({ id }) => id),
  };
  return {
    ids,
    eventCursors: [
      ...own.domainEvents.events.map(({ cursor }) => cursor).filter((_, index) => index % 5 === 0),
      own.domainEvents.cursor,
    ],
    connectionCursors: own.bookings.edges.map(({ cursor }) => cursor).filter((_, index) => index % 4 === 0),
    secrets: [
      ...rows.flatMap(({ id, reference }) => [id, reference]),
      ...ids.Booking,
      ...ids.series,
      ...ids.Series,
      ...ids.BookingHistoryEntry,
      ...ids.DeviceRequest,
      ...ids.DeviceAssignment,
      ...ids.Rental,
    ].map((text) => text.replace(/=+$/, '')),
  };
}

/** Text that TECH's rows hold and that is not marked: a table or a column that is new must be filled before this proves anything. */
export async function unmarkedTexts({ owner }: TestFacility): Promise<string[]> {
  const { rows: columns } = await owner.query<{ table: string; column: string }>(
    `select c.table_name as table, c.column_name as column from information_schema.columns c
     join information_schema.columns t on t.table_name = c.table_name and t.table_schema = c.table_schema and t.column_name = 'tenant_id'
     join information_schema.tables kind on kind.table_name = c.table_name and kind.table_schema = c.table_schema and kind.table_type = 'BASE TABLE'
     where c.table_schema = 'public' and c.data_type in ('text', 'jsonb') and c.table_name !~ '^domain_events_' order by 1, 2`,
  );
  const named = columns.filter(({ table, column }) => !writtenByTheHouse.includes(`${table}.${column}`));
  const found = await Promise.all(
    named.map(async ({ table, column }) => {
      const {
        rows: [row],
      } = await owner.query<{ marked: boolean }>(
        `select coalesce(bool_or(${column}::text ~* 'qzmark'), false) as marked from ${table} where tenant_id = $1`,
        [tenants.TECH],
      );
      return row?.marked ? [] : [`${table}.${column}`];
    }),
  );
  return found.flat();
}

/** Words of the house itself, the same for every division. */
const writtenByTheHouse = [
  'domain_events.type',
  'series.time_zone',
  'domain_events.cause',
  'undo_steps.cause',
  'bookings.reference',
  'role_grants.role_name',
  'notification_items.before',
  'notification_items.after',
  ...[
    'via',
    'database_role',
    'action',
    'subject_type',
    'subject_id',
    'refusal',
    'message',
    'request_id',
    'address',
    'agent',
  ].map((column) => `audit_log.${column}`),
];
