import { beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { arrange } from '../../test/arrange.ts';
import { Caller } from '../../test/client.ts';
import { days, globalId, later } from '../../test/factories.ts';
import { bearer, nameAt, post as postAt, signInAs, type Tokens, viewerIn } from '../../test/sign-in.ts';
import { connectDatabase } from '../platform/database/database.ts';
import { claimOfToken } from './authenticate.ts';
import { cookieNames } from './sessions/cookies.ts';
import { isPersonalToken, newPersonalToken } from './tokens/personal-token-text.ts';

let staff: Tokens;
let boss: Tokens;

const { facility, app, clock } = await arrange({ now: new Date('2026-11-23T08:00:00Z') });

beforeAll(async () => {
  [staff, boss] = await Promise.all([signInAs(app.url, 'staff.tech'), signInAs(app.url, 'room_boss')]);
});

type Token = {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly scopes: readonly string[];
  readonly lastUsedAt: string | null;
};
type Created = {
  readonly __typename: string;
  readonly text: string;
  readonly token: Token;
  readonly fields?: readonly { readonly path: string; readonly message: string }[];
};

function post(query: string, variables: object, token: string) {
  return postAt(app.url, query, variables, bearer(token));
}
const create =
  'mutation ($input: CreateTokenInput!) { createToken(input: $input) { __typename ... on CreateTokenPayload { text token { id name prefix scopes createdAt expiresAt lastUsedAt } } ... on InvalidInputError { fields { path message } } ... on Error { message } } }';
const revoke =
  'mutation ($id: ID!) { revokeToken(id: $id) { __typename ... on RevokeTokenPayload { tokenId } ... on Error { message } } }';
function inWeek() {
  return later(clock.now, days(7));
}
async function make(owner: Tokens, input: object): Promise<Created> {
  return (
    await post(
      create,
      { input: { name: 'A tool', scopes: ['calendar:read'], expiresAt: inWeek(), ...input } },
      owner.accessToken,
    )
  ).data?.['createToken'] as Created;
}
async function list(owner: Tokens) {
  return (
    viewerIn(await post('{ viewer { tokens { id name prefix scopes lastUsedAt } } }', {}, owner.accessToken)) as {
      tokens: Token[];
    }
  ).tokens;
}
async function permissionsOf(token: string) {
  return (
    (viewerIn(await post('{ viewer { via permissions } }', {}, token)) as { permissions: string[] } | null)
      ?.permissions ?? null
  );
}

describe('the text of a token', () => {
  it('is known by how it begins, and by a checksum that no other text has', () => {
    const text = newPersonalToken();
    expect(text).toMatch(/^colab_pat_[0-9A-Za-z]{38}$/);
    expect(isPersonalToken(text)).toBe(true);
    for (let at = 10; at < text.length; at += 1) {
      const wrong = text.slice(0, at) + (text[at] === 'a' ? 'b' : 'a') + text.slice(at + 1);
      expect(isPersonalToken(wrong), `another letter at ${at}`).toBe(false);
    }
    expect(new Set(Array.from({ length: 1_000 }, newPersonalToken)).size).toBe(1_000);
  });

  it('costs no look into the database where the checksum is wrong', async () => {
    const db = connectDatabase({ url: facility.database.appUrl });
    await db.close();
    const door = {
      db,
      cookies: cookieNames(false),
      clock: () => clock.now,
      tokens: {
        sign: () => Promise.reject(new Error('not asked')),
        verify: () => Promise.reject(new Error('not asked')),
      },
    };
    const text = newPersonalToken();
    expect(await claimOfToken(door, `${text.slice(0, -1)}${text.endsWith('a') ? 'b' : 'a'}`)).toBeNull();
    await expect(claimOfToken(door, text), 'a right one is looked up').rejects.toThrow('after calling end on the pool');
  });
});

describe('a token for a tool', () => {
  it('is shown once, stored hashed, and listed by its first letters', async () => {
    const { text, token } = await make(staff, {
      name: ' Report ',
      scopes: ['calendar:read', 'booking:create', 'calendar:read'],
    });
    expect(token).toMatchObject({
      name: 'Report',
      prefix: text.slice(0, 14),
      scopes: ['booking:create', 'calendar:read'],
      lastUsedAt: null,
    });
    expect(JSON.stringify(await list(staff))).not.toContain(text);
    const { rows } = await facility.owner.query<{ row: string }>('select t::text as row from personal_tokens t');
    for (const { row } of rows) {
      expect(row).not.toContain(text);
      expect(row).not.toContain(Buffer.from(text).toString('hex'));
    }
    expect(await nameAt(app.url, text)).toBe('staff.tech');
  });

  it('that reads notifications neither marks them as read nor chooses what is mailed; one that manages them does', async () => {
    const update =
      'mutation { updateNotificationPreferences(input: { preferences: [{ type: BOOKING_REJECTED, inApp: true, byMail: false }] }) { __typename } }';
    const mark = 'mutation { markNotificationsRead }';
    const { text: reads } = await make(staff, { scopes: ['notification:read'] });
    expect((await post(update, {}, reads)).data?.['updateNotificationPreferences']).toMatchObject({
      __typename: 'NotAllowedError',
    });
    expect((await post(mark, {}, reads)).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    expect((await post('{ notifications { unreadCount } }', {}, reads)).errors).toBeUndefined();
    const { text: manages } = await make(staff, { scopes: ['notification:read', 'notification:manage'] });
    expect((await post(update, {}, manages)).data?.['updateNotificationPreferences']).toMatchObject({
      __typename: 'UpdateNotificationPreferencesPayload',
    });
    expect((await post(mark, {}, manages)).data?.['markNotificationsRead']).toBe(0);
    expect(
      (await post(update, {}, staff.accessToken)).data?.['updateNotificationPreferences'],
      'a person needs no such right',
    ).toMatchObject({ __typename: 'UpdateNotificationPreferencesPayload' });
  });

  it('may do what its scopes say, of what its owner may, where its owner may', async () => {
    const { text } = await make(await signInAs(app.url, 'admin'), { scopes: ['room:*', 'calendar:read'] });
    expect(await permissionsOf(text)).toEqual(['calendar:read', 'room:*']);
    // One administrator stays.
    await facility.grant('it_rental_admin', 'admin');
    await facility.revoke('admin', 'admin');
    await facility.grant('admin', 'room_boss');
    expect(await permissionsOf(text)).toEqual([
      'calendar:read',
      'room:assign',
      'room:book-direct',
      'room:close',
      'room:manage',
    ]);
    const { text: narrow } = await make(staff, { scopes: ['booking:read'] });
    const viewer = await post('{ viewer { via permissions tenants { code } } rooms { id } }', {}, narrow);
    expect(viewer.errors?.[0]?.extensions?.code, 'calendar:read was not given').toBe('FORBIDDEN');
    expect((await post('{ viewer { via permissions tenants { code } } }', {}, narrow)).data?.['viewer']).toEqual({
      via: 'TOKEN',
      permissions: ['booking:read'],
      tenants: [{ code: 'TECH' }],
    });
    const { text: blind } = await make(staff, { scopes: ['calendar:read'] });
    expect(
      (await post('{ viewer { tenants { code } } }', {}, blind)).data?.['viewer'],
      'without booking:read the books stay shut',
    ).toEqual({ tenants: [] });
    const refused = await post(
      'mutation ($input: CreateBookingsInput!) { createBookings(input: $input) { __typename } }',
      {
        input: {
          clientName: 'x',
          clientContactPerson: 'x',
          clientEmail: 'x@x.example',
          clientPhone: '1',
          numLearners: 1,
          numFacilitators: 1,
          segments: [],
        },
      },
      blind,
    );
    expect(refused.data?.['createBookings']).toEqual({ __typename: 'NotAllowedError' });
  });

  it('is refused what its owner does not hold, scope by scope', async () => {
    const { __typename, fields } = await make(staff, {
      scopes: ['calendar:read', 'room:assign', 'booking:*', '*', 'booking:create', 'Nonsense', ''],
    });
    expect(__typename).toBe('InvalidInputError');
    expect(fields?.map(({ path }) => path)).toEqual(['scopes.1', 'scopes.2', 'scopes.3', 'scopes.5', 'scopes.6']);
    expect(fields?.[0]?.message).toBe('You don’t have "room:assign" yourself, so your token can’t have it.');
    expect((await make(staff, { scopes: [] })).fields).toMatchObject([{ path: 'scopes' }]);
    expect((await make(staff, { scopes: Array.from({ length: 101 }, () => 'calendar:read') })).fields).toMatchObject([
      { path: 'scopes' },
    ]);
  });

  it('of an administrator lays no hand on who may do more than the token, and makes no links, accounts or grants', async () => {
    const admin = await signInAs(app.url, 'superuser');
    await facility.grant('superuser', 'admin');
    const person = (username: 'superuser' | 'kitchen') => globalId('User', facility.userKeys[username]);
    const manage = async (text: string, name: string, call: string) =>
      (await post(`mutation { ${name}(${call}) { __typename } }`, {}, text)).data?.[name];
    const refused = { __typename: 'NotAllowedError' };
    const { text: desk } = await make(admin, { scopes: ['user:manage'] });
    const { text: all } = await make(admin, { scopes: ['*'] });
    for (const text of [desk, all])
      for (const whose of ['superuser', 'kitchen'] as const) {
        expect(await manage(text, 'createPasswordLink', `userId: "${person(whose)}"`), 'a link is a password').toEqual(
          refused,
        );
      }
    for (const whose of ['superuser', 'kitchen'] as const) {
      expect(
        await manage(desk, 'updateUser', `input: { userId: "${person(whose)}", email: "thief@colab.example" }`),
      ).toEqual(refused);
      expect(await manage(desk, 'updateUser', `input: { userId: "${person(whose)}", active: false }`)).toEqual(refused);
    }
    // What it gave away would outlive it.
    expect(
      await manage(
        all,
        'inviteUser',
        'input: { username: "thief", displayName: "Thief", roles: [{ role: "kitchen" }] }',
      ),
    ).toEqual(refused);
    expect(await manage(all, 'grantRole', `input: { userId: "${person('kitchen')}", role: "it_staff" }`)).toEqual(
      refused,
    );
    expect(
      await manage(all, 'updateUser', `input: { userId: "${person('kitchen')}", displayName: "Kitchen" }`),
    ).toEqual({ __typename: 'UpdateUserPayload' });
    await facility.revoke('superuser', 'admin');
  });

  it('follows its owner’s rights: what they lose, it loses with its next request; what they gain beyond it, it does not', async () => {
    const owner = await signInAs(app.url, 'staff2.tech');
    const { text } = await make(owner, { scopes: ['calendar:read', 'booking:create'] });
    expect(await permissionsOf(text)).toEqual(['booking:create', 'calendar:read']);
    await facility.grant('staff2.tech', 'room_boss');
    expect(await permissionsOf(text)).toEqual(['booking:create', 'calendar:read']);
    await facility.revoke('staff2.tech', 'room_boss');
    await facility.revoke('staff2.tech', 'staff');
    expect(await permissionsOf(text)).toEqual([]);
    await facility.owner.query(`update users set active = false where username = 'staff2.tech'`);
    expect(await permissionsOf(text)).toBeNull();
  });

  it('lasts until it ends, 366 days at most', async () => {
    for (const expiresAt of [clock.now, later(clock.now, -1), later(clock.now, days(366) + 1)]) {
      expect((await make(staff, { expiresAt })).fields).toMatchObject([{ path: 'expiresAt' }]);
    }
    const { text } = await make(staff, { expiresAt: later(clock.now, days(366)) });
    const begun = clock.now;
    clock.now = later(begun, days(366) - 1);
    expect(await nameAt(app.url, text)).toBe('staff.tech');
    clock.now = later(begun, days(366));
    expect(await nameAt(app.url, text)).toBeNull();
  });

  it('needs a name', async () => {
    for (const name of ['', ' \t', 'x'.repeat(101), 'a\nb'])
      expect((await make(staff, { name })).fields).toMatchObject([{ path: 'name' }]);
  });

  it('is over with its next request once it is revoked, and no other is', async () => {
    const [{ text, token }, { text: other }] = [await make(staff, {}), await make(staff, {})];
    expect(await nameAt(app.url, text)).toBe('staff.tech');
    expect((await post(revoke, { id: token.id }, staff.accessToken)).data?.['revokeToken']).toEqual({
      __typename: 'RevokeTokenPayload',
      tokenId: token.id,
    });
    expect(await nameAt(app.url, text)).toBeNull();
    expect(await nameAt(app.url, other)).toBe('staff.tech');
    expect((await list(staff)).map(({ id }) => id)).not.toContain(token.id);
  });

  it('of somebody else is answered like one that was revoked, and one that never was', async () => {
    const [{ token: theirs, text }, { token: old }] = [await make(boss, {}), await make(staff, {})];
    await post(revoke, { id: old.id }, staff.accessToken);
    const ids = [theirs.id, old.id, globalId('PersonalToken', '11111111-2222-4333-8444-555555555555')];
    const answers = await Promise.all(ids.map(async (id) => (await post(revoke, { id }, staff.accessToken)).text));
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain('NotFoundError');
    expect(await nameAt(app.url, text)).toBe('room_boss');
    expect((await list(staff)).map(({ id }) => id)).not.toContain(theirs.id);
  });

  it('makes no tokens and no displays, ends no sessions, and does not see them', async () => {
    const { text, token } = await make(boss, { scopes: ['calendar:read', 'room:assign'] });
    const refused = [
      'mutation { a: createToken(input: { name: "x", scopes: ["calendar:read"], expiresAt: "2026-12-24T00:00:00Z" }) { __typename ... on Error { message } } }',
      `mutation { a: revokeToken(id: "${token.id}") { __typename ... on Error { message } } }`,
      'mutation { a: startDisplay(name: "x") { __typename ... on Error { message } } }',
      'mutation { a: signOutEverywhere { __typename ... on Error { message } } }',
      'mutation { a: endSession(id: "U2Vzc2lvbjowMDAwMDAwMC0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAwZmY=") { __typename ... on Error { message } } }',
    ];
    for (const query of refused) {
      expect((await post(query, {}, text)).data?.['a'], query).toEqual({
        __typename: 'NotAllowedError',
        message: 'An API token can’t do this. Sign in with your password.',
      });
    }
    for (const field of ['sessions { id }', 'tokens { id }'])
      expect((await post(`{ viewer { ${field} } }`, {}, text)).errors?.[0]?.extensions?.code, field).toBe('FORBIDDEN');
    await post('mutation { signOut }', {}, text);
    expect(await nameAt(app.url, text), 'signing out ends no token').toBe('room_boss');
    expect(await nameAt(app.url, boss.accessToken), 'nor its owner’s session').toBe('room_boss');
  });

  it('tells when it was last used, and writes that at most once a minute', async () => {
    const { text, token } = await make(staff, {});
    const lastUse = async () => (await list(staff)).find(({ id }) => id === token.id)?.lastUsedAt;
    const version = async () =>
      (
        await facility.owner.query<{ version: string }>(
          'select xmin::text as version from personal_tokens where prefix = $1',
          [token.prefix],
        )
      ).rows[0]?.version;
    const first = clock.now;
    await nameAt(app.url, text);
    expect(await lastUse()).toBe(first.toISOString());
    const written = await version();
    clock.now = later(first, 59_999);
    await Promise.all(Array.from({ length: 5 }, () => nameAt(app.url, text)));
    expect(await version()).toBe(written);
    clock.now = later(first, 60_000);
    await nameAt(app.url, text);
    expect(await lastUse()).toBe(clock.now.toISOString());
  });
});

describe('a socket with a token for a tool', () => {
  const changes =
    'subscription ($from: DateTime!, $to: DateTime!) { calendarChanged(from: $from, to: $to) { cursor } }';
  const who = '{ viewer { via } }';

  it('is opened by it, whether it comes with the first message or in the header', async () => {
    const { text } = await make(staff, { expiresAt: later(clock.now, days(300)) });
    const socket = new Caller(app.url, text).connect();
    expect(await socket.subscribe(who).next()).toEqual({ viewer: { via: 'TOKEN' } });
    await socket.close();
    const byHeader = new WebSocket(`${app.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
      headers: bearer(text),
    });
    const acknowledged = new Promise((resolve) =>
      byHeader.once('message', (data: Buffer) => resolve(JSON.parse(data.toString()))),
    );
    byHeader.once('open', () => byHeader.send('{"type":"connection_init"}'));
    expect(await acknowledged).toMatchObject({ type: 'connection_ack' });
    byHeader.close();
  });

  it('is not opened by one that was revoked', async () => {
    const { text, token } = await make(staff, {});
    await post(revoke, { id: token.id }, staff.accessToken);
    const socket = new Caller(app.url, text).connect();
    const subscription = socket.subscribe(who);
    expect((await socket.closed).code).toBe(4403);
    subscription.stop();
  });

  it('is nobody’s with the next thing it asks once the token is revoked', async () => {
    const { text, token } = await make(staff, {});
    const socket = new Caller(app.url, text).connect();
    const kept = socket.subscribe(changes, { from: clock.now, to: later(clock.now, days(1)) });
    expect(await socket.subscribe(who).next()).toEqual({ viewer: { via: 'TOKEN' } });
    await post(revoke, { id: token.id }, staff.accessToken);
    expect(await socket.subscribe(who).next()).toEqual({ viewer: null });
    kept.stop();
    await socket.close();
  });

  it('is closed with 4403 when the token ends', async () => {
    const { text } = await make(staff, { expiresAt: later(clock.now, 300) });
    const socket = new Caller(app.url, text).connect();
    const subscription = socket.subscribe(changes, { from: clock.now, to: later(clock.now, days(1)) });
    expect((await socket.closed).code).toBe(4403);
    subscription.stop();
  });
});
