import { beforeAll, describe, expect, it } from 'vitest';
import { arrange } from './arrange.ts';
import { Caller } from './client.ts';
import { isRefused, unlimited } from './crawler.ts';
import { argumentsOf, plainDocumentOf, type Root, roots } from './crawler-documents.ts';
import { DeviceRows } from './device-rows.ts';
import {
  bookingId,
  days,
  globalId,
  hours,
  later,
  local,
  roomId,
  roomKey,
  tenantId,
  tenants,
  type Username,
} from './factories.ts';
import { type Call, type DeviceSubject, matrix, type Role, roles } from './rights-matrix.ts';

const now = local('2031-03-01', '09:00');
let colleague: string;
let laptops: string;
/** Devices that nothing was done with yet. */
let spare: string[] = [];
const callers = new Map<Role, Caller>();

const { facility, app } = await arrange({ now, settings: unlimited });

beforeAll(async () => {
  // Who may book for both divisions, and asks for nothing yet.
  const {
    rows: [someone],
  } = await facility.owner.query<{ id: string }>(
    `insert into users (username, display_name) values ('colleague', 'Colleague') returning id`,
  );
  await facility.owner.query(
    `insert into role_grants (user_id, role_name, tenant_id) select $1, 'staff', id from tenants`,
    [someone?.id],
  );
  colleague = globalId('User', someone?.id ?? '');
  laptops = await deviceRows().addCategory('Laptops', 'LAPTOP');
  spare = await deviceRows().addDevices(laptops, 'spare-', 1_000);
  for (const role of roles) await enter(role);
});

function nameOf(role: Role): Username {
  return (role === 'viewer' || role === 'staff' ? `${role}.tech` : role) as Username;
}
async function enter(role: Role): Promise<void> {
  callers.set(role, role === 'anonymous' ? new Caller(app.url, null) : await Caller.signIn(app.url, nameOf(role)));
}
function as(role: Role): Caller {
  return callers.get(role) as Caller;
}

const typeNames = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' };
function rootOf(row: string): Root {
  const operation = row.split(',')[0];
  const root = roots.find(({ operation: kind, name }) => `${typeNames[kind]}.${name}` === operation);
  if (!root) throw new Error(`${row} is in the matrix and not in the schema`);
  return root;
}

function deviceRows(): DeviceRows {
  return new DeviceRows(facility.owner);
}
function nextDevice(): string {
  const device = spare.shift();
  if (device === undefined) throw new Error('no device is left');
  return device;
}

/** Something about a device that nobody else is concerned with. */
async function deviceSubject(of: DeviceSubject, { startsAt, endsAt }: ReturnType<typeof nextTimes>): Promise<string> {
  const rows = deviceRows();
  if (of === 'category') return globalId('DeviceCategory', await rows.addCategory(`Model ${count}`, 'LAPTOP'));
  const device = nextDevice();
  if (of === 'device') return globalId('Device', device);
  if (of === 'downtime') return globalId('DeviceDowntime', await rows.addDowntime(device, startsAt, endsAt));
  if (of === 'move') {
    const { rows: moves } = await facility.owner.query<{ id: string }>(
      'select id from device_moves where device_id = $1',
      [device],
    );
    return globalId('DeviceMove', moves[0]?.id ?? '');
  }
  const booking = await rows.addBooking(startsAt, endsAt);
  return globalId('DeviceAssignment', await rows.assign(await rows.addRequest(booking, 1), device));
}

const relations = ['own', 'of the division', 'of another division'] as const;
type Relation = (typeof relations)[number];

let count = 0;
function nextTimes() {
  count += 1;
  const startsAt = later(local('2031-03-04', '08:00'), days(count));
  return { startsAt, endsAt: later(startsAt, hours(2)) };
}

/** Something new for each cell, so that nothing that was done for one is found by the next. */
async function subjectOf(
  { of }: Call,
  role: Role,
  relation: Relation,
  times: ReturnType<typeof nextTimes>,
): Promise<string> {
  if (of === 'tenant') return tenantId(relation === 'of another division' ? 'TRAINING' : 'TECH');
  const { owner, userKeys } = facility;
  if (of === 'name') return `Room ${count}`;
  if (of === 'device' || of === 'assignment' || of === 'downtime' || of === 'category' || of === 'move')
    return deviceSubject(of, times);
  if (of === 'room') return roomId(20);
  if (of === 'closure') {
    const { rows } = await owner.query<{ id: string }>(
      `insert into closures (room_ids, starts_at, ends_at, reason, created_by_id) values ($1, $2, $3, 'Paint', $4) returning id`,
      [[roomKey(9)], times.startsAt, times.endsAt, userKeys.admin],
    );
    return globalId('Closure', rows[0]?.id ?? '');
  }
  if (of === 'user') {
    const { rows } = await owner.query<{ id: string }>(
      `insert into users (username, display_name) values ($1, 'Somebody') returning id`,
      [`somebody.${count}`],
    );
    await owner.query(`insert into role_grants (user_id, role_name, tenant_id) values ($1, 'viewer', $2)`, [
      rows[0]?.id,
      tenants.TECH,
    ]);
    return globalId('User', rows[0]?.id ?? '');
  }
  const by =
    relation === 'own'
      ? role === 'anonymous'
        ? 'staff.tech'
        : nameOf(role)
      : relation === 'of the division'
        ? 'staff2.tech'
        : 'staff.training';
  if (of === 'session' || of === 'token') return openFor(by, of);
  const tenant = relation === 'of another division' ? 'TRAINING' : 'TECH';
  if (of === 'running') {
    // Of devices only: all of them at once find no room.
    const key = await facility.insertBooking({
      startsAt: later(now, -hours(1)),
      endsAt: later(now, hours(1)),
      by,
      tenant,
      status: 'PENDING',
    });
    await owner.query(
      `update bookings set kind = 'DEVICES_ONLY', devices_needed = 1, status = 'CONFIRMED' where id = $1`,
      [key],
    );
    return bookingId(key);
  }
  const place = of === 'PENDING' || of === 'series' || of === 'request' ? { wish: 1 } : { room: 1 };
  const key = await facility.insertBooking({
    ...times,
    ...place,
    by,
    tenant,
    ...(of === undefined || of === 'series' || of === 'request' ? {} : { status: of }),
  });
  if (of === 'series') await makeSeries(key, tenant, by);
  if (of === 'request') {
    await owner.query('update bookings set devices_needed = 1 where id = $1', [key]);
    return globalId('DeviceRequest', await deviceRows().requestOf(key));
  }
  return bookingId(key);
}

/** A rule behind a booking, with one date left out of it. */
async function makeSeries(key: string, tenant: keyof typeof tenants, by: Username): Promise<void> {
  const { owner, userKeys } = facility;
  const { rows } = await owner.query<{ id: string }>(
    `insert into series (tenant_id, frequency, every, date_count, starts_local, ends_local, time_zone, created_by_id) values ($1, 'DAILY', 1, 2, '2031-09-29 08:00', '2031-09-29 10:00', 'Africa/Johannesburg', $2) returning id`,
    [tenants[tenant], userKeys[by]],
  );
  await owner.query('update bookings set series_id = $2 where id = $1', [key, rows[0]?.id]);
  // At times of its own: what one role puts back must not stand in the way of the next.
  await owner.query(
    `insert into left_out_dates (tenant_id, series_id, starts_local, ends_local) select $1, $2, start, start + interval '1 minute' from (select '2031-09-30 00:00'::timestamp + $3 * interval '1 minute' as start) times`,
    [tenants[tenant], rows[0]?.id, count % 1_400],
  );
}

/** A session or a token of somebody's that nothing else uses. */
async function openFor(username: Username, what: 'session' | 'token'): Promise<string> {
  const caller = await Caller.signIn(app.url, username);
  if (what === 'token') {
    const { createToken } = await caller.get<{ createToken: { token: { id: string } } }>(
      'mutation ($input: CreateTokenInput!) { createToken(input: $input) { ... on CreateTokenPayload { token { id } } } }',
      { input: { name: 'Mine', scopes: ['calendar:read'], expiresAt: '2031-06-01T00:00:00Z' } },
    );
    return createToken.token.id;
  }
  const { viewer } = await caller.get<{ viewer: { sessions: { id: string; current: boolean }[] } }>(
    '{ viewer { sessions { id current } } }',
  );
  return viewer.sessions.find(({ current }) => current)?.id ?? '';
}

function plausibleAt({ startsAt, endsAt }: ReturnType<typeof nextTimes>) {
  return (scalar: string, name: string): unknown => {
    const values: Record<string, unknown> = {
      ID: name === 'tenantId' ? tenantId('TECH') : roomId(7),
      DateTime: /^(ends|to)/i.test(name) ? endsAt : startsAt,
      Int: 3,
      Boolean: true,
      Date: '2031-09-30',
      String: /email/i.test(name) ? 'a@client.example' : /user/i.test(name) ? 'nobody.at.all' : 'Mine',
    };
    return values[scalar];
  };
}

function variablesOf(
  root: Root,
  { at, given }: Call,
  subject: string,
  times: ReturnType<typeof nextTimes>,
): Record<string, unknown> {
  const variables = argumentsOf(root, plausibleAt(times), at === undefined ? null : { path: at, value: subject });
  const known = {
    ...(given?.['tenantId'] === 'own' ? { tenantId: tenantId('TECH') } : {}),
    ...(given?.['toUserId'] === 'colleague' ? { toUserId: colleague } : {}),
    ...(given?.['deviceIds'] === 'spare' ? { deviceIds: [globalId('Device', nextDevice())] } : {}),
    ...(given?.['deviceId'] === 'spare' ? { deviceId: globalId('Device', nextDevice()) } : {}),
    ...(given?.['devices'] === 'new'
      ? { devices: [{ serialNumber: subject, name: 'New', categoryId: globalId('DeviceCategory', laptops) }] }
      : {}),
  };
  const more = given && { ...given, ...known };
  return more === undefined ? variables : { ...variables, input: { ...(variables['input'] as object), ...more } };
}

type Body = { data?: Record<string, unknown> | null; errors?: { extensions?: { code?: string } }[] };
const codes: Record<string, string> = { UNAUTHENTICATED: 'signIn', FORBIDDEN: 'no' };
const refusals: Record<string, string> = {
  NotFoundError: 'notFound',
  InvalidInputError: 'invalid',
  LinkVoidError: 'void',
  NothingToUndoError: 'nothingDone',
};

function verdictOf({ data, errors = [] }: Body, { name }: Root): string {
  const [error] = errors;
  if (error) return codes[error.extensions?.code ?? ''] ?? error.extensions?.code ?? 'error';
  const answer = data?.[name];
  if (answer === null || answer === undefined) return 'nothing';
  const {
    __typename: type = '',
    NotAllowedError_message: message,
    Booking_clientEmail: email,
  } = answer as Record<string, string | null>;
  if (type === 'NotAllowedError') return message === 'Sign in first.' ? 'signIn' : 'no';
  if (type === 'Booking') return email === null ? 'operational' : 'full';
  return refusals[type ?? ''] ?? (type?.endsWith('Error') ? type : 'yes');
}

async function ask(row: string, role: Role, relation: Relation): Promise<string> {
  const root = rootOf(row);
  const call = matrix[row]?.[1] ?? {};
  const times = nextTimes();
  const subject = call.of === undefined ? '' : await subjectOf(call, role, relation, times);
  const variables = variablesOf(root, call, subject, times);
  if (root.operation === 'subscription') return follow(root, role, variables, times);
  const { text } = await as(role).ask(plainDocumentOf(root).text, variables);
  // What was refused has ended no session.
  const done = root.operation === 'mutation' && role !== 'anonymous' && !isRefused(text);
  if (done && (await as(role).get<{ viewer: unknown }>('{ viewer { user { id } } }')).viewer === null)
    await enter(role);
  return verdictOf(JSON.parse(text) as Body, root);
}

/** Whether a change of the subject is told; what is told of a room that everybody sees comes after it on the same socket. */
async function follow(
  root: Root,
  role: Role,
  variables: Record<string, unknown>,
  { startsAt }: ReturnType<typeof nextTimes>,
): Promise<string> {
  const window = { from: startsAt, to: later(startsAt, hours(5)) };
  const {
    calendar: { cursor: after },
  } = await as('admin').get<{ calendar: { cursor: string } }>(
    'query ($from: DateTime!, $to: DateTime!) { calendar(from: $from, to: $to) { cursor } }',
    window,
  );
  const socket = as(role).connect();
  const subject = socket.subscribe<object>(plainDocumentOf(root).text, {
    ...variables,
    ...('from' in variables ? window : {}),
    after,
  });
  const control = socket.subscribe<{ calendarChanged: { occupancies: { startsAt: string }[] } }>(
    'subscription ($from: DateTime!, $to: DateTime!, $after: EventCursor) { calendarChanged(from: $from, to: $to, after: $after) { occupancies { startsAt } } }',
    { ...window, after },
  );
  await facility.owner.query('update bookings set num_learners = num_learners + 1 where starts_at = $1', [startsAt]);
  await facility.owner.query('update rooms set capacity = capacity + 1 where id = $1', [roomKey(7)]);
  await facility.owner.query(
    `with act as (insert into told_acts default values returning id),
       listed as (
         insert into notification_items (act_id, booking_id, tenant_id, type, told_to, starts_at)
         select act.id, b.id, b.tenant_id, 'ROOM_ASSIGNED', array(select id from users), b.starts_at from act, (select * from bookings where tenant_id = $2 limit 1) b
       )
     insert into notifications (recipient_id, type, cause, cause_id, tenant_ids) select users.id, 'ROOM_ASSIGNED', $1, act.id, array[$2::uuid] from users, act`,
    [`told at ${startsAt.toISOString()}`, tenants.TECH],
  );
  // Two of them, one after the other: what the first came together with has come before the second.
  const told = (async () => {
    for (const at of [3, 4]) {
      const last = later(startsAt, hours(at));
      await facility.insertBooking({ startsAt: last, endsAt: later(last, hours(1)), room: 3 });
      await control.until(({ calendarChanged }) =>
        calendarChanged.occupancies.some((taken) => taken.startsAt === last.toISOString()),
      );
    }
  })();
  const verdict = await Promise.race([
    told.then(async () =>
      (await Promise.race([subject.next(), Promise.resolve(undefined)])) === undefined ? 'nothing' : 'yes',
    ),
    socket.closed.then(({ code }) => (code === 4403 ? 'signIn' : String(code))),
    subject.ended.then(([error]) => codes[error?.extensions?.code ?? ''] ?? 'ended'),
  ]);
  await socket.close();
  return verdict;
}

function cellsOf(row: string): string[] {
  return (matrix[row]?.[0] ?? '').split('|').map((cell) => cell.trim());
}

describe('the matrix of rights', () => {
  it('has a row for every operation that there is, and a cell for every role', () => {
    const rows = new Set(Object.keys(matrix).map((row) => row.split(',')[0]));
    expect(
      roots.map(({ operation, name }) => `${typeNames[operation]}.${name}`).filter((operation) => !rows.has(operation)),
    ).toEqual([]);
    for (const row of Object.keys(matrix)) expect(cellsOf(row), row).toHaveLength(roles.length);
  });

  it.each(Object.keys(matrix))(
    '%s',
    async (row) => {
      const cells = roles.flatMap((role, index) => {
        const answers = cellsOf(row)[index]?.split('/') ?? [];
        return relations
          .slice(0, matrix[row]?.[1]?.of === undefined ? 1 : 3)
          .map((relation, place) => ({ role, relation, wanted: answers[answers.length === 1 ? 0 : place] ?? '' }));
      });
      const answered: string[] = [];
      // What is told by itself takes a moment, and disturbs nobody.
      if (rootOf(row).operation === 'subscription')
        answered.push(...(await Promise.all(cells.map(({ role, relation }) => ask(row, role, relation)))));
      else for (const { role, relation } of cells) answered.push(await ask(row, role, relation));
      const named = (of: (index: number) => string | undefined) =>
        Object.fromEntries(cells.map(({ role, relation }, index) => [`${role}, ${relation}`, of(index)]));
      expect(named((index) => answered[index])).toEqual(named((index) => cells[index]?.wanted));
    },
    60_000,
  );

  it('is what the database grants: with one right less a cell is another', async () => {
    const before = await ask('Mutation.cancelBooking', 'staff', 'own');
    await facility.owner.query(
      `delete from role_permissions where role_name = 'staff' and permission = 'booking:withdraw'`,
    );
    expect([before, await ask('Mutation.cancelBooking', 'staff', 'own')]).toEqual(['yes', 'no']);
    await facility.owner.query(`insert into role_permissions values ('viewer', 'booking:create')`);
    expect(await ask('Mutation.createBookings', 'viewer', 'of the division')).toBe('yes');
  });
});
