import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Caller } from '../../test/client.ts';
import {
  globalId,
  openFacility,
  tenantId,
  tenants,
  type TestFacility,
  type Username,
  usernames,
} from '../../test/factories.ts';
import { startApp } from '../../test/servers.ts';
import type { App } from '../app.ts';

let facility: TestFacility;
/** Two servers of one installation. */
let apps: App[];
const callers = new Map<Username, Caller>();
function as(username: Username): Caller {
  return callers.get(username) as Caller;
}

beforeAll(async () => {
  facility = await openFacility();
  apps = [await startApp(facility.database), await startApp(facility.database)];
  // Manages people, and holds no other right but what a viewer of TECH may.
  await facility.owner.query(
    `insert into roles (name, title, scope) values ('people_desk', 'People desk', 'FACILITY')`,
  );
  await facility.owner.query(
    `insert into role_permissions (role_name, permission) values ('people_desk', 'user:manage')`,
  );
  await facility.grant('viewer.tech', 'people_desk');
  for (const username of usernames) callers.set(username, await Caller.signIn(apps[0]?.url ?? '', username));
});
afterAll(async () => {
  await Promise.all(apps.map((app) => app.close()));
  await facility.close();
});

type Outcome = {
  __typename: string;
  message?: string;
  permission?: string;
  fields?: { path: string }[];
  user?: {
    id: string;
    username: string;
    email: string | null;
    active: boolean;
    invited: boolean;
    roles: { role: { name: string }; tenant: { code: string } | null }[];
  };
  link?: { url: string | null };
  tenant?: { id: string; code: string; name: string };
};
const user = 'user { id username email active invited roles { role { name } tenant { code } } }';
const payloads: Record<string, string> = {
  inviteUser: `${user} link { url }`,
  createPasswordLink: 'link { url }',
  createTenant: 'tenant { id code name }',
  updateTenant: 'tenant { id code name }',
};
function hasFields(name: string) {
  return !['createPasswordLink'].includes(name);
}
async function call(caller: Caller, name: string, input: object): Promise<Outcome> {
  const type = name[0]?.toUpperCase() + name.slice(1);
  const refusal = `__typename ... on Error { message } ... on NotAllowedError { permission } ${hasFields(name) ? '... on InvalidInputError { fields { path } }' : ''}`;
  const [declared, given] =
    name === 'createPasswordLink'
      ? ['$userId: ID!', 'userId: $userId']
      : [
          `$input: ${type === 'GrantRole' || type === 'RevokeRole' ? 'RoleGrantInput' : `${type}Input`}!`,
          'input: $input',
        ];
  const query = `mutation (${declared}) { ${name}(${given}) { ${refusal} ... on ${type}Payload { ${payloads[name] ?? user} } } }`;
  return (
    await caller.get<Record<string, Outcome>>(
      query,
      name === 'createPasswordLink' ? (input as Record<string, unknown>) : { input },
    )
  )[name] as Outcome;
}
function userId(username: Username) {
  return globalId('User', facility.userKeys[username]);
}
function invite(more: object = {}, by: Username = 'admin') {
  return call(as(by), 'inviteUser', {
    username: 'thandi',
    displayName: 'Thandi Nkosi',
    email: null,
    roles: [],
    ...more,
  });
}
/** With psql, one after another: at each moment somebody administers. */
async function administeredBy(...names: Username[]) {
  await facility.owner.query('update users set active = true');
  await facility.owner.query(
    `insert into role_grants (user_id, role_name) select id, 'admin' from users where username = any ($1) on conflict do nothing`,
    [names],
  );
  await facility.owner.query(
    `delete from role_grants where role_name = 'admin' and user_id not in (select id from users where username = any ($1))`,
    [names],
  );
}
async function count(text: string) {
  return (await facility.superuser.query<{ n: number }>(`select count(*)::int as n ${text}`)).rows[0]?.n;
}

describe('inviting somebody', () => {
  it('makes an account with its roles and a link; with it they set a password and are in', async () => {
    const made = await invite({
      username: 'Naledi.M',
      email: 'Naledi@Colab.example',
      roles: [{ role: 'staff', tenantId: tenantId('TECH') }, { role: 'kitchen' }],
    });
    expect(made).toMatchObject({
      __typename: 'InviteUserPayload',
      user: {
        username: 'naledi.m',
        email: 'Naledi@Colab.example',
        active: true,
        invited: true,
        roles: [
          { role: { name: 'kitchen' }, tenant: null },
          { role: { name: 'staff' }, tenant: { code: 'TECH' } },
        ],
      },
    });
    const stranger = new Caller(apps[1]?.url ?? '', null);
    const [, token] = made.link?.url?.split('#') ?? [];
    expect(
      await stranger.get('query ($token: String!) { passwordLink(token: $token) { username purpose } }', { token }),
    ).toEqual({ passwordLink: { username: 'naledi.m', purpose: 'INVITATION' } });
    const set = await stranger.get<{ setPassword: Outcome }>(
      'mutation ($input: SetPasswordInput!) { setPassword(input: $input) { __typename } }',
      { input: { token, newPassword: 'words of my own' } },
    );
    expect(set.setPassword.__typename).toBe('SetPasswordPayload');
    const { signIn } = await stranger.get<{ signIn: { accessToken: string } }>(
      'mutation ($input: SignInInput!) { signIn(input: $input) { ... on SignInPayload { accessToken } } }',
      { input: { username: 'naledi.m', password: 'words of my own', tokens: true } },
    );
    expect(
      await new Caller(stranger.url, signIn.accessToken).get(
        '{ viewer { permissions tenants { code } user { email lastSignInAt } } }',
      ),
    ).toMatchObject({
      viewer: {
        permissions: expect.arrayContaining(['booking:create', 'kitchen:read']),
        user: { email: 'Naledi@Colab.example', lastSignInAt: expect.any(String) },
      },
    });
  });

  it.each<[string, object, string]>([
    ['a name that is taken', { username: 'room_boss' }, 'username'],
    ['a name that is taken in other letters', { username: 'ROOM_BOSS' }, 'username'],
    ['a letter that looks like another', { username: 'аdmin' }, 'username'],
    ['a letter that becomes one of ours in lower case', { username: '\u212Aitchen' }, 'username'],
    ['a NUL', { username: 'thandi\0' }, 'username'],
    ['a space of no width', { username: 'than\u200Bdi' }, 'username'],
    ['a name of one letter', { username: 't' }, 'username'],
    ['no display name', { displayName: ' \u200B' }, 'displayName'],
    ['an address that is none', { email: 'thandi' }, 'email'],
    ['two addresses in one', { email: 'a@colab.example\nBcc: b@colab.example' }, 'email'],
    ['an address that somebody has, whatever its case', { email: 'NALEDI@colab.EXAMPLE' }, 'email'],
    [
      'a role that does not exist',
      { roles: [{ role: 'staff', tenantId: tenantId('TECH') }, { role: 'king' }] },
      'roles.1.role',
    ],
    ['a role of a division without one', { roles: [{ role: 'staff' }] }, 'roles.0.tenantId'],
    [
      'a role of the facility for a division',
      { roles: [{ role: 'kitchen', tenantId: tenantId('TECH') }] },
      'roles.0.tenantId',
    ],
    [
      'a division that does not exist',
      { roles: [{ role: 'staff', tenantId: globalId('Tenant', '00000000-0000-4000-8000-000000000000') }] },
      'roles.0.tenantId',
    ],
    [
      'a division that is a person',
      { roles: [{ role: 'staff', tenantId: globalId('User', tenants.TECH) }] },
      'roles.0.tenantId',
    ],
  ])('is refused with %s, naming the field; nobody is made', async (_words, wrong, path) => {
    const before = await count('from users');
    expect(await invite(wrong)).toMatchObject({ __typename: 'InvalidInputError', fields: [{ path }] });
    expect(await count('from users')).toBe(before);
  });

  it('happens once when two do it at the same moment', async () => {
    const made = await Promise.all(
      Array.from({ length: 6 }, (_, number) =>
        call(as('admin').at(apps[number % 2]?.url ?? ''), 'inviteUser', {
          username: 'twice',
          displayName: 'Twice',
          roles: [],
        }),
      ),
    );
    expect(made.map(({ __typename }) => __typename).toSorted()).toEqual([
      ...Array.from({ length: 5 }, () => 'InvalidInputError'),
      'InviteUserPayload',
    ]);
  });
});

describe('nobody without user:manage', () => {
  it('sees the list, the roles or the divisions, or changes anybody', async () => {
    for (const username of usernames.filter((name) => !['admin', 'viewer.tech'].includes(name))) {
      for (const query of ['{ users { edges { node { id } } } }', '{ roles { name } }', '{ tenants { id } }']) {
        expect((await as(username).ask(query)).errors[0]?.extensions?.code, `${username} ${query}`).toBe('FORBIDDEN');
      }
      const refusals = [
        await invite({}, username),
        await call(as(username), 'updateUser', { userId: userId('kitchen'), active: false }),
        await call(as(username), 'createPasswordLink', { userId: userId('kitchen') }),
        await call(as(username), 'grantRole', { userId: userId(username), role: 'admin' }),
        await call(as(username), 'revokeRole', { userId: userId('admin'), role: 'admin' }),
        await call(as(username), 'createTenant', { code: 'MINE', name: 'Mine' }),
        await call(as(username), 'updateTenant', { tenantId: tenantId('TECH'), name: 'Mine' }),
      ];
      expect(
        refusals.map(({ __typename }) => __typename),
        username,
      ).toEqual(refusals.map(() => 'NotAllowedError'));
    }
  });

  it('sees more of a colleague than the name, but all of oneself', async () => {
    await facility.owner.query(`update users set email = 'boss@colab.example' where username = 'room_boss'`);
    await facility.insertBooking({
      startsAt: new Date('2031-03-03T08:00:00Z'),
      endsAt: new Date('2031-03-03T09:00:00Z'),
      by: 'room_boss',
      tenant: 'TECH',
    });
    const fields = 'username email active lastSignInAt invited roles { role { name } } lastPasswordLink { purpose }';
    const seen = await as('staff.tech').get<{ bookings: { edges: { node: { createdBy: object } }[] } }>(
      `{ bookings(first: 100) { edges { node { createdBy { ${fields} } } } } }`,
    );
    expect(seen.bookings.edges[0]?.node.createdBy).toEqual({
      username: 'room_boss',
      email: null,
      active: null,
      lastSignInAt: null,
      invited: null,
      roles: [],
      lastPasswordLink: null,
    });
    const own = await as('room_boss').get<{ viewer: { user: object } }>(`{ viewer { user { ${fields} } } }`);
    expect(own.viewer.user).toMatchObject({
      email: 'boss@colab.example',
      active: true,
      invited: false,
      roles: [{ role: { name: 'room_boss' } }],
    });
  });

  it('is let through by the database either, in whatever name the application writes', async () => {
    const app = new pg.Client(facility.database.appUrl);
    await app.connect();
    const write = async (who: Username | null, text: string) => {
      await app.query('begin');
      await app.query(`select set_config('app.user', $1, true)`, [who === null ? '' : facility.userKeys[who]]);
      try {
        return (await app.query(text)).rowCount;
      } catch (error) {
        return (error as pg.DatabaseError).code;
      } finally {
        await app.query('rollback');
      }
    };
    const person = facility.userKeys.kitchen;
    const writes: [string, number | string][] = [
      [`insert into role_grants (user_id, role_name) values ('${person}', 'admin')`, '42501'],
      [`delete from role_grants where role_name = 'admin'`, 0],
      [`insert into users (username, display_name) values ('new', 'New')`, '42501'],
      [`update users set active = false where id = '${person}'`, 0],
      [`update users set password_hash = 'x' where id = '${person}'`, '42501'],
      [
        `insert into password_links (user_id, hash, purpose, created_at, expires_at) values ('${person}', 'x', 'RESET', now(), now() + interval '1 minute')`,
        '42501',
      ],
      [`insert into tenants (code, name) values ('MINE', 'Mine')`, '42501'],
      [`update tenants set name = 'Mine'`, 0],
    ];
    try {
      for (const who of ['room_boss', null] as const)
        for (const [text, outcome] of writes) expect(await write(who, text), `${who}: ${text}`).toBe(outcome);
      expect(
        await write('admin', `update users set active = false where id = '${person}'`),
        'the administrator may',
      ).toBe(1);
      expect(
        await write('admin', `update users set password_hash = 'x' where id = '${person}'`),
        'but set nobody’s password',
      ).toBe('42501');
      expect(await write('admin', `select set_own_password('x') where false`)).toBe(0);
      expect(
        await write('admin', `insert into role_grants (user_id, role_name) values ('${person}', 'staff')`),
        'a division’s role without one',
      ).toBe('42501');
    } finally {
      await app.end();
    }
  });
});

describe('a password that is being changed', () => {
  it('holds up each session that begins for its person, so that whoever ends the sessions next sees it', async () => {
    const [app, other] = [facility.database.appUrl, facility.database.ownerUrl].map((url) => new pg.Client(url)) as [
      pg.Client,
      pg.Client,
    ];
    await Promise.all([app.connect(), other.connect()]);
    try {
      await other.query(`set lock_timeout = '50ms'`);
      await app.query('begin');
      await app.query(`select set_config('app.user', $1, true)`, [facility.userKeys.kitchen]);
      await app.query(`select set_own_password('never kept')`);
      // What the foreign key of a new session asks for.
      const session = (person: Username) =>
        other.query('select from users where id = $1 for key share', [facility.userKeys[person]]);
      await expect(session('kitchen')).rejects.toMatchObject({ code: '55P03' });
      await session('superuser');
      await app.query('rollback');
      await session('kitchen');
    } finally {
      await Promise.all([app.end(), other.end()]);
    }
  });
});

describe('a token for a tool', () => {
  const make = async (caller: Caller) =>
    (
      await caller.get<{ createToken: { text: string; token: { id: string } } }>(
        'mutation ($input: CreateTokenInput!) { createToken(input: $input) { ... on CreateTokenPayload { text token { id } } } }',
        {
          input: {
            name: 'A tool',
            scopes: ['calendar:read', 'user:manage'].slice(0, caller === as('admin') ? 2 : 1),
            expiresAt: new Date(Date.now() + 259_200_000),
          },
        },
      )
    ).createToken;
  const listed = 'query ($id: ID!) { node(id: $id) { ... on User { tokens { id name prefix scopes lastUsedAt } } } }';
  const revoke = 'mutation ($id: ID!) { revokeToken(id: $id) { __typename } }';

  it('is seen by who manages its owner, without its text, and revoked by them; by nobody else', async () => {
    const owner = await Caller.signIn(apps[0]?.url ?? '', 'staff.tech');
    const { text, token } = await make(owner);
    const id = userId('staff.tech');
    expect((await as('room_boss').get<{ node: unknown }>(listed, { id })).node).toBeNull();
    expect(await as('room_boss').get(revoke, { id: token.id })).toEqual({
      revokeToken: { __typename: 'NotFoundError' },
    });
    const { text: answer } = await as('admin').ask(listed, { id });
    expect(JSON.parse(answer)).toMatchObject({
      data: {
        node: {
          tokens: [
            { id: token.id, name: 'A tool', prefix: expect.stringMatching(/^colab_pat_/), scopes: ['calendar:read'] },
          ],
        },
      },
    });
    expect(answer).not.toContain(text);
    const tool = new Caller(owner.url, (await make(as('admin'))).text);
    expect((await tool.get<{ node: unknown }>(listed, { id })).node, 'not for a tool, whatever it may').toEqual({
      tokens: [],
    });
    expect(await as('admin').get(revoke, { id: token.id })).toEqual({
      revokeToken: { __typename: 'RevokeTokenPayload' },
    });
    expect(await new Caller(owner.url, text).get('{ viewer { via } }')).toEqual({ viewer: null });
    expect((await as('admin').get<{ node: unknown }>(listed, { id })).node).toEqual({ tokens: [] });
  });

  it('of somebody mightier is not revoked by who manages people', async () => {
    const { token } = await make(as('admin'));
    expect(await as('viewer.tech').get(revoke, { id: token.id })).toEqual({
      revokeToken: { __typename: 'NotAllowedError' },
    });
  });
});

describe('who manages people without holding every right', () => {
  it('gives and takes no right that is not theirs, and lays no hand on who may do more', async () => {
    const desk = as('viewer.tech');
    expect(await call(desk, 'grantRole', { userId: userId('viewer.tech'), role: 'admin' })).toMatchObject({
      __typename: 'NotAllowedError',
      permission: '*',
    });
    expect(
      await call(desk, 'grantRole', { userId: userId('viewer.tech'), role: 'viewer', tenantId: tenantId('TRAINING') }),
    ).toMatchObject({ __typename: 'NotAllowedError' });
    expect(await call(desk, 'grantRole', { userId: userId('viewer.tech'), role: 'view\0er' })).toMatchObject({
      __typename: 'InvalidInputError',
      fields: [{ path: 'role' }],
    });
    expect(await invite({ roles: [{ role: 'room_boss' }] }, 'viewer.tech')).toMatchObject({
      __typename: 'NotAllowedError',
    });
    for (const [name, input] of [
      ['createPasswordLink', { userId: userId('admin') }],
      ['updateUser', { userId: userId('admin'), email: 'mine@colab.example' }],
      ['updateUser', { userId: userId('room_boss'), active: false }],
      ['revokeRole', { userId: userId('room_boss'), role: 'room_boss' }],
    ] as const)
      expect(await call(desk, name, input), name).toMatchObject({ __typename: 'NotAllowedError' });
  });

  it('does the rest', async () => {
    const made = await invite(
      { username: 'by.the.desk', roles: [{ role: 'viewer', tenantId: tenantId('TECH') }] },
      'viewer.tech',
    );
    expect(made).toMatchObject({
      __typename: 'InviteUserPayload',
      user: { roles: [{ role: { name: 'viewer' }, tenant: { code: 'TECH' } }] },
    });
    expect(await call(as('viewer.tech'), 'createPasswordLink', { userId: made.user?.id })).toMatchObject({
      link: { url: expect.stringContaining('#') },
    });
  });
});

describe('what could let somebody else in', () => {
  const toolOfAdmin = async () => {
    const { createToken } = await as('admin').get<{ createToken: { text: string } }>(
      'mutation ($input: CreateTokenInput!) { createToken(input: $input) { ... on CreateTokenPayload { text } } }',
      { input: { name: 'Tool', scopes: ['*'], expiresAt: new Date(Date.now() + 259_200_000) } },
    );
    return new Caller(as('admin').url, createToken.text);
  };

  it('takes a person: a token changes no address and opens no account; it may shut one, and rename', async () => {
    const tool = await toolOfAdmin();
    const at = (input: object) => call(tool, 'updateUser', { userId: userId('viewer.training'), ...input });
    for (const input of [{ email: 'thief@colab.example' }, { email: null }, { displayName: 'X', active: true }])
      expect(await at(input), JSON.stringify(input)).toMatchObject({
        __typename: 'NotAllowedError',
        permission: 'session:use',
      });
    expect(
      await count(
        `from users where username = 'viewer.training' and email is null and display_name = 'Viewer.Training'`,
      ),
    ).toBe(1);
    expect(await at({ displayName: 'Renamed' })).toMatchObject({ __typename: 'UpdateUserPayload' });
    expect(await at({ active: false })).toMatchObject({ __typename: 'UpdateUserPayload', user: { active: false } });
    expect(await at({ active: true })).toMatchObject({ __typename: 'NotAllowedError' });
    expect(
      await call(as('admin'), 'updateUser', {
        userId: userId('viewer.training'),
        active: true,
        email: 'viewer@colab.example',
      }),
    ).toMatchObject({ user: { active: true, email: 'viewer@colab.example' } });
  });

  const linkIsOpen = async (url: string | null | undefined) =>
    (
      await new Caller(as('admin').url, null).get<{ passwordLink: object | null }>(
        'query ($token: String!) { passwordLink(token: $token) { username } }',
        { token: url?.split('#')[1] ?? '' },
      )
    ).passwordLink !== null;
  const grant = (input: object) =>
    as('admin')
      .get<{ grantRole: Outcome }>(
        'mutation ($input: RoleGrantInput!) { grantRole(input: $input) { __typename ... on GrantRolePayload { link { url } } } }',
        { input },
      )
      .then(({ grantRole }) => grantRole);
  let newcomers = 0;
  const newcomer = (by: Username) =>
    invite({ username: `newcomer.${(newcomers += 1)}`, roles: [{ role: 'viewer', tenantId: tenantId('TECH') }] }, by);

  it('is no link that was made while its person was weak: granting rights voids it, and hands over another where they never came', async () => {
    const { user: person, link } = await newcomer('viewer.tech');
    expect(await linkIsOpen(link?.url)).toBe(true);
    const granted = await grant({ userId: person?.id, role: 'room_boss' });
    expect(
      await linkIsOpen(link?.url),
      'who manages people without these rights has a password of theirs no more',
    ).toBe(false);
    expect(granted).toMatchObject({ __typename: 'GrantRolePayload', link: { url: expect.stringContaining('#') } });
    expect(await linkIsOpen(granted.link?.url)).toBe(true);
    expect(await grant({ userId: person?.id, role: 'kitchen' }), 'a link of who may do all that stays').toMatchObject({
      link: null,
    });
    expect(await linkIsOpen(granted.link?.url)).toBe(true);
  });

  it('is void with psql too, and for one who came long ago no other is made', async () => {
    const { link } = await call(as('viewer.tech'), 'createPasswordLink', { userId: userId('viewer.tech') });
    expect(await linkIsOpen(link?.url)).toBe(true);
    expect(await grant({ userId: userId('viewer.tech'), role: 'kitchen' })).toMatchObject({ link: null });
    expect(await linkIsOpen(link?.url), 'their own link, and they hold all that they hold').toBe(true);
    const [one, other] = [await newcomer('viewer.tech'), await newcomer('viewer.tech')];
    await facility.owner.query(
      `insert into role_grants (user_id, role_name) select id, 'it_boss' from users where username = $1`,
      [one.user?.username],
    );
    expect([await linkIsOpen(one.link?.url), await linkIsOpen(other.link?.url)]).toEqual([false, true]);
    await facility.owner.query(`delete from role_grants where role_name = 'people_desk'`);
    expect(await linkIsOpen(other.link?.url), 'nor when its maker manages nobody any more').toBe(false);
    await facility.grant('viewer.tech', 'people_desk');
    await facility.revoke('viewer.tech', 'kitchen');
  });

  it('ends with the session it was made in, unless its maker only signed out', async () => {
    const [here, there] = [
      await Caller.signIn(as('admin').url, 'viewer.tech'),
      await Caller.signIn(as('admin').url, 'viewer.tech'),
    ];
    const make = async (caller: Caller) =>
      (await call(caller, 'inviteUser', { username: `newcomer.${(newcomers += 1)}`, displayName: 'New', roles: [] }))
        .link?.url;
    const [kept, gone] = [await make(here), await make(there)];
    const { viewer } = await here.get<{ viewer: { sessions: { id: string; current: boolean }[] } }>(
      '{ viewer { sessions { id current } } }',
    );
    const stranger = viewer.sessions.find(({ current }) => !current)?.id;
    await here.get('mutation ($id: ID!) { endSession(id: $id) { __typename } }', { id: stranger });
    await here.get('mutation { signOut }');
    expect([await linkIsOpen(kept), await linkIsOpen(gone)]).toEqual([true, false]);
  });
});

describe('a person who is managed', () => {
  it('holds a role from the next request, and no longer than it is theirs', async () => {
    const may = async () => (await as('staff2.tech').ask('{ tenants { code } }')).errors.length === 0;
    expect(await may()).toBe(false);
    expect(await call(as('admin'), 'grantRole', { userId: userId('staff2.tech'), role: 'admin' })).toMatchObject({
      __typename: 'GrantRolePayload',
    });
    expect(
      await call(as('admin'), 'grantRole', { userId: userId('staff2.tech'), role: 'admin' }),
      'twice is once',
    ).toMatchObject({ __typename: 'GrantRolePayload' });
    expect(await may()).toBe(true);
    expect(await call(as('admin'), 'revokeRole', { userId: userId('staff2.tech'), role: 'admin' })).toMatchObject({
      __typename: 'RevokeRolePayload',
      user: { roles: [{ role: { name: 'staff' } }] },
    });
    expect(await may()).toBe(false);
    expect(await call(as('admin'), 'revokeRole', { userId: userId('staff2.tech'), role: 'admin' })).toMatchObject({
      __typename: 'NotFoundError',
    });
  });

  it('is out at once when the account is shut, and comes in again when it is opened', async () => {
    const caller = await Caller.signIn(apps[0]?.url ?? '', 'it_staff');
    expect(
      await call(as('admin'), 'updateUser', { userId: userId('it_staff'), active: false, displayName: 'Johan' }),
    ).toMatchObject({ __typename: 'UpdateUserPayload', user: { active: false } });
    expect((await caller.ask('{ rooms { id } }')).errors[0]?.extensions?.code).toBe('UNAUTHENTICATED');
    expect(await call(as('admin'), 'createPasswordLink', { userId: userId('it_staff') })).toMatchObject({
      __typename: 'InvalidInputError',
    });
    expect(await call(as('admin'), 'updateUser', { userId: userId('it_staff'), active: true })).toMatchObject({
      user: { active: true },
    });
    expect((await caller.ask('{ rooms { id } }')).errors[0]?.extensions?.code, 'the old session stays ended').toBe(
      'UNAUTHENTICATED',
    );
    expect((await Caller.signIn(apps[0]?.url ?? '', 'it_staff')).token).toBeTypeOf('string');
  });

  it('is found by part of a name or an address, page by page; ids of nobody and of others are not found', async () => {
    const list = (search: string | null, first: number, after: string | null = null) =>
      as('admin').get<{ users: { edges: { cursor: string; node: { username: string } }[] } }>(
        'query ($search: String, $first: Int, $after: String) { users(search: $search, first: $first, after: $after) { edges { cursor node { username } } } }',
        { search, first, after },
      );
    const names = ({ users }: Awaited<ReturnType<typeof list>>) => users.edges.map(({ node }) => node.username);
    expect(names(await list('KITCH', 20))).toEqual(['kitchen']);
    expect(names(await list('naledi@', 20))).toEqual(['naledi.m']);
    expect(names(await list('%', 20))).toEqual([]);
    expect(names(await list('chitken\0', 20))).toEqual([]);
    await facility.owner.query(`update users set display_name = 'Łucja O’Brien' where username = 'kitchen'`);
    for (const search of ['obrien', "o'brien", 'o brien', 'lucja', 'brien ŁUCJA'])
      expect(names(await list(search, 20)), search).toEqual(['kitchen']);
    const page = await list(null, 3);
    expect([...names(page), ...names(await list(null, 100, page.users.edges.at(-1)?.cursor))]).toEqual(
      names(await list(null, 100)),
    );
    for (const id of [globalId('User', '00000000-0000-4000-8000-000000000000')]) {
      expect(await call(as('admin'), 'updateUser', { userId: id, active: true })).toMatchObject({
        __typename: 'NotFoundError',
      });
    }
  });
});

describe('the last administrator', () => {
  beforeEach(async () => {
    await administeredBy('admin');
  });

  it('stays one, and stays active', async () => {
    expect(await call(as('admin'), 'revokeRole', { userId: userId('admin'), role: 'admin' })).toMatchObject({
      __typename: 'LastAdministratorError',
    });
    expect(await call(as('admin'), 'updateUser', { userId: userId('admin'), active: false })).toMatchObject({
      __typename: 'LastAdministratorError',
    });
    await facility.grant('kitchen', 'admin');
    await facility.owner.query(`update users set active = false where username = 'kitchen'`);
    expect(
      await call(as('admin'), 'revokeRole', { userId: userId('admin'), role: 'admin' }),
      'one who cannot come in does not count',
    ).toMatchObject({ __typename: 'LastAdministratorError' });
    await facility.owner.query(`update users set active = true where username = 'kitchen'`);
    expect(await call(as('admin'), 'revokeRole', { userId: userId('admin'), role: 'admin' })).toMatchObject({
      __typename: 'RevokeRolePayload',
    });
  });

  it('is one who can sign in: who was invited and never came does not count, nor whose password the old system kept in plain text', async () => {
    const invited = await invite({ username: 'never.came', roles: [{ role: 'admin' }] });
    expect(invited).toMatchObject({ __typename: 'InviteUserPayload' });
    expect(await call(as('admin'), 'revokeRole', { userId: userId('admin'), role: 'admin' })).toMatchObject({
      __typename: 'LastAdministratorError',
    });
    expect(await call(as('admin'), 'updateUser', { userId: userId('admin'), active: false })).toMatchObject({
      __typename: 'LastAdministratorError',
    });
    await facility.owner.query(`update users set password_hash = 'in plain text' where username = 'never.came'`);
    expect(await call(as('admin'), 'revokeRole', { userId: userId('admin'), role: 'admin' })).toMatchObject({
      __typename: 'LastAdministratorError',
    });
    await facility.owner.query(
      `update users set password_hash = (select password_hash from users where username = 'admin') where username = 'never.came'`,
    );
    expect(await call(as('admin'), 'revokeRole', { userId: userId('admin'), role: 'admin' })).toMatchObject({
      __typename: 'RevokeRolePayload',
    });
  });

  it.each([
    `update users set active = false where username = 'admin'`,
    `update users set password_hash = null where username = 'admin'`,
    `delete from users where username = 'admin'`,
    `delete from role_grants where role_name = 'admin'`,
    `update role_grants set role_name = 'kitchen' where role_name = 'admin'`,
    `delete from role_permissions where permission = '*'`,
    `update role_permissions set permission = 'user:*' where permission = '*'`,
  ])('is taken away with psql no more than by the application: %s', async (text) => {
    await expect(facility.owner.query(text)).rejects.toMatchObject({
      code: '23001',
      constraint: 'somebody_administers',
    });
  });

  it('is left when all resign at the same moment, on two servers, each in another way', async () => {
    const all: Username[] = ['admin', 'kitchen', 'superuser', 'it_boss'];
    const callersHere = await Promise.all(all.map((username) => Caller.signIn(apps[0]?.url ?? '', username)));
    for (let round = 0; round < 8; round++) {
      await administeredBy(...all);
      await facility.owner.query('update sessions set ended_at = null');
      const outcomes = await Promise.all(
        callersHere.map((caller, index) => {
          const at = caller.at(apps[index % 2]?.url ?? '');
          const own = userId(all[index] ?? 'admin');
          return (index + round) % 2 === 0
            ? call(at, 'revokeRole', { userId: own, role: 'admin' })
            : call(at, 'updateUser', { userId: own, active: false });
        }),
      );
      expect(
        outcomes.filter(({ __typename }) => __typename === 'LastAdministratorError'),
        JSON.stringify(outcomes.map(({ __typename }) => __typename)),
      ).toHaveLength(1);
      expect(
        await count(`from users u join role_grants g on g.user_id = u.id where u.active and g.role_name = 'admin'`),
      ).toBe(1);
    }
  });

  it('is left when two throw each other out at the same moment: who was thrown out throws out nobody', async () => {
    const [one, other] = [
      await Caller.signIn(apps[0]?.url ?? '', 'admin'),
      await Caller.signIn(apps[1]?.url ?? '', 'kitchen'),
    ];
    for (let round = 0; round < 8; round++) {
      await administeredBy('admin', 'kitchen');
      const outcomes = await Promise.all([
        call(one, 'revokeRole', { userId: userId('kitchen'), role: 'admin' }),
        call(other, 'revokeRole', { userId: userId('admin'), role: 'admin' }),
      ]);
      expect(outcomes.map(({ __typename }) => __typename).toSorted()).toEqual(['NotAllowedError', 'RevokeRolePayload']);
    }
  });
});

describe('a division', () => {
  it('is made and renamed by who manages divisions, and its books are its own at once', async () => {
    await administeredBy('admin');
    const admin = await Caller.signIn(apps[0]?.url ?? '', 'admin');
    const made = await call(admin, 'createTenant', { code: 'RENTAL', name: 'Rental' });
    expect(made).toMatchObject({ tenant: { code: 'RENTAL', name: 'Rental' } });
    expect(await call(admin, 'createTenant', { code: 'RENTAL', name: 'Again' })).toMatchObject({
      __typename: 'InvalidInputError',
      fields: [{ path: 'code' }],
    });
    for (const code of ['rental', 'R', 'ÄRA', 'A\0B', ''])
      expect(await call(admin, 'createTenant', { code, name: 'X' })).toMatchObject({ fields: [{ path: 'code' }] });
    expect(await call(admin, 'updateTenant', { tenantId: made.tenant?.id, name: 'IT rental' })).toMatchObject({
      tenant: { code: 'RENTAL', name: 'IT rental' },
    });
    expect(await call(admin, 'updateTenant', { tenantId: made.tenant?.id, code: 'TECH' })).toMatchObject({
      fields: [{ path: 'code' }],
    });
    expect(await call(admin, 'updateTenant', { tenantId: userId('admin'), name: 'X' })).toMatchObject({
      __typename: 'InvalidInputError',
    });
    const invited = await call(admin, 'inviteUser', {
      username: 'staff.rental',
      displayName: 'Staff',
      roles: [{ role: 'staff', tenantId: made.tenant?.id }],
    });
    expect(invited).toMatchObject({ user: { roles: [{ tenant: { code: 'RENTAL' } }] } });
    const open = await as('staff.tech').get<{ viewer: { tenants: { code: string }[] } }>(
      '{ viewer { tenants { code } } }',
    );
    expect(open.viewer.tenants.map(({ code }) => code)).toEqual(['TECH']);
    expect(
      (await admin.get<{ tenants: { code: string }[] }>('{ tenants { code } }')).tenants.map(({ code }) => code),
    ).toEqual(['RENTAL', 'TECH', 'TRAINING']);
  });
});
