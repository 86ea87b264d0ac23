import { request } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { arrange } from './arrange.ts';
import { Caller, type Refusal } from './client.ts';
import { circle, deep, fragmentBomb, manyAliases, manyDirectives } from './oversized.ts';
import { startApp } from './servers.ts';

const { facility, app, people } = await arrange({ people: ['room_boss'], settings: { limits: { requestMs: 400 } } });
const { room_boss: boss } = people;

type Limit = { readonly code?: string; readonly limit?: string; readonly max?: number };
function limitOf([error]: readonly Refusal[]): Limit | undefined {
  return error?.extensions as Limit | undefined;
}

function first(rows: number) {
  return `{ bookings(first: ${rows}) { edges { node { history(first: 100) { at actor { username } } } } } }`;
}

const tooMuch: readonly (readonly [string, string, Limit])[] = [
  ['a fragment bomb', fragmentBomb(), { code: 'LIMIT_EXCEEDED', limit: 'tokens', max: 2_000 }],
  ['10,000 aliases', manyAliases(10_000), { code: 'LIMIT_EXCEEDED', limit: 'tokens', max: 2_000 }],
  ['31 aliases', manyAliases(31), { code: 'LIMIT_EXCEEDED', limit: 'aliases', max: 30 }],
  [
    '31 aliases, 16 of them written',
    `{ ...a ...b } fragment a on Query ${manyAliases(15)} fragment b on Query { ...a c: __typename }`,
    { code: 'LIMIT_EXCEEDED', limit: 'aliases', max: 30 },
  ],
  ['depth 500', deep(501), { code: 'LIMIT_EXCEEDED', limit: 'tokens', max: 2_000 }],
  ['depth 15', deep(12), { code: 'LIMIT_EXCEEDED', limit: 'depth', max: 12 }],
  ['51 directives', manyDirectives(51), { code: 'LIMIT_EXCEEDED', limit: 'directives', max: 50 }],
  [
    '1,001 times one field',
    `{ ${'__typename '.repeat(1_001)} }`,
    { code: 'LIMIT_EXCEEDED', limit: 'fields', max: 1_000 },
  ],
  ['a hundred histories of a hundred bookings', first(100), { code: 'LIMIT_EXCEEDED', limit: 'cost', max: 20_000 }],
];

describe('a document that asks for too much', () => {
  it('is meant to be small', () => {
    expect(fragmentBomb().length).toBeLessThan(1_300);
  });

  it.each(tooMuch)('is refused over HTTP, by the limit it breaks: %s', async (_name, query, limit) => {
    const { errors, data } = await boss.ask(query);
    expect(limitOf(errors)).toMatchObject(limit);
    expect(data).toBeNull();
  });

  it.each(tooMuch)('is refused over a socket, which goes on: %s', async (_name, query, limit) => {
    const socket = boss.connect();
    expect(limitOf(await socket.subscribe(query).ended)).toMatchObject(limit);
    expect(await socket.subscribe<{ __typename: string }>('{ __typename }').next()).toEqual({ __typename: 'Query' });
    await socket.close();
  });

  it('may not hide in fragments that go in circles', async () => {
    expect(limitOf((await boss.ask(circle)).errors)).toEqual({ code: 'BAD_USER_INPUT' });
  });

  it('pays for the rows it asks for, by variables and defaults as well, and not less for what cannot be meant', async () => {
    const query =
      'query ($n: Int = 100) { bookings(first: $n) { edges { node { history(first: 100) { at actor { username } } } } } }';
    expect(limitOf((await boss.ask(query)).errors)).toMatchObject({ limit: 'cost' });
    expect((await boss.ask(query, { n: 2 })).errors).toEqual([]);
    expect(
      limitOf(
        (
          await boss.ask(
            `{ ${['a', 'b'].map((name) => `${name}: bookings(first: 100) { edges { node { history(first: 100) { at } } } }`).join(' ')} c: bookings(first: -100000) { edges { node { id } } } }`,
          )
        ).errors,
      ),
    ).toMatchObject({ limit: 'cost' });
  });

  it('is not the calendar of a quarter, nor the whole schema', async () => {
    const window = { from: '2031-01-01T00:00:00Z', to: '2031-04-03T00:00:00Z' };
    const fields =
      'id reference version status clientName startsAt endsAt tenant { id code } room { id name } requestedRoom { id name } createdBy { id displayName } actions { name allowed reason }';
    const calendar = `query ($from: DateTime!, $to: DateTime!) { calendar(from: $from, to: $to) { cursor occupancies { id startsAt endsAt room { id name } bookedRoom { id } booking { ...all } } ghosts { ...all } } } fragment all on Booking { ${fields} }`;
    expect((await boss.ask(calendar, window)).errors).toEqual([]);
    const { getIntrospectionQuery } = await import('graphql');
    expect((await boss.ask(getIntrospectionQuery())).errors).toEqual([]);
  });
});

/** Writes a body as it is told to, however long it says it is. */
function send(
  headers: Record<string, string>,
  write: (write: (text: string) => boolean, end: () => void) => void,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(
      `${app.url}/graphql`,
      { method: 'POST', headers: { 'content-type': 'application/json', ...headers } },
      (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      },
    );
    sent.on('error', reject);
    write(
      (text) => sent.write(text),
      () => sent.end(),
    );
  });
}

describe('a body', () => {
  const tooLong = { status: 413, text: expect.stringContaining('"limit":"bodyBytes"') as string };

  it('that is too long is refused by what it says of itself, before it comes', async () => {
    expect(await send({ 'content-length': '60000000' }, (write) => write('{'))).toEqual(tooLong);
  });

  it('that does not say how long it is, is counted while it comes', async () => {
    const chunk = 'x'.repeat(100_000);
    expect(
      await send({ 'transfer-encoding': 'chunked' }, (write) => {
        write('{"query":"{ __typename }","variables":{"a":"');
        for (let index = 0; index < 11; index += 1) write(chunk);
      }),
    ).toEqual(tooLong);
  });

  it('that is within bounds is taken in pieces', async () => {
    const answer = await send({ 'transfer-encoding': 'chunked' }, (write, end) => {
      for (const piece of ['{"que', 'ry":"{ __type', 'name }"}']) write(piece);
      end();
    });
    expect(answer).toEqual({ status: 200, text: '{"data":{"__typename":"Query"}}' });
  });

  it('that does not come to an end is not waited for', async () => {
    const socket = connect(Number(new URL(app.url).port), '127.0.0.1');
    socket.write(
      'POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{',
    );
    const answer = await new Promise<string>((resolve) => {
      let text = '';
      socket.on('data', (chunk) => (text += chunk.toString()));
      socket.on('close', () => resolve(text));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 408/);
  });

  it('holds one operation, not a thousand', async () => {
    const response = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(Array.from({ length: 1_000 }, () => ({ query: '{ __typename }' }))),
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      errors: [
        {
          extensions: {
            code: 'LIMIT_EXCEEDED',
            limit: 'batch',
            max: 1,
            requestId: response.headers.get('x-request-id'),
          },
        },
      ],
    });
  });
});

describe('what may be asked in a minute', () => {
  it('is told with each answer, and refused beyond, each person for themselves, over both transports', async () => {
    const poor = await startApp(facility.database, undefined, { limits: { costPerMinute: 500 } });
    try {
      const [staff, other] = await Promise.all([
        Caller.signIn(poor.url, 'staff.tech'),
        Caller.signIn(poor.url, 'staff.training'),
      ]);
      const ask = (caller: Caller) =>
        fetch(`${poor.url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${caller.token}` },
          body: JSON.stringify({ query: '{ bookings(first: 20) { edges { node { id reference version status } } } }' }),
        });
      const one = await ask(staff);
      expect([one.status, one.headers.get('ratelimit-limit'), Number(one.headers.get('ratelimit-remaining'))]).toEqual([
        200,
        '500',
        expect.any(Number),
      ]);
      expect(Number(one.headers.get('ratelimit-remaining'))).toBeLessThan(450);
      for (let index = 0; index < 5; index += 1) await ask(staff);
      const over = await ask(staff);
      expect(over.status).toBe(429);
      expect(Number(over.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(over.headers.get('ratelimit-remaining')).toBe('0');
      expect(await over.json()).toMatchObject({
        errors: [{ extensions: { code: 'LIMIT_EXCEEDED', limit: 'costPerMinute', max: 500 } }],
      });
      const socket = staff.connect();
      expect(limitOf(await socket.subscribe('{ viewer { permissions } }').ended)).toMatchObject({
        limit: 'costPerMinute',
      });
      await socket.close();
      expect((await ask(other)).status).toBe(200);
    } finally {
      await poor.close();
    }
  });

  it('is less where a calendar is asked for some rooms: a house of hundreds is read in parts', async () => {
    const reader = await Caller.signIn(app.url, 'room_boss');
    const remaining = async (roomIds: string) => {
      const query = `{ calendar(from: "2027-05-01T00:00:00Z", to: "2027-06-01T00:00:00Z"${roomIds}) { occupancies { id startsAt endsAt booking { id status clientName } } } }`;
      const answer = await fetch(`${app.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${reader.token}` },
        body: JSON.stringify({ query }),
      });
      expect(answer.status).toBe(200);
      return Number(answer.headers.get('ratelimit-remaining'));
    };
    const [room] = (await reader.ask<{ rooms: { id: string }[] }>('{ rooms { id } }')).data!.rooms;
    const [before, whole, part] = [
      await remaining(''),
      await remaining(''),
      await remaining(`, roomIds: ["${room!.id}"]`),
    ];
    expect((before - whole) / (whole - part)).toBeGreaterThan(2);
  });
});

describe('in production', () => {
  it('nobody is told the schema without a session, nor what they might have meant', async () => {
    const shown = await startApp(facility.database, undefined, { production: true });
    try {
      const stranger = new Caller(shown.url, null);
      const schema = '{ __schema { queryType { name } } }';
      for (const query of [schema, '{ ...a } fragment a on Query { ... { __type(name: "Booking") { name } } }']) {
        expect(limitOf((await stranger.ask(query)).errors), query).toEqual({ code: 'UNAUTHENTICATED' });
      }
      expect((await boss.at(shown.url).ask(schema)).errors).toEqual([]);
      expect((await stranger.ask('{ viewr { permissions } }')).errors[0]?.message).toBe(
        'Cannot query field "viewr" on type "Query".',
      );
      const enumeration = 'query ($filter: BookingFilter) { bookings(filter: $filter) { edges { cursor } } }';
      expect((await boss.at(shown.url).ask(enumeration, { filter: { statuses: ['CONFIRMD'] } })).text).not.toContain(
        'Did you mean',
      );
      expect((await boss.ask(enumeration, { filter: { statuses: ['CONFIRMD'] } })).text).toContain('Did you mean');
      expect((await boss.ask('{ viewr { permissions } }')).text).toContain('Did you mean');
    } finally {
      await shown.close();
    }
  });
});
