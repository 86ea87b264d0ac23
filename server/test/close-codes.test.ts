import { type Client, createClient } from 'graphql-ws';
import { describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { arrange } from './arrange.ts';
import { Caller } from './client.ts';
import type { Username } from './factories.ts';

const { app } = await arrange({
  settings: {
    limits: { costPerMinute: 1_000_000_000, sockets: 2, subscriptions: 25, backlogBytes: 10_000, messageBytes: 20_000 },
  },
});

type Tried = {
  readonly client: Client;
  /** The codes it was closed with. */
  readonly codes: number[];
  readonly sockets: WebSocket[];
  /** What ended its subscription for good. */
  readonly failures: unknown[];
  readonly heard: unknown[];
  /** It has heard something since it was last closed, however often that was. */
  isBack(): boolean;
  follow(query?: string): void;
};

/** graphql-ws's own client, as docs/integrators.md has it. */
async function open(username: Username): Promise<Tried> {
  const { token } = await Caller.signIn(app.url, username);
  const [codes, sockets, failures, heard]: [number[], WebSocket[], unknown[], unknown[]] = [[], [], [], []];
  let heardBefore = 0;
  const client = createClient({
    url: `${app.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${token}` },
    retryAttempts: Infinity,
    shouldRetry: () => true,
    retryWait: () => new Promise((resolve) => setImmediate(resolve)),
    on: {
      opened: (socket) => sockets.push(socket as WebSocket),
      closed: (event) => {
        codes.push((event as { code: number }).code);
        heardBefore = heard.length;
      },
    },
  });
  const follow = (query = 'subscription { viewerChanged { permissions } }') => {
    client.subscribe(
      { query },
      { next: (told) => heard.push(told), error: (error) => failures.push(error), complete: () => undefined },
    );
  };
  return { client, codes, sockets, failures, heard, isBack: () => heard.length > heardBefore, follow };
}

async function leave({ client }: Tried): Promise<void> {
  await client.dispose();
  client.terminate();
}

describe('the client of graphql-ws', () => {
  it('comes back by itself until there is room for one more socket of its owner, and gives up where it would be the same again: too many subscriptions, a message that is too long', async () => {
    const held = await Promise.all([open('staff.tech'), open('staff.tech')]);
    for (const one of held) one.follow();
    for (const one of held) await expect.poll(() => one.heard.length).toBe(1);
    const third = await open('staff.tech');
    third.follow();
    await expect.poll(() => third.codes.length).toBeGreaterThan(2);
    expect([third.failures, [...new Set(third.codes)]]).toEqual([[], [1013]]);
    await leave(held[0] as Tried);
    await expect.poll(() => third.heard.length).toBe(1);
    await leave(held[1] as Tried);
    await leave(third);

    const greedy = await open('staff2.tech');
    for (let index = 0; index < 26; index += 1) greedy.follow();
    await expect.poll(() => greedy.failures.length).toBe(26);
    expect(greedy.codes).toEqual([4429]);
    const wordy = await open('viewer.tech');
    wordy.follow(`subscription { ${' '.repeat(20_000)} viewerChanged { permissions } }`);
    await expect.poll(() => wordy.failures.length).toBe(1);
    expect(wordy.codes).toEqual([1009]);
  });

  it('comes back when it has fallen too far behind', { timeout: 60_000 }, async () => {
    const wide = `{ ${Array.from({ length: 12 }, (_, index) => `a${index}: __schema { types { name fields { name description } } }`).join(' ')} }`;
    const answered = async () =>
      Number(
        /^colab_requests_total\{transport="socket",outcome="ok"\} (\d+)$/m.exec(
          await (await fetch(`${app.url}/metrics`)).text(),
        )?.[1] ?? 0,
      );
    const slow = await open('staff.training');
    slow.follow();
    await expect.poll(() => slow.heard.length).toBe(1);
    // Who still does not read within a second of the close is cut off without a code: then once more.
    while (!slow.codes.includes(1013)) {
      await expect.poll(() => slow.sockets.at(-1)?.readyState).toBe(WebSocket.OPEN);
      const [socket, closes, before] = [slow.sockets.at(-1) as WebSocket, slow.codes.length, await answered()];
      socket.pause();
      for (let index = 0; index < 20; index += 1)
        socket.send(JSON.stringify({ id: `wide ${index}`, type: 'subscribe', payload: { query: wide } }));
      let [last, now] = [before, before];
      do [last, now] = [now, await answered()];
      while (now === before || now !== last);
      socket.resume();
      await expect.poll(async () => slow.codes.length > closes || (await answered()) === before + 20).toBe(true);
    }
    await expect.poll(slow.isBack).toBe(true);
    expect(slow.failures).toEqual([]);
    await leave(slow);
  });
});
