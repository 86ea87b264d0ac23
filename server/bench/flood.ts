import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { dearQueries, manySmallLists } from './dear-queries.ts';
import { isShort, password, startFacility } from './facility.ts';
import { quantile, spreadOf } from './figures.ts';
import type { FloodResult } from './flood-caller.ts';
import { buildLargeHouse, largeHouse, month } from './large-house.ts';
import { drive, post } from './load.ts';
import { type MeasuredProcess, startProcess } from './measured-process.ts';
import { calendarRequest, openSession } from './requests.ts';

/**
 * `node server/bench/flood.ts`: one person sends the dearest query that is allowed on 12 connections, again and again, and then
 * thirty small lists in each request; another reads their week of the calendar meanwhile, one after the other. Median of five
 * rounds of each, beside the same reading without the flood. Exit code 1 beyond a bound. `--large` does it in a house of 200
 * rooms, `--short` judges nothing.
 */
const { values: options } = parseArgs({
  options: {
    large: { type: 'boolean', default: false },
    seconds: { type: 'string', default: isShort ? '0.2' : '6' },
    rounds: { type: 'string', default: isShort ? '1' : '5' },
    short: { type: 'boolean' },
    json: { type: 'boolean', default: false },
  },
});
const connections = 12;
const mostSlower = 2;
const samplesAlone = isShort ? 1 : 7;
const dayMs = 86_400_000;

function say(line: string) {
  return void (options.json ? process.stderr : process.stdout).write(`${line}\n`);
}
function bodyOf(query: string): string {
  return JSON.stringify({ query });
}

type Flood = { readonly name: string; readonly body: string; /** Alone. */ readonly ms: number };
type Waits = { readonly p50: number; readonly p99: number };

async function read(url: string, token: string, body: string, ms: number): Promise<Waits> {
  const check = (answer: Buffer) => {
    if (!answer.includes('"occupancies"')) throw new Error(`not a calendar: ${answer.toString().slice(0, 300)}`);
  };
  const { latenciesMs } = await drive({ url, tokens: [token], next: () => body, check, atOnce: 1, ms });
  const sorted = latenciesMs.toSorted((a, b) => a - b);
  return { p50: quantile(sorted, 0.5), p99: quantile(sorted, 0.99) };
}

async function timeOf(url: string, token: string, body: string): Promise<number> {
  const began = performance.now();
  const answer = await post(undefined, url, token, body);
  if (answer.includes('"errors"')) throw new Error(`This is no allowed query: ${answer.toString().slice(0, 300)}`);
  return performance.now() - began;
}

async function measureAlone(url: string, token: string, name: string, query: string): Promise<Flood> {
  const times: number[] = [];
  for (let sample = 0; sample < samplesAlone; sample += 1) times.push(await timeOf(url, token, bodyOf(query)));
  say(`  ${name}: ${spreadOf(times).median.toFixed(0)} ms alone`);
  return { name, body: bodyOf(query), ms: spreadOf(times).median };
}

/** The dear query that occupies the server longest, and the one of many small lists. */
async function floodsOf(url: string, token: string, from: number): Promise<readonly Flood[]> {
  const dear: Flood[] = [];
  for (const [name, query] of Object.entries(dearQueries(from))) dear.push(await measureAlone(url, token, name, query));
  return [
    dear.reduce((a, b) => (b.ms > a.ms ? b : a)),
    await measureAlone(url, token, 'thirty small lists', manySmallLists()),
  ];
}

/** Watches how much of the flood ran at once, by the server's own metrics. */
function watchTurns(url: string) {
  let most = 0;
  let stopped = false;
  const watching = (async () => {
    while (!stopped) {
      const text = await (await fetch(`${url}/metrics`)).text();
      most = Math.max(
        most,
        Number(/^colab_turns\{lane="dear",state="running"\} (\d+)$/m.exec(text)?.[1] ?? Number.NaN),
      );
      await wait(50);
    }
  })();
  return async (): Promise<number> => {
    stopped = true;
    await watching;
    return most;
  };
}

async function enlarge(superuserUrl: string): Promise<void> {
  say('Building the large house …');
  const owner = new pg.Client({ connectionString: superuserUrl });
  await owner.connect();
  await buildLargeHouse(owner, largeHouse);
  await owner.end();
}

type Scene = {
  readonly url: string;
  readonly flooder: MeasuredProcess;
  readonly boss: string;
  readonly reader: string;
  readonly week: string;
  readonly ms: number;
};

async function besideFlood({ name, body, ms: aloneMs }: Flood, { url, flooder, boss, reader, week, ms }: Scene) {
  say(`\nThe flood: ${name}, ${connections} connections.`);
  const rounds: { quiet: Waits; flooded: Waits }[] = [];
  let mostAtOnce = 0;
  for (let round = 1; round <= Number(options.rounds); round += 1) {
    const quiet = await read(url, reader, week, ms);
    const turns = watchTurns(url);
    await flooder.ask('flood', { url, token: boss, body, connections });
    await wait(500);
    const flooded = await read(url, reader, week, ms);
    const { answered, turnedAway } = await flooder.ask<FloodResult>('rest');
    mostAtOnce = Math.max(mostAtOnce, await turns());
    rounds.push({ quiet, flooded });
    say(
      `round ${round}: a week alone p50 ${quiet.p50.toFixed(0)}, p99 ${quiet.p99.toFixed(0)} ms; beside the flood p50 ${flooded.p50.toFixed(0)}, p99 ${flooded.p99.toFixed(0)} ms (${answered} of the flood answered, ${turnedAway} turned away)`,
    );
  }
  const median = (of: (round: { quiet: Waits; flooded: Waits }) => number) => spreadOf(rounds.map(of)).median;
  const figures = [
    {
      what: 'p50 of the week beside the flood',
      value: median(({ flooded }) => flooded.p50),
      bound: mostSlower * median(({ quiet }) => quiet.p50),
      unit: ' ms',
    },
    {
      what: 'p99 of the week beside the flood',
      value: median(({ flooded }) => flooded.p99),
      bound: median(({ quiet }) => quiet.p99) + aloneMs,
      unit: ' ms',
    },
    { what: 'queries of the flood that ran at once', value: mostAtOnce, bound: 1, unit: '' },
  ];
  for (const { what, value, bound, unit } of figures)
    say(`${what}: ${value.toFixed(0)}${unit}, at most ${bound.toFixed(0)}${unit}${value <= bound ? '' : '  MISSED'}`);
  return { flood: name, onceMs: aloneMs, rounds, figures };
}

async function measure(leave: (step: () => Promise<void>) => void): Promise<boolean> {
  const facility = await startFacility(() => undefined);
  leave(facility.stop);
  if (options.large) await enlarge(facility.superuserUrl);
  // The budget of a minute would end the flood after fifty of them: what is measured is the queue.
  const server = await startProcess('app.ts', {
    appUrl: facility.appUrl,
    eventsUrl: facility.eventsUrl,
    jobsUrl: facility.jobsUrl,
    limits: { costPerMinute: Number.MAX_SAFE_INTEGER },
  });
  leave(server.stop);
  const flooder: MeasuredProcess = await startProcess('flood-caller.ts', {});
  leave(flooder.stop);

  const { url } = server;
  const [boss, admin] = [await openSession(url, 'room_boss', password), await openSession(url, 'admin', password)];
  const now = options.large ? new Date(`${month}-10T12:00:00Z`) : new Date();
  const week = calendarRequest(now).next();
  const ms = Number(options.seconds) * 1_000;
  await read(url, admin.token, week, isShort ? 100 : 2_000);
  const floods = [];
  for (const flood of await floodsOf(url, boss.token, now.getTime() - 14 * dayMs)) {
    floods.push(await besideFlood(flood, { url, flooder, boss: boss.token, reader: admin.token, week, ms }));
  }
  if (options.json) process.stdout.write(`${JSON.stringify({ floods })}\n`);
  return isShort || floods.every(({ figures }) => figures.every(({ value, bound }) => value <= bound));
}

const steps: (() => Promise<void>)[] = [];
try {
  process.exitCode = (await measure((step) => void steps.push(step))) ? 0 : 1;
} finally {
  for (const step of steps.toReversed()) await step();
}
