import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { arrange } from './arrange.ts';
import { Caller } from './client.ts';
import { days, hours, later } from './factories.ts';
import { bearer, jar, signInAs, signInByCookie } from './sign-in.ts';

const { facility, app, clock } = await arrange({ now: new Date(), settings: { limits: { waitingMs: 600_000 } } });

const mostWaiting = 200;
const waiting: WebSocket[] = [];

/** The status of a handshake from this address: 101 for one that may say who it is. */
async function knock(headers: Record<string, string> = {}): Promise<number> {
  const socket = new WebSocket(`${app.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { headers });
  socket.on('error', () => undefined);
  const refused = once(socket, 'unexpected-response').then(
    ([, response]) => (response as { statusCode: number }).statusCode,
  );
  const status = await Promise.race([once(socket, 'open').then(() => 101), refused]);
  waiting.push(socket);
  return status;
}

beforeAll(async () => {
  expect(await Promise.all(Array.from({ length: mostWaiting }, () => knock()))).toEqual(
    Array.from({ length: mostWaiting }, () => 101),
  );
});
afterAll(async () => {
  for (const socket of waiting) socket.terminate();
});

describe('while 200 sockets of strangers at an address wait for their first message', () => {
  it('another one is refused, and who comes with the cookie of a session, its access token or a token of a tool is let in', async () => {
    expect(await knock()).toBe(429);
    const session = await signInAs(app.url, 'room_boss');
    const create =
      'mutation ($expiresAt: DateTime!) { createToken(input: { name: "A tool", scopes: ["calendar:read"], expiresAt: $expiresAt }) { ... on CreateTokenPayload { text } } }';
    const { createToken } = await new Caller(app.url, session.accessToken).get<{ createToken: { text: string } }>(
      create,
      { expiresAt: later(clock.now, days(1)) },
    );
    const cookies = { cookie: jar(await signInByCookie(app.url, 'staff.tech')) };
    expect(await knock(cookies)).toBe(101);
    expect(await knock(bearer(session.accessToken))).toBe(101);
    expect(await knock(bearer(createToken.text))).toBe(101);
  });

  it('a forged, changed or run-out token counts as none', async () => {
    const cookies = jar(await signInByCookie(app.url, 'staff.tech'));
    const { accessToken, refreshToken } = await signInAs(app.url, 'room_boss');
    expect([await knock({ cookie: cookies }), await knock(bearer(accessToken))]).toEqual([101, 101]);
    const [head, , signature] = accessToken.split('.');
    const forged = `${head}.${Buffer.from(JSON.stringify({ sub: facility.userKeys.admin, sid: facility.userKeys.admin })).toString('base64url')}.${signature}`;
    expect(await knock({ cookie: cookies.replace(/access=[^;]*/, `access=${forged}`) })).toBe(429);
    for (const token of [forged, refreshToken, 'colab_pat_x', `colab_pat_${'A'.repeat(38)}`])
      expect(await knock(bearer(token)), token).toBe(429);
    clock.now = later(clock.now, hours(1));
    expect(await knock({ cookie: cookies })).toBe(429);
    expect(await knock(bearer(accessToken))).toBe(429);
  });

  it('a person may have as many waiting, and no more', async () => {
    const { accessToken } = await signInAs(app.url, 'viewer.tech');
    expect(await Promise.all(Array.from({ length: mostWaiting }, () => knock(bearer(accessToken))))).toEqual(
      Array.from({ length: mostWaiting }, () => 101),
    );
    expect(await knock(bearer(accessToken))).toBe(429);
    expect(await knock(bearer((await signInAs(app.url, 'viewer.training')).accessToken)), 'another person').toBe(101);
    waiting.at(-3)?.terminate();
    await expect
      .poll(() => knock(bearer(accessToken)), { message: 'a place is free again once one of them has gone' })
      .toBe(101);
  });
});
