import { isObjectType } from 'graphql';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../src/app.ts';
import { dayOf } from '../src/platform/facility.ts';
import { schema } from '../src/schema.ts';
import { accessMutations } from './access-races.ts';
import { accessWritersOf, watchAccessWrites } from './access-writes.ts';
import { book, call, type MutationName } from './booking-calls.ts';
import { Caller } from './client.ts';
import {
  bookingId,
  days,
  globalId,
  hours,
  later,
  local,
  openFacility,
  password,
  roomId,
  roomKey,
  type TestFacility,
  tenantId,
  tenants,
  type Username,
} from './factories.ts';
import { MailCatcher } from './mail-catcher.ts';
import { callRooms } from './room-calls.ts';
import { callDesk, type DeskMutation } from './desk-calls.ts';
import { DeviceRows } from './device-rows.ts';
import { callSeries, repeat, type SeriesMutation } from './series-calls.ts';
import { startApp } from './servers.ts';

let facility: TestFacility;
let app: App;
let letters: MailCatcher;
let now = local('2031-03-01', '09:00');
let boss: Caller;
let staff: Caller;
let viewer: Caller;
let itBoss: Caller;
let laptops: string;

function morning(day: number) {
  return {
    startsAt: later(local('2031-03-04', '08:00'), days(day)),
    endsAt: later(local('2031-03-04', '10:00'), days(day)),
  };
}

beforeAll(async () => {
  facility = await openFacility();
  letters = await MailCatcher.open();
  // Only the kitchen has an address: links for others are shown.
  await facility.owner.query(`update users set email = 'kitchen@colab.example' where username = 'kitchen'`);
  // Before anybody works there: it takes locks on all of these tables.
  await watchAccessWrites(facility);
  app = await startApp(facility.database, () => now, { smtp: { url: letters.url, from: 'colab@colab.example' } });
  [boss, staff, viewer, itBoss] = (await Promise.all(
    (['room_boss', 'staff.tech', 'viewer.tech', 'it_boss'] as Username[]).map((name) => Caller.signIn(app.url, name)),
  )) as [Caller, Caller, Caller, Caller];
  laptops = await new DeviceRows(facility.owner).addCategory('Laptops', 'LAPTOP');
});
afterAll(async () => {
  await app.close();
  await letters.close();
  await facility.close();
});

type Row = {
  at: Date;
  tenant_id: string | null;
  actor: string | null;
  via: string | null;
  via_id: string | null;
  database_role: string;
  action: string;
  subject_type: string | null;
  subject_id: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  reason: string | null;
  result: string;
  refusal: string | null;
  message: string | null;
  request_id: string | null;
  address: string | null;
  agent: string | null;
  repeated: number;
};

/** The rows that some work leaves, oldest first; without those of the job that completes what is over, which comes when it comes. */
async function rowsOf(work: () => Promise<unknown>): Promise<Row[]> {
  const {
    rows: [last],
  } = await facility.owner.query<{ seen: string[] }>(
    'select coalesce(array_agg(id::text), $1) as seen from audit_log',
    [[]],
  );
  await work();
  return (
    await facility.owner.query<Row>(
      `select * from audit_log where id <> all ($1::uuid[]) and action <> 'completeBookings' order by at, id`,
      [last?.seen],
    )
  ).rows;
}

function insertGhost(day: number) {
  return facility.insertBooking({ ...morning(day), by: 'staff.tech' });
}
function insertPlaced(day: number, status: 'ROOM_ASSIGNED' | 'CONFIRMED') {
  return facility.insertBooking({ ...morning(day), by: 'staff.tech', room: 3, status });
}
/** In rooms of their own: the day is the same for all of them. */
let running = 13;
function insertRunning() {
  return facility.insertBooking({
    startsAt: local('2031-03-01', '08:00'),
    endsAt: local('2031-03-01', '11:00'),
    by: 'staff.tech',
    room: (running += 1),
    status: 'CONFIRMED',
  });
}

type Round = {
  /** A call that succeeds. */
  readonly done: () => Promise<unknown>;
  readonly doneBy?: Username | null;
  /** A call that is refused. */
  readonly refused?: () => Promise<unknown>;
  readonly refusedBy?: Username | null;
  readonly doneVia?: 'display';
  readonly refusal?: string;
};

function change(name: MutationName, day: number, more: object, make: (day: number) => Promise<string>): Round {
  return {
    done: async () => {
      const key = await make(day);
      return call(boss, name, { bookingId: bookingId(key), ...more });
    },
    refused: () => call(viewer, name, { bookingId: bookingId('11111111-2222-4333-8444-555555555555'), ...more }),
  };
}

/** What is done to a series of the boss's own, one date of which was left out. */
function ofSeries(name: SeriesMutation, day: number, given: object): Round {
  const input = (id: string | undefined) => ({
    bookingId: id,
    ...(name === 'restoreSeriesDate' ? {} : { scope: 'ALL' }),
    ...given,
  });
  const leaveOut = [dayOf(morning(day + 1).startsAt, 'Africa/Johannesburg')];
  return {
    done: async () =>
      callSeries(
        boss,
        name,
        input(
          (
            await repeat(boss, {
              ...morning(day),
              rule: { frequency: 'DAILY', count: 3 },
              room: 4,
              tenant: 'TECH',
              more: { leaveOut },
            })
          ).bookings?.[0]?.id,
        ),
      ),
    refused: () => callSeries(viewer, name, input(bookingId('11111111-2222-4333-8444-555555555555'))),
  };
}
function several(
  name: MutationName,
  list: string,
  more: object,
  make: () => Promise<string>,
  rest: object = {},
): Round {
  return {
    done: async () => call(boss, name, { [list]: [{ bookingId: bookingId(await make()), ...more }], ...rest }),
    refused: () => call(viewer, name, { [list]: [{ bookingId: bookingId(nobody), ...more }], ...rest }),
  };
}

function signIn(input: object) {
  return new Caller(app.url, null).get('mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }', {
    input,
  });
}

const nobody = '11111111-2222-4333-8444-555555555555';
function userId(name: Username) {
  return globalId('User', facility.userKeys[name]);
}
function closing(day: number) {
  return { roomIds: [roomId(9)], ...morning(day), reason: 'New carpets' };
}

async function run(caller: Caller, name: string, args: string, fields = '{ __typename }') {
  return (await caller.get<{ result: { __typename: string } }>(`mutation { result: ${name}${args} ${fields} }`)).result;
}

/** What those who manage people do; refused to everybody else. */
function people(name: string, args: () => string): Round {
  return {
    done: async () => run(await Caller.signIn(app.url, 'admin'), name, args()),
    doneBy: 'admin',
    refused: () => run(viewer, name, args()),
  };
}

async function linkFor(name: Username): Promise<string> {
  const admin = await Caller.signIn(app.url, 'admin');
  const { result } = await admin.get<{ result: { link?: { url: string } } }>(
    `mutation { result: createPasswordLink(userId: "${userId(name)}") { ... on CreatePasswordLinkPayload { link { url } } } }`,
  );
  return result.link?.url.split('#')[1] ?? '';
}

async function makeToken(caller: Caller): Promise<{ token?: { id: string } }> {
  const input = { name: 'A tool', scopes: ['calendar:read'], expiresAt: later(now, days(30)) };
  return (
    await caller.get<{ result: { token?: { id: string } } }>(
      'mutation ($input: CreateTokenInput!) { result: createToken(input: $input) { ... on CreateTokenPayload { token { id } } } }',
      { input },
    )
  ).result;
}

/** What the IT Boss does at the desk; `input` sets the scene first. */
function desk(name: DeskMutation, input: () => Promise<object>, refused: object): Round {
  return {
    done: async () => callDesk(itBoss, name, { ...(await input()) }),
    doneBy: 'it_boss',
    refused: () => callDesk(viewer, name, { ...refused }),
  };
}
let devices = 0;
async function device(): Promise<string> {
  const [key = ''] = await new DeviceRows(facility.owner).addDevices(laptops, `audited-${(devices += 1)}-`, 1);
  return globalId('Device', key);
}
async function deviceRequest(): Promise<string> {
  const key = await facility.insertBooking({ ...morning(45), kind: 'DEVICES_ONLY', devices: 1 });
  return globalId('DeviceRequest', await new DeviceRows(facility.owner).requestOf(key));
}
async function assigned(): Promise<{ id: string; move: string }> {
  const input = { requestId: await deviceRequest(), deviceIds: [await device()] };
  const { request, moves } = await callDesk(itBoss, 'assignDevices', input);
  return { id: request?.assignments[0]?.id ?? '', move: moves?.[0]?.id ?? '' };
}
async function downtime(): Promise<string> {
  const begun = await callDesk(itBoss, 'startDowntime', { deviceIds: [await device()], kind: 'LOST' });
  return begun.downtimes?.[0]?.id ?? '';
}
const nobodys = {
  device: globalId('Device', '11111111-2222-4333-8444-555555555555'),
  assignment: globalId('DeviceAssignment', '11111111-2222-4333-8444-555555555555'),
  downtime: globalId('DeviceDowntime', '11111111-2222-4333-8444-555555555555'),
  category: globalId('DeviceCategory', '11111111-2222-4333-8444-555555555555'),
};

/** Known once the facility is there. */
const toColleague = {
  get toUserId(): string {
    return userId('training_facility_admin');
  },
};

/** One entry a mutation of the schema, by hand: a new one without an entry fails the test below. */
const rounds: Record<string, Round> = {
  createBookings: {
    done: () => book(boss, { ...morning(1), room: 1, tenant: 'TECH' }),
    refused: () => book(viewer, morning(1)),
  },
  assignRoom: change('assignRoom', 2, { roomId: roomId(3) }, insertGhost),
  assignRooms: several('assignRooms', 'assignments', { roomId: roomId(3) }, () => insertGhost(21)),
  confirmBookings: several('confirmBookings', 'bookings', {}, () => insertPlaced(22, 'ROOM_ASSIGNED')),
  rejectBookings: several('rejectBookings', 'bookings', {}, () => insertGhost(23), { reason: 'Too late' }),
  rescheduleBooking: change(
    'rescheduleBooking',
    3,
    { endsAt: morning(3).endsAt, startsAt: later(morning(3).startsAt, hours(1)) },
    (day) => insertPlaced(day, 'CONFIRMED'),
  ),
  updateBooking: change('updateBooking', 4, { clientName: 'Another Client' }, (day) => insertPlaced(day, 'CONFIRMED')),
  setDeviceRequests: change('setDeviceRequests', 29, { requests: [{ quantity: 2 }] }, insertGhost),
  unassignRoom: change('unassignRoom', 5, { reason: 'The roof leaks' }, (day) => insertPlaced(day, 'ROOM_ASSIGNED')),
  confirmBooking: change('confirmBooking', 6, {}, (day) => insertPlaced(day, 'ROOM_ASSIGNED')),
  rejectBooking: change('rejectBooking', 7, { reason: 'Too late' }, insertGhost),
  cancelBooking: change('cancelBooking', 8, { reason: 'The client asked' }, (day) => insertPlaced(day, 'CONFIRMED')),
  handOverBooking: change('handOverBooking', 20, toColleague, (day) => insertPlaced(day, 'CONFIRMED')),
  createSeries: {
    done: () => repeat(boss, { ...morning(21), rule: { frequency: 'DAILY', count: 2 }, room: 4, tenant: 'TECH' }),
    refused: () => repeat(viewer, { ...morning(21), rule: { frequency: 'DAILY', count: 2 } }),
  },
  rescheduleSeries: ofSeries('rescheduleSeries', 24, {
    startsAt: later(morning(24).startsAt, hours(1)),
    endsAt: later(morning(24).endsAt, hours(1)),
  }),
  updateSeries: ofSeries('updateSeries', 28, { clientName: 'Another Client' }),
  cancelSeries: ofSeries('cancelSeries', 32, { reason: 'The course was stopped' }),
  handOverSeries: ofSeries('handOverSeries', 40, toColleague),
  restoreSeriesDate: ofSeries('restoreSeriesDate', 36, { date: dayOf(morning(37).startsAt, 'Africa/Johannesburg') }),
  finishBooking: change('finishBooking', 0, {}, insertRunning),
  extendBooking: change('extendBooking', 0, { endsAt: local('2031-03-01', '12:00') }, insertRunning),
  undoBookingChange: {
    done: async () => {
      const key = bookingId(await insertGhost(24));
      await call(boss, 'rejectBooking', { bookingId: key, reason: 'Too late' });
      return call(boss, 'undoBookingChange', { bookingId: key });
    },
    refused: () => call(viewer, 'undoBookingChange', { bookingId: bookingId(nobody) }),
  },
  signIn: {
    done: () => signIn({ username: 'kitchen', password }),
    doneBy: 'kitchen',
    refused: () => signIn({ username: 'kitchen', password: 'wrong-password' }),
    refusedBy: null,
  },
  refreshSession: {
    done: async () => {
      const {
        signIn: { refreshToken },
      } = await new Caller(app.url, null).get<{ signIn: { refreshToken: string } }>(
        'mutation ($input: SignInInput!) { signIn(input: $input) { ... on SignInPayload { refreshToken } } }',
        { input: { username: 'it_boss', password, tokens: true } },
      );
      return new Caller(app.url, null).get(
        'mutation ($input: RefreshSessionInput) { refreshSession(input: $input) { __typename } }',
        { input: { refreshToken } },
      );
    },
    doneBy: 'it_boss',
    refused: () =>
      new Caller(app.url, null).get('mutation { refreshSession(input: { refreshToken: "nobody’s" }) { __typename } }'),
    refusedBy: null,
  },
  signOut: {
    done: async () => (await Caller.signIn(app.url, 'superuser')).get('mutation { signOut }'),
    doneBy: 'superuser',
  },
  closeRooms: {
    done: () => call(boss, 'closeRooms', closing(11)),
    refused: () => call(viewer, 'closeRooms', closing(12)),
  },
  reopenRooms: {
    done: async () =>
      call(boss, 'reopenRooms', { closureId: (await call(boss, 'closeRooms', closing(13))).closure?.id }),
    refused: () => call(viewer, 'reopenRooms', { closureId: globalId('Closure', nobody) }),
  },
  createRoom: {
    done: () => callRooms(boss, 'createRoom', { name: 'Audited', capacity: 4 }),
    refused: () => callRooms(viewer, 'createRoom', { name: 'Refused', capacity: 4 }),
  },
  updateRoom: {
    done: () => callRooms(boss, 'updateRoom', { roomId: roomId(20), expectedVersion: 1, capacity: 9 }),
    refused: () => callRooms(viewer, 'updateRoom', { roomId: roomId(20), expectedVersion: 1 }),
  },
  orderRooms: {
    done: () => callRooms(boss, 'orderRooms', { roomIds: [roomId(20)], beforeRoomId: roomId(19) }),
    refused: () => callRooms(viewer, 'orderRooms', { roomIds: [roomId(20)] }),
  },
  deactivateRoom: {
    done: () => callRooms(boss, 'deactivateRoom', { roomId: roomId(21) }),
    refused: () => callRooms(viewer, 'deactivateRoom', { roomId: roomId(21) }),
  },
  reactivateRoom: {
    done: () => callRooms(boss, 'reactivateRoom', { roomId: roomId(21) }),
    refused: () => callRooms(viewer, 'reactivateRoom', { roomId: roomId(21) }),
  },
  assignDevices: desk(
    'assignDevices',
    async () => ({ requestId: await deviceRequest(), deviceIds: [await device()] }),
    {
      requestId: globalId('DeviceRequest', '11111111-2222-4333-8444-555555555555'),
      deviceIds: [nobodys.device],
    },
  ),
  releaseDevices: desk('releaseDevices', async () => ({ assignmentIds: [(await assigned()).id] }), {
    assignmentIds: [nobodys.assignment],
  }),
  swapDevice: desk('swapDevice', async () => ({ assignmentId: (await assigned()).id, deviceId: await device() }), {
    assignmentId: nobodys.assignment,
    deviceId: nobodys.device,
  }),
  handOutDevices: desk('handOutDevices', async () => ({ assignmentIds: [(await assigned()).id] }), {
    assignmentIds: [nobodys.assignment],
  }),
  returnDevices: desk(
    'returnDevices',
    async () => {
      const { id } = await assigned();
      const { assignments } = await callDesk(itBoss, 'handOutDevices', { assignmentIds: [id] });
      return { items: [{ deviceId: assignments?.[0]?.device.id, condition: 'GOOD' }] };
    },
    { items: [{ deviceId: nobodys.device, condition: 'GOOD' }] },
  ),
  lendDevices: desk(
    'lendDevices',
    async () => ({
      tenantId: tenantId('TECH'),
      clientName: 'Walk-in',
      until: later(now, hours(1)),
      deviceIds: [await device()],
    }),
    { tenantId: tenantId('TECH'), clientName: 'Walk-in', until: later(now, hours(1)), deviceIds: [nobodys.device] },
  ),
  undoDeviceMove: desk('undoDeviceMove', async () => ({ moveId: (await assigned()).move }), {
    moveId: globalId('DeviceMove', '11111111-2222-4333-8444-555555555555'),
  }),
  startDowntime: desk('startDowntime', async () => ({ deviceIds: [await device()], kind: 'MAINTENANCE' }), {
    deviceIds: [nobodys.device],
    kind: 'MAINTENANCE',
  }),
  updateDowntime: desk('updateDowntime', async () => ({ downtimeId: await downtime(), note: 'Seen in room 4' }), {
    downtimeId: nobodys.downtime,
  }),
  endDowntimes: desk('endDowntimes', async () => ({ downtimeIds: [await downtime()] }), {
    downtimeIds: [nobodys.downtime],
  }),
  createDeviceCategory: desk('createDeviceCategory', async () => ({ name: 'Audited', kind: 'LAPTOP' }), {
    name: 'Refused',
    kind: 'LAPTOP',
  }),
  updateDeviceCategory: desk(
    'updateDeviceCategory',
    async () => ({ categoryId: globalId('DeviceCategory', laptops), lowStockThreshold: 2 }),
    { categoryId: nobodys.category },
  ),
  createDevices: desk(
    'createDevices',
    async () => ({
      devices: [{ serialNumber: 'Audited', name: 'New', categoryId: globalId('DeviceCategory', laptops) }],
    }),
    { devices: [{ serialNumber: 'Refused', name: 'New', categoryId: nobodys.category }] },
  ),
  updateDevice: desk('updateDevice', async () => ({ deviceId: await device(), place: 'Shelf 2' }), {
    deviceId: nobodys.device,
  }),
  retireDevices: desk('retireDevices', async () => ({ deviceIds: [await device()], reason: 'Too old' }), {
    deviceIds: [nobodys.device],
    reason: 'Too old',
  }),
  reactivateDevices: desk(
    'reactivateDevices',
    async () => {
      const deviceIds = [await device()];
      await callDesk(itBoss, 'retireDevices', { deviceIds, reason: 'Too old' });
      return { deviceIds };
    },
    { deviceIds: [nobodys.device] },
  ),
  markNotificationsRead: { done: () => boss.get('mutation { markNotificationsRead }') },
  updateNotificationPreferences: {
    done: () =>
      run(
        boss,
        'updateNotificationPreferences',
        '(input: { preferences: [{ type: DEVICE_REQUEST, inApp: true, byMail: true }] })',
      ),
    refused: () =>
      run(
        viewer,
        'updateNotificationPreferences',
        '(input: { preferences: [{ type: DEVICE_REQUEST, inApp: true, byMail: true }] })',
      ),
  },
  changePassword: {
    done: async () =>
      run(
        await Caller.signIn(app.url, 'viewer.training'),
        'changePassword',
        '(input: { currentPassword: "test-password-of-everybody", newPassword: "a-password-of-my-own" })',
      ),
    doneBy: 'viewer.training',
    refused: () =>
      run(
        viewer,
        'changePassword',
        '(input: { currentPassword: "not-the-password", newPassword: "a-password-of-my-own" })',
      ),
  },
  requestPasswordReset: {
    done: () => run(new Caller(app.url, null), 'requestPasswordReset', '(username: "kitchen")', ''),
    doneBy: null,
  },
  setPassword: {
    done: async () =>
      run(
        new Caller(app.url, null),
        'setPassword',
        `(input: { token: "${await linkFor('it_staff')}", newPassword: "a-password-of-my-own" })`,
      ),
    doneBy: 'it_staff',
    refused: () =>
      run(
        new Caller(app.url, null),
        'setPassword',
        '(input: { token: "nobody’s", newPassword: "a-password-of-my-own" })',
      ),
    refusedBy: null,
    refusal: 'LinkVoidError',
  },
  setUpAdministrator: {
    done: async () => {
      // As after a recovery: nobody is left who administers.
      const { superuser } = facility;
      const guards = (what: string) =>
        superuser.query(
          `alter table role_grants ${what} trigger keep_an_administrator_left; alter table users ${what} trigger keep_an_administrator`,
        );
      await guards('disable');
      await superuser.query(`delete from role_grants where role_name = 'admin'`);
      await run(
        new Caller(app.url, null),
        'setUpAdministrator',
        `(input: { token: "${(await app.setUpAddress())?.split('#')[1]}", username: "first", displayName: "First", newPassword: "a-password-of-my-own" })`,
      );
      await guards('enable always');
      await facility.grant('admin', 'admin');
    },
    doneBy: null,
    refused: () =>
      run(
        new Caller(app.url, null),
        'setUpAdministrator',
        '(input: { token: "nobody’s", username: "first", displayName: "First", newPassword: "a-password-of-my-own" })',
      ),
    refusedBy: null,
    refusal: 'LinkVoidError',
  },
  inviteUser: people(
    'inviteUser',
    () => '(input: { username: "new.person", displayName: "New Person", roles: [{ role: "kitchen" }] })',
  ),
  shutAccount: people('shutAccount', () => `(input: { userId: "${userId('superuser')}" })`),
  updateUser: people('updateUser', () => `(input: { userId: "${userId('kitchen')}", displayName: "The Kitchen" })`),
  grantRole: people('grantRole', () => `(input: { userId: "${userId('kitchen')}", role: "it_staff" })`),
  revokeRole: people('revokeRole', () => `(input: { userId: "${userId('kitchen')}", role: "it_staff" })`),
  createPasswordLink: people('createPasswordLink', () => `(userId: "${userId('kitchen')}")`),
  updateFacilitySettings: people('updateFacilitySettings', () => '(input: { name: "Another" })'),
  createTenant: people('createTenant', () => '(input: { code: "THIRD", name: "Third" })'),
  updateTenant: people('updateTenant', () => `(input: { tenantId: "${tenantId('TECH')}", name: "Technology" })`),
  endSession: {
    done: async () => {
      const here = await Caller.signIn(app.url, 'staff2.tech');
      await Caller.signIn(app.url, 'staff2.tech');
      const {
        viewer: { sessions },
      } = await here.get<{ viewer: { sessions: { id: string; current: boolean }[] } }>(
        '{ viewer { sessions { id current } } }',
      );
      return run(here, 'endSession', `(id: "${sessions.find(({ current }) => !current)?.id}")`);
    },
    doneBy: 'staff2.tech',
    refused: () => run(viewer, 'endSession', `(id: "${globalId('Session', nobody)}")`),
    refusal: 'NotFoundError',
  },
  signOutEverywhere: {
    done: async () => run(await Caller.signIn(app.url, 'staff2.tech'), 'signOutEverywhere', '(keepThis: true)'),
    doneBy: 'staff2.tech',
    refused: () => run(new Caller(app.url, null), 'signOutEverywhere', ''),
    refusedBy: null,
  },
  startDisplay: {
    done: async () => run(await Caller.signIn(app.url, 'staff2.tech'), 'startDisplay', '(name: "Wall")'),
    doneBy: 'staff2.tech',
    doneVia: 'display',
    refused: () => run(new Caller(app.url, null), 'startDisplay', '(name: "Wall")'),
    refusedBy: null,
  },
  createToken: { done: () => makeToken(boss), refused: () => makeToken(new Caller(app.url, null)), refusedBy: null },
  revokeToken: {
    done: async () => run(boss, 'revokeToken', `(id: "${(await makeToken(boss)).token?.id}")`),
    refused: () => run(viewer, 'revokeToken', `(id: "${globalId('PersonalToken', nobody)}")`),
    refusal: 'NotFoundError',
  },
};

const unknownYet = new Set(['signIn', 'requestPasswordReset', 'setPassword', 'setUpAdministrator']);
function keyOfUser(name: Username | null) {
  return name === null ? null : facility.userKeys[name];
}

describe('every mutation', () => {
  it('of the schema is tried here', () => {
    expect(Object.keys(rounds).toSorted()).toEqual(Object.keys(schema.getMutationType()?.getFields() ?? {}).toSorted());
  });

  it.each(Object.keys(rounds))(
    'leaves a row when it is done, with who, from where, and the request: %s',
    async (name) => {
      const { done, doneBy = 'room_boss', doneVia = 'session' } = rounds[name] as Round;
      const rows = (await rowsOf(done)).filter((row) => row.action === name);
      expect(rows.length).toBeGreaterThanOrEqual(1);
      for (const row of rows) {
        // Whoever has no session yet, or set a password with a link, is known by none.
        const known = unknownYet.has(name) ? {} : { via: doneVia };
        expect(unknownYet.has(name) || row.via_id !== null).toBe(true);
        expect(row).toMatchObject({
          result: 'DONE',
          actor: keyOfUser(doneBy),
          ...known,
          address: '127.0.0.1',
          database_role: 'colab_app',
          request_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
          agent: 'node',
        });
        expect(row.subject_type === null).toBe(
          ['signOut', 'signOutEverywhere', 'markNotificationsRead'].includes(name),
        );
      }
    },
  );

  it('that writes who may come in stands among those that are raced against what takes access away', async () => {
    // Its link is made after the answer.
    await letters.letter(1);
    const writers = await accessWritersOf(facility);
    expect([...writers.keys()].filter((name) => name in rounds).toSorted()).toEqual(
      Object.keys(accessMutations).toSorted(),
    );
  });

  it.each(Object.keys(rounds).filter((name) => rounds[name]?.refused))(
    'leaves a row when it is refused, which no rollback takes along: %s',
    async (name) => {
      const { refused, refusedBy = 'viewer.tech', refusal = 'NotAllowedError' } = rounds[name] as Round;
      const rows = await rowsOf(refused as () => Promise<unknown>);
      expect(rows).toMatchObject([
        {
          action: name,
          result: 'REFUSED',
          refusal,
          message: expect.stringMatching(/.{10}/),
          actor: keyOfUser(refusedBy),
          address: '127.0.0.1',
          request_id: expect.any(String),
          before: null,
          after: null,
        },
      ]);
    },
  );

  it('without errors of its own cannot be refused, and needs no second try here', () => {
    const unions = Object.values(schema.getMutationType()?.getFields() ?? {}).filter(
      (field) => !isObjectType(field.type) && /Result!?$/.test(String(field.type)),
    );
    expect(unions.map(({ name }) => name).toSorted()).toEqual(
      Object.keys(rounds)
        .filter((name) => rounds[name]?.refused)
        .toSorted(),
    );
  });

  it('that repeats what was done before leaves a row as well, without a change, and no second row where there is one', async () => {
    const make = () => book(boss, { ...morning(9), room: 1, tenant: 'TECH' }, { idempotencyKey: 'audited' });
    expect(await rowsOf(make)).toMatchObject([{ action: 'createBookings', subject_type: 'Booking', before: null }]);
    const again = await rowsOf(make);
    expect(again).toMatchObject([
      { action: 'createBookings', result: 'DONE', actor: facility.userKeys.room_boss, before: null, after: null },
    ]);
  });

  it('that loses a race inside its transaction leaves its refusal, and nothing else', async () => {
    await book(boss, { ...morning(10), room: 1, tenant: 'TECH' });
    const rows = await rowsOf(() => book(boss, { ...morning(10), room: 1, tenant: 'TECH' }));
    expect(rows).toMatchObject([{ action: 'createBookings', result: 'REFUSED', refusal: 'RoomTakenError' }]);
  });

  it('that is refused for its input, or names what is not there, says what was named', async () => {
    const invalid = await rowsOf(() =>
      boss.ask('mutation ($input: CreateBookingsInput!) { createBookings(input: $input) { __typename } }', {
        input: {
          clientName: '',
          clientContactPerson: '',
          clientEmail: '',
          clientPhone: '',
          numLearners: 1,
          numFacilitators: 1,
          segments: [],
        },
      }),
    );
    expect(invalid).toMatchObject([
      {
        action: 'createBookings',
        result: 'REFUSED',
        refusal: expect.stringMatching(/InvalidInputError|BAD_USER_INPUT/),
      },
    ]);
    const key = '11111111-2222-4333-8444-555555555555';
    const missing = await rowsOf(() => call(boss, 'confirmBooking', { bookingId: bookingId(key) }));
    expect(missing).toMatchObject([
      { action: 'confirmBooking', refusal: 'NotFoundError', subject_type: 'Booking', subject_id: key, tenant_id: null },
    ]);
  });

  it('that is one of several in a request leaves a row of its own', async () => {
    const key = bookingId(await insertPlaced(11, 'ROOM_ASSIGNED'));
    const rows = await rowsOf(() =>
      boss.ask(
        'mutation ($id: ID!) { a: confirmBooking(input: { bookingId: $id }) { __typename } b: confirmBooking(input: { bookingId: $id }) { __typename } c: signOut }',
        { id: key },
      ),
    );
    expect(rows.filter(({ action }) => action !== 'sql').map(({ action, result }) => [action, result])).toEqual([
      ['confirmBooking', 'DONE'],
      ['confirmBooking', 'REFUSED'],
      ['signOut', 'DONE'],
    ]);
    expect(new Set(rows.filter(({ request_id: id }) => id).map(({ request_id: id }) => id)).size).toBe(1);
    boss = await Caller.signIn(app.url, 'room_boss');
  });
});

describe('a sign-in', () => {
  it('that is refused leaves whose account was tried, and of what was typed nothing: people type passwords where the name goes', async () => {
    const typed = 'my-Password-in-the-wrong-field';
    const rows = await rowsOf(async () => {
      await signIn({ username: typed, password: 'a-password-nobody-may-read' });
      await run(new Caller(app.url, null), 'requestPasswordReset', `(username: "${typed}")`, '');
      await signIn({ username: ' Kitchen ', password: 'a-password-nobody-may-read' });
      await run(new Caller(app.url, null), 'requestPasswordReset', '(username: "kitchen")', '');
    });
    expect(rows).toMatchObject([
      { action: 'signIn', result: 'REFUSED', actor: null, subject_type: null, subject_id: null },
      { action: 'requestPasswordReset', result: 'DONE', actor: null, subject_type: null, subject_id: null },
      { action: 'signIn', result: 'REFUSED', actor: null, subject_type: 'User', subject_id: facility.userKeys.kitchen },
      {
        action: 'requestPasswordReset',
        result: 'DONE',
        actor: null,
        subject_type: 'User',
        subject_id: facility.userKeys.kitchen,
      },
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/a-password-nobody-may-read|wrong-field/i);
  });
});

describe('a change', () => {
  it('leaves only the fields that changed, with the reason, in the tenant whose it is', async () => {
    const key = await insertPlaced(12, 'ROOM_ASSIGNED');
    const [row, ...others] = await rowsOf(() =>
      call(boss, 'unassignRoom', { bookingId: bookingId(key), reason: 'The roof leaks' }),
    );
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      tenant_id: tenants.TECH,
      subject_type: 'Booking',
      subject_id: key,
      reason: 'The roof leaks',
      database_role: 'colab_app',
    });
    expect(row?.before).toEqual({ status: 'ROOM_ASSIGNED', room_id: roomKey(3), version: 1, status_reason: null });
    expect(row?.after).toEqual({ status: 'PENDING', room_id: null, version: 2, status_reason: 'The roof leaks' });
  });

  it('with psql is seen too: by its database role, even with triggers switched off for the session', async () => {
    const key = await insertPlaced(13, 'CONFIRMED');
    const write = async () => {
      const client = await facility.superuser.connect();
      await client.query(
        `set session_replication_role = replica; update bookings set client_name = 'Somebody Else' where id = '${key}'`,
      );
      await client.query('set session_replication_role = default');
      client.release();
    };
    const [row] = await rowsOf(write);
    expect(row).toMatchObject({
      action: 'sql',
      actor: null,
      request_id: null,
      subject_id: key,
      before: { client_name: 'Sample Client' },
      after: { client_name: 'Somebody Else' },
    });
    expect(row?.database_role).not.toBe('colab_app');
  });

  it('of nothing leaves nothing', async () => {
    expect(await rowsOf(() => facility.owner.query('update rooms set name = name, capacity = capacity'))).toEqual([]);
  });

  it('that is rolled back leaves nothing', async () => {
    expect(
      await rowsOf(() => facility.owner.query(`begin; update rooms set capacity = capacity + 1; rollback`)),
    ).toEqual([]);
  });

  it('of a right is found at the person, and at the role', async () => {
    const rows = await rowsOf(async () => {
      await facility.grant('kitchen', 'viewer', 'TECH');
      await facility.revoke('kitchen', 'viewer');
      await facility.owner.query(
        `insert into role_permissions (role_name, permission) values ('viewer', 'audit:read'); delete from role_permissions where role_name = 'viewer' and permission = 'audit:read'`,
      );
    });
    expect(rows).toMatchObject([
      {
        subject_type: 'RoleGrant',
        subject_id: facility.userKeys.kitchen,
        tenant_id: tenants.TECH,
        before: null,
        after: { role_name: 'viewer', tenant_id: tenants.TECH },
      },
      {
        subject_type: 'RoleGrant',
        subject_id: facility.userKeys.kitchen,
        before: { role_name: 'viewer' },
        after: null,
      },
      { subject_type: 'RolePermission', subject_id: 'viewer', tenant_id: null, after: { permission: 'audit:read' } },
      { subject_type: 'RolePermission', subject_id: 'viewer', before: { permission: 'audit:read' }, after: null },
    ]);
  });

  it('of a password is told, and its hash is not', async () => {
    const [row] = await rowsOf(() =>
      facility.owner.query(`update users set password_hash = 'another-hash' where username = 'kitchen'`),
    );
    expect(row).toMatchObject({
      subject_type: 'User',
      before: { password_hash: '(secret)' },
      after: { password_hash: '(secret)' },
    });
    const { rows } = await facility.owner.query<{ text: string }>('select a::text as text from audit_log a');
    expect(rows.filter(({ text }) => /argon2|another-hash/.test(text))).toEqual([]);
  });

  it('of one more table is kept by one line: without a tenant, with other keys, whatever is secret by name or by word', async () => {
    await facility.owner
      .query(`create table lockers (area text, number int, pin text, door_token text, seen_at timestamptz, updated_at timestamptz, size int);
      select keep_audit_of('lockers', 'Locker', '{area,number}', ignored => '{seen_at}', secret => '{pin}')`);
    const rows = await rowsOf(() =>
      facility.owner
        .query(`insert into lockers values ('north', 7, '1234', 'abc', now(), now(), 2); update lockers set seen_at = now() + interval '1 hour', updated_at = now();
      update lockers set pin = '5678', seen_at = now(); delete from lockers`),
    );
    const secrets = { pin: '(secret)', door_token: '(secret)' };
    expect(rows.map(({ subject_type: type, subject_id: id, before, after }) => [type, id, before, after])).toEqual([
      ['Locker', 'north:7', null, { area: 'north', number: 7, size: 2, ...secrets }],
      ['Locker', 'north:7', { pin: '(secret)' }, { pin: '(secret)' }],
      ['Locker', 'north:7', { area: 'north', number: 7, size: 2, ...secrets }, null],
    ]);
    await facility.owner.query('drop table lockers');
  });
});

describe('the trail', () => {
  const rewrites = [
    'update audit_log set action = action',
    'update audit_log set actor = null where false',
    'delete from audit_log',
    'truncate audit_log',
  ];
  const insert = `insert into audit_log (database_role, action, result) values ('x', 'forged', 'DONE')`;

  const as = async (url: string, work: (client: pg.Client) => Promise<void>): Promise<void> => {
    const client = new pg.Client(url);
    await client.connect();
    try {
      await work(client);
    } finally {
      await client.end();
    }
  };

  it.each(['appUrl', 'eventsUrl', 'ownerUrl'] as const)(
    'is rewritten by nobody who serves or migrates: %s',
    async (url) => {
      await as(facility.database[url], async (client) => {
        for (const text of rewrites) await expect(client.query(text), text).rejects.toMatchObject({ code: '42501' });
      });
    },
  );

  it('is rewritten by no superuser either, not even with triggers switched off for the session, nor by an owner who grants himself the right', async () => {
    await as(facility.database.superuserUrl, async (client) => {
      for (const mode of ['origin', 'replica']) {
        await client.query(`set session_replication_role = ${mode}`);
        for (const text of rewrites)
          await expect(client.query(text), text).rejects.toMatchObject({
            code: '23001',
            constraint: 'audit_log_is_append_only',
          });
      }
    });
    await as(facility.database.ownerUrl, async (client) => {
      await client.query('grant update, delete, truncate on audit_log to current_user');
      for (const text of rewrites) await expect(client.query(text), text).rejects.toMatchObject({ code: '23001' });
      await client.query('revoke update, delete, truncate on audit_log from current_user');
    });
  });

  it.each(['appUrl', 'eventsUrl'] as const)('takes no row but through its functions: %s', async (url) => {
    await as(facility.database[url], async (client) => {
      await expect(client.query(insert)).rejects.toMatchObject({ code: '42501' });
      await expect(
        client.query(
          'create temp table forged (id int); select keep_audit_of($1, $2)'
            .replace('$1', `'forged'`)
            .replace('$2', `'X'`),
        ),
      ).rejects.toMatchObject({ code: '42501' });
    });
  });

  it('takes from the application neither changes, nor another actor, nor a change past it', async () => {
    await as(facility.database.appUrl, async (client) => {
      const record = (action: string) =>
        client.query(`select record_audit($1, 'DONE', 'Booking', 'x', null, null, 0, null, null, null, null, null)`, [
          action,
        ]);
      await client.query('begin');
      await client.query(`select set_config('app.user', $1, true), set_config('app.actor', $2, true)`, [
        facility.userKeys.kitchen,
        facility.userKeys.admin,
      ]);
      await record('inventAction');
      await client.query('commit');
      await expect(record('sql')).rejects.toMatchObject({ code: '23514' });
      await expect(record('drop table')).rejects.toMatchObject({ code: '23514' });
    });
    const { rows } = await facility.owner.query<Row>(`select * from audit_log where action = 'inventAction'`);
    expect(rows).toMatchObject([
      { actor: facility.userKeys.kitchen, database_role: 'colab_app', before: null, after: null, tenant_id: null },
    ]);
    await as(facility.database.eventsUrl, async (client) => {
      await expect(
        client.query(`select record_audit('x1', 'DONE', null, null, null, null, 0, null, null, null, null, null)`),
      ).rejects.toMatchObject({ code: '42501' });
    });
  });

  it('shows the application’s role only what its user may audit, whatever the server forgets to ask', async () => {
    await facility.insertBooking({ ...morning(14), tenant: 'TRAINING' });
    await facility.owner.query(
      `insert into roles (name, title, scope) values ('auditor', 'Auditor', 'TENANT'); insert into role_permissions values ('auditor', 'audit:read')`,
    );
    await facility.grant('staff2.tech', 'auditor', 'TECH');
    const seen = async (user: Username | null, open: readonly string[]): Promise<(string | null)[]> => {
      let tenantsSeen: (string | null)[] = [];
      await as(facility.database.appUrl, async (client) => {
        await client.query('begin');
        await client.query(`select set_config('app.user', $1, true), set_config('app.tenants', $2, true)`, [
          keyOfUser(user) ?? '',
          open.join(','),
        ]);
        const { rows } = await client.query<{ tenant_id: string | null }>(
          'select distinct tenant_id from audit_log order by 1',
        );
        tenantsSeen = rows.map((row) => row.tenant_id);
        await client.query('commit');
      });
      return tenantsSeen;
    };
    const both = [tenants.TECH, tenants.TRAINING];
    expect(await seen('admin', both)).toEqual(
      [tenants.TECH, tenants.TRAINING, null].toSorted((a, b) => (a ?? 'z').localeCompare(b ?? 'z')),
    );
    expect(await seen('admin', [tenants.TECH])).toEqual([tenants.TECH, null]);
    expect(await seen('staff2.tech', both)).toEqual([tenants.TECH]);
    for (const user of ['room_boss', 'staff.tech', 'kitchen', null] as const)
      expect(await seen(user, both)).toEqual([]);
  });
});

describe('the same refusal again and again', () => {
  const refuse = (caller: Caller) =>
    call(caller, 'confirmBooking', { bookingId: bookingId('11111111-2222-4333-8444-555555555555') });

  it('is counted after the fifth, and the count is a row once the minute is over', async () => {
    const minute = await rowsOf(async () => {
      for (let round = 0; round < 12; round++) await refuse(staff);
    });
    expect(minute.map(({ repeated }) => repeated)).toEqual([0, 0, 0, 0, 0]);
    now = later(now, 61_000);
    // Others' counts fall due at the same moment.
    const next = (await rowsOf(() => refuse(staff))).filter(({ actor }) => actor === facility.userKeys['staff.tech']);
    expect(next).toMatchObject(
      [7, 0].map((repeated) => ({
        repeated,
        actor: facility.userKeys['staff.tech'],
        action: 'confirmBooking',
        result: 'REFUSED',
        refusal: 'NotAllowedError',
        address: '127.0.0.1',
      })),
    );
  });

  it('leaves its count behind when the server stops within the minute', async () => {
    const other = await startApp(facility.database, () => now);
    for (let round = 0; round < 8; round++) await refuse(staff.at(other.url));
    expect(await rowsOf(() => other.close())).toMatchObject([{ action: 'confirmBooking', repeated: 3 }]);
  });
});

describe('a booking that the clock completes', () => {
  it('leaves a row of the job, which is nobody’s', async () => {
    const key = await facility.insertBooking({
      startsAt: later(now, -hours(3)),
      endsAt: later(now, -hours(1)),
      room: 9,
    });
    const other = await startApp(facility.database, () => now);
    await other.startJobs();
    const rows = async () =>
      (await facility.owner.query<Row>(`select * from audit_log where subject_id = $1 and action <> 'sql'`, [key]))
        .rows;
    await expect.poll(rows).toHaveLength(1);
    await other.close();
    expect(await rows()).toMatchObject([
      {
        action: 'completeBookings',
        actor: null,
        request_id: null,
        database_role: 'colab_app',
        before: { status: 'CONFIRMED' },
        after: { status: 'COMPLETED' },
      },
    ]);
  });
});
