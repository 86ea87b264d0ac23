import { once } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import WebSocket from 'ws';
import { lockInOrder, mostLocks } from '../src/bookings/placing/locks.ts';
import { connectDatabase } from '../src/platform/database/database.ts';
import { InvalidInputError } from '../src/platform/errors.ts';
import { schema } from '../src/schema.ts';
import { arrange } from './arrange.ts';
import { Caller, type Refusal } from './client.ts';
import { bookingId, roomId } from './factories.ts';
import { startApp } from './servers.ts';

const nobody = '00000000-0000-4000-8000-000000000000';

const { facility, app, people } = await arrange({ people: ['room_boss', 'admin'] });
const { room_boss: boss, admin } = people;

type Extensions = {
  readonly code?: string;
  readonly limit?: string;
  readonly max?: number;
  readonly argument?: string;
};
function extensionsOf([error]: readonly Refusal[]): Extensions | undefined {
  return error?.extensions as Extensions | undefined;
}
function many(count: number, text: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => text(index)).join(' ');
}
function ids(count: number): string[] {
  return Array.from({ length: count }, () => 'a');
}

const bookings = 'query ($ids: [ID!]) { bookings(filter: { roomIds: $ids }) { edges { cursor } } }';
const assignRoom =
  'mutation ($input: AssignRoomInput!) { assignRoom(input: $input) { __typename ... on Error { message } } }';
const closeRooms =
  'mutation ($input: CloseRoomsInput!) { closeRooms(input: $input) { __typename ... on Error { message } } }';
const closure = {
  roomIds: [roomId(1)],
  startsAt: '2031-03-03T09:00:00Z',
  endsAt: '2031-03-03T10:00:00Z',
  reason: 'Holiday',
};

/** How many errors with a stack were made in this process while something ran. */
async function errorsMade<T>(work: () => Promise<T>): Promise<{ made: number; result: T }> {
  const stacks = vi.spyOn(Error, 'captureStackTrace');
  try {
    const result = await work();
    return { made: stacks.mock.calls.length, result };
  } finally {
    stacks.mockRestore();
  }
}

const flooded: readonly (readonly [string, () => Caller, string, object, string])[] = [
  ['bookings', () => boss, bookings, { ids: ids(20_000) }, 'BookingFilter.roomIds'],
  [
    'calendar',
    () => boss,
    'query ($ids: [ID!]) { calendar(from: "2031-01-01T00:00:00Z", to: "2031-01-02T00:00:00Z", roomIds: $ids) { cursor } }',
    { ids: ids(20_000) },
    'Query.calendar(roomIds:)',
  ],
  [
    'assignRooms',
    () => boss,
    'mutation ($input: AssignRoomsInput!) { assignRooms(input: $input) { __typename } }',
    { input: { assignments: ids(5_000).map((id) => ({ bookingId: id, roomId: id })) } },
    'AssignRoomsInput.assignments',
  ],
  [
    'markNotificationsRead',
    () => boss,
    'mutation ($ids: [ID!]) { markNotificationsRead(ids: $ids) }',
    { ids: ids(20_000) },
    'Mutation.markNotificationsRead(ids:)',
  ],
  [
    'orderRooms',
    () => admin,
    'mutation ($input: OrderRoomsInput!) { orderRooms(input: $input) { __typename } }',
    { input: { roomIds: ids(20_000) } },
    'OrderRoomsInput.roomIds',
  ],
  ['closeRooms', () => boss, closeRooms, { input: { ...closure, roomIds: ids(20_000) } }, 'CloseRoomsInput.roomIds'],
  [
    'createRoom',
    () => admin,
    'mutation ($input: CreateRoomInput!) { createRoom(input: $input) { __typename } }',
    { input: { name: 'x', capacity: 1, partIds: ids(20_000) } },
    'CreateRoomInput.partIds',
  ],
  [
    'assignRoom',
    () => boss,
    assignRoom,
    { input: { bookingId: bookingId(nobody), roomId: roomId(1), reason: 'because', displaceBookingIds: ids(15_000) } },
    'AssignRoomInput.displaceBookingIds',
  ],
  [
    'closeRooms, with bookings that give way',
    () => boss,
    closeRooms,
    { input: { ...closure, displaceBookingIds: ids(1_001) } },
    'CloseRoomsInput.displaceBookingIds',
  ],
  [
    'notifications',
    () => boss,
    'query ($types: [NotificationType!]) { notifications(types: $types) { edges { cursor } } }',
    { types: ids(20_000) },
    'Query.notifications(types:)',
  ],
  [
    'roomPlan',
    () => boss,
    'query ($ids: [ID!]) { roomPlan(from: "2031-01-01T00:00:00Z", to: "2031-01-02T00:00:00Z", bookingIds: $ids) { cursor } }',
    { ids: ids(20_000) },
    'Query.roomPlan(bookingIds:)',
  ],
];

describe('a list of thousands of ids that are none', () => {
  it.each(flooded)('is refused by its cap, with one error: %s', async (_name, caller, query, variables, argument) => {
    const {
      made,
      result: { errors },
    } = await errorsMade(() => caller().ask(query, variables as Record<string, unknown>));
    expect(extensionsOf(errors)).toMatchObject({ code: 'LIMIT_EXCEEDED', limit: 'listItems', argument });
    expect(errors).toHaveLength(1);
    expect(made).toBeLessThan(50);
  });

  it('costs no error each where so many are allowed', async () => {
    const {
      made,
      result: { errors },
    } = await errorsMade(() => boss.ask(bookings, { ids: ids(5_000) }));
    expect(extensionsOf(errors)).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(errors).toHaveLength(1);
    expect(made).toBeLessThan(50);
  });

  it('is refused over a socket, which goes on, and over an event stream', async () => {
    const socket = boss.connect();
    const follow =
      'subscription ($ids: [ID!]) { calendarChanged(from: "2031-01-01T00:00:00Z", to: "2031-01-02T00:00:00Z", roomIds: $ids) { cursor } }';
    expect(extensionsOf(await socket.subscribe(follow, { ids: ids(2_001) }).ended)).toMatchObject({
      limit: 'listItems',
      argument: 'Subscription.calendarChanged(roomIds:)',
    });
    expect(extensionsOf(await socket.subscribe(bookings, { ids: ids(5_001) }).ended)).toMatchObject({
      limit: 'listItems',
    });
    expect(await socket.subscribe<{ __typename: string }>('{ __typename }').next()).toEqual({ __typename: 'Query' });
    await socket.close();
    const stream = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        authorization: `Bearer ${boss.token}`,
      },
      body: JSON.stringify({ query: follow, variables: { ids: ids(2_001) } }),
    });
    expect(await stream.text()).toContain('"limit":"listItems"');
  });

  it('is looked through however deep it is, over a socket too, which goes on', async () => {
    const socket = new WebSocket(`${app.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    const messages: string[] = [];
    socket.on('message', (data: Buffer) => messages.push(data.toString()));
    await once(socket, 'open');
    socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${boss.token}` } }));
    await vi.waitFor(() => expect(messages).toHaveLength(1), { timeout: 60_000 });
    const crowded = JSON.stringify(Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`k${index}`, 1])));
    const deep = `${'['.repeat(100_000)}${crowded}${']'.repeat(100_000)}`;
    socket.send(
      `{"id":"1","type":"subscribe","payload":{"query":${JSON.stringify(bookings)},"variables":{"ids":${deep}}}}`,
    );
    socket.send(`{"id":"2","type":"subscribe","payload":{"query":"{ __typename }","variables":{"nobody":${deep}}}}`);
    await vi.waitFor(
      () =>
        expect(messages.map((text) => /"type":"(\w+)"/.exec(text)?.[1])).toEqual([
          'connection_ack',
          'next',
          'complete',
          'next',
          'complete',
        ]),
      { timeout: 60_000 },
    );
    expect(messages.filter((text) => text.includes('"errors"'))).toEqual([
      expect.stringMatching(/"id":"1".*more than 100 fields/),
    ]);
    socket.close();
    await once(socket, 'close');
  });

  it('is refused in the address of a request as well, counted under each alias', async () => {
    const query = `query($i:[NotificationType!]){${many(30, (index) => `a${index}:notifications(types:$i){unreadCount}`)}}`;
    const asked = (count: number) =>
      fetch(
        `${app.url}/graphql?${new URLSearchParams({ query, variables: JSON.stringify({ i: ids(count).map(() => 'BOOKING_REJECTED') }) }).toString()}`,
        { headers: { authorization: `Bearer ${boss.token}` } },
      );
    expect(await (await asked(11)).text()).toContain('"limit":"listItems"');
    expect(await (await asked(10)).text()).not.toContain('LIMIT_EXCEEDED');
  });
});

describe('locks', () => {
  it('are taken in thousands by nobody: PostgreSQL keeps those of everybody in one table', async () => {
    const db = connectDatabase({ url: facility.database.appUrl });
    const keys = Array.from(
      { length: mostLocks / 2 + 1 },
      (_, index) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    );
    try {
      const taken = db.transaction({ cause: 'test' }, (tx) => lockInOrder(tx, { bookings: keys, rooms: keys }));
      await expect(taken).rejects.toThrow(InvalidInputError);
      await db.transaction({ cause: 'test' }, (tx) => lockInOrder(tx, { bookings: keys }));
    } finally {
      await db.close();
    }
  });
});

function slow(name: string) {
  return `query ${name} { ${many(284, () => 'viewer { user { id } }')} }`;
}
function legal(name: string) {
  return `query ${name} { ${many(20, () => 'viewer { user { id } }')} }`;
}

describe('a document that is dear to validate', () => {
  it('is refused under each new name, over HTTP and over a socket', async () => {
    const socket = boss.connect();
    for (const name of ['One', 'Two']) {
      expect(extensionsOf((await new Caller(app.url, null).ask(slow(name))).errors)).toEqual({
        code: 'LIMIT_EXCEEDED',
        limit: 'comparisons',
        max: 5_000,
      });
      expect(extensionsOf(await socket.subscribe(slow(name)).ended)).toMatchObject({ limit: 'comparisons' });
    }
    await socket.close();
    const { errors } = await new Caller(app.url, null).ask(
      `{ ${'\n'.repeat(490_000)} ${many(90, (index) => `nobody${index}`)} }`,
    );
    expect(extensionsOf(errors)).toMatchObject({ limit: 'tokens' });
  });

  it('is validated once when it is legal, whatever its operation is called', async () => {
    expect((await boss.ask(legal('First'))).errors).toEqual([]);
    // Rules that know directives ask for them once each validation.
    const validations = vi.spyOn(schema, 'getDirectives');
    for (const name of ['Second', 'Third', 'Fourth']) expect((await boss.ask(legal(name))).errors).toEqual([]);
    expect(validations).not.toHaveBeenCalled();
    expect((await boss.ask(legal('Fifth').replace('id', 'username'))).errors).toEqual([]);
    expect(validations).toHaveBeenCalled();
    validations.mockRestore();
  });
});

describe('variables that cannot be meant', () => {
  const few = 'query ($n: Int) { bookings(first: $n) { edges { cursor } } }';
  const filter = 'query ($filter: BookingFilter) { bookings(filter: $filter) { edges { cursor } } }';
  const unknown = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`unknown${index}`, 1]));

  it('are told in few words, also in production, where suggestions are cut off: however long they are, and whatever is in them', async () => {
    const shown = await startApp(facility.database, undefined, { production: true });
    try {
      for (const caller of [boss, new Caller(shown.url, null)]) {
        const code = caller === boss ? 'BAD_USER_INPUT' : 'UNAUTHENTICATED';
        for (const [query, variables, words] of [
          [few, { n: `${' '.repeat(30_000)}x Did you mean ` }, /"\$n" got invalid value/],
          [few, { n: `Did you mean ${' '.repeat(30_000)}x` }, /"\$n"/],
          [filter, { filter: { search: 'x'.repeat(30_000), ...unknown } }, /"\$filter"/],
          [filter, { filter: { search: 'x'.repeat(600_000), status: 'x'.repeat(30_000) } }, /"\$filter"/],
        ] as const) {
          const { errors, text } = await caller.ask(query, variables);
          expect(extensionsOf(errors)?.code).toBe(code);
          expect(errors[0]?.message).toMatch(caller === boss ? words : /sign in/i);
          expect(text.length).toBeLessThan(1_500);
        }
      }
    } finally {
      await shown.close();
    }
  });
});

describe('reading new documents', () => {
  it('is paid for by whoever sends them, refused or not; what was read before, and what others send, goes on', async () => {
    const strict = await startApp(facility.database, undefined, { limits: { readingPerMinute: 10_000 } });
    try {
      const [one, other] = [boss.at(strict.url), admin.at(strict.url)];
      const known = '{ viewer { permissions } }';
      expect((await one.ask(known)).errors).toEqual([]);
      const fresh = (index: number) => one.ask(`{ nobody${index} } # ${'x'.repeat(1_500)}`);
      const codes = [];
      for (let index = 0; index < 8; index += 1) codes.push(extensionsOf((await fresh(index)).errors));
      expect(codes[0]).toMatchObject({ code: 'GRAPHQL_VALIDATION_FAILED' });
      expect(codes.at(-1)).toEqual({ code: 'LIMIT_EXCEEDED', limit: 'readingPerMinute', max: 10_000 });
      const again = await fetch(`${strict.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${one.token}` },
        body: JSON.stringify({ query: '{ nobody }' }),
      });
      expect(again.status).toBe(429);
      expect(Number(again.headers.get('retry-after'))).toBeGreaterThan(0);
      const socket = one.connect();
      expect(extensionsOf(await socket.subscribe('{ nobodyElse }').ended)).toEqual({
        code: 'LIMIT_EXCEEDED',
        limit: 'readingPerMinute',
        max: 10_000,
      });
      expect(await socket.subscribe(known).next()).toBeDefined();
      await socket.close();
      expect((await one.ask(known)).errors).toEqual([]);
      expect((await other.ask('{ viewer { user { id } } }')).errors).toEqual([]);
      expect((await new Caller(strict.url, null).ask('{ facility { name } }')).errors).toEqual([]);
    } finally {
      await strict.close();
    }
  });
});

describe('/schema.graphql', () => {
  const read = (url: string, headers: Record<string, string> = {}) => fetch(`${url}/schema.graphql`, { headers });

  it('is printed once, and not sent again to who has it', async () => {
    const walks = vi.spyOn(schema, 'getTypeMap');
    const first = await read(app.url);
    const text = await first.text();
    expect([first.status, text.includes('type Query {')]).toEqual([200, true]);
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[\w-]{22}"$/);
    const again = await read(app.url, { 'if-none-match': etag });
    expect([again.status, await again.text()]).toEqual([304, '']);
    expect(walks).not.toHaveBeenCalled();
    walks.mockRestore();
  });

  it('is for those who signed in where it runs in production, as introspection is', async () => {
    const shown = await startApp(facility.database, undefined, { production: true });
    try {
      const refused = await read(shown.url);
      expect(refused.status).toBe(401);
      expect(await refused.json()).toMatchObject({
        errors: [{ message: expect.stringContaining('Sign in') as string, extensions: { code: 'UNAUTHENTICATED' } }],
      });
      expect((await read(shown.url, { authorization: 'Bearer nonsense' })).status).toBe(401);
      const known = await read(shown.url, { authorization: `Bearer ${boss.token}` });
      expect(known.status).toBe(200);
      expect((await read(shown.url, { 'if-none-match': known.headers.get('etag') ?? '' })).status).toBe(401);
    } finally {
      await shown.close();
    }
  });
});

describe('a document over a socket', () => {
  it.each([
    ['cannot be read', '{ __typename', 'GRAPHQL_PARSE_FAILED'],
    ['names none of its operations', 'query A { __typename } query B { __typename }', 'OPERATION_RESOLUTION_FAILURE'],
    ['has none', 'fragment a on Query { __typename }', 'OPERATION_RESOLUTION_FAILURE'],
  ])('that %s is refused with the code that HTTP has for it', async (_what, query, code) => {
    const socket = boss.connect();
    expect(extensionsOf(await socket.subscribe(query).ended)?.code).toBe(code);
    expect(extensionsOf((await boss.ask(query)).errors)?.code).toBe(code);
    await socket.close();
  });
});
