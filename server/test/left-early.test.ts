import { connect, type Socket } from 'node:net';
import { queryObjects } from 'node:v8';
import { describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { arrange } from './arrange.ts';
import { days, later, someMorning } from './factories.ts';

const { app, people } = await arrange({ people: ['room_boss'] });
const { room_boss: boss } = people;

async function lines() {
  return /^colab_lines (\d+)$/m.exec(await (await fetch(`${app.url}/metrics`)).text())?.[1];
}
const handshake =
  'GET /graphql HTTP/1.1\r\nhost: localhost\r\nconnection: Upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-protocol: graphql-transport-ws\r\n\r\n';

/** A text of up to 64 kB, as clients send it, under a mask of zeroes. */
function frame(text: string): Buffer {
  const head = Buffer.from([0x81, 0x80 | 126, 0, 0, 0, 0, 0, 0]);
  head.writeUInt16BE(Buffer.byteLength(text), 2);
  return Buffer.concat([head, Buffer.from(text)]);
}

/** Introduces itself, and is gone before it is let in. */
function leaveEarly(port: number, introduction: object): Promise<void> {
  return new Promise((resolve) => {
    const line = connect(port, '127.0.0.1');
    line.on('error', () => undefined);
    line.on('close', () => resolve());
    line.once('data', () =>
      line.write(frame(JSON.stringify({ type: 'connection_init', payload: introduction })), () => line.destroy()),
    );
    line.write(handshake);
  });
}

describe('whoever leaves before they are let in', () => {
  it('leaves no socket behind, with a session or with a token', async () => {
    const { createToken } = await boss.get<{ createToken: { text: string } }>(
      'mutation ($input: CreateTokenInput!) { createToken(input: $input) { ... on CreateTokenPayload { text } } }',
      { input: { name: 'Wall', expiresAt: later(new Date(), days(300)), scopes: ['*'] } },
    );
    const port = Number(new URL(app.url).port);
    const sockets = () => queryObjects(WebSocket, { format: 'count' });
    // Other files of this worker may have left some.
    const before = sockets();
    for (const token of [boss.token, createToken.text]) {
      for (let wave = 0; wave < 3; wave += 1)
        await Promise.all(Array.from({ length: 100 }, () => leaveEarly(port, { authorization: `Bearer ${token}` })));
    }
    await expect.poll(sockets, { interval: 500 }).toBeLessThanOrEqual(before);
    expect(await lines()).toBe('0');
  });

  it('leaves no line behind that was turned away, though it does not hang up', async () => {
    const port = Number(new URL(app.url).port);
    const open = () => new Promise<number>((resolve) => app.server.getConnections((_error, count) => resolve(count)));
    const turnedAway = await Promise.all(
      Array.from(
        { length: 50 },
        () =>
          new Promise<Socket>((resolve) => {
            const line = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
            line.on('error', () => undefined);
            line.once('data', () => resolve(line));
            line.write(handshake.replace('GET /graphql', 'GET /elsewhere'));
          }),
      ),
    );
    await expect.poll(open).toBeLessThan(10);
    for (const line of turnedAway) line.destroy();
  });

  it('leaves no event stream behind', async () => {
    const query =
      'subscription ($from: DateTime!, $to: DateTime!) { calendarChanged(from: $from, to: $to) { cursor } }';
    const body = JSON.stringify({ query, variables: { from: someMorning(), to: later(someMorning(), days(30)) } });
    const leaveAt = async (moment: 'sent' | 'read'): Promise<void> => {
      const left = new AbortController();
      const asked = fetch(`${app.url}/graphql`, {
        method: 'POST',
        signal: left.signal,
        body,
        headers: {
          'content-type': 'application/json',
          accept: 'text/event-stream',
          authorization: `Bearer ${boss.token}`,
        },
      });
      if (moment === 'read') await asked;
      else await new Promise((resolve) => setImmediate(resolve));
      left.abort();
      await asked.catch(() => undefined);
    };
    await Promise.all(Array.from({ length: 50 }, () => leaveAt('read')));
    for (let count = 0; count < 100; count += 1) await leaveAt('sent');
    await expect.poll(lines).toBe('0');
  });
});
