import { once } from 'node:events';
import { request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import WebSocket from 'ws';
import { circle, deep, fragmentBomb, manyAliases } from '../test/oversized.ts';
import { password, startFacility } from './facility.ts';
import { post } from './load.ts';
import { type MeasuredProcess, startProcess } from './measured-process.ts';

/**
 * `node server/bench/door.ts`: how long each attack takes until it is refused, what somebody waits who reads meanwhile
 * (in a process of their own), and what memory the server has half a minute later. Exit code 1 beyond a bound.
 */
const rounds = 20;
const mostMs = 150;
const restMs = 30_000;
const mostMoreBytes = 64_000_000;

type Target = { readonly url: string; readonly token: string };
type Attack = { readonly name: string; readonly rounds: number; refuse(target: Target): Promise<{ readonly ms: number; readonly told: string }> };

const told = (answer: string): string => /"limit":"(\w+)"/.exec(answer)?.[1] ?? /"code":"(\w+)"/.exec(answer)?.[1] ?? answer.slice(0, 60);

/** Until the answer is here; what is left of the body may still be on its way. */
const send = ({ url, token }: Target, body: Buffer, chunked: boolean): Promise<{ ms: number; told: string }> =>
  new Promise((resolve, reject) => {
    const begin = performance.now();
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...(chunked ? {} : { 'content-length': body.length }) };
    const sent = request(`${url}/graphql`, { method: 'POST', headers, agent: false }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => {
        resolve({ ms: performance.now() - begin, told: told(text) });
        sent.destroy();
      });
    });
    sent.on('error', reject);
    // In pieces, as it would come over a line.
    const piece = 1_000_000;
    for (let at = 0; at < body.length; at += piece) sent.write(body.subarray(at, at + piece));
    sent.end();
  });

const document = (name: string, query: string): Attack => ({ name, rounds, refuse: (target) => send(target, Buffer.from(JSON.stringify({ query })), false) });

const variables = Buffer.from(`{"query":"{ __typename }","variables":{"a":"${'x'.repeat(60_000_000)}"}}`);
const subscriptions = Array.from({ length: 20_000 }, (_, id) => JSON.stringify({ id: String(id), type: 'subscribe', payload: { query: 'subscription { bookingChanged(id: "x") { cursor } }' } }));

const flood: Attack = {
  name: '20,000 subscriptions on a socket',
  rounds: 5,
  refuse: async ({ url, token }) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    await once(socket, 'open');
    socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }));
    await once(socket, 'message');
    const begin = performance.now();
    const closed = once(socket, 'close') as Promise<[number]>;
    for (const message of subscriptions) socket.send(message);
    const [code] = await closed;
    return { ms: performance.now() - begin, told: String(code) };
  },
};

const attacks: readonly Attack[] = [
  document(`fragment bomb of ${fragmentBomb().length} bytes`, fragmentBomb()),
  document('fragments in a circle', circle),
  document('10,000 aliases', manyAliases(10_000)),
  document('depth 500', deep(501)),
  { name: 'batch of 1,000', rounds, refuse: (target) => send(target, Buffer.from(JSON.stringify(Array.from({ length: 1_000 }, () => ({ query: '{ __typename }' })))), false) },
  { name: '60 MB of variables', rounds: 5, refuse: (target) => send(target, variables, false) },
  { name: '60 MB of variables that say no length', rounds: 5, refuse: (target) => send(target, variables, true) },
  flood,
];

const tokenOf = async (url: string): Promise<string> => {
  const query = `mutation { signIn(input: { username: "room_boss", password: "${password}", tokens: true }) { ... on SignInPayload { accessToken } } }`;
  const { data } = JSON.parse((await post(undefined, url, null, JSON.stringify({ query }))).toString()) as { data: { signIn: { accessToken: string } } };
  return data.signIn.accessToken;
};

const residentBytes = async ({ url }: MeasuredProcess): Promise<number> =>
  Number(/^colab_resident_bytes (\d+)$/m.exec(await (await fetch(`${url}/metrics`)).text())?.[1]);

const measure = async (): Promise<boolean> => {
  const facility = await startFacility(() => undefined);
  const server = await startProcess('app.ts', facility).catch(async (error: unknown) => {
    await facility.stop();
    throw error;
  });
  try {
    const target = { url: server.url, token: await tokenOf(server.url) };
    const reader = await startProcess('door-reader.ts', target);
    await reader.ask('read');
    await wait(2_000);
    process.stdout.write(`a reader alone waits ${(await reader.ask<number>('slowest')).toFixed(0)} ms at most\n`);
    const before = await residentBytes(server);
    let good = true;
    for (const { name, rounds: times, refuse } of attacks) {
      await reader.ask('read');
      const answers = [];
      for (let round = 0; round < times; round += 1) answers.push(await refuse(target));
      const slowest = Math.max(...answers.map(({ ms }) => ms));
      const waited = await reader.ask<number>('slowest');
      good &&= slowest <= mostMs;
      process.stdout.write(`${name}: ${[...new Set(answers.map((answer) => answer.told))].join(', ')}, refused within ${slowest.toFixed(0)} ms (${times} times); a reader waits ${waited.toFixed(0)} ms at most\n`);
    }
    const after = await residentBytes(server);
    await wait(restMs);
    const rested = await residentBytes(server);
    good &&= rested - before <= mostMoreBytes;
    const [first, then, last] = [before, after, rested].map((bytes) => `${(bytes / 1e6).toFixed(0)} MB`);
    process.stdout.write(`memory: ${first} before, ${then} after, ${last} after ${restMs / 1_000} s\n`);
    await reader.stop();
    return good;
  } finally {
    await server.stop();
    await facility.stop();
  }
};

process.exitCode = (await measure()) ? 0 : 1;
