import { describe, expect, it } from 'vitest';
import { arrange } from '../../test/arrange.ts';
import { book, call } from '../../test/booking-calls.ts';
import { Caller } from '../../test/client.ts';
import { bookingId, globalId, keyOfId, local, roomId, tenantId, tenants, type Username } from '../../test/factories.ts';

const { facility, app, people, span } = await arrange({
  people: ['staff.tech', 'staff2.tech', 'room_boss'],
  now: local('2030-03-04', '09:00'),
});
const { 'staff.tech': staff, 'staff2.tech': colleague, room_boss: boss } = people;

function person(username: Username): string {
  return globalId('User', facility.userKeys[username]);
}
function handOver(caller: Caller, id: string, to: Username, more: object = {}) {
  return call(caller, 'handOverBooking', { bookingId: id, toUserId: person(to), ...more });
}
async function ghost(by: Username = 'staff.tech') {
  return bookingId(await facility.insertBooking({ ...span(), by }));
}

type Seen = {
  version: number;
  createdBy: { username: string };
  requester: { username: string };
  actions: { name: string; allowed: boolean }[];
  history: {
    type: string;
    cause: string | null;
    outside: boolean;
    actor: { username: string } | null;
    requesterBefore: { username: string } | null;
    requesterAfter: { username: string } | null;
  }[];
};
async function see(caller: Caller, id: string): Promise<Seen> {
  return (
    await caller.get<{ booking: Seen }>(
      `query ($id: ID!) { booking(id: $id) { version createdBy { username } requester { username } actions { name allowed }
    history { type cause outside actor { username } requesterBefore { username } requesterAfter { username } } } }`,
      { id },
    )
  ).booking;
}
async function isMine(caller: Caller, id: string): Promise<boolean> {
  return (
    await caller.get<{ bookings: { edges: { node: { id: string } }[] } }>(
      '{ bookings(first: 100, filter: { mine: true }) { edges { node { id } } } }',
    )
  ).bookings.edges.some(({ node }) => node.id === id);
}

describe('handing over', () => {
  it('gives the rights of the requester to another one, and keeps who typed it', async () => {
    const id = await ghost();
    expect(await handOver(staff, id, 'staff2.tech', { expectedVersion: 1 })).toMatchObject({
      __typename: 'HandOverBookingPayload',
      booking: { version: 2, status: 'PENDING' },
    });
    const seen = await see(colleague, id);
    expect(seen).toMatchObject({ createdBy: { username: 'staff.tech' }, requester: { username: 'staff2.tech' } });
    const offered = ({ actions }: Seen) =>
      actions
        .filter(({ allowed }) => allowed)
        .map(({ name }) => name)
        .toSorted();
    expect(offered(seen)).toEqual(['CANCEL', 'HAND_OVER', 'RESCHEDULE', 'UPDATE']);
    expect(offered(await see(staff, id))).toEqual([]);
    expect(await Promise.all([isMine(staff, id), isMine(colleague, id)])).toEqual([false, true]);
    for (const [name, more] of [
      ['updateBooking', { clientName: 'Not mine' }],
      ['cancelBooking', { reason: 'Not mine' }],
      ['handOverBooking', { toUserId: person('staff.tech') }],
    ] as const) {
      expect(await call(staff, name, { bookingId: id, ...more })).toMatchObject({ __typename: 'NotAllowedError' });
    }
    expect(await call(colleague, 'updateBooking', { bookingId: id, clientName: 'Mine now' })).toMatchObject({
      booking: { clientName: 'Mine now' },
    });
    expect(await call(colleague, 'cancelBooking', { bookingId: id, reason: 'Mine now' })).toMatchObject({
      booking: { status: 'CANCELLED' },
    });
  });

  it('stands in the history with both names, and in the audit trail', async () => {
    const id = await ghost();
    await handOver(boss, id, 'staff2.tech');
    const [entry, first] = (await see(staff, id)).history;
    expect(entry).toMatchObject({
      type: 'booking_updated',
      cause: 'handOverBooking',
      actor: { username: 'room_boss' },
      requesterBefore: { username: 'staff.tech' },
      requesterAfter: { username: 'staff2.tech' },
    });
    expect(first).toMatchObject({ requesterBefore: null, requesterAfter: null });
    // Those who see only how it runs are told of no person.
    expect((await see(await Caller.signIn(app.url, 'kitchen'), id)).history[0]).toMatchObject({
      actor: null,
      requesterBefore: null,
      requesterAfter: null,
    });
    const { rows } = await facility.superuser.query(
      `select action, before, after from audit_log where subject_id = $1 and action = 'handOverBooking'`,
      [keyOfId(id)],
    );
    expect(rows).toEqual([
      {
        action: 'handOverBooking',
        before: { version: 1, requester_id: facility.userKeys['staff.tech'] },
        after: { version: 2, requester_id: facility.userKeys['staff2.tech'] },
      },
    ]);
  });

  it('is told in one line to both, and not to who did it', async () => {
    const told = async (id: string) =>
      (
        await facility.superuser.query<{ username: string; type: string; before: string; after: string }>(
          `select u.username, n.type::text, i.before->>'requesterId' as before, i.after->>'requesterId' as after from notification_items i join notifications n on n.cause_id = i.act_id join users u on u.id = n.recipient_id
       where i.booking_id = $1 and i.before->>'requesterId' <> i.after->>'requesterId' order by 1`,
          [keyOfId(id)],
        )
      ).rows;
    const [mine, theirs] = [await ghost(), await ghost()];
    await handOver(staff, mine, 'staff2.tech');
    const facts = {
      type: 'BOOKING_CHANGED',
      before: facility.userKeys['staff.tech'],
      after: facility.userKeys['staff2.tech'],
    };
    expect(await told(mine)).toEqual([{ username: 'staff2.tech', ...facts }]);
    await handOver(boss, theirs, 'staff2.tech');
    expect(await told(theirs)).toEqual([
      { username: 'staff.tech', ...facts },
      { username: 'staff2.tech', ...facts },
    ]);
    // From then on it is the new requester who is told.
    await call(boss, 'cancelBooking', { bookingId: theirs, reason: 'Off' });
    const { rows } = await facility.superuser.query(
      `select u.username from notification_items i join notifications n on n.cause_id = i.act_id join users u on u.id = n.recipient_id where i.booking_id = $1 and i.type = 'BOOKING_CANCELLED'`,
      [keyOfId(theirs)],
    );
    expect(rows).toEqual([{ username: 'staff2.tech' }]);
  });

  it('goes to nobody who may not book for that division', async () => {
    const id = await ghost();
    const {
      rows: [shut],
    } = await facility.owner.query<{ id: string }>(
      `insert into users (username, display_name, active) values ('shut', 'Shut', false) returning id`,
    );
    await facility.owner.query(`insert into role_grants (user_id, role_name, tenant_id) values ($1, 'staff', $2)`, [
      shut?.id,
      tenants.TECH,
    ]);
    const refused = { __typename: 'InvalidInputError', fields: [{ path: 'toUserId' }] };
    for (const who of ['staff.training', 'viewer.tech', 'kitchen', 'it_boss', 'staff.tech'] as const)
      expect(await handOver(boss, id, who), who).toMatchObject(refused);
    for (const toUserId of [
      globalId('User', shut?.id ?? ''),
      globalId('User', '00000000-0000-4000-8000-000000000000'),
      roomId(1),
      'x',
    ]) {
      expect(await call(boss, 'handOverBooking', { bookingId: id, toUserId })).toMatchObject(refused);
    }
    expect(await see(boss, id)).toMatchObject({ version: 1, requester: { username: 'staff.tech' } });
  });

  it('is for its requester and the Room Boss; others see no booking, or are told to ask', async () => {
    const id = await ghost();
    expect(await handOver(colleague, id, 'staff2.tech')).toMatchObject({
      __typename: 'NotAllowedError',
      permission: 'room:assign',
    });
    expect(await handOver(await Caller.signIn(app.url, 'viewer.tech'), id, 'staff2.tech')).toMatchObject({
      __typename: 'NotAllowedError',
    });
    expect(await handOver(await Caller.signIn(app.url, 'staff.training'), id, 'staff.training')).toMatchObject({
      __typename: 'NotFoundError',
    });
    expect(await handOver(staff, id, 'staff2.tech', { expectedVersion: 7 })).toMatchObject({
      __typename: 'StaleBookingError',
    });
  });

  it('is tried without leaving anything', async () => {
    const id = await ghost();
    expect(await handOver(staff, id, 'staff2.tech', { dryRun: true })).toMatchObject({
      __typename: 'HandOverBookingPayload',
      booking: { version: 2 },
    });
    expect(await see(staff, id)).toMatchObject({ version: 1, requester: { username: 'staff.tech' } });
    expect((await facility.owner.query('select from handovers where booking_id = $1', [keyOfId(id)])).rowCount).toBe(0);
  });
});

describe('undoing it', () => {
  const undo = (caller: Caller, id: string) => call(caller, 'undoBookingChange', { bookingId: id });

  it('gives the booking back to who asked for it before, also where that is who does it', async () => {
    const id = await ghost();
    await handOver(staff, id, 'staff2.tech');
    expect(await undo(colleague, id)).toMatchObject({ __typename: 'NothingToUndoError' });
    expect(await undo(staff, id)).toMatchObject({ __typename: 'UndoBookingChangePayload', booking: { version: 3 } });
    const seen = await see(staff, id);
    expect(seen.requester).toEqual({ username: 'staff.tech' });
    expect(seen.history[0]).toMatchObject({
      cause: 'undoBookingChange',
      requesterBefore: { username: 'staff2.tech' },
      requesterAfter: { username: 'staff.tech' },
    });
    expect(await isMine(staff, id)).toBe(true);
  });

  it('is refused once that person may no longer book there', async () => {
    const {
      rows: [gone],
    } = await facility.owner.query<{ id: string }>(
      `insert into users (username, display_name) values ('gone', 'Gone') returning id`,
    );
    await facility.owner.query(`insert into role_grants (user_id, role_name, tenant_id) values ($1, 'staff', $2)`, [
      gone?.id,
      tenants.TECH,
    ]);
    const id = await ghost();
    await facility.owner.query('update bookings set requester_id = $2 where id = $1', [keyOfId(id), gone?.id]);
    expect(await handOver(boss, id, 'staff2.tech')).toMatchObject({ __typename: 'HandOverBookingPayload' });
    await facility.owner.query('delete from role_grants where user_id = $1', [gone?.id]);
    expect(await undo(boss, id)).toMatchObject({
      __typename: 'InvalidInputError',
      fields: [{ path: 'bookingId', message: expect.stringContaining('can no longer book') as unknown }],
    });
    expect((await see(boss, id)).requester).toEqual({ username: 'staff2.tech' });
  });
});

describe('a writer past the application', () => {
  it('need not name a requester, who then is who typed it', async () => {
    const outcome = await book(staff, span());
    for (const id of [await ghost(), outcome.bookings?.[0]?.id ?? '']) {
      const { rows } = await facility.owner.query<{ same: boolean }>(
        'select requester_id = created_by_id as same from bookings where id = $1',
        [keyOfId(id)],
      );
      expect(rows).toEqual([{ same: true }]);
    }
    const { rows } = await facility.owner.query<{ same: boolean }>(
      `insert into series (tenant_id, frequency, every, date_count, starts_local, ends_local, time_zone, created_by_id)
       values ($1, 'DAILY', 1, 2, '2031-06-02 08:00', '2031-06-02 10:00', 'Africa/Johannesburg', $2) returning requester_id = created_by_id as same`,
      [tenants.TECH, facility.userKeys['staff.tech']],
    );
    expect(rows).toEqual([{ same: true }]);
  });

  it('hands over to whom the application would, and leaves the same line of history', async () => {
    const id = await ghost();
    const give = (to: Username) =>
      facility.owner.query('update bookings set requester_id = $2 where id = $1', [keyOfId(id), facility.userKeys[to]]);
    for (const who of ['staff.training', 'viewer.tech', 'kitchen'] as const)
      await expect(give(who), who).rejects.toMatchObject({ constraint: 'requester_may_book' });
    await give('staff2.tech');
    expect((await see(boss, id)).history[0]).toMatchObject({
      type: 'booking_updated',
      outside: true,
      actor: null,
      requesterBefore: { username: 'staff.tech' },
      requesterAfter: { username: 'staff2.tech' },
    });
    expect(await isMine(colleague, id)).toBe(true);
  });
});

describe('the people to whom it can be handed', () => {
  type Found = { peopleWhoMayBook: { username: string; email: string | null }[] };
  const ask = async (caller: Caller, variables: Readonly<Record<string, unknown>>) =>
    (
      await caller.get<Found>(
        'query ($tenantId: ID!, $search: String) { peopleWhoMayBook(tenantId: $tenantId, search: $search) { username email } }',
        variables,
      )
    ).peopleWhoMayBook;

  it('are those who may book for the division, found by parts of their names', async () => {
    const all = await ask(staff, { tenantId: tenantId('TECH') });
    expect(all.map(({ username }) => username)).toEqual([
      'admin',
      'it_rental_admin',
      'room_boss',
      'staff.tech',
      'staff2.tech',
      'training_facility_admin',
    ]);
    expect(all.filter(({ username }) => username !== 'staff.tech').map(({ email }) => email)).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
    expect(
      (await ask(boss, { tenantId: tenantId('TRAINING'), search: 'STAFF tráin' })).map(({ username }) => username),
    ).toEqual(['staff.training']);
    expect(await ask(staff, { tenantId: tenantId('TECH'), search: 'no such name' })).toEqual([]);
    expect(await ask(staff, { tenantId: tenantId('TECH'), search: '%' })).toHaveLength(6);
  });

  it('are not told to those whose books of the division are closed', async () => {
    expect(await ask(staff, { tenantId: tenantId('TRAINING') })).toEqual([]);
    expect(await ask(staff, { tenantId: 'VGVuYW50OjAwMDAwMDAwLTAwMDAtNDAwMC04MDAwLTAwMDAwMDAwMDBmZg==' })).toEqual([]);
  });
});
