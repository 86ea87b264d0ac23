import { describe, expect, it } from 'vitest';
import { arrange } from './arrange.ts';
import { Caller } from './client.ts';
import { days, later, password } from './factories.ts';
import { startApp } from './servers.ts';
import { bearer, refreshAt, signInAs } from './sign-in.ts';

const { facility, app } = await arrange();

type Answered = {
  readonly status: number;
  readonly left: number;
  readonly code: string | undefined;
  readonly message: string | undefined;
};
async function ask(
  url: string,
  query: string,
  headers: Record<string, string> = {},
  variables: object = {},
): Promise<Answered> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  const { errors: [error] = [] } = (await response.json()) as {
    errors?: { message: string; extensions: { code: string } }[];
  };
  return {
    status: response.status,
    left: Number(response.headers.get('ratelimit-remaining')),
    code: error?.extensions.code,
    message: error?.message,
  };
}
const list =
  '{ bookings(first: 100) { edges { node { id reference version status history(first: 40) { at actor { username } } } } } }';
function signIn(username: string) {
  return `mutation { signIn(input: { username: "${username}", password: "${password}", tokens: true }) { ... on SignInPayload { accessToken viewer { permissions } } } }`;
}

describe('a person', () => {
  it('has one purse for all their screens, however often they sign in, and another for all their tokens and displays', async () => {
    const first = await signInAs(app.url, 'staff.tech');
    const before = await ask(app.url, list, bearer(first.accessToken));
    const price = 1_000_000 - before.left;
    expect(price).toBeGreaterThan(5_000);
    const second = await signInAs(app.url, 'staff.tech');
    expect((await ask(app.url, list, bearer(second.accessToken))).left, 'another session of theirs').toBe(
      before.left - price,
    );

    const create =
      'mutation ($expiresAt: DateTime!) { createToken(input: { name: "A tool", scopes: ["calendar:read"], expiresAt: $expiresAt }) { ... on CreateTokenPayload { text } } }';
    const texts = await Promise.all(
      [1, 2].map(async () => {
        const answer = await fetch(`${app.url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...bearer(first.accessToken) },
          body: JSON.stringify({ query: create, variables: { expiresAt: later(new Date(), days(1)) } }),
        });
        return ((await answer.json()) as { data: { createToken: { text: string } } }).data.createToken.text;
      }),
    );
    const display = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...bearer(second.accessToken) },
      body: JSON.stringify({
        query: 'mutation { startDisplay(name: "Lobby", tokens: true) { ... on StartDisplayPayload { accessToken } } }',
      }),
    });
    const { accessToken } = ((await display.json()) as { data: { startDisplay: { accessToken: string } } }).data
      .startDisplay;
    const left = [];
    for (const text of [...texts, accessToken]) left.push((await ask(app.url, list, bearer(text))).left);
    expect(left).toEqual([1, 2, 3].map((times) => 1_000_000 - times * price));
    const other = await signInAs(app.url, 'staff.training');
    expect((await ask(app.url, list, bearer(other.accessToken))).left, 'another person').toBe(before.left);
  });

  it('is told whose purse it is that is empty', async () => {
    const poor = await startApp(facility.database, undefined, { limits: { costPerMinute: 15_000 } });
    try {
      const { accessToken } = await signInAs(poor.url, 'staff.tech');
      for (let index = 0; index < 2; index += 1) await ask(poor.url, list, bearer(accessToken));
      expect(await ask(poor.url, list, bearer(accessToken))).toMatchObject({
        status: 429,
        code: 'LIMIT_EXCEEDED',
        message: expect.stringMatching(
          /^All your screens together have asked for more than they may in a minute\. Go on in \d+ s\.$/,
        ) as string,
      });
      const again = await signInAs(poor.url, 'staff.tech');
      expect(
        (await ask(poor.url, '{ viewer { via } }', bearer(again.accessToken))).status,
        'signing in again brings no second purse',
      ).toBe(429);
      expect((await refreshAt(poor.url, again.refreshToken)).__typename, 'yet it is possible').toBe(
        'RefreshSessionPayload',
      );
    } finally {
      await poor.close();
    }
  });
});

describe('strangers of an address', () => {
  it('who are refused 57 times the dearest that there is lock nobody there out', async () => {
    const { refreshToken } = await signInAs(app.url, 'staff2.tech');
    const dearest = '{ bookings(first: 100) { edges { node { history(first: 64) { at actor { username } } } } } }';
    for (let index = 0; index < 57; index += 1) expect((await ask(app.url, dearest)).code).toBe('UNAUTHENTICATED');
    expect((await refreshAt(app.url, refreshToken)).__typename).toBe('RefreshSessionPayload');
    await signInAs(app.url, 'staff2.tech');
    expect((await ask(app.url, '{ facility { name } }')).status).toBe(200);
  });

  it.each([
    ['a list', '{ bookings(first: 100) { edges { node { id reference version } } } }', 1],
    [
      'what needs a right in a fragment',
      '{ ...a } fragment a on Query { users { edges { node { username } } } auditLog(first: 100) { edges { node { id } } } }',
      2,
    ],
    ['a node', '{ node(id: "x") { ... on Booking { history(first: 100) { at } } } }', 1],
    [
      'a write',
      'mutation { cancelBooking(input: { bookingId: "Qm9va2luZzowMDAwMDAwMC0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAwZmY=", expectedVersion: 1, reason: "no" }) { __typename ... on Error { message } } }',
      1,
    ],
    [
      'a write beside a sign-out',
      'mutation { signOut cancelBooking(input: { bookingId: "Qm9va2luZzowMDAwMDAwMC0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAwZmY=", expectedVersion: 1, reason: "no" }) { ... on CancelBookingPayload { booking { history(first: 100) { at } } } } }',
      2,
    ],
  ])('pay one for each field that is refused, not for what it would have brought: %s', async (_name, query, price) => {
    const { left } = await ask(app.url, '{ __typename }');
    const { left: after, code } = await ask(app.url, query);
    expect(left - after).toBe(price);
    expect([undefined, 'UNAUTHENTICATED']).toContain(code);
  });

  it('sign in, refresh and sign out from a purse of its own, which nothing else empties', async () => {
    const poor = await startApp(facility.database, undefined, { limits: { costPerMinute: 400 } });
    try {
      const { refreshToken } = await signInAs(poor.url, 'viewer.tech');
      const wide = `{ ${Array.from({ length: 30 }, (_, index) => `a${index}: facility { name sampleAccounts { username title } }`).join(' ')} }`;
      expect((await ask(poor.url, wide)).status).toBe(429);
      expect(await ask(poor.url, '{ facility { name } }')).toMatchObject({
        status: 429,
        message: expect.stringContaining('Those at your address who are not signed in') as string,
      });
      expect((await ask(poor.url, signIn('viewer.tech'))).status).toBe(200);
      expect((await refreshAt(poor.url, refreshToken)).__typename).toBe('RefreshSessionPayload');
      expect((await ask(poor.url, 'mutation { signOut }')).status).toBe(200);
      expect(await ask(poor.url, 'mutation { requestPasswordReset(username: "viewer.tech") }')).toMatchObject({
        status: 200,
        code: undefined,
      });
      expect(
        (
          await ask(
            poor.url,
            'mutation { signOut endSession(id: "U2Vzc2lvbjowMDAwMDAwMC0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAwZmY=") { __typename } }',
          )
        ).status,
        'what does more than that is paid as everything else',
      ).toBe(429);
    } finally {
      await poor.close();
    }
  });

  it('have no more tries for asking thirty times in one document, and pay for each', async () => {
    const { left } = await ask(app.url, 'mutation { signOut }');
    const wrong = `mutation { ${Array.from({ length: 30 }, (_, index) => `a${index}: signIn(input: { username: "viewer.training", password: "guess ${index}" }) { __typename ... on SignInPayload { viewer { permissions tenants { id code name } } } }`).join(' ')} }`;
    const response = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: wrong }),
    });
    const { data } = (await response.json()) as { data: Record<string, { __typename: string }> };
    expect(Object.values(data).filter(({ __typename }) => __typename === 'NotAllowedError').length).toBeLessThanOrEqual(
      10,
    );
    expect(left - Number(response.headers.get('ratelimit-remaining'))).toBe(30);
  });
});

it('a socket pays from the same purses', async () => {
  const [caller, again] = [await Caller.signIn(app.url, 'viewer.tech'), await Caller.signIn(app.url, 'viewer.tech')];
  const { left } = await ask(app.url, list, bearer(caller.token ?? ''));
  const socket = again.connect();
  await socket.subscribe(list).ended;
  const { left: after } = await ask(app.url, list, bearer(caller.token ?? ''));
  expect(left - after).toBe(2 * (1_000_000 - left));
  await socket.close();
});
