import { describe, expect, it } from 'vitest';
import { arrange } from '../../../test/arrange.ts';
import { days, later, password } from '../../../test/factories.ts';
import {
  areTakenBack,
  bearer,
  csrf,
  jar,
  nameAt,
  post as postAt,
  refreshAt,
  type Reply,
  signInAs,
  signInByCookie,
} from '../../../test/sign-in.ts';

const { facility, app, clock } = await arrange({ now: new Date('2026-11-23T08:00:00Z') });

function post(query: string, variables: object = {}, headers: Readonly<Record<string, string>> = {}) {
  return postAt(app.url, query, variables, headers);
}

const signIn =
  'mutation ($input: SignInInput!) { signIn(input: $input) { __typename ... on SignInPayload { accessToken refreshToken expiresAt viewer { user { username } permissions tenants { code } } } ... on Error { message } } }';
const viewer = '{ viewer { user { username } } }';
const input = { username: 'staff.tech', password, tokens: true };
function nameOf(reply: Reply) {
  return (reply.data?.['viewer'] as { user: { username: string } } | null)?.user.username ?? null;
}
function seconds(count: number) {
  return count * 1_000;
}
function minutes(count: number) {
  return count * 60_000;
}

describe('signing in', () => {
  it('tells a tool its tokens, and who it is now', async () => {
    const { data } = await post(signIn, { input });
    expect(data?.['signIn']).toMatchObject({
      __typename: 'SignInPayload',
      accessToken: expect.stringMatching(/^ey/),
      refreshToken: expect.any(String),
      viewer: {
        user: { username: 'staff.tech' },
        tenants: [{ code: 'TECH' }],
        permissions: expect.arrayContaining(['booking:create']),
      },
    });
    expect(
      nameOf(await post(viewer, {}, { authorization: `Bearer ${String(data?.['signIn']?.['accessToken'])}` })),
    ).toBe('staff.tech');
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
    for (const cookie of cookies)
      expect(cookie).toMatch(/^__Host-[^;]+; Path=\/; HttpOnly; SameSite=Strict; Expires=[^;]+; Secure$/);
    expect(nameOf(await post(viewer, {}, { cookie: jar(cookies), ...csrf }))).toBe('staff.tech');
    expect(nameOf(await post(viewer, {}, { cookie: jar(cookies) }))).toBeNull();
  });

  it('are taken back by signing out, and the session is over for every copy of its tokens', async () => {
    const { cookies } = await post(signIn, { input: { ...input, tokens: false } });
    const headers = { cookie: jar(cookies), ...csrf };
    const out = await post('mutation { signOut }', {}, headers);
    expect(areTakenBack(out.cookies)).toBe(true);
    expect(nameOf(await post(viewer, {}, headers))).toBeNull();
    const refreshed = await post('mutation { refreshSession { __typename } }', {}, headers);
    expect(refreshed.data?.['refreshSession']).toEqual({ __typename: 'NotAllowedError' });
  });

  it('renew the session only with that header, and are taken back where it is refused', async () => {
    const refresh = 'mutation { refreshSession { __typename ... on Error { message } } }';
    const cookies = await signInByCookie(app.url, 'staff.tech');
    const bare = await post(refresh, {}, { cookie: jar(cookies) });
    expect(bare.errors?.[0]).toMatchObject({
      message: expect.stringContaining('x-colab-csrf'),
      extensions: { code: 'FORBIDDEN', reason: 'CSRF_HEADER_MISSING' },
    });
    expect(bare.cookies, 'another site signs nobody out').toEqual([]);

    const renewed = await post(refresh, {}, { cookie: jar(cookies), ...csrf });
    expect(renewed.data?.['refreshSession']).toEqual({ __typename: 'RefreshSessionPayload' });
    expect(jar(renewed.cookies)).not.toBe(jar(cookies));
    expect(nameOf(await post(viewer, {}, { cookie: jar(renewed.cookies), ...csrf }))).toBe('staff.tech');

    clock.now = later(clock.now, seconds(11));
    const reused = await post(refresh, {}, { cookie: jar(cookies), ...csrf });
    expect(reused.data?.['refreshSession']?.['__typename']).toBe('NotAllowedError');
    expect(areTakenBack(reused.cookies)).toBe(true);
  });

  it('end the session also when its access token has run out before', async () => {
    const cookies = await signInByCookie(app.url, 'staff.tech');
    clock.now = later(clock.now, minutes(16));
    const headers = { cookie: jar(cookies), ...csrf };
    expect(nameOf(await post(viewer, {}, headers))).toBeNull();
    await post('mutation { signOut }', {}, { cookie: jar(cookies) });
    expect(
      (await post('mutation { refreshSession { __typename } }', {}, headers)).data?.['refreshSession'],
      'without the header it stands',
    ).toEqual({ __typename: 'RefreshSessionPayload' });
    await post('mutation { signOut }', {}, headers);
    expect((await post('mutation { refreshSession { __typename } }', {}, headers)).data?.['refreshSession']).toEqual({
      __typename: 'NotAllowedError',
    });
  });
});

describe('a session', () => {
  it('outlives its access token of 15 minutes by refreshing, and lasts 7 days unused', async () => {
    const { accessToken, refreshToken } = await signInAs(app.url, 'staff.tech');
    clock.now = later(clock.now, minutes(15) + 1);
    expect(await nameAt(app.url, accessToken)).toBeNull();
    const first = await refreshAt(app.url, refreshToken);
    expect(await nameAt(app.url, first.accessToken ?? '')).toBe('staff.tech');
    clock.now = later(clock.now, days(7) - 1);
    const second = await refreshAt(app.url, first.refreshToken ?? '');
    expect(await nameAt(app.url, second.accessToken ?? ''), 'each use puts the end off').toBe('staff.tech');
    clock.now = later(clock.now, days(7));
    expect(await refreshAt(app.url, second.refreshToken ?? '')).toEqual({
      __typename: 'NotAllowedError',
      message: 'Your session has ended. Sign in again.',
    });
  });

  it('is over at its end, also for an access token that would last longer', async () => {
    const { accessToken } = await signInAs(app.url, 'staff.tech');
    await facility.owner.query('update sessions set expires_at = $1 where ended_at is null', [later(clock.now, 1)]);
    expect(await nameAt(app.url, accessToken)).toBe('staff.tech');
    clock.now = later(clock.now, 1);
    expect(await nameAt(app.url, accessToken)).toBeNull();
  });

  it('keeps nothing of its tokens in clear', async () => {
    const { refreshToken } = await signInAs(app.url, 'staff.tech');
    const second = await refreshAt(app.url, refreshToken);
    const { rows } = await facility.owner.query<{ text: string }>(
      `select string_agg(s::text || t::text, ' ') as text from sessions s join refresh_tokens t on t.session_id = s.id`,
    );
    for (const token of [refreshToken, second.refreshToken ?? '']) {
      expect(rows[0]?.text).not.toContain(token);
      expect(rows[0]?.text).not.toContain(Buffer.from(token).toString('hex'));
      expect(rows[0]?.text).not.toContain(Buffer.from(token, 'base64url').toString('hex'));
    }
  });

  it('gives the same successor again for ten seconds, to somebody who lost the answer', async () => {
    const { refreshToken } = await signInAs(app.url, 'staff.tech');
    const first = await refreshAt(app.url, refreshToken);
    clock.now = later(clock.now, seconds(10) - 1);
    const again = await refreshAt(app.url, refreshToken);
    expect(again.refreshToken).toBe(first.refreshToken);
    expect(await nameAt(app.url, again.accessToken ?? '')).toBe('staff.tech');
    expect((await refreshAt(app.url, again.refreshToken ?? '')).__typename).toBe('RefreshSessionPayload');
  });

  it('ends when a token is used a second time after that: two hold it, and one of them is a thief', async () => {
    const { refreshToken } = await signInAs(app.url, 'staff.tech');
    const first = await refreshAt(app.url, refreshToken);
    clock.now = later(clock.now, seconds(10));
    expect((await refreshAt(app.url, refreshToken)).__typename).toBe('NotAllowedError');
    expect((await refreshAt(app.url, first.refreshToken ?? '')).__typename, 'the successor').toBe('NotAllowedError');
    expect(await nameAt(app.url, first.accessToken ?? ''), 'its access token').toBeNull();
  });

  it('ends when a token comes again though its successor was used: nobody lost that answer', async () => {
    const { refreshToken } = await signInAs(app.url, 'staff.tech');
    const first = await refreshAt(app.url, refreshToken);
    const second = await refreshAt(app.url, first.refreshToken ?? '');
    clock.now = later(clock.now, seconds(1));
    expect((await refreshAt(app.url, refreshToken)).__typename).toBe('NotAllowedError');
    expect((await refreshAt(app.url, second.refreshToken ?? '')).__typename).toBe('NotAllowedError');
    expect(await nameAt(app.url, second.accessToken ?? '')).toBeNull();
  });

  it('takes no refresh token that was never given out, and ends nothing over it', async () => {
    const { accessToken, refreshToken } = await signInAs(app.url, 'staff.tech');
    for (const token of [' ', 'x'.repeat(100_000), `${refreshToken}x`, accessToken, '\0']) {
      expect((await refreshAt(app.url, token)).__typename, token.slice(0, 20)).toBe('NotAllowedError');
    }
    expect((await refreshAt(app.url, refreshToken)).__typename).toBe('RefreshSessionPayload');
  });

  it('is not renewed for somebody who may no longer come in', async () => {
    const { accessToken, refreshToken } = await signInAs(app.url, 'viewer.training');
    await facility.owner.query(`update users set active = false where username = 'viewer.training'`);
    expect(await nameAt(app.url, accessToken)).toBeNull();
    expect((await refreshAt(app.url, refreshToken)).__typename).toBe('NotAllowedError');
  });

  it('loses a right with the next request once it is taken away', async () => {
    const headers = bearer((await signInAs(app.url, 'kitchen')).accessToken);
    expect((await post('{ rooms { id } }', {}, headers)).errors).toBeUndefined();
    await facility.revoke('kitchen', 'kitchen');
    expect((await post('{ rooms { id } }', {}, headers)).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  });

  it('is forgotten with its tokens 90 days after it ended, used tokens after 30; what stands is not', async () => {
    const old = await facility.owner.query<{ id: string }>(
      `insert into sessions (user_id, expires_at, created_at) select $1, now() - interval '1 day' * age, now() - interval '200 days' from unnest(array[91, 89]) age returning id`,
      [facility.userKeys['staff.tech']],
    );
    const [gone, kept] = old.rows.map(({ id }) => id);
    await facility.owner.query(
      `insert into refresh_tokens (hash, session_id, issued_at, expires_at, used_at)
       select sha256(convert_to(age::text, 'utf8')), $1, now() - interval '100 days', now(), now() - interval '1 day' * age from unnest(array[31, 29]) age`,
      [kept],
    );
    await facility.owner.query(`select forget_old_tokens('infinity')`);
    const { rows } = await facility.owner.query<{ id: string }>('select id from sessions where id = any($1)', [
      [gone, kept],
    ]);
    expect(rows).toEqual([{ id: kept }]);
    const tokens = await facility.owner.query(
      'select round(extract(epoch from now() - used_at) / 86400)::int as age from refresh_tokens where session_id = $1',
      [kept],
    );
    expect(tokens.rows).toEqual([{ age: 29 }]);
  });
});
