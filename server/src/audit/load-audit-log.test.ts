import { beforeAll, describe, expect, it } from 'vitest';
import { arrange } from '../../test/arrange.ts';
import { book, call, keysOf } from '../../test/booking-calls.ts';
import { Caller } from '../../test/client.ts';
import { bookingId, days, globalId, hours, later, local, tenantId } from '../../test/factories.ts';

const { facility, app, people } = await arrange({ people: ['admin'], now: local('2031-03-01', '09:00') });
const { admin } = people;
// What is left of signing in is part of the trail.
const boss = await Caller.signIn(app.url, 'room_boss');

let tech: string;
let training: string;

type Change = {
  field: string;
  before: string | null;
  after: string | null;
  beforeName?: string | null;
  afterName?: string | null;
};
type Entry = {
  id: string;
  at: string;
  actor: { username: string } | null;
  via: string | null;
  action: string;
  subjectType: string | null;
  subjectId: string | null;
  subjectName: string | null;
  tenant: { code: string } | null;
  changes: Change[];
  reason: string | null;
  result: string;
  refusal: string | null;
  requestId: string | null;
  address: string | null;
  databaseRole: string;
  repeated: number;
};
type Log = {
  edges: { cursor: string; node: Entry }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string | null; startCursor: string | null };
};

const document = `query ($filter: AuditFilter, $first: Int, $after: String, $last: Int, $before: String) {
  auditLog(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
    edges { cursor node { id at actor { username } via action subjectType subjectId subjectName tenant { code } changes { field before after } reason result refusal requestId address databaseRole repeated } }
    pageInfo { hasNextPage hasPreviousPage endCursor startCursor } } }`;

async function page(args: object, caller = admin): Promise<Log> {
  return (await caller.get<{ auditLog: Log }>(document, { ...args })).auditLog;
}
async function entries(filter: object, caller = admin): Promise<Entry[]> {
  return (await page({ filter, first: 100 }, caller)).edges.map(({ node }) => node);
}

beforeAll(async () => {
  const at = (day: number) => ({
    startsAt: local(`2031-03-0${day}`, '08:00'),
    endsAt: later(local(`2031-03-0${day}`, '08:00'), hours(2)),
  });
  [tech] = keysOf(await book(boss, { ...at(4), room: 1, tenant: 'TECH' }, { clientName: 'Baobab 100% Training' })) as [
    string,
  ];
  [training] = keysOf(
    await book(boss, { ...at(5), room: 1, tenant: 'TRAINING' }, { clientName: 'Protea Schools' }),
  ) as [string];
  await call(boss, 'rescheduleBooking', { bookingId: bookingId(tech), startsAt: later(at(4).startsAt, hours(1)) });
  await call(boss, 'cancelBooking', { bookingId: bookingId(tech), reason: 'The client asked for it' });
  await call(boss, 'confirmBooking', { bookingId: bookingId(tech) });
  await facility.grant('kitchen', 'viewer', 'TECH');
});

describe('the audit log', () => {
  it('tells newest first who did what to which booking, and only what changed', async () => {
    const found = await entries({ subjectId: bookingId(tech) });
    expect(found.map(({ action, result }) => [action, result])).toEqual([
      ['confirmBooking', 'REFUSED'],
      ['cancelBooking', 'DONE'],
      ['rescheduleBooking', 'DONE'],
      ['createBookings', 'DONE'],
    ]);
    for (const entry of found)
      expect(entry).toMatchObject({
        actor: { username: 'room_boss' },
        via: 'session',
        address: '127.0.0.1',
        databaseRole: 'colab_app',
        subjectType: 'Booking',
        subjectId: bookingId(tech),
      });
    const [refused, cancelled, moved, made] = found;
    expect(refused).toMatchObject({ refusal: 'WrongStatusError', changes: [], tenant: { code: 'TECH' } });
    expect(cancelled).toMatchObject({ reason: 'The client asked for it', tenant: { code: 'TECH' } });
    expect(moved?.changes.map(({ field }) => field)).toEqual(['starts_at', 'version']);
    expect(made?.changes).toContainEqual({ field: 'client_name', before: null, after: 'Baobab 100% Training' });
    expect(made?.changes.every(({ before }) => before === null)).toBe(true);
  });

  it('finds by actor, action, result, division, request, time, and all of them together', async () => {
    const bosses = await entries({ actorId: globalId('User', facility.userKeys.room_boss) });
    // The sign-in itself, and before it the hash of the password, made as strong as hashes are now.
    expect(bosses.map(({ action }) => action)).toEqual([
      'confirmBooking',
      'cancelBooking',
      'rescheduleBooking',
      'createBookings',
      'createBookings',
      'signIn',
      'signIn',
    ]);
    expect((await entries({ action: 'createBookings' })).length).toBe(2);
    expect((await entries({ result: 'REFUSED' })).map(({ refusal }) => refusal)).toEqual(['WrongStatusError']);
    expect(
      (await entries({ tenantId: tenantId('TRAINING'), action: 'createBookings' })).map(({ subjectId }) => subjectId),
    ).toEqual([bookingId(training)]);
    const [cancelled] = await entries({ action: 'cancelBooking' });
    expect((await entries({ requestId: cancelled?.requestId })).map(({ id }) => id)).toEqual([cancelled?.id]);
    const moment = new Date(cancelled?.at ?? '');
    expect((await entries({ from: moment, to: later(moment, 1), action: 'cancelBooking' })).length).toBe(1);
    expect(await entries({ to: moment, action: 'cancelBooking' })).toEqual([]);
    expect(await entries({ from: later(moment, days(1)) })).toEqual([]);
    expect(
      await entries({
        actorId: globalId('User', facility.userKeys.room_boss),
        action: 'cancelBooking',
        tenantId: tenantId('TRAINING'),
      }),
    ).toEqual([]);
  });

  it('finds words in what was written, as text and not as a pattern', async () => {
    expect((await entries({ search: 'baobab 100%' })).map(({ action }) => action)).toEqual(['createBookings']);
    expect(await entries({ search: 'baobab%training' })).toEqual([]);
    expect((await entries({ search: 'asked for it' })).map(({ action }) => action)).toEqual(['cancelBooking']);
    expect((await entries({ search: 'WrongStatus' })).map(({ action }) => action)).toEqual(['confirmBooking']);
    expect(await entries({ search: 'no\0where' })).toEqual([]);
  });

  it.each(['action', 'subjectId', 'requestId', 'search'])(
    'finds nothing, and breaks nothing, for a NUL in %s',
    async (name) => {
      expect(await entries({ [name]: 'a\0b' })).toEqual([]);
    },
  );

  it('brings the rights that somebody was given along with the person, by any id', async () => {
    for (const subjectId of [globalId('User', facility.userKeys.kitchen), facility.userKeys.kitchen]) {
      const found = await entries({ subjectId });
      expect(found.map(({ subjectType, action }) => [subjectType, action])).toEqual([
        ['RoleGrant', 'sql'],
        ['RoleGrant', 'sql'],
        ['User', 'sql'],
      ]);
      expect(found[0]?.changes).toContainEqual({ field: 'role_name', before: null, after: 'viewer' });
    }
  });

  it('calls by their names what it tells of: clients, rooms, people, and closures by their rooms, also once they are open again', async () => {
    const names = `query ($filter: AuditFilter) { auditLog(filter: $filter, first: 20) { edges { node { action subjectName changes { field beforeName afterName } } } } }`;
    const readLog = async (filter: object, caller = admin) =>
      (await caller.get<{ auditLog: Log }>(names, { filter })).auditLog.edges.map(({ node }) => node);
    const [made] = await readLog({ subjectId: bookingId(training), action: 'createBookings' });
    expect(made?.subjectName).toBe('Protea Schools');
    expect(made?.changes).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ field: 'room_id', beforeName: null, afterName: 'Excellence' }),
        expect.objectContaining({ field: 'tenant_id', afterName: 'Training' }),
        expect.objectContaining({ field: 'client_name', afterName: null }),
      ]),
    );
    expect((await readLog({ subjectId: facility.userKeys.kitchen })).map(({ subjectName }) => subjectName)).toContain(
      'Kitchen',
    );

    const key = (
      await facility.owner.query<{ id: string }>(
        `insert into closures (room_ids, starts_at, ends_at, reason, created_by_id) select array_agg(id order by position desc), $1::timestamptz, $1::timestamptz + interval '1 hour', 'Paint', $2 from rooms where position in (2, 3) returning id`,
        [local('2031-03-10', '08:00'), facility.userKeys.admin],
      )
    ).rows[0]?.id;
    await facility.owner.query('delete from closures where id = $1', [key]);
    expect((await readLog({ subjectId: key })).map(({ subjectName }) => subjectName)).toEqual([
      'Honesty, Inspiration',
      'Honesty, Inspiration',
    ]);
  });

  it('is paged from both ends, every row once, while rows are added', async () => {
    const all = (await entries({ action: 'sql' })).map(({ id }) => id);
    expect(all.length).toBeGreaterThan(40);
    const forwards: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const { edges, pageInfo } = await page({ filter: { action: 'sql' }, first: 7, after });
      forwards.push(...edges.map(({ node }) => node.id));
      [after, more] = [pageInfo.endCursor, pageInfo.hasNextPage];
      await facility.owner.query(`update rooms set capacity = capacity + 1 where position = 2`);
    }
    expect(forwards).toEqual(all);
    const backwards: string[] = [];
    for (let before: string | null = null, more = true; more;) {
      const { edges, pageInfo } = await page({ filter: { action: 'sql' }, last: 9, before });
      backwards.unshift(...edges.map(({ node }) => node.id));
      [before, more] = [pageInfo.startCursor, pageInfo.hasPreviousPage];
    }
    expect(backwards.slice(-all.length)).toEqual(all);
    expect(new Set(backwards).size).toBe(backwards.length);
  });

  it('refuses a cursor that is not its own, and more than 100 at a time', async () => {
    for (const after of [
      'x',
      'GPC:S:1',
      Buffer.from('2031-99-99T00:00:00.000000Z 11111111-2222-4333-8444-555555555555').toString('base64url'),
    ]) {
      expect((await admin.ask(document, { after })).errors[0]?.extensions?.code).toBe('BAD_USER_INPUT');
    }
    const [refusal] = (await admin.ask(document, { first: 101 })).errors;
    expect(refusal?.extensions?.code).toBe('BAD_USER_INPUT');
    expect(refusal?.message).toMatch(/100 rows at most/);
    for (let round = 0; round < 5; round++) await facility.owner.query('update rooms set capacity = capacity + 1');
    expect((await page({ first: 100 })).edges.length).toBe(100);
  });

  it('is read with the right to it alone', async () => {
    const staff = await Caller.signIn(app.url, 'staff.tech');
    for (const caller of [boss, staff])
      expect((await caller.ask(document)).errors[0]?.extensions?.code).toBe('FORBIDDEN');
    expect((await new Caller(app.url, null).ask(document)).errors[0]?.extensions?.code).toBe('UNAUTHENTICATED');
  });

  it('shows an auditor of one division that division alone, and particulars only of books that are open in full', async () => {
    await facility.owner.query(
      `insert into roles (name, title, scope) values ('auditor', 'Auditor', 'TENANT') on conflict do nothing; insert into role_permissions values ('auditor', 'audit:read')`,
    );
    await facility.grant('viewer.tech', 'auditor', 'TECH');
    const ofTech = await entries({}, await Caller.signIn(app.url, 'viewer.tech'));
    expect(new Set(ofTech.map(({ tenant }) => tenant?.code))).toEqual(new Set(['TECH']));
    expect(JSON.stringify(ofTech)).not.toContain('Protea');
    expect(ofTech.find(({ action }) => action === 'createBookings')?.changes.length).toBeGreaterThan(5);

    await facility.grant('it_staff', 'auditor');
    const itStaff = await Caller.signIn(app.url, 'it_staff');
    const operational = await entries({ action: 'createBookings' }, itStaff);
    expect(await entries({ action: 'cancelBooking' }, itStaff)).toMatchObject([
      { tenant: { code: 'TECH' }, reason: null },
    ]);
    for (const search of ['Baobab', 'Protea', 'asked for it'])
      expect(await entries({ search }, itStaff), search).toEqual([]);
    expect((await entries({ search: 'createBook' }, itStaff)).length).toBe(2);
    expect(operational.map(({ tenant }) => tenant?.code)).toEqual(['TRAINING', 'TECH']);
    expect(operational.flatMap(({ changes }) => changes)).toEqual([]);
    expect(operational.map(({ subjectName }) => subjectName)).toEqual([null, null]);
    expect(JSON.stringify(operational)).not.toMatch(/Protea|Baobab/);

    await facility.grant('viewer.training', 'auditor');
    const ofTraining = await Caller.signIn(app.url, 'viewer.training');
    expect((await entries({ action: 'createBookings' }, ofTraining)).map(({ tenant }) => tenant?.code)).toEqual([
      'TRAINING',
    ]);
    expect((await entries({ action: 'signIn' }, ofTraining)).map(({ tenant }) => tenant)).toContain(null);
  });

  it('tells who audits the facility with the books of one division no word of what was refused in the other, or searched for there', async () => {
    const [staff, other] = [await Caller.signIn(app.url, 'staff.tech'), await Caller.signIn(app.url, 'staff.training')];
    const messages = `query ($filter: AuditFilter) { auditLog(filter: $filter, first: 100) { edges { node { action message result tenant { code } } } } }`;
    type Told = { action: string; message: string | null; result: string; tenant: { code: string } | null };
    const readLog = async (caller: Caller, filter: object) =>
      (await caller.get<{ auditLog: { edges: { node: Told }[] } }>(messages, { filter })).auditLog.edges.map(
        ({ node }) => node,
      );
    const take = async (caller: Caller, search: string) => {
      const before = (await readLog(admin, { action: 'exportBookings' })).length;
      await (
        await fetch(`${app.url}/export/bookings.csv?search=${search}`, {
          headers: { authorization: `Bearer ${caller.token}` },
        })
      ).text();
      // The row is written once the answer has gone.
      await expect.poll(() => readLog(admin, { action: 'exportBookings' })).toHaveLength(before + 1);
    };
    for (const [caller, word] of [
      [staff, 'techword'],
      [other, 'trainingword'],
      [boss, 'bothwords'],
    ] as const)
      await take(caller, word);
    await take(staff, `x&nonsenseword=1`);
    await call(staff, 'confirmBooking', { bookingId: bookingId(tech) });
    await book(staff, { startsAt: local('2031-03-20', '10:00'), endsAt: local('2031-03-20', '09:00') });
    await book(boss, { startsAt: local('2031-03-20', '10:00'), endsAt: local('2031-03-20', '09:00') });
    await call(boss, 'confirmBookings', { bookings: [tech, training].map((key) => ({ bookingId: bookingId(key) })) });
    const ofTraining = await Caller.signIn(app.url, 'viewer.training');
    const exports = await readLog(ofTraining, { action: 'exportBookings' });
    expect(exports).toMatchObject([{ message: expect.stringContaining('trainingword'), tenant: { code: 'TRAINING' } }]);
    expect(JSON.stringify(await readLog(ofTraining, {}))).not.toMatch(/techword|bothwords|nonsenseword/);
    for (const search of ['techword', 'bothwords', 'nonsenseword'])
      expect(await readLog(ofTraining, { search }), search).toEqual([]);
    for (const action of ['confirmBooking', 'confirmBookings'])
      expect(await readLog(ofTraining, { action, result: 'REFUSED' }), action).toEqual([]);
    expect(await readLog(ofTraining, { action: 'createBookings', result: 'REFUSED' })).toEqual([]);
    const all = await readLog(admin, { action: 'exportBookings' });
    expect(all.map(({ tenant }) => tenant?.code ?? null)).toEqual(['TECH', null, 'TRAINING', 'TECH']);
    expect(
      (await readLog(admin, { action: 'createBookings', result: 'REFUSED' })).map(({ tenant }) => tenant?.code ?? null),
    ).toEqual([null, 'TECH']);
    expect(
      await readLog(await Caller.signIn(app.url, 'it_staff'), { search: 'techword' }),
      'nor who sees only how bookings run',
    ).toEqual([]);
  });
});
