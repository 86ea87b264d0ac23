import { expect } from 'vitest';
import { Caller } from './client.ts';
import { bookingId, days, hours, later, local, openFacility, type TestFacility, type Username } from './factories.ts';
import { startApp } from './servers.ts';

const startsAt = local('2031-03-04', '08:00');
const window = { from: startsAt, to: later(startsAt, days(3)) };
/** Full, busy, operational, and full of both: each sees another thing in the same document. */
const people = [
  'staff.tech',
  'staff.training',
  'kitchen',
  'room_boss',
  'viewer.tech',
  'viewer.training',
] as const satisfies readonly Username[];

export type SharedHouse = {
  readonly facility: TestFacility;
  readonly taken: string;
  as(name: Username): Caller;
  close(): Promise<void>;
};

/** A room of each division, a ghost of each, and people with different rights over them. */
export async function openSharedHouse(): Promise<SharedHouse> {
  const facility = await openFacility();
  // A thousand rounds within minutes are more than anybody may ask for. Where a request may cost so much, this one is cheap
  // and waits for no turn: they run at once.
  const app = await startApp(facility.database, () => local('2031-03-01', '09:00'), {
    limits: { costPerMinute: 1_000_000_000, cost: 1_000_000 },
  });
  const callers = new Map<Username, Caller>();
  for (const name of people) callers.set(name, await Caller.signIn(app.url, name));
  const keys: string[] = [];
  for (const [index, tenant] of (['TECH', 'TRAINING', 'TECH', 'TRAINING'] as const).entries()) {
    const place = index < 2 ? { room: 1 + index } : { wish: 1 + index };
    keys.push(
      await facility.insertBooking({
        startsAt,
        endsAt: later(startsAt, hours(2)),
        ...place,
        tenant,
        client: `Client of ${tenant}`,
      }),
    );
  }
  await facility.owner.query(
    `update bookings b set notes = 'note of ' || t.code from tenants t where t.id = b.tenant_id`,
  );
  return {
    facility,
    taken: keys[0] ?? '',
    as: (name) => callers.get(name) as Caller,
    close: async () => {
      await app.close();
      await facility.close();
    },
  };
}

const shown =
  'id version clientName clientEmail notes tenant { id code } room { name parts { id } } createdBy { username } history(first: 2) { reason actor { username } } lastChange { version } actions { name allowed reason }';
const query = `query ($from: DateTime!, $to: DateTime!, $id: ID!) {
  calendar(from: $from, to: $to) { occupancies { id booking { ${shown} } bookedRoom { name } } ghosts { ${shown} } }
  booking(id: $id) { ${shown} } node(id: $id) { ... on Booking { ${shown} } } bookings { edges { cursor node { ${shown} } } } viewer { user { username } permissions tenants { code } } }`;

/** What must not be told to somebody; to those who see both divisions, nothing is foreign. */
function foreignTo(name: Username): RegExp {
  return name.endsWith('.tech') ? /of TRAINING/ : name.endsWith('.training') ? /of TECH/ : /nobody/;
}

/** All of them at once with the same document, in another order each round. */
export async function proveOwnBytes({ as, taken }: SharedHouse, rounds: number): Promise<void> {
  const ask = async (name: Username) => (await as(name).ask(query, { ...window, id: bookingId(taken) })).text;
  const alone = new Map<Username, string>();
  for (const name of people) alone.set(name, await ask(name));
  expect(new Set(alone.values()).size).toBe(people.length);
  expect(alone.get('staff.training')).not.toContain('TECH');
  expect(alone.get('kitchen')).not.toMatch(/note of|@client/);
  for (let round = 0; round < rounds; round += 1) {
    const order = people.map((_, index) => people[(index + round) % people.length] as Username);
    const answers = await Promise.all(order.map(ask));
    for (const [index, name] of order.entries())
      expect(answers[index], `${name}, round ${round}`).toBe(alone.get(name));
  }
}

/** All of them over sockets with the same document, while one booking is moved again and again. */
export async function proveOwnChanges({ as, taken, facility }: SharedHouse, rounds: number): Promise<void> {
  type Seen = {
    id: string;
    version: number;
    clientName: string;
    clientEmail: string | null;
    notes: string | null;
    tenant: { code: string };
  } | null;
  type Change = {
    calendarChanged: {
      bookingId: string | null;
      version: number | null;
      occupancies: { startsAt: string; booking: Seen }[];
      ghost: Seen;
    };
  };
  const { calendar } = await as('room_boss').get<{ calendar: { cursor: string } }>(
    'query ($from: DateTime!, $to: DateTime!) { calendar(from: $from, to: $to) { cursor } }',
    window,
  );
  const document = `subscription ($from: DateTime!, $to: DateTime!, $after: EventCursor) { calendarChanged(from: $from, to: $to, after: $after) { bookingId version occupancies { startsAt booking { ${shown} } } ghost { ${shown} } } }`;
  const streams = people.map((name) => ({ name, told: [] as Change['calendarChanged'][], socket: as(name).connect() }));
  const following = streams.map(async ({ told, socket }) => {
    const subscription = socket.subscribe<Change>(document, { ...window, after: calendar.cursor });
    const end = later(startsAt, rounds * 60_000).toISOString();
    await subscription.until(
      ({ calendarChanged }) =>
        told.push(calendarChanged) > 0 && calendarChanged.occupancies.some((occupancy) => occupancy.startsAt === end),
    );
  });
  for (let round = 1; round <= rounds; round += 1) {
    const at = later(startsAt, round * 60_000);
    await facility.owner.query(`update bookings set starts_at = $1, ends_at = $2 where id = $3`, [
      at,
      later(at, hours(2)),
      taken,
    ]);
    if (round % 4 === 0)
      await facility.owner.query(
        `update bookings set num_learners = num_learners + 1 where tenant_id <> (select tenant_id from bookings where id = $1)`,
        [taken],
      );
  }
  await Promise.all(following);
  for (const { name, told, socket } of streams) {
    const text = JSON.stringify(told);
    const bookings = told
      .flatMap(({ occupancies, ghost }) => [...occupancies.map(({ booking }) => booking), ghost])
      .filter((booking) => booking !== null);
    expect(text, name).not.toMatch(foreignTo(name));
    for (const booking of bookings) {
      const all = { clientEmail: 'thandi@client.example', notes: `note of ${booking.tenant.code}` };
      expect(booking, name).toMatchObject(name === 'kitchen' ? { clientEmail: null, notes: null } : all);
    }
    expect(bookings.length > 0 || name.endsWith('.training'), name).toBe(true);
    await socket.close();
  }
}
