import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { days, later, openFacility, type TestFacility, type Username } from '../../../test/factories.ts';
import { startApp } from '../../../test/servers.ts';
import {
  bearer,
  csrf,
  jar,
  nameAt,
  post,
  refreshAt,
  signInAs,
  signInByCookie,
  type Tokens,
  viewerIn,
} from '../../../test/sign-in.ts';
import type { App } from '../../app.ts';

let facility: TestFacility;
let app: App;
let now = new Date('2026-12-11T16:00:00Z');
function clock() {
  return now;
}

beforeAll(async () => {
  facility = await openFacility();
  app = await startApp(facility.database, clock);
});
afterAll(async () => {
  await app.close();
  await facility.close();
});

const start =
  'mutation ($name: String!) { startDisplay(name: $name, tokens: true) { __typename ... on StartDisplayPayload { accessToken refreshToken viewer { via permissions tenants { code } } } ... on InvalidInputError { fields { path } } ... on Error { message } } }';
async function startAs(
  username: Username,
  name = 'Front desk',
): Promise<{ readonly person: Tokens; readonly display: Tokens & { readonly viewer: unknown } }> {
  const person = await signInAs(app.url, username);
  return {
    person,
    display: (await post(app.url, start, { name }, bearer(person.accessToken))).data?.['startDisplay'] as never,
  };
}
function ask(tokens: Tokens, query: string, variables: object = {}) {
  return post(app.url, query, variables, bearer(tokens.accessToken));
}
const calendar = `{ calendar(from: "2026-12-11T00:00:00Z", to: "2026-12-12T00:00:00Z") { cursor } }`;

describe('a wall display', () => {
  it('takes the place of the session it was started from, and of its cookies', async () => {
    const cookies = await signInByCookie(app.url, 'room_boss');
    const answer = await post(app.url, start, { name: 'Front desk' }, { cookie: jar(cookies), ...csrf });
    expect(answer.data?.['startDisplay']).toMatchObject({
      __typename: 'StartDisplayPayload',
      accessToken: null,
      refreshToken: null,
    });
    const whoIs = async (held: readonly string[]) =>
      (await post(app.url, '{ viewer { via } }', {}, { cookie: jar(held), ...csrf })).data?.['viewer'];
    expect(await whoIs(answer.cookies)).toEqual({ via: 'DISPLAY' });
    expect(await whoIs(cookies)).toBeNull();
    expect(
      (await post(app.url, 'mutation { refreshSession { __typename } }', {}, { cookie: jar(cookies), ...csrf })).data?.[
        'refreshSession'
      ],
    ).toEqual({ __typename: 'NotAllowedError' });
    expect(answer.cookies.find((cookie) => cookie.includes('refresh'))).toContain(
      `Expires=${later(now, days(400)).toUTCString()}`,
    );
  });

  it.each([
    ['admin', ['booking:read-operational', 'calendar:read', 'kitchen:read'], ['TECH', 'TRAINING']],
    ['room_boss', ['booking:read-operational', 'calendar:read'], ['TECH', 'TRAINING']],
    ['kitchen', ['booking:read-operational', 'calendar:read', 'kitchen:read'], ['TECH', 'TRAINING']],
    ['viewer.tech', ['booking:read-operational', 'calendar:read'], ['TECH']],
  ] as const)(
    'of %s may read how bookings run where that person may, and nothing else',
    async (username, permissions, codes) => {
      const { display } = await startAs(username);
      expect(display.viewer).toEqual({ via: 'DISPLAY', permissions, tenants: codes.map((code) => ({ code })) });
      expect((await ask(display, calendar)).errors).toBeUndefined();
    },
  );

  it('never has more than the person has at that moment', async () => {
    await facility.grant('staff2.tech', 'kitchen');
    const { display } = await startAs('staff2.tech');
    const permissions = async () =>
      (viewerIn(await ask(display, '{ viewer { permissions } }')) as { permissions: string[] }).permissions;
    expect(await permissions()).toContain('kitchen:read');
    await facility.revoke('staff2.tech', 'kitchen');
    expect(await permissions()).toEqual(['booking:read-operational', 'calendar:read']);
  });

  it('of an administrator shows nobody’s roles: what it is cut to counts, not whose it is', async () => {
    const startsAt = new Date('2026-12-14T08:00:00Z');
    await facility.insertBooking({ startsAt, endsAt: later(startsAt, 3_600_000), room: 1 });
    const { display } = await startAs('admin');
    const asked = '{ bookings(first: 1) { edges { node { createdBy { username roles { role { name } } } } } } }';
    const creatorSeenBy = (createdBy: object) => ({ bookings: { edges: [{ node: { createdBy } }] } });
    expect((await ask(display, asked)).data).toEqual(
      creatorSeenBy({ username: expect.not.stringMatching('admin') as string, roles: [] }),
    );
    const person = await signInAs(app.url, 'admin');
    expect((await ask(person, asked)).data, 'administrators themselves see them').toMatchObject(
      creatorSeenBy({ roles: [{ role: { name: expect.any(String) as string } }] }),
    );
  });

  it('changes nothing: no booking, no session, no token, no other display', async () => {
    const { display } = await startAs('admin');
    const refused = [
      'mutation { a: cancelBooking(input: { bookingId: "Qm9va2luZzowMDAwMDAwMC0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAwZmY=", reason: "x" }) { __typename } }',
      'mutation { a: signOutEverywhere { __typename } }',
      'mutation { a: endSession(id: "U2Vzc2lvbjowMDAwMDAwMC0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAwZmY=") { __typename } }',
      'mutation { a: createToken(input: { name: "x", scopes: ["calendar:read"], expiresAt: "2026-12-24T00:00:00Z" }) { __typename } }',
      'mutation { a: revokeToken(id: "UGVyc29uYWxUb2tlbjowMDAwMDAwMC0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAwZmY=") { __typename } }',
      'mutation { a: startDisplay(name: "x") { __typename } }',
    ];
    for (const query of refused)
      expect((await ask(display, query)).data?.['a'], query).toEqual({ __typename: 'NotAllowedError' });
    for (const field of ['sessions { id }', 'tokens { id }']) {
      expect((await ask(display, `{ viewer { ${field} } }`)).errors?.[0]?.extensions?.code, field).toBe('FORBIDDEN');
    }
  });

  it('outlives a holiday and a restart', async () => {
    const begun = now;
    const { display } = await startAs('viewer.training', 'Workshop');
    now = later(begun, days(31));
    await app.close();
    app = await startApp(facility.database, clock);
    expect(await nameAt(app.url, display.accessToken)).toBeNull();
    let next = await refreshAt(app.url, display.refreshToken);
    expect(await nameAt(app.url, next.accessToken ?? '')).toBe('viewer.training');

    now = later(now, days(400) - 1);
    next = await refreshAt(app.url, next.refreshToken ?? '');
    expect(await nameAt(app.url, next.accessToken ?? ''), 'each use puts the end off').toBe('viewer.training');
    now = later(now, days(400));
    expect((await refreshAt(app.url, next.refreshToken ?? '')).__typename).toBe('NotAllowedError');
    now = begun;
  });

  it('stands with its name in the list of its person’s sessions, and is ended from there', async () => {
    const { display } = await startAs('it_boss', '  Reception, left  ');
    const person = await signInAs(app.url, 'it_boss');
    const { sessions } = viewerIn(await ask(person, '{ viewer { sessions { id kind name } } }')) as {
      sessions: { id: string; kind: string; name: string }[];
    };
    const shown = sessions.find(({ kind }) => kind === 'DISPLAY');
    expect(shown?.name).toBe('Reception, left');
    await ask(person, 'mutation ($id: ID!) { endSession(id: $id) { __typename } }', { id: shown?.id });
    expect(await nameAt(app.url, display.accessToken)).toBeNull();
    expect((await refreshAt(app.url, display.refreshToken)).__typename).toBe('NotAllowedError');
  });

  it('needs a name on one line, and a session that stands', async () => {
    const person = await signInAs(app.url, 'it_staff');
    for (const name of ['', '   ', '\u200B', 'two\nlines', 'a\0b', 'x'.repeat(101)]) {
      expect((await ask(person, start, { name })).data?.['startDisplay'], JSON.stringify(name)).toMatchObject({
        __typename: 'InvalidInputError',
        fields: [{ path: 'name' }],
      });
    }
    expect(await nameAt(app.url, person.accessToken), 'the session goes on').toBe('it_staff');
    expect((await post(app.url, start, { name: 'x' })).data?.['startDisplay']).toMatchObject({
      __typename: 'NotAllowedError',
    });
  });
});
