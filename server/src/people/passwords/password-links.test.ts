import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { globalId, openFacility, password, type TestFacility, type Username } from '../../../test/factories.ts';
import { MailCatcher } from '../../../test/mail-catcher.ts';
import { secret } from '../../../test/secret.ts';
import { type App, openApp } from '../../app.ts';

let facility: TestFacility;
let post: MailCatcher;
let app: App;
let withoutMail: App;
let now = new Date('2026-11-23T08:00:00Z');
function minutes(count: number) {
  return (now = new Date(now.getTime() + count * 60_000));
}
const logged: string[] = [];
const log = pino(
  { level: 'trace' },
  new Writable({
    write: (line: Buffer, _encoding, done) => {
      logged.push(line.toString());
      done();
    },
  }),
);

beforeAll(async () => {
  facility = await openFacility();
  post = await MailCatcher.open();
  await facility.owner.query(`update users set email = username || '@colab.example'`);
  const { appUrl, eventsUrl, jobsUrl } = facility.database;
  const config = {
    appUrl,
    eventsUrl,
    jobsUrl,
    secret,
    host: '127.0.0.1',
    port: 0,
    log,
    clock: () => now,
    trustedProxies: 1,
    publicUrl: 'https://colab.example',
  };
  app = await openApp({ ...config, smtp: { url: post.url, from: 'Colab <colab@colab.example>' } });
  withoutMail = await openApp(config);
});
afterAll(async () => {
  await Promise.all([app.close(), withoutMail.close()]);
  await Promise.all([post.close(), facility.close()]);
});

function urlOf({ server }: App) {
  return `http://127.0.0.1:${(server.address() as { port: number }).port}`;
}
let addresses = 0;
/** Each from an address of its own, unless it matters. */
async function ask<Data>(
  query: string,
  variables: object = {},
  { token = '', at = app, address = `10.0.${++addresses >> 8}.${addresses & 255}` } = {},
): Promise<Data> {
  const response = await fetch(`${urlOf(at)}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-forwarded-for': address,
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data: Data; errors?: unknown };
  expect(errors).toBeUndefined();
  return data;
}

type Outcome = {
  __typename: string;
  message?: string;
  fields?: { path: string }[];
  accessToken?: string;
  link?: { url: string | null; mailedTo: string | null; mailFailed: boolean };
};
const refusal = '__typename ... on Error { message } ... on InvalidInputError { fields { path } }';
async function signIn(username: Username, given = password) {
  return (
    await ask<{ signIn: Outcome }>(
      `mutation ($input: SignInInput!) { signIn(input: $input) { __typename ... on Error { message } ... on SignInPayload { accessToken } } }`,
      { input: { username, password: given, tokens: true } },
    )
  ).signIn;
}
async function tokenOf(...given: Parameters<typeof signIn>) {
  return (await signIn(...given)).accessToken ?? '';
}
async function isIn(token: string) {
  return (await ask<{ viewer: object | null }>('{ viewer { permissions } }', {}, { token })).viewer !== null;
}
async function change(token: string, currentPassword: string, newPassword: string) {
  return (
    await ask<{ changePassword: Outcome }>(
      `mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { ${refusal} } }`,
      { input: { currentPassword, newPassword } },
      { token },
    )
  ).changePassword;
}
async function setPassword(token: string, newPassword: string, address?: string) {
  return (
    await ask<{ setPassword: Outcome }>(
      `mutation ($input: SetPasswordInput!) { setPassword(input: $input) { ${refusal} } }`,
      { input: { token, newPassword } },
      address === undefined ? {} : { address },
    )
  ).setPassword;
}
async function request(username: string, address?: string) {
  return (
    await ask<{ requestPasswordReset: boolean }>(
      'mutation ($username: String!) { requestPasswordReset(username: $username) }',
      { username },
      address === undefined ? {} : { address },
    )
  ).requestPasswordReset;
}
async function linkOf(token: string) {
  return (
    await ask<{ passwordLink: object | null }>(
      'query ($token: String!) { passwordLink(token: $token) { username displayName purpose expiresAt } }',
      { token },
    )
  ).passwordLink;
}
async function create(username: Username, at = withoutMail) {
  return (
    await ask<{ createPasswordLink: Outcome }>(
      `mutation ($userId: ID!) { createPasswordLink(userId: $userId) { ${refusal} ... on CreatePasswordLinkPayload { link { url mailedTo mailFailed } } } }`,
      { userId: globalId('User', facility.userKeys[username]) },
      { token: await tokenOf('admin'), at },
    )
  ).createPasswordLink;
}
function tokenIn(text: string) {
  return /https:\/\/colab\.example\/set-password#([A-Za-z0-9_-]{43})/.exec(text)?.[1] ?? '';
}
async function newLink(username: Username) {
  return tokenIn((await create(username)).link?.url ?? '');
}

/** A token for a tool, made in that session. */
async function toolOf(session: string) {
  return (
    await ask<{ createToken: { text: string } }>(
      'mutation ($input: CreateTokenInput!) { createToken(input: $input) { ... on CreateTokenPayload { text } } }',
      { input: { name: 'A tool', scopes: ['calendar:read'], expiresAt: new Date(now.getTime() + 86_400_000) } },
      { token: session },
    )
  ).createToken.text;
}

describe('changing one’s password', () => {
  it('needs the current one, and ends every other session, open links included', async () => {
    const [here, there] = [await tokenOf('kitchen'), await tokenOf('kitchen')];
    const link = await newLink('kitchen');
    expect(await change(here, 'not the current one', 'a better password')).toMatchObject({
      __typename: 'NotAllowedError',
    });
    expect([await isIn(here), await isIn(there)]).toEqual([true, true]);
    expect(await change(here, password, 'a better password')).toEqual({ __typename: 'ChangePasswordPayload' });
    expect([await isIn(here), await isIn(there)]).toEqual([true, false]);
    expect(await linkOf(link)).toBeNull();
    expect((await signIn('kitchen')).__typename).toBe('NotAllowedError');
    expect((await signIn('kitchen', 'a better password')).__typename).toBe('SignInPayload');
  });

  it.each([
    ['of nine characters', 'nine char'],
    ['of 1,001 characters', 'long '.repeat(201)],
    ['with the user name in it', 'Dear SuperUser, hello'],
    ['that everybody tries', 'Password1234'],
    ['of one key', 'aaaaaaaaaaaaaaaa'],
    ['that it is now', password],
  ])('takes none %s', async (_words, wanted) => {
    expect(await change(await tokenOf('superuser'), password, wanted)).toMatchObject({
      __typename: 'InvalidInputError',
      fields: [{ path: 'newPassword' }],
    });
    expect((await signIn('superuser')).__typename).toBe('SignInPayload');
  });

  it('revokes the tokens for tools, unless their owner says that they are kept', async () => {
    const session = await tokenOf('training_facility_admin');
    const tool = await toolOf(session);
    const input = { currentPassword: password, newPassword: 'a better password', keepTokens: true };
    await ask(
      'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { __typename } }',
      { input },
      { token: session },
    );
    expect(await isIn(tool)).toBe(true);
    expect(await change(session, 'a better password', 'the best password')).toEqual({
      __typename: 'ChangePasswordPayload',
    });
    expect(await isIn(tool)).toBe(false);
  });

  it('takes guesses no more often than the door does', async () => {
    const token = await tokenOf('it_staff');
    const guesses: string[] = [];
    for (let number = 0; number < 11; number++)
      guesses.push((await change(token, `guess ${number}`, 'a better password')).__typename);
    expect(guesses).toEqual([...Array.from({ length: 10 }, () => 'NotAllowedError'), 'TooManyAttemptsError']);
  });

  it('is won by one of two at the same moment', async () => {
    const tokens = [await tokenOf('it_boss'), await tokenOf('it_boss')];
    const outcomes = await Promise.all(
      tokens.map((token, number) => change(token, password, `a better password ${number}`)),
    );
    expect(outcomes.map(({ __typename }) => __typename).toSorted()).toEqual([
      'ChangePasswordPayload',
      'NotAllowedError',
    ]);
    const winner = outcomes.findIndex(({ __typename }) => __typename === 'ChangePasswordPayload');
    expect(await Promise.all(tokens.map(isIn))).toEqual([winner === 0, winner === 1]);
    expect((await signIn('it_boss', `a better password ${winner}`)).__typename).toBe('SignInPayload');
  });

  it('leaves no session that began with the old one at the same moment', async () => {
    for (let round = 0; round < 10; round++) {
      const [old, next] = [round === 0 ? password : `password number ${round}`, `password number ${round + 1}`];
      const token = await tokenOf('it_rental_admin', old);
      const [changed, ...begun] = await Promise.all([
        change(token, old, next),
        ...Array.from({ length: 6 }, () => tokenOf('it_rental_admin', old)),
      ]);
      expect(changed.__typename).toBe('ChangePasswordPayload');
      for (const other of begun) expect(other !== '' && (await isIn(other))).toBe(false);
      const { rows } = await facility.owner.query<{ alive: number }>(
        'select count(*)::int as alive from sessions where user_id = $1 and ended_at is null',
        [facility.userKeys.it_rental_admin],
      );
      expect(rows, 'the one that changed it stays, and no other stands in the list').toEqual([{ alive: 1 }]);
    }
  });
});

describe('a link', () => {
  it('is shown once where no mail is sent, tells its page whom it is for, and is kept as a hash alone', async () => {
    const made = await create('staff.tech');
    expect(made).toMatchObject({
      link: {
        mailedTo: null,
        mailFailed: false,
        url: expect.stringMatching(/^https:\/\/colab\.example\/set-password#[A-Za-z0-9_-]{43}$/),
      },
    });
    const token = tokenIn(made.link?.url ?? '');
    expect(await linkOf(token)).toEqual({
      username: 'staff.tech',
      displayName: 'Staff.Tech',
      purpose: 'RESET',
      expiresAt: new Date(now.getTime() + 30 * 60_000).toISOString(),
    });
    const { rows } = await facility.superuser.query<{ row: string }>(
      'select password_links::text as row from password_links',
    );
    for (const { row } of rows)
      for (const form of [token, Buffer.from(token, 'base64url').toString('hex'), Buffer.from(token).toString('hex')])
        expect(row).not.toContain(form);
  });

  it('sets the password, once, ends every session and every token for tools, and lets its person in from there at once', async () => {
    const session = await tokenOf('staff.tech');
    const tool = await toolOf(session);
    expect(await isIn(tool)).toBe(true);
    const token = await newLink('staff.tech');
    expect(await setPassword(token, 'short')).toMatchObject({
      __typename: 'InvalidInputError',
      fields: [{ path: 'newPassword' }],
    });
    expect(await setPassword(token, 'a password by link')).toEqual({ __typename: 'SetPasswordPayload' });
    expect([await isIn(session), await isIn(tool)]).toEqual([false, false]);
    expect((await signIn('staff.tech', 'a password by link')).__typename).toBe('SignInPayload');
    expect(await setPassword(token, 'another password')).toMatchObject({ __typename: 'LinkVoidError' });
    expect(await linkOf(token)).toBeNull();
  });

  it('is used by one of ten who come at the same moment', async () => {
    for (let round = 0; round < 5; round++) {
      const token = await newLink('staff.tech');
      const outcomes = await Promise.all(
        Array.from({ length: 10 }, (_, number) => setPassword(token, `password of number ${round} ${number}`)),
      );
      expect(outcomes.filter(({ __typename }) => __typename === 'SetPasswordPayload')).toHaveLength(1);
      expect(outcomes.filter(({ __typename }) => __typename === 'LinkVoidError')).toHaveLength(9);
      const winner = outcomes.findIndex(({ __typename }) => __typename === 'SetPasswordPayload');
      expect((await signIn('staff.tech', `password of number ${round} ${winner}`)).__typename).toBe('SignInPayload');
    }
  });

  it('is void after 30 minutes, after a newer one, and when the account is shut; all look like one that never was', async () => {
    const first = await newLink('staff.training');
    const second = await newLink('staff.training');
    const never = await setPassword('A'.repeat(43), 'a password by link');
    expect(never.__typename).toBe('LinkVoidError');
    expect([await linkOf(first), await setPassword(first, 'a password by link')]).toEqual([null, never]);
    expect(await linkOf(second)).not.toBeNull();
    minutes(30.1);
    expect([await linkOf(second), await setPassword(second, 'a password by link')]).toEqual([null, never]);
    const third = await newLink('staff.training');
    await facility.owner.query(`update users set active = false where username = 'staff.training'`);
    expect([await linkOf(third), await setPassword(third, 'a password by link')]).toEqual([null, never]);
    for (const token of ['', 'x', '\0'.repeat(43), "' or true --"])
      expect([await linkOf(token), await setPassword(token, 'a password by link')]).toEqual([null, never]);
  });

  it('is one, however many are made at the same moment', async () => {
    const made = await Promise.all(Array.from({ length: 6 }, () => newLink('viewer.tech')));
    const open = await Promise.all(made.map(linkOf));
    expect(made.every((token) => token !== '')).toBe(true);
    expect(open.filter((link) => link !== null)).toHaveLength(1);
  });
});

describe('an address that changes', () => {
  it('is told, and an open link that went there is void; one that is set for the first time tells nobody', async () => {
    const before = post.letters.length;
    const admin = await tokenOf('admin');
    const change = (username: Username, email: string | null) =>
      ask<{ updateUser: Outcome }>(
        'mutation ($input: UpdateUserInput!) { updateUser(input: $input) { __typename } }',
        { input: { userId: globalId('User', facility.userKeys[username]), email } },
        { token: admin },
      );
    const link = await newLink('viewer.tech');
    expect(await change('viewer.tech', 'moved@colab.example')).toEqual({
      updateUser: { __typename: 'UpdateUserPayload' },
    });
    const letter = await post.letter(before + 1);
    expect(letter).toContain('To: viewer.tech@colab.example');
    expect(letter).toContain('was changed');
    expect(letter).not.toContain('moved@colab.example');
    expect(await linkOf(link)).toBeNull();
    await change('viewer.tech', 'MOVED@colab.example');
    expect(await post.letter(before + 2)).toContain('To: moved@colab.example');
    await change('viewer.tech', null);
    expect(await post.letter(before + 3)).toContain('To: MOVED@colab.example');
    await change('viewer.tech', 'viewer.tech@colab.example');
    await change('viewer.tech', 'viewer.tech@colab.example');
    expect(await request('viewer.tech')).toBe(true);
    expect(await post.letter(before + 4), 'the next letter is the one that was asked for').toContain('set-password#');
  });
});

describe('a link by mail', () => {
  it('goes to the address of who asked, and works', async () => {
    const before = post.letters.length;
    expect(await request(' Viewer.Training ')).toBe(true);
    const letter = await post.letter(before + 1);
    expect(letter).toContain('To: viewer.training@colab.example');
    expect((await setPassword(tokenIn(letter), 'a password by mail')).__typename).toBe('SetPasswordPayload');
    expect((await signIn('viewer.training', 'a password by mail')).__typename).toBe('SignInPayload');
  });

  it('is promised to everybody and told to nobody: a name that does not exist gets the same answer, and no letter goes', async () => {
    const before = post.letters.length;
    for (const name of ['nobody', '', '\0', 'staff.training', 'x'.repeat(5_000)])
      expect(await request(name)).toBe(true);
    expect(await request('room_boss')).toBe(true);
    expect(await post.letter(before + 1)).toContain('room_boss@colab.example');
    expect(post.letters).toHaveLength(before + 1);
  });

  it('is sent five times an hour to one person, and asked for twenty times from one address', async () => {
    const before = post.letters.length;
    for (let number = 0; number < 8; number++) expect(await request('training_facility_admin')).toBe(true);
    await post.letter(before + 5);
    for (let number = 0; number < 20; number++) expect(await request(`somebody ${number}`, '192.0.2.99')).toBe(true);
    expect(await request('superuser', '192.0.2.99')).toBe(true);
    // One more goes to somebody else: were there a sixth, it would be there before.
    expect(await request('superuser')).toBe(true);
    expect(await post.letter(before + 6)).toContain('superuser@colab.example');
    expect(post.letters).toHaveLength(before + 6);
  });

  it('is not shown to the administrator once the mail server has it', async () => {
    const before = post.letters.length;
    expect(await create('superuser', app)).toMatchObject({
      link: { url: null, mailedTo: 'superuser@colab.example', mailFailed: false },
    });
    expect(tokenIn(await post.letter(before + 1))).not.toBe('');
  });

  it('that the mail server refuses is shown to the administrator, who is told; its token is in no log', async () => {
    post.refuses = true;
    try {
      const made = await create('superuser', app);
      expect(made).toMatchObject({ link: { mailedTo: null, mailFailed: true, url: expect.stringContaining('#') } });
      expect(await request('superuser')).toBe(true);
      const admin = await tokenOf('admin');
      const read = () =>
        ask<{ users: { edges: { node: { lastPasswordLink: { mailFailedAt: string | null } } }[] } }>(
          '{ users(search: "superuser") { edges { node { lastPasswordLink { mailFailedAt } } } } }',
          {},
          { token: admin },
        );
      await expect
        .poll(async () => (await read()).users.edges[0]?.node.lastPasswordLink.mailFailedAt)
        .toBe(now.toISOString());
      expect(logged.filter((line) => line.includes('a mail could not be sent')).length).toBeGreaterThanOrEqual(1);
      const everything = logged.join('');
      expect(everything).not.toContain(tokenIn(made.link?.url ?? ''));
      expect(everything).not.toMatch(/set-password#|superuser@colab/);
    } finally {
      post.refuses = false;
    }
  });
});
