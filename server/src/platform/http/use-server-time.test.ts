import { once } from 'node:events';
import { expect, it } from 'vitest';
import WebSocket from 'ws';
import { arrange } from '../../../test/arrange.ts';
import { Caller } from '../../../test/client.ts';
import { days, later } from '../../../test/factories.ts';

function clock() {
  return later(new Date(), days(3));
}

const { app } = await arrange({ settings: { clock } });

/** The clock by which the server decides, a moment ago. */
function isNow(told: unknown): boolean {
  return Math.abs(clock().getTime() - Number(told)) < 5_000;
}

it('each answer tells the time by which the server decides, refusals too', async () => {
  for (const query of ['{ __typename }', '{ nothing }']) {
    const { headers } = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    expect(isNow(headers.get('x-server-time')), query).toBe(true);
  }
});

it('a socket tells it when it opens and with each pong, which brings back what the ping brought', async () => {
  const { token } = await Caller.signIn(app.url, 'viewer.tech');
  const socket = new WebSocket(`${app.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  await once(socket, 'open');
  const ask = async (message: object): Promise<{ type: string; payload?: Record<string, unknown> }> => {
    socket.send(JSON.stringify(message));
    return JSON.parse(String((await once(socket, 'message'))[0])) as {
      type: string;
      payload?: Record<string, unknown>;
    };
  };
  const acknowledged = await ask({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
  expect([acknowledged.type, isNow(acknowledged.payload?.['serverTime'])]).toEqual(['connection_ack', true]);
  const pong = await ask({ type: 'ping', payload: { mine: 7 } });
  expect([pong.type, pong.payload?.['mine'], isNow(pong.payload?.['serverTime'])]).toEqual(['pong', 7, true]);
  socket.terminate();
});
