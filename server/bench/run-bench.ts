import { poolSizes } from '../src/platform/database/database.ts';
import type { AppOptions } from './app.ts';
import type { BaselineOptions } from './baseline.ts';
import { circumstancesOf } from './circumstances.ts';
import { countStatements } from './count-statements.ts';
import type { Facility } from './facility.ts';
import { compare, figuresOf, type Figures } from './figures.ts';
import { drive, post } from './load.ts';
import { type MeasuredProcess, startProcess } from './measured-process.ts';
import type { Kind, Report, RequestName, Round, SideName, StatementCounts } from './report.ts';
import { bookingRequest, calendarRequest, cursorIn, openSession, people, type Request } from './requests.ts';

const manyAtOnce = 8;
/** The most statements of a calendar query, however many bookings there are. */
export const mostStatements = 4;
const requestNames = ['calendar', 'createBookings'] as const satisfies readonly RequestName[];
const sideNames = ['colab', 'plainPg'] as const satisfies readonly SideName[];

/** How long the bench takes; where a time is 0, every connection asks once. */
export type Shape = {
  readonly rounds: number;
  readonly warmUpMs: number;
  readonly ms: number;
  readonly aloneMs: number;
};
export const fullShape: Shape = { rounds: 5, warmUpMs: 3_000, ms: 4_000, aloneMs: 2_000 };
export const shortShape: Shape = { rounds: 1, warmUpMs: 0, ms: 0, aloneMs: 0 };

export type BenchOptions = {
  readonly facility: Omit<Facility, 'stop'>;
  /** The password of the callers. */
  readonly password: string;
  readonly shape: Shape;
  readonly say: (line: string) => void;
  /** Takes what has to be done at the end, however it ends; last in, first out. */
  readonly leave: (step: () => Promise<void>) => void;
};

type Requests = Readonly<Record<RequestName, Request>>;
type Sides = Readonly<Record<SideName, MeasuredProcess>>;
type Check = (answer: Buffer, body: string) => void;
type Bench = {
  readonly sides: Sides;
  readonly requests: Requests;
  readonly checks: Readonly<Record<RequestName, Check>>;
  readonly tokens: readonly string[];
};

/**
 * Measures the application beside plain `pg` on node's http, on the same database.
 * @throws when the two do not answer the same bytes, at the beginning or later, except for what must differ
 */
export async function runBench({ facility, password, shape, say, leave }: BenchOptions): Promise<Report> {
  const bench = await startSides(facility, password, leave);
  const statements = await countBoth(facility, bench);
  const circumstances = await circumstancesOf(facility);
  for (const name of requestNames) {
    for (const side of sideNames) {
      say(`Warming up: ${name}, ${side} …`);
      await measure(bench, name, { atOnce: manyAtOnce, ms: shape.warmUpMs }, side);
    }
  }
  const kinds = kindsOf(shape);
  const measured: Record<Kind['name'], Round[]> = { calendar: [], calendarAlone: [], createBookings: [] };
  for (let round = 1; round <= shape.rounds; round++) {
    for (const kind of kinds) {
      say(`Round ${round} of ${shape.rounds}: ${kind.title} …`);
      measured[kind.name].push(await measureBoth(bench, kind, round % 2 === 1));
    }
  }
  return {
    circumstances,
    statements,
    results: kinds.map((kind) => ({ ...kind, rounds: measured[kind.name], compared: compare(measured[kind.name]) })),
  };
}

/**
 * @param colabFirst alternates from round to round, because the second one benefits from what the first one has left in
 * memory
 */
async function measureBoth(bench: Bench, kind: Kind, colabFirst: boolean): Promise<Round> {
  const one = await measure(bench, kind.request, kind, colabFirst ? 'colab' : 'plainPg');
  const other = await measure(bench, kind.request, kind, colabFirst ? 'plainPg' : 'colab');
  return colabFirst ? { colab: one, plainPg: other } : { colab: other, plainPg: one };
}

function kindsOf({ ms, aloneMs }: Shape): readonly Kind[] {
  return [
    { name: 'calendar', request: 'calendar', title: `calendar query, ${manyAtOnce} at once`, atOnce: manyAtOnce, ms },
    {
      name: 'calendarAlone',
      request: 'calendar',
      title: 'calendar query alone, one after the other',
      atOnce: 1,
      ms: aloneMs,
    },
    {
      name: 'createBookings',
      request: 'createBookings',
      title: `createBookings, ${manyAtOnce} at once`,
      atOnce: manyAtOnce,
      ms,
    },
  ];
}

async function startSides(
  { appUrl, eventsUrl, jobsUrl }: BenchOptions['facility'],
  password: string,
  leave: BenchOptions['leave'],
): Promise<Bench> {
  // A caller's budget a minute would end the measurement; the bound is still checked for every request.
  const limits = { costPerMinute: Number.MAX_SAFE_INTEGER };
  const colab = await startProcess('app.ts', { appUrl, eventsUrl, jobsUrl, limits } satisfies AppOptions);
  leave(colab.stop);
  const sessions = await Promise.all(people.map((name) => openSession(colab.url, name, password)));
  const [session] = sessions;
  if (!session) throw new Error('Nobody asks.');
  const now = new Date();
  await mustAllowAll(colab.url, session.token);
  const requests = { calendar: calendarRequest(now), createBookings: await bookingRequest(colab.url, session, now) };
  const firsts = {
    calendar: await first(requests.calendar, colab.url, session.token),
    createBookings: await first(requests.createBookings, colab.url, session.token),
  };
  const plainPg = await startProcess('baseline.ts', {
    appUrl,
    ...poolSizes,
    cursor: cursorIn(firsts.calendar.answer),
  } satisfies BaselineOptions);
  leave(plainPg.stop);
  const checkOf = (name: RequestName) => mustEqual(name, requests[name], firsts[name].essence);
  return {
    sides: { colab, plainPg },
    requests,
    checks: { calendar: checkOf('calendar'), createBookings: checkOf('createBookings') },
    tokens: sessions.map(({ token }) => token),
  };
}

const enough = 1e12;

/** A budget that a run uses up would end it midway, which a short form does not notice. */
async function mustAllowAll(url: string, token: string): Promise<void> {
  const { headers } = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: '{"query":"{ __typename }"}',
  });
  const remaining = headers.get('ratelimit-remaining');
  if (!(Number(remaining) > enough))
    throw new Error(
      `The application lets nobody ask for more than ${remaining} within a minute: raise the limits that the bench starts it with.`,
    );
}

async function first(
  { next, essence }: Request,
  url: string,
  token: string,
): Promise<{ answer: Buffer; essence: Buffer }> {
  const body = next();
  const answer = await post(undefined, url, token, body);
  return { answer, essence: essence(answer, body) };
}

/**
 * Requires the same bytes as the application's first answer, except for the order of rows, from either side and for
 * every caller.
 */
export function mustEqual(name: string, { essence, inOrder }: Omit<Request, 'next'>, expected: Buffer): Check {
  // A few orders alternate; each is checked once.
  const knownEssences = [expected];
  return (answer, body) => {
    const actual = essence(answer, body);
    if (knownEssences.some((one) => one.equals(actual))) return;
    const [expectedRows, actualRows] = [inOrder(expected), inOrder(actual)];
    if (expectedRows !== actualRows || actual.length !== expected.length)
      throw new Error(difference(name, expectedRows, actualRows));
    knownEssences.push(actual);
  };
}

function difference(name: string, expected: string, actual: string): string {
  let at = 0;
  while (at < expected.length && expected[at] === actual[at]) at++;
  const around = (text: string) => text.slice(Math.max(0, at - 200), at + 200);
  return `For ${name} the answers differ:\n… ${around(expected)} …\n… ${around(actual)} …`;
}

/**
 * Counts each side's own statements for a request. The numbers may differ: the baseline keeps those that it was given
 * once.
 */
async function countBoth(
  { superuserUrl }: BenchOptions['facility'],
  { sides, requests, checks, tokens }: Bench,
): Promise<Record<RequestName, StatementCounts>> {
  const count = (name: RequestName, side: SideName) =>
    countStatements(superuserUrl, async () => {
      const body = requests[name].next();
      checks[name](await post(undefined, sides[side].url, tokens[0] ?? null, body), body);
    });
  const both = async (name: RequestName) => ({
    colab: await count(name, 'colab'),
    plainPg: await count(name, 'plainPg'),
  });
  return { calendar: await both('calendar'), createBookings: await both('createBookings') };
}

async function measure(
  { sides, requests, checks, tokens }: Bench,
  name: RequestName,
  { atOnce, ms }: Pick<Kind, 'atOnce' | 'ms'>,
  side: SideName,
): Promise<Figures> {
  const server = sides[side];
  const cpuBefore = await server.cpuMs();
  const measured = await drive({ url: server.url, tokens, next: requests[name].next, check: checks[name], atOnce, ms });
  return figuresOf(measured, (await server.cpuMs()) - cpuBefore);
}
