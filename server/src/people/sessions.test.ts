import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openFacility, password, type TestFacility } from '../../test/factories.ts';
import { startApp } from '../../test/servers.ts';
import type { App } from '../app.ts';

let facility: TestFacility;
let app: App;
let now = new Date('2026-11-23T08:00:00Z');

beforeAll(async () => {
  facility = await openFacility();
  app = await startApp(facility.database, () => now);
});
afterAll(async () => {
  await app.close();
  await facility.close();
});

type Reply = { data: Record<string, Record<string, unknown> | null> | null; errors?: { extensions?: { code?: string } }[] };

const post = async (query: string, variables: object = {}, headers: Record<string, string> = {}) => {
  const response = await fetch(`${app.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  return { cookies: response.headers.getSetCookie(), ...((await response.json()) as Reply) };
};

const signIn = 'mutation ($input: SignInInput!) { signIn(input: $input) { __typename ... on SignInPayload { accessToken refreshToken expiresAt viewer { user { username } permissions tenants { code } } } ... on Error { message } } }';
const viewer = '{ viewer { user { username } } }';
const input = { username: 'staff.tech', password, tokens: true };
const nameOf = (reply: Reply) => (reply.data?.['viewer'] as { user: { username: string } } | null)?.user.username ?? null;
const jar = (cookies: string[]) => cookies.map((cookie) => cookie.split(';', 1)[0]).join('; ');
const csrf = { 'x-colab-csrf': '1' };

describe('signing in', () => {
  it('tells a tool its tokens, and who it is now', async () => {
    const { data } = await post(signIn, { input });
    expect(data?.['signIn']).toMatchObject({
      __typename: 'SignInPayload',
      accessToken: expect.stringMatching(/^ey/),
      refreshToken: expect.any(String),
      viewer: { user: { username: 'staff.tech' }, tenants: [{ code: 'TECH' }], permissions: expect.arrayContaining(['booking:create']) },
    });
    expect(nameOf(await post(viewer, {}, { authorization: `Bearer ${String(data?.['signIn']?.['accessToken'])}` }))).toBe('staff.tech');
  });

  it('keeps the tokens from whatever looks like a browser', async () => {
    for (const headers of [{ origin: app.url }, { cookie: 'a=b' }]) {
      const { data } = await post(signIn, { input }, headers as Record<string, string>);
      expect(data?.['signIn']).toMatchObject({ __typename: 'SignInPayload', accessToken: null, refreshToken: null });
    }
  });

  it('answers an unknown user and a wrong password with the same words', async () => {
    const wrong = await post(signIn, { input: { ...input, password: 'not the password' } });
    const unknown = await post(signIn, { input: { ...input, username: 'nobody\0' } });
    expect(wrong.data).toEqual(unknown.data);
    expect(wrong.data?.['signIn']?.['__typename']).toBe('NotAllowedError');
    expect(wrong.cookies).toEqual([]);
  });

  it('lets nobody in who may no longer come in', async () => {
    await facility.owner.query(`update users set active = false where username = 'viewer.tech'`);
    const { data } = await post(signIn, { input: { ...input, username: 'viewer.tech' } });
    expect(data?.['signIn']?.['__typename']).toBe('NotAllowedError');
  });
});

describe('the cookies of a browser', () => {
  it('are bound to this host, out of reach of scripts, and count only with the header that other sites cannot send', async () => {
    const { cookies } = await post(signIn, { input: { ...input, tokens: false } });
    expect(cookies).toHaveLength(2);
    for (const cookie of cookies) expect(cookie).toMatch(/^__Host-[^;]+; Path=\/; HttpOnly; SameSite=Strict; Expires=[^;]+; Secure$/);
    expect(nameOf(await post(viewer, {}, { cookie: jar(cookies), ...csrf }))).toBe('staff.tech');
    expect(nameOf(await post(viewer, {}, { cookie: jar(cookies) }))).toBeNull();
  });

  it('are taken back by signing out, and the session is over for every copy of its tokens', async () => {
    const { cookies } = await post(signIn, { input: { ...input, tokens: false } });
    const headers = { cookie: jar(cookies), ...csrf };
    const out = await post('mutation { signOut }', {}, headers);
    expect(out.cookies.every((cookie) => cookie.includes('Expires=Thu, 01 Jan 1970'))).toBe(true);
    expect(nameOf(await post(viewer, {}, headers))).toBeNull();
    const refreshed = await post('mutation { refreshSession { __typename } }', {}, headers);
    expect(refreshed.data?.['refreshSession']).toEqual({ __typename: 'NotAllowedError' });
  });
});

describe('a session', () => {
  it('outlives its access token of 15 minutes by refreshing, for 7 days', async () => {
    const { data } = await post(signIn, { input });
    const { accessToken, refreshToken } = (data?.['signIn'] ?? {}) as { accessToken: string; refreshToken: string };
    const started = now;
    const refresh = () => post('mutation ($input: RefreshSessionInput) { refreshSession(input: $input) { __typename ... on RefreshSessionPayload { accessToken } } }', { input: { refreshToken, tokens: true } });
    now = new Date(started.getTime() + 15 * 60_000 + 1_000);
    expect(nameOf(await post(viewer, {}, { authorization: `Bearer ${accessToken}` }))).toBeNull();
    const refreshed = await refresh();
    expect(nameOf(await post(viewer, {}, { authorization: `Bearer ${String(refreshed.data?.['refreshSession']?.['accessToken'])}` }))).toBe('staff.tech');
    now = new Date(started.getTime() + 7 * 86_400_000 + 1_000);
    expect((await refresh()).data?.['refreshSession']).toEqual({ __typename: 'NotAllowedError' });
    now = started;
  });

  it('loses a right with the next request once it is taken away', async () => {
    const { data } = await post(signIn, { input: { ...input, username: 'kitchen' } });
    const headers = { authorization: `Bearer ${String(data?.['signIn']?.['accessToken'])}` };
    expect((await post('{ rooms { id } }', {}, headers)).errors).toBeUndefined();
    await facility.revoke('kitchen', 'kitchen');
    expect((await post('{ rooms { id } }', {}, headers)).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  });

  it('is not had by a token that was changed, or by another algorithm', async () => {
    const { data } = await post(signIn, { input });
    const [head, body, signature] = String(data?.['signIn']?.['accessToken']).split('.');
    const none = Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url');
    for (const token of [`${none}.${body}.`, `${head}.${body}.${signature?.slice(0, -4)}AAAA`, 'x', '']) {
      expect(nameOf(await post(viewer, {}, { authorization: `Bearer ${token}` }))).toBeNull();
    }
  });
});
