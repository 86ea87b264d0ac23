import { once } from 'node:events';
import { request } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import WebSocket from 'ws';
import { circle, deep, fragmentBomb, manyAliases } from '../test/oversized.ts';
import { isShort, password, startFacility } from './facility.ts';
import { post } from './load.ts';
import { startProcess } from './measured-process.ts';

/**
 * `node server/bench/door.ts`: how long each attack takes until it is refused, what somebody waits who reads meanwhile
 * (in a process of their own), and what memory the server has half a minute later. Exit code 1 beyond a bound.
 */
const rounds = isShort ? 1 : 20;
const mostMs = 150;
const restMs = isShort ? 100 : 30_000;
const calmMs = isShort ? 100 : 10_000;
const aloneMs = isShort ? 100 : 2_000;
const heavyRounds = isShort ? 1 : 5;
const mostMoreBytes = 32_000_000;

type Target = { readonly url: string; readonly token: string };
type Attack = {
  readonly name: string;
  readonly rounds: number;
  refuse(target: Target): Promise<{ readonly ms: number; readonly refusal: string }>;
};

function refusalIn(answer: string): string {
  return /"limit":"(\w+)"/.exec(answer)?.[1] ?? /"code":"(\w+)"/.exec(answer)?.[1] ?? answer.slice(0, 60);
}

/** Measures until the answer is here; the rest of the body may still be on its way. */
function send({ url, token }: Target, body: Buffer, chunked: boolean): Promise<{ ms: number; refusal: string }> {
  return new Promise((resolve, reject) => {
    const begin = performance.now();
    const headers = {
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
      ...(chunked ? {} : { 'content-length': body.length }),
    };
    const clientRequest = request(`${url}/graphql`, { method: 'POST', headers, agent: false }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => {
        resolve({ ms: performance.now() - begin, refusal: refusalIn(text) });
        clientRequest.destroy();
      });
    });
    clientRequest.on('error', reject);
    // In pieces, as it would arrive over a network.
    const piece = 1_000_000;
    for (let at = 0; at < body.length; at += piece) clientRequest.write(body.subarray(at, at + piece));
    clientRequest.end();
  });
}

function document(name: string, query: string): Attack {
  return {
    name,
    rounds,
    refuse: (target) => send(target, Buffer.from(JSON.stringify({ query })), false),
  };
}

const variables = Buffer.from(`{"query":"{ __typename }","variables":{"a":"${'x'.repeat(60_000_000)}"}}`);
/** As frames already, masked with zeroes: the attacker's own cost must not count. */
const subscriptions = Buffer.concat(
  Array.from({ length: 20_000 }, (_, id) => {
    const text = Buffer.from(
      JSON.stringify({
        id: String(id),
        type: 'subscribe',
        payload: { query: 'subscription { bookingChanged(id: "x") { cursor } }' },
      }),
    );
    return Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), text]);
  }),
);

const flood: Attack = {
  name: '20,000 subscriptions on a socket',
  rounds: heavyRounds,
  refuse: async ({ url, token }) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    await once(socket, 'open');
    socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }));
    await once(socket, 'message');
    const begin = performance.now();
    const closed = once(socket, 'close') as Promise<[number]>;
    (socket as unknown as { readonly _socket: Socket })._socket.write(subscriptions);
    const [code] = await closed;
    return { ms: performance.now() - begin, refusal: String(code) };
  },
};

const attacks: readonly Attack[] = [
  document(`fragment bomb of ${fragmentBomb().length} bytes`, fragmentBomb()),
  document('fragments in a circle', circle),
  document('10,000 aliases', manyAliases(10_000)),
  document('depth 500', deep(501)),
  {
    name: 'batch of 1,000',
    rounds,
    refuse: (target) =>
      send(
        target,
        Buffer.from(JSON.stringify(Array.from({ length: 1_000 }, () => ({ query: '{ __typename }' })))),
        false,
      ),
  },
  { name: '60 MB of variables', rounds: heavyRounds, refuse: (target) => send(target, variables, false) },
  {
    name: '60 MB of variables that say no length',
    rounds: heavyRounds,
    refuse: (target) => send(target, variables, true),
  },
  flood,
];

async function tokenOf(url: string): Promise<string> {
  const query = `mutation { signIn(input: { username: "room_boss", password: "${password}", tokens: true }) { ... on SignInPayload { accessToken } } }`;
  const { data } = JSON.parse((await post(undefined, url, null, JSON.stringify({ query }))).toString()) as {
    data: { signIn: { accessToken: string } };
  };
  return data.signIn.accessToken;
}

function inMb(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}

async function measure(): Promise<boolean> {
  const facility = await startFacility(() => undefined);
  const server = await startProcess('app.ts', {
    appUrl: facility.appUrl,
    eventsUrl: facility.eventsUrl,
    jobsUrl: facility.jobsUrl,
  }).catch(async (error: unknown) => {
    await facility.stop();
    throw error;
  });
  try {
    const target = { url: server.url, token: await tokenOf(server.url) };
    const reader = await startProcess('door-reader.ts', target);
    await reader.ask('read');
    await wait(aloneMs);
    process.stdout.write(`a reader alone waits ${(await reader.ask<number>('slowest')).toFixed(0)} ms at most\n`);
    // What a process takes once, for code that runs for the first time, is not given back and not asked for again.
    if (!isShort) for (const { refuse } of attacks) await refuse(target);
    await wait(calmMs);
    const before = await server.ask<number>('keptBytes');
    let good = true;
    for (const { name, rounds: times, refuse } of attacks) {
      await reader.ask('read');
      const answers = [];
      for (let round = 0; round < times; round += 1) answers.push(await refuse(target));
      const slowest = Math.max(...answers.map(({ ms }) => ms));
      const waited = await reader.ask<number>('slowest');
      good &&= slowest <= mostMs;
      process.stdout.write(
        `${name}: ${[...new Set(answers.map((answer) => answer.refusal))].join(', ')}, refused within ${slowest.toFixed(0)} ms (${times} times); a reader waits ${waited.toFixed(0)} ms at most\n`,
      );
    }
    const after = await server.ask<number>('keptBytes');
    await wait(restMs);
    const rested = await server.ask<number>('keptBytes');
    good &&= rested - before <= mostMoreBytes;
    process.stdout.write(
      `memory kept: ${inMb(before)} before, ${inMb(after)} right after, ${inMb(rested)} ${restMs / 1_000} s later\n`,
    );
    await reader.stop();
    return good;
  } finally {
    await server.stop();
    await facility.stop();
  }
}

process.exitCode = (await measure()) || isShort ? 0 : 1;
