import { beforeAll, describe, expect, it } from 'vitest';
import { arrange } from './arrange.ts';
import { bookingInput, call } from './booking-calls.ts';
import { Caller } from './client.ts';
import { bookingId, days, globalId, hours, later, local } from './factories.ts';

const { facility, app, people } = await arrange({
  people: ['staff.tech', 'staff.training', 'kitchen', 'it_staff', 'superuser', 'room_boss'],
  now: local('2031-03-01', '09:00'),
});

const startsAt = local('2031-03-04', '08:00');
const endsAt = later(startsAt, hours(3));
let taken: string;

function as(username: keyof typeof people): Caller {
  return people[username];
}

beforeAll(async () => {
  taken = await facility.insertBooking({ startsAt, endsAt, room: 1, client: 'Public Name' });
  await facility.owner
    .query(`with why as (select set_config('app.reason', 'privatereason', true)) update bookings set client_contact_person = 'Privateperson', client_email = 'private@secret.example',
    client_phone = '0115550199', notes = 'privatenote', boss_notes = 'privateboss', status_reason = 'privatereason', reference = reference from why`);
  await facility.insertBooking({
    startsAt: later(startsAt, days(1)),
    endsAt: later(endsAt, days(1)),
    room: 1,
    tenant: 'TRAINING',
    client: 'Ours',
  });
});

const shown =
  'clientName clientContactPerson clientEmail clientPhone notes bossNotes statusReason history(first: 2) { reason actor { username } } lastChange { reason actor { username } }';
const nulls = {
  clientName: 'Public Name',
  clientContactPerson: null,
  clientEmail: null,
  clientPhone: null,
  notes: null,
  bossNotes: null,
  statusReason: null,
  lastChange: { reason: null, actor: null },
};
const secrets = /private|0115550199/i;
async function found(caller: Caller, filter: object) {
  return (
    await caller.get<{ bookings: { edges: { node: { id: string } }[]; pageInfo: { hasNextPage: boolean } } }>(
      'query ($filter: BookingFilter) { bookings(filter: $filter) { edges { node { id } } pageInfo { hasNextPage } } }',
      { filter },
    )
  ).bookings;
}

describe('search', () => {
  it('finds by what may be seen alone: nobody is told by a hit whose contact, e-mail, phone, note or reason it is', async () => {
    for (const word of [
      'Privateperson',
      'private',
      'secret.example',
      '0115550199',
      'privatenote',
      'privateboss',
      'privatereason',
    ]) {
      for (const name of ['kitchen', 'it_staff', 'superuser', 'staff.training'] as const)
        expect((await found(as(name), { search: word })).edges, `${name}: ${word}`).toEqual([]);
    }
    // Whoever sees the contact may look for it; a note or a reason is found by nobody.
    for (const word of ['privatenote', 'privateboss', 'privatereason'])
      for (const name of ['room_boss', 'staff.tech'] as const)
        expect((await found(as(name), { search: word })).edges, `${name}: ${word}`).toEqual([]);
    for (const word of ['Privateperson', 'secret.example', '0115550199'])
      for (const name of ['room_boss', 'staff.tech'] as const)
        expect((await found(as(name), { search: word })).edges, `${name}: ${word}`).toHaveLength(1);
    expect((await found(as('kitchen'), { search: 'Public' })).edges).toEqual([{ node: { id: bookingId(taken) } }]);
    expect((await found(as('staff.training'), { search: 'Public' })).edges).toEqual([]);
  });

  it('counts and pages over what may be seen alone', async () => {
    const pages =
      'query ($first: Int, $after: String) { bookings(first: $first, after: $after) { edges { cursor node { clientName } } pageInfo { hasNextPage hasPreviousPage } } }';
    type Page = {
      bookings: { edges: { cursor: string; node: { clientName: string } }[]; pageInfo: { hasNextPage: boolean } };
    };
    const own = await as('staff.training').get<Page>(pages, { first: 1 });
    expect(own.bookings).toMatchObject({ edges: [{ node: { clientName: 'Ours' } }], pageInfo: { hasNextPage: false } });
    const theirs = (await as('staff.tech').get<Page>(pages, { first: 1 })).bookings.edges[0]?.cursor;
    const nobodys = Buffer.from(
      Buffer.from(theirs ?? '', 'base64')
        .toString()
        .replace(/.{36}$/, '11111111-2222-4333-8444-555555555555'),
    ).toString('base64');
    const [foreign, unknown] = await Promise.all(
      [theirs, nobodys].map((after) => as('staff.training').ask(pages, { first: 5, after })),
    );
    expect(foreign?.text).toBe(unknown?.text);
  });
});

describe('who sees how bookings run', () => {
  it('is shown no contact, note or reason by any way there is', async () => {
    for (const name of ['kitchen', 'it_staff', 'superuser'] as const) {
      const answer = await as(name).ask<{ booking: object; node: object }>(
        `query ($id: ID!, $from: DateTime!, $to: DateTime!) { booking(id: $id) { ${shown} } node(id: $id) { ... on Booking { ${shown} } } bookings { edges { node { ${shown} } } } calendar(from: $from, to: $to) { occupancies { booking { ${shown} } } } }`,
        { id: bookingId(taken), from: startsAt, to: later(startsAt, days(2)) },
      );
      expect(answer.data?.booking).toMatchObject(nulls);
      expect(answer.data?.node).toMatchObject(nulls);
      expect(answer.text, name).not.toMatch(secrets);
    }
    expect(
      (
        await as('staff.tech').ask(`query ($id: ID!) { booking(id: $id) { ${shown} } }`, { id: bookingId(taken) })
      ).text.match(/private\w*|0115550199/gi)?.length,
    ).toBeGreaterThanOrEqual(6);
  });

  it('is told of changes without them', async () => {
    const { calendar } = await as('kitchen').get<{ calendar: { cursor: string } }>(
      'query ($from: DateTime!, $to: DateTime!) { calendar(from: $from, to: $to) { cursor } }',
      { from: startsAt, to: endsAt },
    );
    const socket = as('kitchen').connect();
    const subscription = socket.subscribe<object>(
      `subscription ($from: DateTime!, $to: DateTime!, $after: EventCursor) { calendarChanged(from: $from, to: $to, after: $after) { bookingId occupancies { booking { ${shown} } } } }`,
      { from: startsAt, to: endsAt, after: calendar.cursor },
    );
    const drawer = socket.subscribe<object>(
      `subscription ($id: ID!, $after: EventCursor) { bookingChanged(id: $id, after: $after) { booking { ${shown} } } }`,
      { id: bookingId(taken), after: calendar.cursor },
    );
    await facility.owner.query(`update bookings set notes = 'privatenote 2' where id = $1`, [taken]);
    for (const told of [await subscription.next(), await drawer.next()]) {
      expect(JSON.stringify(told)).toContain('Public Name');
      expect(JSON.stringify(told)).not.toMatch(secrets);
    }
    await socket.close();
  });

  it('and may book elsewhere is told of a clash no more than that', async () => {
    await facility.grant('kitchen', 'room_boss', 'TRAINING');
    const conflict = `segments { conflicts { booking { ${shown} } } }`;
    const { text } = await as('kitchen').ask(
      `mutation ($input: CreateBookingsInput!) { createBookings(input: $input) { __typename ... on RoomTakenError { ${conflict} } } }`,
      {
        input: bookingInput(
          { startsAt, endsAt, room: 1 },
          { tenantId: globalId('Tenant', 'b2a9d7e4-7c31-4f0a-8b6d-5e9f0a4c3d02') },
        ),
      },
    );
    expect(text).toContain('Public Name');
    expect(text).not.toMatch(secrets);
    const ghost = await facility.insertBooking({ startsAt, endsAt, wish: 1, tenant: 'TRAINING' });
    // It stands in the way, they may see it, and it is not theirs to move.
    const outcome = await call(as('kitchen'), 'assignRoom', {
      bookingId: bookingId(ghost),
      roomId: globalId('Room', '00000000-0000-4000-8000-000000000001'),
      displaceBookingIds: [bookingId(taken)],
      reason: 'mine',
    });
    expect(outcome.__typename).toBe('NotAllowedError');
    await facility.revoke('kitchen', 'room_boss');
  });
});

describe('a wall', () => {
  it.each(['staff.tech', 'room_boss', 'admin'] as const)(
    'of %s shows how bookings run, by any way there is, and nobody’s contact, note, reason or address',
    async (owner) => {
      await facility.owner.query(`update users set email = 'private.' || username || '@house.example'`);
      const person = await Caller.signIn(app.url, owner);
      const { startDisplay } = await person.get<{ startDisplay: { accessToken: string } }>(
        'mutation { startDisplay(name: "Wall", tokens: true) { ... on StartDisplayPayload { accessToken } } }',
      );
      const wall = new Caller(app.url, startDisplay.accessToken);
      const answer = await wall.ask<{ booking: object; node: object }>(
        `query ($id: ID!, $from: DateTime!, $to: DateTime!) { booking(id: $id) { ${shown} createdBy { email } } node(id: $id) { ... on Booking { ${shown} } } viewer { user { email roles { role { name } } } }
        bookings { edges { node { ${shown} offSite { contactPerson email address } } } } calendar(from: $from, to: $to) { cursor occupancies { booking { ${shown} } } } }`,
        { id: bookingId(taken), from: startsAt, to: later(startsAt, days(2)) },
      );
      expect(answer.errors).toEqual([]);
      expect(answer.data?.booking).toMatchObject(nulls);
      expect(answer.data?.node).toMatchObject(nulls);
      expect(answer.text).not.toMatch(secrets);
      for (const word of ['Privateperson', 'secret.example', '0115550199', 'privatenote'])
        expect((await found(wall, { search: word })).edges, word).toEqual([]);
      expect((await found(wall, { search: 'Public' })).edges).toHaveLength(1);
      const { calendar } = answer.data as unknown as { calendar: { cursor: string } };
      const socket = wall.connect();
      const told = socket.subscribe<object>(
        `subscription ($id: ID!, $after: EventCursor) { bookingChanged(id: $id, after: $after) { booking { ${shown} } } }`,
        { id: bookingId(taken), after: calendar.cursor },
      );
      await facility.owner.query(`update bookings set notes = notes || ' more' where id = $1`, [taken]);
      const change = JSON.stringify(await told.next());
      expect(change).toContain('Public Name');
      expect(change).not.toMatch(secrets);
      await socket.close();
      const taking = await fetch(`${app.url}/export/bookings.csv`, {
        headers: { authorization: `Bearer ${startDisplay.accessToken}` },
      });
      expect(taking.status).toBe(403);
      for (const query of [
        '{ notifications { edges { node { id } } } }',
        '{ clientSuggestions(search: "Pub") { clientName } }',
        '{ auditLog { edges { node { id } } } }',
        '{ users { edges { node { id } } } }',
      ]) {
        expect((await wall.ask(query)).errors[0]?.extensions?.code, query).toMatch(
          /FORBIDDEN|GRAPHQL_VALIDATION_FAILED/,
        );
      }
    },
  );
});

describe('who sees "busy"', () => {
  it('learns from no error, suggestion or seat what stands there', async () => {
    await facility.grant('staff.training', 'room_boss', 'TRAINING');
    const ghost = await facility.insertBooking({ startsAt, endsAt, wish: 1, tenant: 'TRAINING', people: 3 });
    const assign = (more: object) =>
      as('staff.training').ask(
        'mutation ($input: AssignRoomInput!) { assignRoom(input: $input) { __typename ... on Error { message } ... on RoomTakenError { segments { conflicts { booking { id } bookedRoom { id } } alternatives { spareSeats room { capacity } reason } } } } }',
        {
          input: {
            bookingId: bookingId(ghost),
            roomId: globalId('Room', '00000000-0000-4000-8000-000000000001'),
            ...more,
          },
        },
      );
    const unknown = bookingId('11111111-2222-4333-8444-555555555555');
    const [plain, named, guessed] = [
      await assign({}),
      await assign({ displaceBookingIds: [bookingId(taken)], reason: 'mine' }),
      await assign({ displaceBookingIds: [unknown], reason: 'mine' }),
    ];
    expect(named.text).toBe(guessed.text);
    for (const { text } of [plain, named]) expect(text).not.toMatch(/Public|private/i);
    const { result } = {
      result: (
        plain.data as {
          assignRoom: {
            segments: { conflicts: unknown[]; alternatives: { spareSeats: number; room: { capacity: number } }[] }[];
          };
        }
      ).assignRoom.segments[0],
    };
    expect(result?.conflicts).toEqual([{ booking: null, bookedRoom: null }]);
    for (const { spareSeats, room } of result?.alternatives ?? []) expect(spareSeats).toBe(room.capacity - 3);
    await facility.revoke('staff.training', 'room_boss');
  });

  it('is given cursors of one length, whatever was counted in between', async () => {
    const lengths = new Set<number>();
    for (let round = 0; round < 3; round += 1) {
      const { calendar } = await as('staff.training').get<{ calendar: { cursor: string } }>(
        'query ($from: DateTime!, $to: DateTime!) { calendar(from: $from, to: $to) { cursor } }',
        { from: startsAt, to: endsAt },
      );
      lengths.add(calendar.cursor.length);
      await facility.owner.query(
        `select setval(pg_get_serial_sequence('domain_events', 'seq'), (36 ^ ${round + 2})::bigint)`,
      );
      await facility.owner.query('update bookings set num_learners = num_learners + 1');
      await as('staff.tech')
        .connect()
        .subscribe<object>(
          'subscription ($id: ID!, $after: EventCursor) { bookingChanged(id: $id, after: $after) { cursor } }',
          { id: bookingId(taken), after: calendar.cursor },
        )
        .next();
    }
    expect(lengths.size).toBe(1);
  });
});
