import argon2 from 'argon2';
import bcrypt from 'bcryptjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openFacility, password, type TestFacility, type Username } from '../../../test/factories.ts';
import { secret } from '../../../test/secret.ts';
import { type App, openApp } from '../../app.ts';
import { createLog } from '../../platform/log.ts';

let facility: TestFacility;
/** Two servers of one installation. */
let apps: App[];
const start = new Date('2026-11-23T08:00:00Z');
let now = start;
function minutes(count: number) {
  return (now = new Date(now.getTime() + count * 60_000));
}

beforeAll(async () => {
  facility = await openFacility();
  const { appUrl, eventsUrl, jobsUrl } = facility.database;
  const config = {
    appUrl,
    eventsUrl,
    jobsUrl,
    secret,
    host: '127.0.0.1',
    port: 0,
    log: createLog('silent'),
    trustedProxies: 1,
    clock: () => now,
  };
  apps = [await openApp(config), await openApp(config)];
});
afterAll(async () => {
  await Promise.all(apps.map((app) => app.close()));
  await facility.close();
});

type Outcome = { __typename: string; message?: string; retryAfterMs?: number; accessToken?: string };

async function post(address: string, query: string, variables: object, server = 0): Promise<Record<string, Outcome>> {
  const response = await fetch(`${apps[server]?.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
    body: JSON.stringify({ query, variables }),
  });
  return ((await response.json()) as { data: Record<string, Outcome> }).data;
}

const outcome =
  '{ __typename ... on SignInPayload { accessToken } ... on Error { message } ... on TooManyAttemptsError { retryAfterMs } }';
const document = `mutation ($input: SignInInput!) { signIn(input: $input) ${outcome} }`;
async function signIn(username: string, given: string, address: string, server = 0): Promise<Outcome> {
  return (await post(address, document, { input: { username, password: given, tokens: true } }, server))[
    'signIn'
  ] as Outcome;
}
async function typeOf(...given: Parameters<typeof signIn>) {
  return (await signIn(...given)).__typename;
}

function keep(username: Username, hash: string | null) {
  return facility.owner.query('update users set password_hash = $2 where username = $1', [username, hash]);
}
async function kept(username: Username) {
  return (
    (
      await facility.owner.query<{ password_hash: string }>('select password_hash from users where username = $1', [
        username,
      ])
    ).rows[0]?.password_hash ?? ''
  );
}
async function wrongTries(count: number, username: string, address: string) {
  const types: string[] = [];
  for (let number = 0; number < count; number++) types.push(await typeOf(username, 'not the password', address));
  return types;
}
function times<T>(count: number, value: T): T[] {
  return Array.from({ length: count }, () => value);
}

describe('a hash from before', () => {
  it('with weaker parameters is replaced at sign-in, once', async () => {
    expect(await kept('kitchen')).toContain('m=1024');
    expect(await typeOf('kitchen', password, '192.0.2.1')).toBe('SignInPayload');
    const better = await kept('kitchen');
    expect(better).toMatch(/^\$argon2id\$v=19\$m=19456,/);
    expect(await argon2.verify(better, password)).toBe(true);
    expect(await typeOf('kitchen', password, '192.0.2.1')).toBe('SignInPayload');
    expect(await kept('kitchen')).toBe(better);
  });

  it('is replaced by one of all who sign in at once, and all of them are in', async () => {
    const all = await Promise.all(
      times(8, 0).map((_, number) => typeOf('superuser', password, '192.0.2.2', number % 2)),
    );
    expect(all).toEqual(times(8, 'SignInPayload'));
    expect(await kept('superuser')).toContain('m=19456');
  });

  it('of bcrypt ($2a$, $2b$, $2y$) is accepted once, and is argon2id from then on', async () => {
    const accounts = [
      ['it_boss', '$2a$'],
      ['it_rental_admin', '$2b$'],
      ['training_facility_admin', '$2y$'],
    ] as const;
    for (const [username, prefix] of accounts)
      await keep(username, bcrypt.hashSync('an old password', 4).replace(/^\$2.\$/, prefix));
    // At once, because every refusal comes at a full second while there is such a hash.
    await Promise.all(
      accounts.map(async ([username, prefix]) => {
        expect(await typeOf(username, 'another password', '192.0.2.3'), prefix).toBe('NotAllowedError');
        expect(await typeOf(username, 'an old password', '192.0.2.3'), prefix).toBe('SignInPayload');
        expect(await kept(username), prefix).toMatch(/^\$argon2id\$v=19\$m=19456,/);
        expect(await typeOf(username, 'an old password', '192.0.2.3'), prefix).toBe('SignInPayload');
      }),
    );
    for (const [username] of accounts.slice(1)) await keep(username, await kept('kitchen'));
  });

  it('of bcrypt takes no longer password for the one it cut off at 72 bytes, and none that goes on after a NUL', async () => {
    const seventyTwo = 'x'.repeat(72);
    await keep('it_boss', bcrypt.hashSync(seventyTwo, 4));
    expect(bcrypt.compareSync(`${seventyTwo} and more`, await kept('it_boss')), 'what bcrypt itself says').toBe(true);
    const others = [`${seventyTwo} and more`, `${seventyTwo}\0`, '\0', ''];
    expect(await Promise.all(others.map((given) => typeOf('it_boss', given, '192.0.2.4')))).toEqual(
      times(4, 'NotAllowedError'),
    );
    expect(await typeOf('it_boss', seventyTwo, '192.0.2.4')).toBe('SignInPayload');
  });

  it('that is plain text lets nobody in, and says so only to who knows it', async () => {
    await keep('it_staff', 'plain old password');
    const [told, stranger] = [
      await signIn('it_staff', 'plain old password', '192.0.2.5'),
      await signIn('it_staff', 'plain old passwor', '192.0.2.5'),
    ];
    expect(told).toMatchObject({
      __typename: 'PasswordMustBeSetError',
      message: expect.stringContaining('set a new one'),
    });
    expect(stranger).toEqual(await signIn('nobody', 'plain old passwor', '192.0.2.5'));
    expect(await kept('it_staff')).toBe('plain old password');
    await keep('it_staff', null);
    expect(await signIn('it_staff', '', '192.0.2.5')).toEqual(stranger);
  });

  it('of bcrypt makes no refusal quicker or slower than that of a name that does not exist', async () => {
    await keep('it_staff', bcrypt.hashSync('an old password', 12));
    await Promise.all(
      ['it_staff', 'nobody', 'kitchen'].map(async (username) => {
        const began = performance.now();
        expect(await typeOf(username, 'a wrong one', '192.0.2.6')).toBe('NotAllowedError');
        expect(performance.now() - began, username).toBeGreaterThan(990);
      }),
    );
    await keep('it_staff', await kept('kitchen'));
  });
});

describe('wrong passwords', () => {
  it('are ten for an account from one place; then even the right one waits, longer each time, and then it is over', async () => {
    expect(await wrongTries(10, 'admin', '198.51.100.1')).toEqual(times(10, 'NotAllowedError'));
    expect(await signIn('admin', 'not the password', '198.51.100.1')).toMatchObject({
      __typename: 'TooManyAttemptsError',
      retryAfterMs: 60_000,
    });
    minutes(0.5);
    expect(await signIn('admin', password, '198.51.100.1'), 'trying on makes it no longer').toMatchObject({
      __typename: 'TooManyAttemptsError',
      retryAfterMs: 30_000,
    });
    minutes(1);
    expect(await wrongTries(11, 'admin', '198.51.100.1')).toEqual([
      ...times(10, 'NotAllowedError'),
      'TooManyAttemptsError',
    ]);
    expect(await signIn('admin', password, '198.51.100.1')).toMatchObject({
      __typename: 'TooManyAttemptsError',
      retryAfterMs: 120_000,
    });
    minutes(2.1);
    expect(await typeOf('admin', password, '198.51.100.1')).toBe('SignInPayload');
  });

  it('are forgotten after a right one, and after a quarter of an hour', async () => {
    expect(await wrongTries(9, 'room_boss', '198.51.100.2')).toEqual(times(9, 'NotAllowedError'));
    expect(await typeOf('room_boss', password, '198.51.100.2')).toBe('SignInPayload');
    expect(await wrongTries(10, 'room_boss', '198.51.100.2')).toEqual(times(10, 'NotAllowedError'));
    minutes(15.1);
    expect(await typeOf('room_boss', password, '198.51.100.2')).toBe('SignInPayload');
  });

  it('count one by one when a document asks for 30 at once', async () => {
    const aliases = times(30, 0)
      .map(
        (_, number) =>
          `a${number}: signIn(input: { username: "viewer.training", password: "guess ${number}" }) { __typename }`,
      )
      .join(' ');
    const data = await post('198.51.100.3', `mutation { ${aliases} }`, {});
    expect(Object.values(data).map(({ __typename }) => __typename)).toEqual([
      ...times(10, 'NotAllowedError'),
      ...times(20, 'TooManyAttemptsError'),
    ]);
  });

  it('count together on all servers, also those of one moment', async () => {
    const all = await Promise.all(
      times(40, 0).map((_, number) =>
        typeOf('viewer.tech', `guess ${number}`, `198.51.100.${10 + number}`, number % 2),
      ),
    );
    expect(all.filter((type) => type === 'NotAllowedError')).toHaveLength(10);
    expect(all.filter((type) => type === 'TooManyAttemptsError')).toHaveLength(30);
  });

  it('for names that do not exist are counted the same, so that a lock-out tells nothing', async () => {
    expect(await wrongTries(11, 'nobody at all', '198.51.100.60')).toEqual([
      ...times(10, 'NotAllowedError'),
      'TooManyAttemptsError',
    ]);
  });

  it('are fifty from one address, whoever they are for; an IPv6 subscriber has one, not 2^64', async () => {
    const tries: string[] = [];
    for (let number = 0; number < 51; number++)
      tries.push(await typeOf(`person${number}`, 'a guess', `2001:db8:1:2::${number}`));
    expect(tries).toEqual([...times(50, 'NotAllowedError'), 'TooManyAttemptsError']);
    expect(await typeOf('training_facility_admin', password, '2001:db8:1:2:aaaa::1')).toBe('TooManyAttemptsError');
    expect(await typeOf('training_facility_admin', password, '2001:db8:1:3::1')).toBe('SignInPayload');
  });

  it('of strangers at many addresses lock nobody out from where they came in before', async () => {
    expect(await typeOf('staff.tech', password, '203.0.113.1')).toBe('SignInPayload');
    for (let number = 0; number < 11; number++) await typeOf('staff.tech', 'a guess', `203.0.113.${100 + number}`);
    expect(await typeOf('staff.tech', password, '203.0.113.50'), 'elsewhere they wait').toBe('TooManyAttemptsError');
    expect(await typeOf('staff.tech', password, '203.0.113.1'), 'at their own desk they do not').toBe('SignInPayload');
    expect(await typeOf('staff.tech', password, '203.0.113.50'), 'and that lets no stranger go on').toBe(
      'TooManyAttemptsError',
    );
    expect(await wrongTries(11, 'staff.tech', '203.0.113.1'), 'at the desk there are ten tries as well').toEqual([
      ...times(10, 'NotAllowedError'),
      'TooManyAttemptsError',
    ]);
  });

  it('of a neighbour behind the same address lock nobody out who came in there before, and right ones buy no more guesses', async () => {
    const office = '203.0.113.77';
    expect(await typeOf('superuser', password, office)).toBe('SignInPayload');
    const tries: string[] = [];
    for (let number = 0; number < 51; number++) {
      tries.push(await typeOf(`stranger${number}`, 'a guess', office));
      expect(await typeOf('superuser', password, office)).toBe('SignInPayload');
    }
    expect(tries).toEqual([...times(50, 'NotAllowedError'), 'TooManyAttemptsError']);
    expect(await typeOf('training_facility_admin', password, office), 'who is not at home there waits').toBe(
      'TooManyAttemptsError',
    );
  });

  it('take none of the fifty from those who share an address and know their passwords', async () => {
    for (let round = 0; round < 60; round++)
      expect(await typeOf(round % 2 === 0 ? 'it_rental_admin' : 'staff.training', password, '203.0.113.2')).toBe(
        'SignInPayload',
      );
  });
});

describe('a sign-in', () => {
  it('says when somebody came in last, and a wrong one does not', async () => {
    const lastOf = async () =>
      (
        await facility.owner.query<{ at: Date | null }>(
          `select last_sign_in_at as at from users where username = 'staff2.tech'`,
        )
      ).rows[0]?.at;
    expect(await typeOf('staff2.tech', 'wrong', '203.0.113.3')).toBe('NotAllowedError');
    expect(await lastOf()).toBeNull();
    expect(await typeOf('staff2.tech', password, '203.0.113.3')).toBe('SignInPayload');
    expect(await lastOf()).toEqual(now);
  });

  it('keeps neither names nor addresses of those who failed', async () => {
    const { rows } = await facility.owner.query<{ subject: Buffer }>('select subject from sign_in_tries');
    expect(rows.length).toBeGreaterThan(10);
    for (const { subject } of rows) expect(subject).toHaveLength(32);
  });
});
