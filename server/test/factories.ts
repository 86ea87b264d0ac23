import { argon2id, hash } from 'argon2';
import pg from 'pg';
import { cloneDatabase, type TestDatabase } from './database.ts';

export const password = 'test-password-of-everybody';

export const tenants = {
  TECH: '6f1c3a52-0f5e-4d4b-9a5e-2d3a7c1b8e01',
  TRAINING: 'b2a9d7e4-7c31-4f0a-8b6d-5e9f0a4c3d02',
} as const;
export type TenantCode = keyof typeof tenants;

type RoomFact = readonly [name: string, capacity: number, longTerm?: boolean];

/** docs/domain.md, "Rooms", in calendar order. Capacities that are not given there are the tests' own. */
export const roomFacts: readonly RoomFact[] = [
  ['Excellence', 30],
  ['Inspiration', 25],
  ['Honesty', 20],
  ['Gratitude', 20],
  ['Ambition', 16],
  ['Perseverance', 16],
  ['Courage', 24],
  ['Possibilities', 40],
  ['Motivation', 18],
  ['A302', 4, true],
  ['A303', 4, true],
  ['Success', 10],
  ['Respect', 10],
  ['Innovation', 12],
  ['Dedication', 14],
  ['Integrity', 15],
  ['Empower', 22],
  ['Focus', 6],
  ['Growth', 28],
  ['Wisdom', 8],
  ['Vision', 4, true],
  ['Potential', 20],
  ['Synergy', 50],
  ['Ambition+Perseverance', 32],
];

/** The key of room 1 to 24, as people number them. */
export function roomKey(position: number): string {
  return `00000000-0000-4000-8000-0000000000${String(position).padStart(2, '0')}`;
}

export function globalId(type: string, key: string): string {
  return Buffer.from(`${type}:${key}`).toString('base64');
}
export function keyOfId(id: string): string {
  return Buffer.from(id, 'base64').toString().split(':')[1] ?? '';
}
export function roomId(position: number): string {
  return globalId('Room', roomKey(position));
}
export function tenantId(code: TenantCode): string {
  return globalId('Tenant', tenants[code]);
}
export function bookingId(key: string): string {
  return globalId('Booking', key);
}

type Account = { readonly role: string; readonly tenant?: TenantCode };

/** Everybody of docs/domain.md, "Roles and rights", and a second member of staff, who did not ask for what the first one did. */
const accounts = {
  'staff.tech': { role: 'staff', tenant: 'TECH' },
  'staff2.tech': { role: 'staff', tenant: 'TECH' },
  'viewer.tech': { role: 'viewer', tenant: 'TECH' },
  'staff.training': { role: 'staff', tenant: 'TRAINING' },
  'viewer.training': { role: 'viewer', tenant: 'TRAINING' },
  admin: { role: 'admin' },
  room_boss: { role: 'room_boss' },
  it_boss: { role: 'it_boss' },
  it_staff: { role: 'it_staff' },
  training_facility_admin: { role: 'training_facility_admin' },
  it_rental_admin: { role: 'it_rental_admin' },
  kitchen: { role: 'kitchen' },
  superuser: { role: 'superuser' },
} as const satisfies Record<string, Account>;
export type Username = keyof typeof accounts;
export const usernames = Object.keys(accounts) as Username[];

/** A migrated database with the 24 rooms and an account for each role. */
export type TestFacility = {
  readonly database: TestDatabase;
  /** The role that owns the tables: an outsider with plain SQL. */
  readonly owner: pg.Pool;
  readonly superuser: pg.Pool;
  readonly userKeys: Record<Username, string>;
  /** A booking past the API, with plain SQL. Gives back its key. */
  insertBooking(facts: BookingFacts): Promise<string>;
  /** A role besides those an account has: for one tenant, or for the whole facility. */
  grant(username: Username, role: string, tenant?: TenantCode): Promise<void>;
  revoke(username: Username, role: string): Promise<void>;
  close(): Promise<void>;
};

export type BookingFacts = {
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly tenant?: TenantCode;
  readonly status?: 'PENDING' | 'ROOM_ASSIGNED' | 'CONFIRMED' | 'COMPLETED' | 'REJECTED' | 'CANCELLED';
  readonly kind?: 'ROOM' | 'DEVICES_ONLY';
  readonly room?: number;
  readonly wish?: number;
  readonly people?: number;
  readonly client?: string;
  readonly by?: Username;
  readonly setupMinutes?: number;
  readonly teardownMinutes?: number;
  readonly devices?: number;
  readonly preference?: 'ANY' | 'LAPTOPS' | 'DESKTOPS';
};

export async function openFacility(): Promise<TestFacility> {
  return openFacilityIn(await cloneDatabase());
}

export async function openFacilityIn(database: TestDatabase): Promise<TestFacility> {
  const owner = openPool(database.ownerUrl);
  const superuser = openPool(database.superuserUrl);
  const userKeys = await furnish(owner);
  return {
    database,
    owner,
    superuser,
    userKeys,
    insertBooking: (facts) => insertBooking(owner, userKeys, facts),
    grant: async (username, role, tenant) => {
      await owner.query('insert into role_grants (user_id, role_name, tenant_id) values ($1, $2, $3)', [
        userKeys[username],
        role,
        tenant === undefined ? null : tenants[tenant],
      ]);
    },
    revoke: async (username, role) => {
      await owner.query('delete from role_grants where user_id = $1 and role_name = $2', [userKeys[username], role]);
    },
    close: async () => {
      await Promise.all([owner.end(), superuser.end()]);
      await database.drop();
    },
  };
}

/** @param max of its connections */
export function openPool(url: string, max = 12): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max, application_name: 'outsider' });
  // Neither a server that a test kills nor a database that is dropped while the last connection ends takes the test along.
  pool.on('error', () => undefined);
  return pool;
}

/** The same passwords everywhere, so one cheap hash a process; what hashing costs is not what these tests are about. */
let passwordHash: Promise<string> | undefined;

async function furnish(owner: pg.Pool): Promise<Record<Username, string>> {
  passwordHash ??= hash(password, { type: argon2id, memoryCost: 1_024, timeCost: 2, parallelism: 1 });
  const rooms = roomFacts.map(([name, capacity, longTerm = false], index) => ({
    id: roomKey(index + 1),
    name,
    capacity,
    position: index + 1,
    long_term: longTerm,
  }));
  await owner.query(
    'insert into rooms (id, name, capacity, position, long_term) select id, name, capacity, position, long_term from jsonb_populate_recordset(null::rooms, $1)',
    [JSON.stringify(rooms)],
  );
  await owner.query('insert into room_parts (room_id, part_id) values ($1, $2), ($1, $3)', [
    roomKey(24),
    roomKey(5),
    roomKey(6),
  ]);
  // The rooms were always there: what happens is what a test does.
  await owner.query('delete from domain_events');
  const { rows: users } = await owner.query<{ id: string; username: Username }>(
    'insert into users (username, display_name, password_hash) select name, initcap(name), $2 from unnest($1::text[]) name returning id, username',
    [usernames, await passwordHash],
  );
  const grants = users.map(({ id, username }) => {
    const { role, tenant }: Account = accounts[username];
    return { user_id: id, role_name: role, tenant_id: tenant === undefined ? null : tenants[tenant] };
  });
  await owner.query(
    'insert into role_grants (user_id, role_name, tenant_id) select user_id, role_name, tenant_id from jsonb_populate_recordset(null::role_grants, $1)',
    [JSON.stringify(grants)],
  );
  return Object.fromEntries(users.map(({ id, username }) => [username, id])) as Record<Username, string>;
}

async function insertBooking(owner: pg.Pool, userKeys: Record<Username, string>, facts: BookingFacts): Promise<string> {
  const { tenant = 'TECH', status = facts.room === undefined ? 'PENDING' : 'CONFIRMED', kind = 'ROOM' } = facts;
  const creator = facts.by ?? (tenant === 'TECH' ? 'staff.tech' : 'staff.training');
  const row = {
    tenant_id: tenants[tenant],
    kind,
    status,
    client_name: facts.client ?? 'Sample Client',
    client_contact_person: 'Thandi Nkosi',
    client_email: 'thandi@client.example',
    client_phone: '+27 11 555 0100',
    num_learners: (facts.people ?? 3) - 1,
    num_facilitators: 1,
    starts_at: facts.startsAt,
    ends_at: facts.endsAt,
    setup_minutes: facts.setupMinutes ?? 0,
    teardown_minutes: facts.teardownMinutes ?? 0,
    room_id: facts.room === undefined ? null : roomKey(facts.room),
    requested_room_id: facts.wish === undefined ? null : roomKey(facts.wish),
    devices_needed: facts.devices ?? (kind === 'DEVICES_ONLY' ? 1 : 0),
    device_type_preference: facts.preference ?? 'ANY',
    created_by_id: userKeys[creator],
  };
  const columns = Object.keys(row).join(', ');
  const { rows } = await owner.query<{ id: string }>(
    `insert into bookings (${columns}) select ${columns} from jsonb_populate_record(null::bookings, $1) returning id`,
    [JSON.stringify(row)],
  );
  return rows[0]?.id ?? '';
}

/** A moment in Johannesburg, which knows no summer time: `local('2026-12-01', '07:30')`. */
export function local(day: string, time: string): Date {
  return new Date(`${day}T${time}:00+02:00`);
}

const hourMs = 3_600_000;
export function hours(count: number): number {
  return count * hourMs;
}
export function days(count: number): number {
  return count * 24 * hourMs;
}
export function later(moment: Date, ms: number): Date {
  return new Date(moment.getTime() + ms);
}

/** 08:00 in Johannesburg on the day of a moment. */
export function morningOf(moment: Date): Date {
  return new Date(Math.floor((moment.getTime() + hours(2)) / days(1)) * days(1) + hours(6));
}

/** A quiet morning well ahead, for servers that go by the real clock. */
export function someMorning(): Date {
  return later(morningOf(new Date()), days(30));
}
