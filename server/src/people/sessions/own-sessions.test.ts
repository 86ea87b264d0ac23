import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { arrange } from '../../../test/arrange.ts';
import { Caller } from '../../../test/client.ts';
import { days, globalId, later, type Username } from '../../../test/factories.ts';
import {
  areTakenBack,
  bearer,
  csrf,
  jar,
  nameAt,
  post as postAt,
  refreshAt,
  signInAs,
  signInByCookie,
  type Tokens,
  viewerIn,
} from '../../../test/sign-in.ts';

const { facility, app, clock } = await arrange({ now: new Date('2026-11-23T08:00:00Z') });

type Session = {
  readonly id: string;
  readonly kind: string;
  readonly name: string | null;
  readonly createdAt: string;
  readonly lastUsedAt: string;
  readonly expiresAt: string;
  readonly address: string;
  readonly agent: string;
  readonly current: boolean;
};

function post(query: string, variables: object, { accessToken }: Tokens) {
  return postAt(app.url, query, variables, bearer(accessToken));
}
const list = '{ viewer { sessions { id kind name createdAt lastUsedAt expiresAt address agent current } } }';
async function sessionsOf(tokens: Tokens) {
  return (viewerIn(await post(list, {}, tokens)) as { sessions: Session[] }).sessions;
}
const end =
  'mutation ($id: ID!) { endSession(id: $id) { __typename ... on EndSessionPayload { sessionId } ... on Error { message } } }';
const everywhere =
  'mutation ($keep: Boolean) { signOutEverywhere(keepThis: $keep) { __typename ... on SignOutEverywherePayload { ended } ... on Error { message } } }';
function from(username: Username, agent: string) {
  return signInAs(app.url, username, { 'user-agent': agent });
}

describe('the list of one’s sessions', () => {
  it('shows where and when each was last used, and which one asks', async () => {
    const [phone, desk] = [await from('staff.tech', 'Phone'), await from('staff.tech', 'Desk')];
    await from('admin', 'Somebody else');
    const begun = clock.now;
    clock.now = later(clock.now, 60_000);
    await refreshAt(app.url, phone.refreshToken);
    const sessions = await sessionsOf(desk);
    expect(sessions).toMatchObject([
      {
        kind: 'ORDINARY',
        name: null,
        createdAt: begun.toISOString(),
        lastUsedAt: clock.now.toISOString(),
        expiresAt: later(clock.now, days(7)).toISOString(),
        address: '127.0.0.1',
        agent: expect.any(String),
        current: false,
      },
      {
        kind: 'ORDINARY',
        name: null,
        createdAt: begun.toISOString(),
        lastUsedAt: begun.toISOString(),
        expiresAt: later(begun, days(7)).toISOString(),
        address: '127.0.0.1',
        agent: 'Desk',
        current: true,
      },
    ]);
    clock.now = later(begun, days(7));
    const late = await from('staff.tech', 'Late');
    expect(await sessionsOf(late), 'what has run out is gone').toHaveLength(2);
  });

  it('is there with the answer to signing in', async () => {
    const { data } = await postAt(
      app.url,
      'mutation ($input: SignInInput!) { signIn(input: $input) { ... on SignInPayload { viewer { via sessions { current } tokens { id } } } } }',
      { input: { username: 'it_staff', password: 'test-password-of-everybody' } },
    );
    expect(data?.['signIn']).toEqual({ viewer: { via: 'SESSION', sessions: [{ current: true }], tokens: [] } });
  });
});

describe('a session', () => {
  it('is ended from another one, with its next request and for good', async () => {
    const [lost, mine] = [await from('it_boss', 'Lost'), await from('it_boss', 'Mine')];
    const id = (await sessionsOf(mine)).find(({ agent }) => agent === 'Lost')?.id ?? '';
    expect((await post(end, { id }, mine)).data?.['endSession']).toEqual({
      __typename: 'EndSessionPayload',
      sessionId: id,
    });
    expect(await nameAt(app.url, lost.accessToken)).toBeNull();
    expect((await refreshAt(app.url, lost.refreshToken)).__typename).toBe('NotAllowedError');
    expect(await sessionsOf(mine)).toMatchObject([{ agent: 'Mine' }]);
  });

  it('of somebody else is answered like one that has ended, and one that never was', async () => {
    const [mine, theirs] = [await from('kitchen', 'Mine'), await from('superuser', 'Theirs')];
    const [foreign] = await sessionsOf(theirs);
    const old = (await sessionsOf(await from('kitchen', 'Old'))).find(({ current }) => current)?.id ?? '';
    await post(end, { id: old }, mine);
    const ids = [foreign?.id ?? '', old, globalId('Session', '11111111-2222-4333-8444-555555555555')];
    const answers = await Promise.all(ids.map(async (id) => (await post(end, { id }, mine)).text));
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain('NotFoundError');
    expect(await nameAt(app.url, theirs.accessToken)).toBe('superuser');
    const node = await post('query ($id: ID!) { node(id: $id) { __typename } }', { id: foreign?.id }, theirs);
    expect(node.text, 'not even its owner loads one by id').toBe('{"data":{"node":null}}');
  });

  it('that ends itself takes its cookies along', async () => {
    const headers = { cookie: jar(await signInByCookie(app.url, 'viewer.tech')), ...csrf };
    const {
      sessions: [{ id }],
    } = viewerIn(await postAt(app.url, list, {}, headers)) as { sessions: [Session] };
    expect(areTakenBack((await postAt(app.url, end, { id }, headers)).cookies)).toBe(true);
  });

  it('leaves nobody on a socket that was its own', async () => {
    const { accessToken } = await signInAs(app.url, 'training_facility_admin');
    const socket = new Caller(app.url, accessToken).connect();
    const kept = socket.subscribe(
      'subscription ($from: DateTime!, $to: DateTime!) { calendarChanged(from: $from, to: $to) { cursor } }',
      { from: clock.now, to: later(clock.now, days(1)) },
    );
    const ask = () =>
      socket.subscribe<{ viewer: { user: { username: string } } | null }>('{ viewer { user { username } } }').next();
    expect((await ask())?.viewer?.user.username).toBe('training_facility_admin');
    await new Caller(app.url, accessToken).get('mutation { signOut }');
    expect(await ask()).toEqual({ viewer: null });
    kept.stop();
    await socket.close();
  });
});

describe('signing out everywhere', () => {
  it('ends every session of that person, and of nobody else', async () => {
    const [one, two, other] = [
      await from('room_boss', 'One'),
      await from('room_boss', 'Two'),
      await from('admin', 'Other'),
    ];
    expect((await post(everywhere, {}, one)).data?.['signOutEverywhere']).toEqual({
      __typename: 'SignOutEverywherePayload',
      ended: 2,
    });
    expect(await Promise.all([one, two, other].map(({ accessToken }) => nameAt(app.url, accessToken)))).toEqual([
      null,
      null,
      'admin',
    ]);
  });

  it('keeps the session that asks, if it says so', async () => {
    const [one, two] = [await from('it_rental_admin', 'One'), await from('it_rental_admin', 'Two')];
    expect((await post(everywhere, { keep: true }, one)).data?.['signOutEverywhere']).toMatchObject({ ended: 1 });
    expect(await Promise.all([one, two].map(({ accessToken }) => nameAt(app.url, accessToken)))).toEqual([
      'it_rental_admin',
      null,
    ]);
  });

  it('needs a session', async () => {
    expect((await postAt(app.url, everywhere)).data?.['signOutEverywhere']).toMatchObject({
      __typename: 'NotAllowedError',
      message: 'Sign in first.',
    });
    expect((await postAt(app.url, end, { id: 'x' })).data?.['endSession']).toMatchObject({
      __typename: 'NotAllowedError',
    });
  });
});

describe('the database', () => {
  /** As the application's role, in the name of one person, past everything the server checks. */
  const as = async (username: Username | null, statement: string, values: unknown[] = []) => {
    const client = new pg.Client(facility.database.appUrl);
    await client.connect();
    try {
      await client.query('begin');
      await client.query(`select set_config('app.user', $1, true)`, [
        username === null ? '' : facility.userKeys[username],
      ]);
      return await client.query<Record<string, unknown>>(statement, values);
    } finally {
      await client.end();
    }
  };

  it('shows a person their own sessions and tokens alone, and nobody’s to nobody', async () => {
    await from('staff2.tech', 'One');
    await facility.owner.query(
      `insert into personal_tokens (user_id, name, hash, prefix, scopes, expires_at) select id, 'tool', sha256(convert_to(username, 'utf8')), 'colab_pat_', '{calendar:read}', now() + interval '1 day' from users`,
    );
    for (const table of ['sessions', 'personal_tokens']) {
      const { rows } = await as('staff2.tech', `select distinct user_id from ${table}`);
      expect(rows, table).toEqual([{ user_id: facility.userKeys['staff2.tech'] }]);
      expect((await as(null, `select user_id from ${table}`)).rows, table).toEqual([]);
    }
  });

  it('lets nobody end, revoke or make anything for somebody else', async () => {
    expect(
      (
        await as('staff2.tech', 'update sessions set ended_at = now() where user_id <> $1', [
          facility.userKeys['staff2.tech'],
        ])
      ).rowCount,
    ).toBe(0);
    expect(
      (
        await as('staff2.tech', 'update personal_tokens set revoked_at = now() where user_id <> $1', [
          facility.userKeys['staff2.tech'],
        ])
      ).rowCount,
    ).toBe(0);
    const insert = `insert into sessions (user_id, expires_at) values ($1, now() + interval '1 day')`;
    await expect(as('staff2.tech', insert, [facility.userKeys.admin])).rejects.toThrow(/row-level security/);
    const {
      rows: [theirs],
    } = await facility.owner.query<{ id: string }>('select id from sessions where user_id = $1', [
      facility.userKeys.admin,
    ]);
    const token =
      'insert into refresh_tokens (hash, session_id, issued_at, expires_at) values (sha256($1), $2, now(), now())';
    await expect(as('staff2.tech', token, [Buffer.from('x'), theirs?.id])).rejects.toThrow(/row-level security/);
  });

  it('lets the application read no refresh token, give no token to another, and wake nothing that has ended', async () => {
    for (const statement of [
      'select hash from refresh_tokens',
      'update refresh_tokens set used_at = null',
      'delete from refresh_tokens',
      'update sessions set expires_at = now()',
      'update sessions set user_id = user_id',
      `update sessions set kind = 'ORDINARY'`,
      'delete from sessions',
      'update personal_tokens set scopes = scopes',
      'update personal_tokens set expires_at = now()',
      'delete from personal_tokens',
    ])
      await expect(as('staff2.tech', statement), statement).rejects.toThrow(/permission denied/);
  });
});
