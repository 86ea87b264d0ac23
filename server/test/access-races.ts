import { createHash, randomBytes } from 'node:crypto';
import { argon2id, hash } from 'argon2';
import pg from 'pg';
import { expect } from 'vitest';
import type { App } from '../src/app.ts';
import { watchAccessWrites } from './access-writes.ts';
import { bearer, post, refreshAt, type Reply } from './sign-in.ts';
import { days, globalId, later, openFacility, type TestFacility, tenantId, tenants } from './factories.ts';
import { MailCatcher } from './mail-catcher.ts';
import { startApp } from './servers.ts';

export type Taking = 'reset' | 'shut' | 'shutAndOpen' | 'revoke' | 'address';

/** What is tried while the access that it comes from is taken away. */
type Giver = {
  /** Whose access that is: a member of staff at their own affairs, or somebody who manages others. */
  readonly by: 'staff' | 'manager';
  readonly against: readonly Taking[];
  readonly give: (scene: Scene, at: string, number: number) => Promise<unknown>;
  /** Whether what an answer gave still lets somebody in. Not asked where only the order counts. */
  readonly lives?: (scene: Scene, answer: unknown) => Promise<boolean>;
  /** It comes from the password, or the address, which still stands once a shut account is open again. */
  readonly mayComeLater?: true;
};

/** One round: somebody with a session, and somebody they manage. */
type Scene = {
  /** A token of the one who takes away: it lives for a quarter of an hour, and the races take longer. */
  readonly admin: string;
  readonly house: AccessRaces;
  readonly person: string;
  readonly username: string;
  readonly password: string;
  readonly session: { readonly accessToken: string; readonly refreshToken: string };
  readonly other: string;
  readonly resetToken: string;
};

export type AccessRaces = {
  readonly facility: TestFacility;
  readonly apps: readonly App[];
  readonly post: MailCatcher;
  readonly hash: string;
  close(): Promise<void>;
};

const word = 'a password of the races';
const nextWord = 'another one of the races';

/** Two servers with pools of their own over one database. */
export async function openAccessRaces(): Promise<AccessRaces> {
  const facility = await openFacility();
  const letters = await MailCatcher.open();
  const more = {
    trustedProxies: 1,
    smtp: { url: letters.url, from: 'colab@colab.example' },
    tryLimits: { perAccount: 1_000, perAddress: 100_000, windowMs: 60_000, firstWaitMs: 1, longestWaitMs: 1 },
    limits: { costPerMinute: 1_000_000_000, readingPerMinute: 1_000_000_000 },
  };
  // Before anybody works there: it takes locks on all of these tables.
  await watchAccessWrites(facility);
  const apps = await Promise.all([
    startApp(facility.database, undefined, more),
    startApp(facility.database, undefined, more),
  ]);
  const kept = await hash(word, { type: argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  await facility.owner.query(`update users set password_hash = $1 where username = 'admin'`, [kept]);
  const house = { facility, apps, post: letters, hash: kept };
  return {
    ...house,
    close: async () => {
      await Promise.all(apps.map((app) => app.close()));
      await Promise.all([letters.close(), facility.close()]);
    },
  };
}

type Outcome = {
  readonly __typename: string;
  readonly accessToken?: string;
  readonly refreshToken?: string;
  readonly text?: string;
  readonly link?: { readonly url: string | null } | null;
};

let addresses = 0;
/** Each from an address of its own: what is counted of one is not what this is about. */
async function ask(url: string, document: string, variables: object, token?: string): Promise<Outcome> {
  addresses += 1;
  const from = `10.${(addresses >> 16) & 255}.${(addresses >> 8) & 255}.${addresses & 255}`;
  const reply: Reply = await post(url, document, variables, {
    'x-forwarded-for': from,
    ...(token ? bearer(token) : {}),
  });
  const refused = reply.errors?.[0]?.extensions?.code;
  if (refused !== undefined && !['UNAUTHENTICATED', 'FORBIDDEN', 'BUSY'].includes(refused)) throw new Error(reply.text);
  const [answer] = Object.values(reply.data ?? {});
  return typeof answer === 'object' && answer !== null
    ? (answer as unknown as Outcome)
    : { __typename: refused ?? String(answer) };
}

function enter(url: string, username: string, password: string) {
  return ask(
    url,
    'mutation ($input: SignInInput!) { signIn(input: $input) { __typename ... on SignInPayload { accessToken refreshToken } } }',
    { input: { username, password, tokens: true } },
  );
}

async function permissionsOf(url: string, token: string): Promise<readonly string[] | null> {
  return (
    (
      (await post(url, '{ viewer { permissions } }', {}, bearer(token))).data?.['viewer'] as {
        permissions: string[];
      } | null
    )?.permissions ?? null
  );
}

/** Lets somebody in to anything at all: after a role was taken away there is nothing left that a token or a session opens. */
async function opens({ house }: Scene, token: string | undefined): Promise<boolean> {
  return token !== undefined && ((await permissionsOf(house.apps[0]?.url ?? '', token)) ?? []).length > 0;
}

function hashed(token: string) {
  return createHash('sha256').update(token).digest();
}
async function isLink({ house }: Scene, url: string | null | undefined): Promise<boolean> {
  const token = url?.split('#')[1];
  return (
    token !== undefined &&
    (
      await post(house.apps[0]?.url ?? '', 'query ($token: String!) { passwordLink(token: $token) { username } }', {
        token,
      })
    ).data?.['passwordLink'] !== null
  );
}
function userId(key: string) {
  return globalId('User', key);
}
function byInput(name: string, type: string, fields = '') {
  return `mutation ($input: ${type}!) { ${name}(input: $input) { __typename ${fields} } }`;
}
const updateUser = byInput('updateUser', 'UpdateUserInput');

const own: readonly Taking[] = ['reset', 'shut', 'shutAndOpen', 'revoke'];

/**
 * Every mutation that writes into these tables, by hand; null for those that only take away. That none is missing is seen
 * where each mutation is run once.
 */
export const accessMutations: Readonly<Record<string, Giver | null>> = {
  // Comes from nobody’s access: there is none who could take it away.
  setUpAdministrator: null,
  createToken: {
    by: 'staff',
    against: own,
    give: ({ session }, at, number) =>
      ask(
        at,
        byInput('createToken', 'CreateTokenInput', '... on CreateTokenPayload { text }'),
        { input: { name: `Tool ${number}`, scopes: ['calendar:read'], expiresAt: later(new Date(), days(300)) } },
        session.accessToken,
      ),
    lives: (scene, answer) => opens(scene, (answer as Outcome).text),
  },
  startDisplay: {
    by: 'staff',
    against: own,
    give: ({ session }, at) =>
      ask(
        at,
        'mutation { startDisplay(name: "Wall", tokens: true) { __typename ... on StartDisplayPayload { accessToken refreshToken } } }',
        {},
        session.accessToken,
      ),
    lives: (scene, answer) => opens(scene, (answer as Outcome).accessToken),
  },
  refreshSession: {
    by: 'staff',
    against: own,
    give: ({ session }, at) => refreshAt(at, session.refreshToken),
    lives: (scene, answer) => opens(scene, (answer as Outcome).accessToken),
  },
  signIn: {
    by: 'staff',
    against: own,
    mayComeLater: true,
    give: ({ username, password }, at) => enter(at, username, password),
    lives: (scene, answer) => opens(scene, (answer as Outcome).accessToken),
  },
  changePassword: {
    by: 'staff',
    against: ['reset', 'shut', 'shutAndOpen'],
    give: ({ session, password }, at, number) =>
      ask(
        at,
        byInput('changePassword', 'ChangePasswordInput'),
        { input: { currentPassword: password, newPassword: `a thief's own word ${number}` } },
        session.accessToken,
      ),
    lives: (scene) => opens(scene, scene.session.accessToken),
  },
  setPassword: {
    by: 'staff',
    against: ['shut', 'shutAndOpen', 'address'],
    give: ({ resetToken }, at, number) =>
      ask(at, byInput('setPassword', 'SetPasswordInput'), {
        input: { token: resetToken, newPassword: `words of their own ${number}` },
      }),
  },
  requestPasswordReset: {
    by: 'staff',
    against: ['shut', 'shutAndOpen', 'address'],
    mayComeLater: true,
    give: ({ username }, at) =>
      ask(at, 'mutation ($username: String!) { requestPasswordReset(username: $username) }', { username }),
  },
  createPasswordLink: {
    by: 'manager',
    against: own,
    give: ({ session, other }, at) =>
      ask(
        at,
        'mutation ($userId: ID!) { createPasswordLink(userId: $userId) { __typename ... on CreatePasswordLinkPayload { link { url } } } }',
        { userId: userId(other) },
        session.accessToken,
      ),
    lives: (scene, answer) => isLink(scene, (answer as Outcome).link?.url),
  },
  inviteUser: {
    by: 'manager',
    against: own,
    give: ({ session, username }, at, number) =>
      ask(
        at,
        byInput('inviteUser', 'InviteUserInput', '... on InviteUserPayload { link { url } }'),
        { input: { username: `${username}.${number}`, displayName: 'Accomplice', roles: [{ role: 'kitchen' }] } },
        session.accessToken,
      ),
    lives: (scene, answer) => isLink(scene, (answer as Outcome).link?.url),
  },
  grantRole: {
    by: 'manager',
    against: own,
    give: ({ session, other }, at, number) =>
      ask(
        at,
        byInput('grantRole', 'RoleGrantInput'),
        {
          input: {
            userId: userId(other),
            role:
              ['kitchen', 'house', 'it_staff'][number % 3] === 'house'
                ? 'room_boss'
                : ['kitchen', 'it_boss', 'it_staff'][number % 3],
          },
        },
        session.accessToken,
      ),
  },
  updateUser: {
    by: 'manager',
    against: own,
    give: ({ session, other }, at, number) =>
      ask(
        at,
        updateUser,
        {
          input: {
            userId: userId(other),
            ...(number % 2 === 0
              ? { active: true }
              : { email: `thief.${randomBytes(4).toString('hex')}@thief.example` }),
          },
        },
        session.accessToken,
      ),
  },
  revokeRole: null,
  revokeToken: null,
  signOut: null,
  signOutEverywhere: null,
  endSession: null,
  shutAccount: null,
};

export const givers = Object.entries(accessMutations).flatMap(([name, giver]) =>
  giver ? giver.against.map((taking) => [name, taking] as const) : [],
);

let rounds = 0;
async function openScene(house: AccessRaces, admin: string, { by }: Giver): Promise<Scene> {
  const {
    facility: { owner },
    hash: kept,
    apps,
  } = house;
  rounds += 1;
  const username = `person.${rounds}`;
  const newPerson = async (name: string, active: boolean) =>
    (
      await owner.query<{ id: string }>(
        `insert into users (username, display_name, password_hash, email, active) values ($1, 'Somebody', $2, $3, $4) returning id`,
        [name, kept, by === 'staff' ? `${name}@colab.example` : null, active],
      )
    ).rows[0]?.id ?? '';
  const [person, other] = [await newPerson(username, true), await newPerson(`other.${rounds}`, true)];
  await owner.query(
    'insert into role_grants (user_id, role_name, tenant_id) values ($1, $2, $3)',
    by === 'staff' ? [person, 'staff', tenants.TECH] : [person, 'admin', null],
  );
  const { accessToken = '', refreshToken = '' } = await enter(apps[0]?.url ?? '', username, word);
  expect(accessToken, `${username} signs in`).not.toBe('');
  const resetToken = randomBytes(32).toString('base64url');
  await owner.query(
    `insert into password_links (user_id, hash, purpose, created_at, expires_at) values ($1, $2, 'RESET', now(), now() + interval '20 minutes')`,
    [person, hashed(resetToken)],
  );
  return { house, admin, person, username, password: word, session: { accessToken, refreshToken }, other, resetToken };
}

/** Whoever is told that the house is busy tries again: nothing was saved. */
async function untilAnswered(work: () => Promise<Outcome>): Promise<string> {
  const { __typename: name } = await work();
  return ['BUSY', 'BusyError'].includes(name) ? untilAnswered(work) : name;
}

/** Gives back whether it was done. */
async function take(
  { admin, person, resetToken }: Scene,
  at: string,
  taking: Taking,
  by: Giver['by'],
): Promise<boolean> {
  const change = async (input: object) =>
    (await untilAnswered(() => ask(at, updateUser, { input: { userId: userId(person), ...input } }, admin))) ===
    'UpdateUserPayload';
  switch (taking) {
    case 'reset':
      return (
        (await untilAnswered(() =>
          ask(at, byInput('setPassword', 'SetPasswordInput'), { input: { token: resetToken, newPassword: nextWord } }),
        )) === 'SetPasswordPayload'
      );
    case 'shut':
      return change({ active: false });
    case 'shutAndOpen':
      return (await change({ active: false })) && (await change({ active: true }));
    case 'address':
      return change({ email: `${randomBytes(6).toString('hex')}@colab.example` });
    case 'revoke':
      return (
        (await untilAnswered(() =>
          ask(
            at,
            byInput('revokeRole', 'RoleGrantInput'),
            {
              input: {
                userId: userId(person),
                ...(by === 'staff' ? { role: 'staff', tenantId: tenantId('TECH') } : { role: 'admin' }),
              },
            },
            admin,
          ),
        )) === 'RevokeRolePayload'
      );
  }
}

/** When access was taken away, in the order of the writes. */
const takenAt: Record<Taking, string> = {
  reset: `action = 'setPassword' and of_table = 'users' and row ->> 'id' = $1`,
  shut: `action = 'updateUser' and of_table = 'users' and row ->> 'id' = $1 and row ->> 'active' = 'false'`,
  shutAndOpen: `action = 'updateUser' and of_table = 'users' and row ->> 'id' = $1 and row ->> 'active' = 'false'`,
  revoke: `action = 'revokeRole' and of_table = 'role_grants' and op = 'DELETE' and row ->> 'user_id' = $1`,
  address: `action = 'updateUser' and of_table = 'users' and row ->> 'id' = $1`,
};

/**
 * One mutation, three times at once on two servers, against what takes away the access it comes from. A row that somebody
 * holds lets all of them come up to it first, so that they truly meet.
 */
export async function raceAccess(house: AccessRaces, name: string, taking: Taking, times: number): Promise<void> {
  const giver = accessMutations[name];
  if (!giver) throw new Error(`${name} gives no access`);
  const urls = house.apps.map(({ url }) => url);
  const { accessToken } = await enter(urls[0] ?? '', 'admin', word);
  const url = (number: number) => urls[number % urls.length] ?? '';
  for (let round = 0; round < times; round += 1) {
    const scene = await openScene(house, accessToken ?? '', giver);
    const gate = new pg.Client(house.facility.database.superuserUrl);
    await gate.connect();
    try {
      await gate.query('begin');
      await gate.query('select from users where id = $1 for update', [scene.person]);
      const begin = {
        given: () => Array.from({ length: 3 }, (_, number) => giver.give(scene, url(number + round), number)),
        taken: () => take(scene, url(round + 1), taking, giver.by),
      };
      // In turns: what was let in before its access was taken away comes to the row before, or right after.
      const given: Promise<unknown>[] = [];
      if (round % 2 === 0) {
        given.push(...begin.given());
        await allAtTheGate(house, given);
      }
      const taken = begin.taken();
      if (round % 2 === 1) {
        await allAtTheGate(house, [taken]);
        given.push(...begin.given());
      }
      await allAtTheGate(house, [...given, taken]);
      await gate.query('commit');
      const answers = await Promise.all(given);
      const what = `round ${round}: ${name} against ${taking}`;
      if (!(await taken))
        expect(
          ['requestPasswordReset', 'changePassword'],
          `${what}: only what voids a link keeps its password from being set`,
        ).toContain(name);
      else await nothingOutlives(scene, giver, name, taking, answers, what);
    } finally {
      await gate.end();
    }
  }
}

/** Resolves once everybody who was not answered yet waits for a lock, as far as the places at one person let them. */
async function allAtTheGate(
  { facility: { superuser } }: AccessRaces,
  asked: readonly Promise<unknown>[],
): Promise<void> {
  let left = asked.length;
  for (const one of asked)
    void one.then(
      () => (left -= 1),
      () => (left -= 1),
    );
  for (let waiting = 0; left > 0 && waiting < Math.min(left, 3);) {
    const { rows } = await superuser.query<{ n: number }>(
      `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    waiting = rows[0]?.n ?? 0;
  }
}

async function nothingOutlives(
  scene: Scene,
  giver: Giver,
  name: string,
  taking: Taking,
  answers: readonly unknown[],
  what: string,
): Promise<void> {
  const {
    house: {
      facility: { superuser },
    },
    person,
    other,
    username,
  } = scene;
  const {
    rows: [order],
  } = await superuser.query<{ taken: Date | null; late: string[] }>(
    `with taken as (select min(at) as at from access_writes where ${takenAt[taking]})
     select (select at from taken) as taken, (select coalesce(array_agg(of_table || ' ' || op), '{}') from access_writes w
       where w.action = $2 and w.at > (select at from taken) and not (w.of_table = 'password_links' and w.op = 'UPDATE') -- a mark
         and (w.row ->> 'user_id' = any ($3) or w.row ->> 'id' = any ($3) or w.row ->> 'username' like $4 || '.%')) as late`,
    // Shutting the account is a change of the same name.
    [person, name, name === 'updateUser' ? [other] : [person, other], username],
  );
  expect(order?.taken, `${what}: it was taken away`).not.toBeNull();
  // A role that is taken away leaves the person in: what they have then opens nothing.
  const rests = taking !== 'revoke' || giver.by === 'manager';
  const standsLater = giver.mayComeLater === true && taking !== 'shut';
  if (rests && !standsLater) expect(order?.late, `${what}: nothing is given once it is taken away`).toEqual([]);
  if (!giver.lives || (standsLater && taking === 'shutAndOpen')) return;
  for (const answer of answers)
    expect(await giver.lives(scene, answer), `${what}: what was given, ${JSON.stringify(answer)}`).toBe(false);
}
