import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import type { App } from '../src/app.ts';
import { openFacility, password, type TestFacility } from './factories.ts';
import { startApp } from './servers.ts';

let facility: TestFacility;
let app: App;

const friend = 'https://friend.example';
const stranger = 'https://stranger.example';

beforeAll(async () => {
  facility = await openFacility();
  app = await startApp(facility.database, undefined, { publicUrl: 'https://rooms.example', allowedOrigins: [friend] });
});
afterAll(async () => {
  await app.close();
  await facility.close();
});

const port = () => (app.server.address() as { port: number }).port;
const here = () => `http://127.0.0.1:${port()}`;
type Told = { readonly errors?: readonly { readonly extensions: Record<string, unknown> }[]; readonly data?: unknown };

const post = async (headers: Record<string, string>, query = '{ __typename }') => {
  const response = await fetch(`${here()}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ query }) });
  return { response, status: response.status, ...((await response.json()) as Told) };
};
const cors = (response: Response): string[] => [...response.headers.keys()].filter((name) => name.startsWith('access-control-'));

describe('a page', () => {
  it('of our own may ask, by either of our names', async () => {
    for (const origin of [here(), `http://localhost:${port()}`, 'https://rooms.example']) expect((await post({ origin })).status, origin).toBe(200);
  });

  it.each([stranger, 'null', 'http://localhost', 'https://rooms.example.stranger.example', 'http://rooms.example', 'https://rooms.example:8443', 'https://localhost', `${friend}.stranger.example`, 'nonsense'])(
    'of another site may not, and reads nothing of the refusal: %s', async (origin) => {
      const { response, status, errors } = await post({ origin });
      expect(status).toBe(403);
      expect(errors?.[0]?.extensions).toEqual({ code: 'FORBIDDEN', reason: 'ORIGIN_NOT_ALLOWED', requestId: response.headers.get('x-request-id') });
      expect(cors(response)).toEqual([]);
      const preflight = await fetch(`${here()}/graphql`, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } });
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
    const preflight = await fetch(`${here()}/graphql`, { method: 'OPTIONS', headers: { origin: friend, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization,content-type' } });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe(friend);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization');
    const { response, data } = await post({ origin: friend });
    expect(data).toEqual({ __typename: 'Query' });
    expect(response.headers.get('access-control-allow-origin')).toBe(friend);
    expect(response.headers.get('vary')).toContain('Origin');
    for (const answer of [preflight, response]) expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
  });

  it('of our own comes by the scheme by which it is reached: one that came by http is not the one that came by https', async () => {
    const statusOf = (at: App, headers: Record<string, string>) =>
      new Promise<number | undefined>((resolve, reject) => {
        request(`http://127.0.0.1:${(at.server.address() as { port: number }).port}/graphql?query=%7B__typename%7D`, { headers }, (response) => (response.resume(), resolve(response.statusCode))).on('error', reject).end();
      });
    const host = 'rooms.example';
    expect(await statusOf(app, { host, origin: 'https://rooms.example' })).toBe(200);
    expect(await statusOf(app, { host, origin: 'http://rooms.example' })).toBe(403);
    // Asked without a proxy, by another name than that of PUBLIC_URL.
    expect(await statusOf(app, { host: 'inside.example', origin: 'http://inside.example' })).toBe(200);
    expect(await statusOf(app, { host: 'inside.example', origin: 'https://inside.example', 'x-forwarded-proto': 'https' })).toBe(403);
    const behindOurs = await startApp(facility.database, undefined, { trustedProxies: 1 });
    expect(await statusOf(behindOurs, { host, origin: 'https://rooms.example', 'x-forwarded-proto': 'https' })).toBe(200);
    expect(await statusOf(behindOurs, { host, origin: 'http://rooms.example', 'x-forwarded-proto': 'http, https' })).toBe(403);
    await behindOurs.close();
  });

  it.each([[stranger, 403], ['null', 403], [friend, 'open'], ['https://rooms.example', 'open'], [undefined, 'open']] as const)('opens a socket by the same rule: %s', async (origin, outcome) => {
    const socket = new WebSocket(`${here().replace('http', 'ws')}/graphql`, 'graphql-transport-ws', origin === undefined ? {} : { origin });
    const got = await new Promise((resolve) => {
      socket.once('open', () => (socket.close(), resolve('open')));
      socket.once('unexpected-response', (_request, response) => resolve(response.statusCode));
      socket.on('error', () => undefined);
    });
    expect(got).toBe(outcome);
  });
});

describe('a request with the session cookies', () => {
  const signIn = async (): Promise<string> => {
    const query = `mutation { signIn(input: { username: "room_boss", password: "${password}" }) { __typename } }`;
    const { response } = await post({}, query);
    return response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]).join('; ');
  };

  it('is refused without the header that only our own pages can send: reading, writing, and by each cookie alone', async () => {
    const cookies = await signIn();
    expect(cookies).toContain('access=');
    for (const cookie of [cookies, ...cookies.split('; ')]) {
      for (const query of ['mutation { signOut }', '{ viewer { permissions } }']) {
        const { status, errors } = await post({ cookie }, query);
        expect([status, errors?.[0]?.extensions]).toMatchObject([403, { code: 'FORBIDDEN', reason: 'CSRF_HEADER_MISSING' }]);
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
  it.each(['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x', 'application/graphql', ''])('is not read: %s', async (type) => {
    const response = await fetch(`${here()}/graphql`, { method: 'POST', headers: { 'content-type': type }, body: type.includes('form') ? 'query=%7B__typename%7D' : '{"query":"{ __typename }"}' });
    expect(response.status).toBe(415);
  });
});

describe('the headers', () => {
  it('let a page run only what came from here', async () => {
    const response = await fetch(`${here()}/`);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`connect-src 'self' ws://127.0.0.1:${port()} wss://127.0.0.1:${port()} ws://rooms.example wss://rooms.example`);
    expect(policy).not.toMatch(/unsafe|\*|data:|blob:| wss?:( |;|$)/);
    expect(response.headers.get('strict-transport-security')).toMatch(/max-age=\d{8}/);
    expect(Object.fromEntries(response.headers)).toMatchObject({ 'x-content-type-options': 'nosniff', 'cross-origin-resource-policy': 'same-origin', 'permissions-policy': expect.stringContaining('camera=()') as string });
  });

  it('take a request id that is plain, and make one otherwise', async () => {
    const idFor = async (id: string) => (await fetch(`${here()}/healthz`, { headers: { 'x-request-id': id } })).headers.get('x-request-id');
    expect(await idFor('trace-0123456789')).toBe('trace-0123456789');
    for (const id of ['short', 'x'.repeat(65), 'with space in it', '{"a":"forged line"}']) expect(await idFor(id)).toMatch(/^[0-9a-f-]{36}$/);
  });
});
