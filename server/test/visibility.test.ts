import { beforeAll, describe, expect, it, vi } from 'vitest';
import { connectDatabase } from '../src/platform/database/database.ts';
import { withVisibility } from '../src/platform/database/visibility.ts';
import { arrange } from './arrange.ts';
import { bookingInput, call, documentOf, type MutationName } from './booking-calls.ts';
import { Caller } from './client.ts';
import {
  bookingId,
  days,
  globalId,
  hours,
  later,
  local,
  roomId,
  tenants,
  type Username,
  usernames,
} from './factories.ts';
import { adHoc } from './ad-hoc.ts';

let taken: string;
let ghost: string;
const startsAt = local('2031-03-04', '08:00');
const window = { from: startsAt, to: later(startsAt, days(1)) };
const unknown = '11111111-2222-4333-8444-555555555555';
/** In every text of TECH's two bookings. */
const marker = 'MARKER';

const { facility, app, people } = await arrange({ people: usernames, now: local('2031-03-01', '09:00') });

beforeAll(async () => {
  taken = await facility.insertBooking({
    startsAt,
    endsAt: later(startsAt, hours(3)),
    room: 24,
    client: `${marker} client`,
  });
  ghost = await facility.insertBooking({
    startsAt,
    endsAt: later(startsAt, hours(3)),
    wish: 5,
    client: `${marker} client`,
  });
  await facility.owner.query(
    `with why as (select set_config('app.reason', $1, true)) update bookings set client_contact_person = $1, client_email = 'marker@client.example', client_phone = $1, notes = $1, boss_notes = $1,
    status_reason = $1, catering_notes = $1, reference = reference from why`,
    [marker],
  );
});

function as(username: Username): Caller {
  return people[username];
}

const privately = 'clientContactPerson clientEmail clientPhone notes bossNotes statusReason';
const booking = `id reference version status clientName cateringNotes ${privately} room { name } requestedRoom { name } tenant { code } createdBy { username } history { type reason actor { username } }`;
const queries: Record<string, string> = {
  calendar: `query ($from: DateTime!, $to: DateTime!) { calendar(from: $from, to: $to) { occupancies { startsAt endsAt room { position } bookedRoom { position } booking { ${booking} } } ghosts { ${booking} } } }`,
  booking: `query ($taken: ID!) { booking(id: $taken) { ${booking} } }`,
  node: `query ($ghost: ID!) { node(id: $ghost) { id ... on Booking { ${booking} } } }`,
  bookings: `query { bookings(first: 100) { edges { cursor node { ${booking} } } pageInfo { hasNextPage } } }`,
  search: `query { bookings(filter: { search: "MARK" }) { edges { node { ${booking} } } } }`,
  events: 'query { domainEvents(first: 1000) { more events { type bookingId version } } }',
};
function documentVariables(name: string) {
  return {
    ...(name === 'calendar' ? window : {}),
    ...(name === 'booking' ? { taken: bookingId(taken) } : {}),
    ...(name === 'node' ? { ghost: bookingId(ghost) } : {}),
  };
}

describe('another division', () => {
  it('learns nothing but that a room is taken, wherever it looks; its owner finds the markers everywhere', async () => {
    const references = (await facility.owner.query<{ reference: string }>('select reference from bookings')).rows.map(
      (row) => row.reference,
    );
    const secrets = [
      /marker/i,
      ...[bookingId(taken), bookingId(ghost), taken, ghost, ...references].map(
        (text) => new RegExp(text.replaceAll('=', '')),
      ),
    ];
    for (const [name, query] of Object.entries(queries)) {
      const shown = name === 'events' ? new RegExp(bookingId(taken).replaceAll('=', '')) : /MARKER/;
      // Events are told once every transaction of the cluster that is older has ended: another test may hold one open.
      await vi.waitFor(
        async () =>
          expect(
            (await as('staff.tech').ask(query, documentVariables(name))).text,
            `${name} shows its owner something`,
          ).toMatch(shown),
        { timeout: 30_000 },
      );
      const foreign = await as('staff.training').ask(query, documentVariables(name));
      expect(foreign.errors).toEqual([]);
      for (const secret of secrets) expect(foreign.text, name).not.toMatch(secret);
    }
  });

  it('sees each leaf of a folded wall as busy, and not what was booked', async () => {
    const { calendar } = await as('viewer.training').get<{ calendar: unknown }>(queries['calendar'] ?? '', window);
    const busy = {
      startsAt: startsAt.toISOString(),
      endsAt: later(startsAt, hours(3)).toISOString(),
      bookedRoom: null,
      booking: null,
    };
    expect(calendar).toEqual({
      occupancies: expect.arrayContaining([
        { ...busy, room: { position: 5 } },
        { ...busy, room: { position: 6 } },
      ]),
      ghosts: [],
    });
    expect((calendar as { occupancies: unknown[] }).occupancies).toHaveLength(2);
  });

  it('is given the same bytes for a booking of others as for one that does not exist', async () => {
    const inputs: Partial<Record<MutationName, Record<string, unknown>>> = {
      assignRoom: { roomId: roomId(1) },
      rescheduleBooking: { endsAt: later(startsAt, hours(4)) },
      updateBooking: { clientName: 'Mine' },
      unassignRoom: { reason: 'Mine' },
      confirmBooking: {},
      rejectBooking: { reason: 'Mine' },
      cancelBooking: { reason: 'Mine', expectedVersion: 2 },
      finishBooking: {},
      extendBooking: { endsAt: later(startsAt, hours(4)) },
    };
    await facility.grant('staff.training', 'room_boss', 'TRAINING');
    for (const [name, more] of Object.entries(inputs) as [MutationName, Record<string, unknown>][]) {
      const answers = await Promise.all(
        [taken, unknown].map((key) =>
          as('staff.training').ask(documentOf(name), { input: { bookingId: bookingId(key), ...more } }),
        ),
      );
      expect(answers[0]?.text, name).toContain('NotFoundError');
      expect(answers[0]?.text).toBe(answers[1]?.text);
    }
    await facility.revoke('staff.training', 'room_boss');
    for (const query of ['query ($id: ID!) { booking(id: $id) { id } }', 'query ($id: ID!) { node(id: $id) { id } }']) {
      const answers = await Promise.all(
        [taken, unknown].map((key) => as('staff.training').ask(query, { id: bookingId(key) })),
      );
      expect(answers[0]?.text).toBe(answers[1]?.text);
    }
    const suggestions =
      'query ($from: DateTime!, $to: DateTime!, $id: ID) { roomSuggestions(from: $from, to: $to, attendees: 16, excludeBookingId: $id) { room { position } } }';
    const answers = await Promise.all(
      [taken, unknown].map((key) => as('staff.training').ask(suggestions, { ...window, id: bookingId(key) })),
    );
    expect(answers[0]?.text).toBe(answers[1]?.text);
  });

  it('is told of a clash, of free rooms, and of nobody', async () => {
    const foreign = await facility.insertBooking({
      startsAt: later(startsAt, days(3)),
      endsAt: later(startsAt, days(3) + hours(1)),
      room: 1,
      client: marker,
    });
    await facility.grant('staff.training', 'room_boss', 'TRAINING');
    const outcome = await call(
      as('staff.training'),
      'createBookings',
      bookingInput({ startsAt: later(startsAt, days(3)), endsAt: later(startsAt, days(3) + hours(1)), room: 1 }),
    );
    await facility.revoke('staff.training', 'room_boss');
    expect(outcome.segments?.[0]?.conflicts).toMatchObject([
      { room: { position: 1 }, bookedRoom: null, booking: null },
    ]);
    expect(outcome.segments?.[0]?.alternatives.length).toBeGreaterThan(0);
    expect(JSON.stringify(outcome)).not.toMatch(new RegExp(`${marker}|${foreign}`, 'i'));
  });
});

describe('the kitchen', () => {
  it('sees how bookings of both divisions run, and whose contact none of them is', async () => {
    for (const name of ['calendar', 'booking', 'bookings']) {
      const { text } = await as('kitchen').ask(queries[name] ?? '', documentVariables(name));
      expect(text).toContain(`${marker} client`);
      for (const field of [...privately.split(' '), 'reason', 'actor']) {
        expect(text, field).toContain(`"${field}":null`);
        expect(text, field).not.toMatch(new RegExp(`"${field}":["{]`));
      }
    }
  });
});

describe('an id', () => {
  it('that is malformed, of no type, or of what is nobody’s to load by its id leads to nothing', async () => {
    const nobodys = ['Occupancy', 'Session', 'Query', 'DomainEvent', '__proto__', ''].map((type) =>
      globalId(type, unknown),
    );
    for (const id of [
      '',
      'nonsense',
      '%%%',
      `${bookingId(taken)}x`,
      globalId('Booking', 'x'),
      globalId('Room', unknown),
      globalId('User', facility.userKeys.admin),
      ...nobodys,
    ]) {
      expect(await as('staff.tech').ask('query ($id: ID!) { node(id: $id) { id } }', { id }), id).toMatchObject({
        data: { node: null },
        errors: [],
      });
    }
    expect(
      await as('staff.tech').get('query ($id: ID!) { node(id: $id) { id ... on Room { name } } }', { id: roomId(5) }),
    ).toEqual({ node: { id: roomId(5), name: 'Ambition' } });
  });
});

describe('without a session', () => {
  it('nothing is shown but the house itself', async () => {
    const nobody = new Caller(app.url, null);
    for (const [name, query] of Object.entries(queries)) {
      const { text, errors } = await nobody.ask(query, documentVariables(name));
      expect(text, name).not.toMatch(/marker/i);
      expect(
        errors.map((error) => error.extensions?.code),
        name,
      ).toEqual(name === 'node' ? [] : ['UNAUTHENTICATED']);
    }
    expect(await nobody.get('{ viewer { user { id } } facility { name } }')).toEqual({
      viewer: null,
      facility: { name: 'Colab' },
    });
  });
});

describe('the database itself', () => {
  it('keeps two divisions apart that look up the same booking in the same tick', async () => {
    const db = connectDatabase({ url: facility.database.appUrl });
    const find = (tenant: keyof typeof tenants) =>
      withVisibility(
        { tenantIds: [tenants[tenant]], userId: null },
        async () => (await db.prisma.booking.findUnique({ where: { id: taken } })) as { id: string } | null,
      );
    for (let round = 0; round < 20; round += 1) {
      const [own, foreign, ownAgain] = await Promise.all([find('TECH'), find('TRAINING'), find('TECH')]);
      expect([own?.id, foreign, ownAgain?.id]).toEqual([taken, null, taken]);
    }
    await db.close();
  });

  it('sends a statement of Prisma in the sight it was written in, whoever waits for it', async () => {
    const db = connectDatabase({ url: facility.database.appUrl });
    const inSightOf = (tenant: keyof typeof tenants) =>
      withVisibility({ tenantIds: [tenants[tenant]], userId: null }, () =>
        db.prisma.booking.findFirst({ where: { id: taken } }),
      );
    const [own, foreign] = [inSightOf('TECH'), inSightOf('TRAINING')];
    expect([(await own)?.id, await foreign]).toEqual([taken, null]);
    await db.close();
  });

  it('shows another division nothing when the mask of the resolvers is taken away, and nobody anything without a sight', async () => {
    const db = connectDatabase({ url: facility.database.appUrl });
    const everything = async () =>
      Promise.all(
        ['bookings', 'domain_events', 'idempotency_keys'].map((table) =>
          db.run(adHoc<{ tenant: string }>(table, `select distinct tenant_id::text as tenant from ${table}`)),
        ),
      );
    expect(
      await withVisibility({ tenantIds: [tenants.TRAINING], userId: facility.userKeys['staff.training'] }, everything),
    ).toEqual([[], [], []]);
    expect(await withVisibility({ tenantIds: [], userId: null }, everything)).toEqual([[], [], []]);
    const [own] = await withVisibility({ tenantIds: [tenants.TECH], userId: null }, everything);
    expect(own).toEqual([{ tenant: tenants.TECH }]);
    await db.close();
  });
});
