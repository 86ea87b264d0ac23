import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { cloneDatabase, type TestDatabase } from '../../../test/database.ts';
import { openPool } from '../../../test/factories.ts';
import { startApp } from '../../../test/servers.ts';
import type { App } from '../../app.ts';
import { offerSetUp } from '../../offer-set-up.ts';
import { createLog } from '../../platform/log.ts';

let database: TestDatabase;
let app: App;
let other: App;
let superuser: ReturnType<typeof openPool>;

// Two servers over a database in which there is nobody.
beforeAll(async () => {
  database = await cloneDatabase();
  superuser = openPool(database.superuserUrl);
  [app, other] = await Promise.all([startApp(database), startApp(database)]);
});
afterAll(async () => {
  await Promise.all([app.close(), other.close(), superuser.end()]);
  await database.drop();
});

/** As after a recovery, or somebody's work with plain SQL: nobody is left who administers. */
async function loseAdministrators(): Promise<void> {
  await superuser.query(`
    alter table role_grants disable trigger keep_an_administrator_left;
    delete from role_grants;
    alter table role_grants enable always trigger keep_an_administrator_left;`);
}
beforeEach(loseAdministrators);

async function ask<Data>(at: App, query: string, variables: object): Promise<Data> {
  const response = await fetch(`${at.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data: Data; errors?: unknown };
  expect(errors).toBeUndefined();
  return data;
}
async function tokenOf(at: App): Promise<string> {
  const address = (await at.setUpAddress()) ?? '';
  expect(address.startsWith(`${at.url}/set-up#`)).toBe(true);
  return address.slice(address.indexOf('#') + 1);
}
async function works(token: string, at = app): Promise<boolean> {
  const query = 'query ($token: String!) { setUpLinkWorks(token: $token) }';
  return (await ask<{ setUpLinkWorks: boolean }>(at, query, { token })).setUpLinkWorks;
}
type Outcome = { __typename: string; username?: string; message?: string; fields?: { path: string }[] };
let people = 0;
async function setUp(token: string, input: object = {}, at = app): Promise<Outcome> {
  const { setUpAdministrator } = await ask<{ setUpAdministrator: Outcome }>(
    at,
    `mutation ($input: SetUpAdministratorInput!) { setUpAdministrator(input: $input) {
      __typename ... on SetUpAdministratorPayload { username } ... on Error { message } ... on InvalidInputError { fields { path } } } }`,
    {
      input: {
        token,
        username: `first.${(people += 1)}`,
        displayName: 'First Person',
        newPassword: 'a-password-of-my-own',
        ...input,
      },
    },
  );
  return setUpAdministrator;
}

describe('a facility that nobody administers', () => {
  it('has one link, whichever server prints it; it makes an administrator who can sign in, and works no more', async () => {
    const token = await tokenOf(app);
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(await tokenOf(other)).toBe(token);
    expect([await works(token), await works(token, other), await works(token.toLowerCase()), await works('')]).toEqual([
      true,
      true,
      false,
      false,
    ]);

    const made = await setUp(token, { username: 'Susan', displayName: 'Susan van Wyk' }, other);
    expect(made).toEqual({ __typename: 'SetUpAdministratorPayload', username: 'susan' });
    const { signIn } = await ask<{ signIn: { viewer: { permissions: string[] } } }>(
      app,
      'mutation { signIn(input: { username: "susan", password: "a-password-of-my-own" }) { ... on SignInPayload { viewer { permissions } } } }',
      {},
    );
    expect(signIn.viewer.permissions).toEqual(['*']);
    expect([await app.setUpAddress(), await works(token), await works(token, other)]).toEqual([null, false, false]);
    expect((await setUp(token)).__typename).toBe('LinkVoidError');
    const { rows } = await superuser.query(
      `select subject_type, actor, after ->> 'password_hash' as password from audit_log where action = 'setUpAdministrator' and result = 'DONE' order by subject_type`,
    );
    expect(rows).toEqual([
      { subject_type: 'RoleGrant', actor: null, password: null },
      { subject_type: 'User', actor: null, password: '(secret)' },
    ]);
  });

  it('has another link once it is without an administrator again: the one that was used stays void', async () => {
    const first = await tokenOf(app);
    expect((await setUp(first)).__typename).toBe('SetUpAdministratorPayload');
    await loseAdministrators();
    const second = await tokenOf(app);
    expect(second).not.toBe(first);
    expect([await works(first), await works(second)]).toEqual([false, true]);
    expect((await setUp(first)).__typename).toBe('LinkVoidError');
    expect((await setUp(second)).__typename).toBe('SetUpAdministratorPayload');
  });

  it('gets one administrator of many who come with the link at the same moment', async () => {
    const token = await tokenOf(app);
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, (_, number) => setUp(token, {}, number % 2 === 0 ? app : other)),
    );
    expect(outcomes.map(({ __typename }) => __typename).toSorted()).toEqual([
      ...Array.from({ length: 7 }, () => 'LinkVoidError'),
      'SetUpAdministratorPayload',
    ]);
  });

  it.each([
    [{ username: 'x' }, 'username'],
    [{ displayName: ' ' }, 'displayName'],
    [{ displayName: 'a bell \u0007' }, 'displayName'],
    [{ newPassword: 'short' }, 'newPassword'],
    [{ username: 'taken' }, 'username'],
  ])('does not use the link up for what cannot be kept: %o', async (input, path) => {
    await superuser.query(
      `insert into users (username, display_name) values ('taken', 'Taken') on conflict do nothing`,
    );
    const token = await tokenOf(app);
    expect(await setUp(token, input)).toMatchObject({ __typename: 'InvalidInputError', fields: [{ path }] });
    expect(await works(token)).toBe(true);
  });

  it('counts nobody who cannot sign in: neither who is invited, nor a closed account', async () => {
    await superuser.query(`
      insert into users (username, display_name) values ('invited', 'Invited') on conflict do nothing;
      insert into users (username, display_name, password_hash, active) values ('closed', 'Closed', '$argon2id$', false) on conflict do nothing;
      insert into role_grants (user_id, role_name) select id, 'admin' from users where username in ('invited', 'closed');`);
    expect(await works(await tokenOf(app))).toBe(true);
  });
});

describe('the server', () => {
  it('prints the link once, and another one when it is needed again', async () => {
    const said: string[] = [];
    const { look, stop } = offerSetUp(
      () => app.setUpAddress(),
      (line) => said.push(line),
      createLog('silent'),
    );
    onTestFinished(stop);
    const token = await tokenOf(app);
    await look();
    await look();
    expect(said).toHaveLength(1);
    expect(said[0]).toContain(`${app.url}/set-up#${token}\n`);
    await setUp(token);
    await look();
    expect(said).toHaveLength(1);
    await loseAdministrators();
    await look();
    expect(said).toHaveLength(2);
    expect(said[1]).toContain(await tokenOf(app));
  });
});

describe('shutting the sample accounts', () => {
  it('never removes the last way in, and is possible once somebody else administers', async () => {
    await setUp(await tokenOf(app), { username: 'sample.admin' });
    await superuser.query(`update users set sample = true where username = 'sample.admin'`);
    const shut = () => superuser.query('update users set active = false where sample');
    await expect(shut()).rejects.toMatchObject({ constraint: 'somebody_administers' });
    await superuser.query(
      `insert into role_grants (user_id, role_name) select id, 'admin' from users where username = 'susan'`,
    );
    await shut();
    expect(await app.setUpAddress()).toBeNull();
  });
});
