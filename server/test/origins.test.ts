import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import type { App } from '../src/app.ts';
import { arrange } from './arrange.ts';
import { password } from './factories.ts';
import { startApp } from './servers.ts';

const friend = 'https://friend.example';
const stranger = 'https://stranger.example';

const { facility, app } = await arrange({ settings: { publicUrl: 'https://rooms.example', allowedOrigins: [friend] } });

function port() {
  return (app.server.address() as { port: number }).port;
}
function here() {
  return `http://127.0.0.1:${port()}`;
}
type Told = { readonly errors?: readonly { readonly extensions: Record<string, unknown> }[]; readonly data?: unknown };

async function post(headers: Record<string, string>, query = '{ __typename }') {
  const response = await fetch(`${here()}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
  return { response, status: response.status, ...((await response.json()) as Told) };
}
function cors(response: Response): string[] {
  return [...response.headers.keys()].filter((name) => name.startsWith('access-control-'));
}

describe('a page', () => {
  it('of our own may ask, by either of our names', async () => {
    for (const origin of [here(), `http://localhost:${port()}`, 'https://rooms.example'])
      expect((await post({ origin })).status, origin).toBe(200);
  });

  it.each([
    stranger,
    'null',
    'http://localhost',
    'https://rooms.example.stranger.example',
    'http://rooms.example',
    'https://rooms.example:8443',
    'https://localhost',
    `${friend}.stranger.example`,
    'nonsense',
  ])('of another site may not, and reads nothing of the refusal: %s', async (origin) => {
    const { response, status, errors } = await post({ origin });
    expect(status).toBe(403);
    expect(errors?.[0]?.extensions).toEqual({
      code: 'FORBIDDEN',
      reason: 'ORIGIN_NOT_ALLOWED',
      requestId: response.headers.get('x-request-id'),
    });
    expect(cors(response)).toEqual([]);
    const preflight = await fetch(`${here()}/graphql`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    });
    expect([preflight.status, cors(preflight)]).toEqual([403, []]);
  });

  it('of another site may not ask by what says no origin: a script, an image, a link', async () => {
    for (const site of ['cross-site', 'same-site']) {
      const response = await fetch(`${here()}/graphql?query=%7B__typename%7D`, { headers: { 'sec-fetch-site': site } });
      expect(response.status, site).toBe(403);
    }
    expect((await fetch(`${here()}/graphql?query=%7B__typename%7D`)).status).toBe(200);
  });

  it('of a listed site may ask, and is told so, without credentials', async () => {
    const preflight = await fetch(`${here()}/graphql`, {
      method: 'OPTIONS',
      headers: {
        origin: friend,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe(friend);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization');
    const { response, data } = await post({ origin: friend });
    expect(data).toEqual({ __typename: 'Query' });
    expect(response.headers.get('access-control-allow-origin')).toBe(friend);
    expect(response.headers.get('vary')).toContain('Origin');
    for (const answer of [preflight, response])
      expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
  });

  it('of our own comes by the scheme by which it is reached: one that came by http is not the one that came by https', async () => {
    const statusOf = (at: App, headers: Record<string, string>) =>
      new Promise<number | undefined>((resolve, reject) => {
        request(
          `http://127.0.0.1:${(at.server.address() as { port: number }).port}/graphql?query=%7B__typename%7D`,
          { headers },
          (response) => (response.resume(), resolve(response.statusCode)),
        )
          .on('error', reject)
          .end();
      });
    const host = 'rooms.example';
    expect(await statusOf(app, { host, origin: 'https://rooms.example' })).toBe(200);
    expect(await statusOf(app, { host, origin: 'http://rooms.example' })).toBe(403);
    // Asked without a proxy, by another name than that of PUBLIC_URL.
    const inside = 'inside';
    expect(await statusOf(app, { host: inside, origin: `http://${inside}` })).toBe(200);
    expect(await statusOf(app, { host: inside, origin: `https://${inside}`, 'x-forwarded-proto': 'https' })).toBe(403);
    const behindOurs = await startApp(facility.database, undefined, { trustedProxies: 1 });
    expect(
      await statusOf(behindOurs, { host: inside, origin: `https://${inside}`, 'x-forwarded-proto': 'https' }),
    ).toBe(200);
    expect(
      await statusOf(behindOurs, { host: inside, origin: `http://${inside}`, 'x-forwarded-proto': 'http, https' }),
    ).toBe(403);
    await behindOurs.close();
  });

  it.each([
    [stranger, 403],
    ['null', 403],
    [friend, 'open'],
    ['https://rooms.example', 'open'],
    [undefined, 'open'],
  ] as const)('opens a socket by the same rule: %s', async (origin, outcome) => {
    const socket = new WebSocket(
      `${here().replace('http', 'ws')}/graphql`,
      'graphql-transport-ws',
      origin === undefined ? {} : { origin },
    );
    const got = await new Promise((resolve) => {
      socket.once('open', () => (socket.close(), resolve('open')));
      socket.once('unexpected-response', (_request, response) => resolve(response.statusCode));
      socket.on('error', () => undefined);
    });
    expect(got).toBe(outcome);
  });
});

describe('a page of a stranger whose name was pointed here', () => {
  const rebound = 'rebound.stranger.example';
  type Heard = { readonly status: number | undefined; readonly text: string };
  const ask = (path: string, headers: Record<string, string> = {}): Promise<Heard> =>
    new Promise((resolve, reject) => {
      request(`${here()}${path}`, { headers: { host: `${rebound}:${port()}`, ...headers } }, (response) => {
        let text = '';
        response
          .on('data', (chunk: Buffer) => (text += chunk.toString()))
          .on('end', () => resolve({ status: response.statusCode, text }));
      })
        .on('upgrade', (_response, socket) => (socket.destroy(), resolve({ status: 101, text: '' })))
        .on('error', reject)
        .end();
    });
  const origin = () => `http://${rebound}:${port()}`;

  it('is answered nothing, for to its browser it is of our own site: queries, event streams, exports, the schema', async () => {
    const asked = [
      ['/graphql?query=%7B__typename%7D'],
      ['/graphql?query=%7B__typename%7D', { origin: origin() }],
      ['/graphql?query=subscription%7BviewerChanged%7B__typename%7D%7D', { accept: 'text/event-stream' }],
      ['/export/bookings.csv'],
      ['/schema.graphql'],
    ] as const;
    for (const [path, headers] of asked) {
      const { status, text } = await ask(path, headers);
      expect(status, path).toBe(403);
      expect(JSON.parse(text), path).toMatchObject({
        errors: [
          {
            message: expect.stringMatching(
              /^This server does not know itself as rebound\.stranger\.example:\d+\. .* set PUBLIC_URL/,
            ) as string,
            extensions: { code: 'FORBIDDEN', reason: 'HOST_NOT_ALLOWED' },
          },
        ],
      });
    }
  });

  it('opens no socket, with an origin or without', async () => {
    const upgrade = {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
    };
    for (const headers of [upgrade, { ...upgrade, origin: origin() }])
      expect(await ask('/graphql', headers)).toMatchObject({
        status: 403,
        text: expect.stringContaining('HOST_NOT_ALLOWED') as string,
      });
    expect((await ask('/graphql', { ...upgrade, host: 'rooms.example', origin: 'https://rooms.example' })).status).toBe(
      101,
    );
  });

  it('is told in words where somebody types that name; health and figures are for whoever watches, by whatever name', async () => {
    expect(await ask('/calendar')).toMatchObject({
      status: 403,
      text: expect.stringContaining('set PUBLIC_URL') as string,
    });
    for (const path of ['/healthz', '/readyz', '/metrics', '/.well-known/jwks.json'])
      expect((await ask(path)).status, path).toBe(200);
  });
});

describe('a request with the session cookies', () => {
  const signIn = async (): Promise<string> => {
    const query = `mutation { signIn(input: { username: "room_boss", password: "${password}" }) { __typename } }`;
    const { response } = await post({}, query);
    return response.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ');
  };

  it('is refused without the header that only our own pages can send: reading, writing, and by each cookie alone', async () => {
    const cookies = await signIn();
    expect(cookies).toContain('access=');
    for (const cookie of [cookies, ...cookies.split('; ')]) {
      for (const query of ['mutation { signOut }', '{ viewer { permissions } }']) {
        const { status, errors } = await post({ cookie }, query);
        expect([status, errors?.[0]?.extensions]).toMatchObject([
          403,
          { code: 'FORBIDDEN', reason: 'CSRF_HEADER_MISSING' },
        ]);
      }
    }
    const { data } = await post({ cookie: cookies, 'x-colab-csrf': '1' }, '{ viewer { user { username } } }');
    expect(data).toEqual({ viewer: { user: { username: 'room_boss' } } });
  });

  it('needs the header only for them: not for other cookies, nor beside a token', async () => {
    expect((await post({ cookie: 'theme=dark' })).status).toBe(200);
    expect((await post({ cookie: await signIn(), authorization: 'Bearer x' })).status).toBe(200);
  });
});

describe('what a form can send', () => {
  it.each([
    'application/x-www-form-urlencoded',
    'text/plain',
    'multipart/form-data; boundary=x',
    'application/graphql',
    '',
  ])('is not read: %s', async (type) => {
    const response = await fetch(`${here()}/graphql`, {
      method: 'POST',
      headers: { 'content-type': type },
      body: type.includes('form') ? 'query=%7B__typename%7D' : '{"query":"{ __typename }"}',
    });
    expect(response.status).toBe(415);
  });
});

describe('the headers', () => {
  it('let a page run only what came from here', async () => {
    const response = await fetch(`${here()}/`);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(
      `connect-src 'self' ws://127.0.0.1:${port()} wss://127.0.0.1:${port()} ws://rooms.example wss://rooms.example`,
    );
    expect(policy).not.toMatch(/unsafe|\*|data:|blob:| wss?:( |;|$)/);
    expect(response.headers.get('strict-transport-security')).toMatch(/max-age=\d{8}/);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=()') as string,
    });
  });

  it('take a request id that is plain, and make one otherwise', async () => {
    const idFor = async (id: string) =>
      (await fetch(`${here()}/healthz`, { headers: { 'x-request-id': id } })).headers.get('x-request-id');
    expect(await idFor('trace-0123456789')).toBe('trace-0123456789');
    for (const id of ['short', 'x'.repeat(65), 'with space in it', '{"a":"forged line"}'])
      expect(await idFor(id)).toMatch(/^[0-9a-f-]{36}$/);
  });
});
