import { readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { arrange } from './arrange.ts';
import { call } from './booking-calls.ts';
import { Caller } from './client.ts';
import { bookingId, globalId, hours, later, local, roomId } from './factories.ts';

const nine = local('2031-03-03', '09:00');
const noon = local('2031-03-03', '12:00');
const nobody = '00000000-0000-4000-8000-000000000000';

const { facility, app, people } = await arrange({ people: ['room_boss', 'staff.tech'] });
const { room_boss: boss, 'staff.tech': staff } = people;

/** What a stranger can write to the port, and what comes back. */
function send(lines: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(app.url).port), '127.0.0.1', () =>
      socket.write(`${lines.join('\r\n')}\r\n\r\n`),
    );
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}

describe('a path', () => {
  it('under /assets that is no file is not there, and is no page; any other path is a page, to be read', async () => {
    for (const path of [
      '/assets',
      '/assets/',
      '/assets/gone-1a2b3c.js',
      '/assets/gone',
      '/graphiql',
      '/docs',
      '/docs/',
      '/api',
    ]) {
      const response = await fetch(`${app.url}${path}`);
      expect(
        [response.status, response.headers.get('content-type'), response.headers.get('cache-control')],
        path,
      ).toEqual([404, 'text/plain; charset=utf-8', 'no-store']);
    }
    const page = await fetch(`${app.url}/calendar?date=2031-03-03`);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html;charset=utf-8']);
    const written = await fetch(`${app.url}/calendar`, { method: 'POST' });
    expect([written.status, written.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });
});

describe('a request that cannot be read', () => {
  const integrators = readFileSync(join(import.meta.dirname, '../../docs/integrators.md'), 'utf8');
  const post = (body: string) => ({ method: 'POST', headers: { 'content-type': 'application/json' }, body });
  it.each([
    [
      '{"query":',
      '',
      400,
      'BAD_REQUEST',
      'The body of this request is not JSON: it ends too early. Send {"query": "…", "variables": {…}}.',
    ],
    [
      '{SECRET}',
      '',
      400,
      'BAD_REQUEST',
      'The body of this request is not JSON at position 1 (line 1 column 2). Send {"query": "…", "variables": {…}}.',
    ],
    ['"text"', '', 400, 'BAD_REQUEST', /object/],
    ['{}', '', 200, 'BAD_REQUEST', /query/],
    ['{"query":5}', '', 400, 'BAD_REQUEST', /query/],
    ['{"query":"{ __typename }","variables":[1]}', '', 400, 'BAD_REQUEST', /variables/],
    [
      '',
      '?query={__typename}&variables={',
      400,
      'BAD_REQUEST',
      '`variables` and `extensions` in the address are JSON objects, or left out.',
    ],
    [
      '',
      '?query={__typename}&extensions=x',
      400,
      'BAD_REQUEST',
      '`variables` and `extensions` in the address are JSON objects, or left out.',
    ],
    ['{"query":"{ __typename"}', '', 200, 'GRAPHQL_PARSE_FAILED', /Syntax Error/],
    ['{"query":"{ nonsense }"}', '', 200, 'GRAPHQL_VALIDATION_FAILED', /nonsense/],
    ['{"query":"query A { __typename } query B { __typename }"}', '', 400, 'OPERATION_RESOLUTION_FAILURE', /operation/],
  ])(
    'is answered in words and with a code that docs/integrators.md explains: %s%s',
    async (body, address, status, code, words) => {
      const response = await fetch(`${app.url}/graphql${encodeURI(address)}`, body === '' ? {} : post(body));
      const text = await response.text();
      const { errors } = JSON.parse(text) as { errors: { message: string; extensions: { code: string } }[] };
      expect(errors).toHaveLength(1);
      expect(errors[0]?.extensions.code).toBe(code);
      expect(errors[0]?.message).toMatch(words);
      expect(text).not.toMatch(/SECRET|originalError/);
      expect(integrators).toContain(`\`${code}\``);
      expect(response.status).toBe(status);
    },
  );
});

describe('a stranger at the door', () => {
  it.each(['//', '//[', '/%', '/graphql%', 'http://[', '*'])(
    'does not bring the server down with an upgrade of %s',
    async (target) => {
      const upgrade = [
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      ];
      expect(await send([`GET ${target} HTTP/1.1`, 'Host: localhost', ...upgrade])).toMatch(/^HTTP\/1\.1 4/);
      expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
    },
  );

  it('gets no stack for a Host that is none', async () => {
    const answer = await send(['POST /graphql HTTP/1.1', 'Host: [', 'content-length: 0', 'connection: close']);
    expect(answer).toMatch(/^HTTP\/1\.1 400/);
    expect(answer).not.toMatch(/node_modules|TypeError/);
  });

  it('finds no answer that was kept for somebody else: none may be', async () => {
    for (const asked of ['?query={facility{name}}', '?query={', '?query=mutation{signOut}'])
      expect((await fetch(`${app.url}/graphql${asked}`)).headers.get('cache-control'), asked).toBe('no-store');
    expect((await fetch(`${app.url}/graphql`, { method: 'POST', body: '{}' })).headers.get('cache-control')).toBe(
      'no-store',
    );
  });

  it('is refused a socket from a page of another site', async () => {
    const status = await new Promise((resolve, reject) => {
      const headers = {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
        origin: 'http://elsewhere.example',
      };
      httpRequest(`${app.url}/graphql`, { headers }, (response) => resolve(response.statusCode))
        .on('upgrade', () => resolve(101))
        .on('error', reject)
        .end();
    });
    expect(status).toBe(403);
  });

  it('cannot make the server read a document of endless brackets, nor a body of megabytes', async () => {
    const { errors } = await new Caller(app.url, null).ask(`{ a(b: ${'['.repeat(20_000)}`);
    expect(errors[0]?.extensions?.code).toBe('LIMIT_EXCEEDED');
    const response = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: 'x'.repeat(2_000_000) }),
    }).catch(() => ({ status: 413 }));
    expect(response.status).toBe(413);
  });
});

describe('what only looks like an answer', () => {
  it('is a cursor of another list: a bad request, not a failure of ours', async () => {
    for (const text of ['GPC:S:x', 'GPC:S:\0', 'GPC:N:5', 'GPC:J:{"a":1}', 'GPC:D:123', '']) {
      const { errors } = await boss.ask('query ($after: String) { bookings(after: $after) { edges { cursor } } }', {
        after: Buffer.from(text).toString('base64'),
      });
      expect(errors[0]?.extensions?.code, text).toBe('BAD_USER_INPUT');
    }
    const { bookings } = await boss.get<{ bookings: { edges: unknown[] } }>(
      '{ bookings(first: 1) { edges { cursor } } }',
    );
    expect(bookings.edges.length).toBeLessThanOrEqual(1);
  });

  it('is a suggestion that leaves out a booking of the other division: the same as for one that does not exist', async () => {
    const foreign = await facility.insertBooking({
      tenant: 'TRAINING',
      status: 'CONFIRMED',
      room: 3,
      startsAt: nine,
      endsAt: noon,
    });
    const own = await facility.insertBooking({
      tenant: 'TECH',
      status: 'CONFIRMED',
      room: 4,
      startsAt: nine,
      endsAt: noon,
    });
    const ask = async (id: string) =>
      (
        await staff.ask(
          'query ($from: DateTime!, $to: DateTime!, $id: ID) { roomSuggestions(from: $from, to: $to, attendees: 1, excludeBookingId: $id) { room { name } } }',
          { from: nine, to: noon, id },
        )
      ).text;
    expect(await ask(bookingId(foreign))).toBe(await ask(bookingId(nobody)));
    expect(await ask(bookingId(own))).not.toBe(await ask(bookingId(nobody)));
  });

  it('is a division that is not one’s own', async () => {
    const query = 'query ($id: ID!) { node(id: $id) { id } }';
    expect((await staff.ask(query, { id: globalId('Tenant', 'b2a9d7e4-7c31-4f0a-8b6d-5e9f0a4c3d02') })).text).toBe(
      '{"data":{"node":null}}',
    );
  });
});

describe('a booking that runs', () => {
  it('is finished early or extended, and never moved into the past', async () => {
    const now = Date.now();
    const key = await facility.insertBooking({
      status: 'CONFIRMED',
      room: 5,
      startsAt: new Date(now - hours(1)),
      endsAt: new Date(now + hours(1)),
    });
    const move = (times: object) => call(boss, 'rescheduleBooking', { bookingId: bookingId(key), ...times });
    const past = await move({ startsAt: local('2020-01-01', '08:00'), endsAt: local('2020-01-01', '10:00') });
    expect(past.fields?.map(({ path }) => path)).toEqual(['endsAt']);
    expect((await move({ endsAt: later(new Date(now), hours(3)) })).booking?.version).toBe(2);
    expect((await move({ endsAt: later(new Date(now), -60_000) })).booking?.version).toBe(3);
    expect((await move({ roomId: roomId(6) })).fields?.map(({ path }) => path)).toEqual(['endsAt']);
  });
});
