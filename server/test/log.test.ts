import { describe, expect, it } from 'vitest';
import { createLog } from '../src/platform/log.ts';
import { arrange } from './arrange.ts';
import { Caller } from './client.ts';
import { password } from './factories.ts';

const lines: string[] = [];

const { facility, app } = await arrange({
  settings: { log: createLog('trace', { write: (line) => void lines.push(line) }) },
});

type Line = Readonly<Record<string, unknown>> & { readonly requestId?: string; readonly msg: string };
function written(): Line[] {
  return lines.map((line) => JSON.parse(line) as Line);
}

async function post(headers: Record<string, string>, body: unknown, path = '/graphql') {
  const response = await fetch(`${app.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { id: response.headers.get('x-request-id'), text: await response.text() };
}

describe('the log at its most talkative', () => {
  it('holds nothing of what callers send: passwords, tokens, cookies, variables, documents, addresses, headers', async () => {
    const boss = await Caller.signIn(app.url, 'room_boss');
    const authorization = `Bearer ${boss.token}`;
    const signIn = 'mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }';
    await post({}, { query: signIn, variables: { input: { username: 'room_boss', password: 'MARKER-password' } } });
    await post({}, { query: signIn, variables: { input: { username: 'MARKER-user', password } } });
    await post(
      {},
      {
        query: 'mutation ($input: RefreshSessionInput) { refreshSession(input: $input) { __typename } }',
        variables: { input: { refreshToken: 'MARKER-refresh' } },
      },
    );
    await post({ authorization: 'Bearer MARKER-token' }, { query: '{ viewer { permissions } }' });
    await post(
      {
        cookie: '__Host-colab-access=MARKER-cookie',
        'x-colab-csrf': 'MARKER-csrf',
        'user-agent': 'MARKER-agent',
        'x-anything': 'MARKER-header',
        'x-request-id': 'MARKER id',
      },
      { query: '{ viewer { permissions } }' },
    );
    await post(
      { authorization },
      { query: '{ MARKERfield ...MARKERfragment } fragment MARKERfragment on MARKERtype { a }' },
    );
    await post(
      { authorization },
      {
        query: 'query ($search: String) { bookings(filter: { search: $search }) { edges { cursor } } }',
        variables: { search: 'MARKER-search\0' },
      },
    );
    await post(
      { authorization },
      { query: 'query ($a: Int!) { bookings(first: $a) { edges { cursor } } }', variables: { a: 'MARKER-variable' } },
    );
    await post(
      { authorization },
      { query: '{ node(id: "MARKER-id") { id } bookings(after: "MARKER-cursor") { edges { cursor } } }' },
    );
    await post({ authorization }, '{"query": "MARKER-json');
    await post({ origin: 'https://MARKER-origin.example' }, { query: '{ __typename }' });
    await post({}, { query: '{ __typename }' }, '/graphql?MARKER-query=MARKER-value#MARKER-fragment');
    await fetch(`${app.url}/MARKER-path?date=MARKER-date`);
    await fetch(`${app.url}/graphql?query=%7BMARKERget%7D&variables=MARKER-json`);
    const socket = boss.connect();
    await socket.subscribe('{ MARKERsocket }').ended;
    await socket.subscribe('subscription ($id: ID!) { bookingChanged(id: $id, after: "MARKER-after") { cursor } }', {
      id: 'MARKER-id',
    }).ended;
    await socket.close();

    expect(written().filter(({ msg }) => msg === 'request').length).toBeGreaterThan(12);
    expect(written().filter(({ msg }) => msg === 'operation').length).toBeGreaterThanOrEqual(2);
    expect(lines.filter((line) => line.includes('MARKER'))).toEqual([]);
    for (const secret of [boss.token ?? '', password, 'thandi@client.example'])
      expect(lines.filter((line) => line.includes(secret))).toEqual([]);
  });

  it('tells of an error of ours by its kind and place, without the row that a database prints and the words that it quotes', () => {
    const said: string[] = [];
    const log = createLog('trace', { write: (line) => void said.push(line) });
    const row = Object.assign(
      new Error('duplicate key value violates "users_email" (MARKER@client.example)', {
        cause: new Error('Key (email)=(MARKER) exists'),
      }),
      { detail: 'MARKER' },
    );
    log.error(
      { err: row, password: 'MARKER', input: { accessToken: 'MARKER', variables: { a: 'MARKER' } } },
      'unexpected failure',
    );
    log.error({ err: new SyntaxError(`Unexpected token 'M', "MARKER"... is not valid JSON`) }, 'unexpected failure');
    log.error(
      {
        err: new Error(
          'prisma.user.findFirst({\n where: { username: "MARKER" }\n})\nArgument `username` is missing: MARKER@mail.example',
        ),
      },
      'unexpected failure',
    );
    expect(said.join('')).not.toContain('MARKER');
    expect(JSON.parse(said[0] ?? '')).toMatchObject({
      err: { type: 'Error', at: expect.arrayContaining([expect.stringContaining('log.test.ts')]) as string[] },
    });
  });

  it('has a line for each request with what it did, and one id through lines, answer and error', async () => {
    lines.length = 0;
    const boss = await Caller.signIn(app.url, 'room_boss');
    const { id, text } = await post(
      { authorization: `Bearer ${boss.token}`, 'x-request-id': 'trace-of-a-proxy' },
      { query: 'query Rights { viewer { permissions } }' },
    );
    expect([id, JSON.parse(text)]).toEqual([
      'trace-of-a-proxy',
      { data: { viewer: { permissions: expect.any(Array) as string[] } } },
    ]);
    await expect
      .poll(() => written().find((line) => line.requestId === id))
      .toMatchObject({
        msg: 'request',
        level: 30,
        method: 'POST',
        path: '/graphql',
        operation: 'Rights',
        kind: 'query',
        status: 200,
        outcome: 'ok',
        cost: expect.any(Number) as number,
        ms: expect.any(Number) as number,
        userId: facility.userKeys.room_boss,
      });

    await facility.superuser.query('alter table rooms rename to rooms_elsewhere');
    try {
      const failed = await post({ authorization: `Bearer ${boss.token}` }, { query: '{ rooms { id } }' });
      expect(JSON.parse(failed.text)).toMatchObject({
        errors: [{ extensions: { code: 'INTERNAL', requestId: failed.id } }],
      });
      await expect
        .poll(() =>
          written()
            .filter((line) => line.requestId === failed.id)
            .map(({ msg }) => msg),
        )
        .toEqual(['unexpected failure', 'request']);
      expect(written().findLast(({ msg }) => msg === 'request')).toMatchObject({ outcome: 'failed' });
    } finally {
      await facility.superuser.query('alter table rooms_elsewhere rename to rooms');
    }
  });
});
