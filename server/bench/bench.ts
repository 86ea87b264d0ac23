import { parseArgs } from 'node:util';
import { poolSizes } from '../src/platform/database/database.ts';
import type { Statement } from './app.ts';
import type { BaselineOptions } from './baseline.ts';
import { circumstancesOf } from './circumstances.ts';
import { countStatements, mustBeTheSame, namesOf, statementsIn } from './count-statements.ts';
import { type Facility, password, startFacility } from './facility.ts';
import { compare, figuresOf, type Figures } from './figures.ts';
import { drive, post } from './load.ts';
import { type MeasuredProcess, startProcess } from './measured-process.ts';
import { type Kind, type Report, type Round, tableOf } from './report.ts';
import { bookingBodies, calendarBody, openSession, type Session } from './requests.ts';

const rounds = 5;
const warmUpMs = 3_000;
const manyAtOnce = 8;
const mostStatements = 4;

type Sides = { readonly colab: MeasuredProcess; readonly plainPg: MeasuredProcess };
type Request = { readonly next: () => string; readonly check: (answer: Buffer) => void };
type Requests = { readonly calendar: Request; readonly createBookings: Request };

const { values: options } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const say = (line: string) => void (options.json ? process.stderr : process.stdout).write(`${line}\n`);

/** The application, and beside it a server that sends the statements overheard from it. */
const startSides = async ({ appUrl, eventsUrl, jobsUrl }: Facility, leave: (step: () => Promise<void>) => void) => {
  const colab = await startProcess('app.ts', { appUrl, eventsUrl, jobsUrl });
  leave(colab.stop);
  const session = await openSession(colab.url, password);
  const send = (url: string, body: string) => post(undefined, url, session.token, body);
  const overhear = async (body: string): Promise<[Statement[], Buffer]> => {
    await colab.ask('spy');
    const answer = await send(colab.url, body);
    return [await colab.ask<Statement[]>('spied'), answer];
  };
  const now = new Date();
  const nextBooking = await bookingBodies(colab.url, session, now);
  const [calendar, answer] = await overhear(calendarBody(now));
  const [createBookings] = await overhear(nextBooking());
  const plainPg = await startProcess('baseline.ts', {
    appUrl, ...poolSizes, statements: { calendar, createBookings },
    sessionId: session.sessionId, userId: session.userId, cursor: cursorIn(answer),
  } satisfies BaselineOptions);
  leave(plainPg.stop);

  const requests: Requests = {
    calendar: { next: () => calendarBody(now), check: sameLengthAs(answer) },
    createBookings: { next: nextBooking, check: isPayload },
  };
  return { sides: { colab, plainPg }, requests, session, send, names: namesOf(calendar) };
};

const cursorIn = (answer: Buffer): string => (JSON.parse(answer.toString()) as { data: { calendar: { cursor: string } } }).data.calendar.cursor;

// A sealed position is a letter or two longer or shorter from one request to the next.
const sameLengthAs = (expected: Buffer) => (answer: Buffer) => {
  if (Math.abs(answer.length - expected.length) > 8) throw new Error(`${answer.length} bytes instead of ${expected.length}: ${answer.toString().slice(0, 300)}`);
};

const isPayload = (answer: Buffer) => {
  if (!answer.includes('"CreateBookingsPayload"')) throw new Error(answer.toString());
};

// What no two answers have in common: a cursor, and the keys of a new booking and its times.
const withoutChance = (answer: Buffer): string =>
  answer.toString().replace(/"(cursor|reference|startsAt|endsAt)":"[^"]*"/g, '').replace(/"bookings":\[\{"id":"[^"]*"/, '').replace(/"room":\{[^}]*\}/g, (room) => (answer.includes('"calendar"') ? room : ''));

/** @throws unless both send the same statements to the database and the same bytes to their callers */
const prove = async (facility: Facility, sides: Sides, requests: Requests, send: (url: string, body: string) => Promise<Buffer>): Promise<Record<keyof Requests, number>> => {
  const counts = { calendar: 0, createBookings: 0 };
  for (const kind of ['calendar', 'createBookings'] as const) {
    const { next, check } = requests[kind];
    const [ours, theirs] = [await send(sides.colab.url, next()), await send(sides.plainPg.url, next())];
    for (const answer of [ours, theirs]) check(answer);
    if (withoutChance(ours) !== withoutChance(theirs)) throw new Error(`For ${kind} the two answer differently:\n${ours.toString().slice(0, 2_000)}\n${theirs.toString().slice(0, 2_000)}`);
    const count = ({ url }: MeasuredProcess) => countStatements(facility.superuserUrl, () => send(url, next()));
    const ofColab = await count(sides.colab);
    mustBeTheSame(kind, ofColab, await count(sides.plainPg));
    counts[kind] = statementsIn(ofColab);
  }
  return counts;
};

const measure = async ({ next, check }: Request, { atOnce, ms }: Pick<Kind, 'atOnce' | 'ms'>, side: MeasuredProcess, { token }: Session): Promise<Figures> => {
  const cpuBefore = await side.cpuMs();
  const measured = await drive({ url: side.url, token, next, check, atOnce, ms });
  return figuresOf(measured, (await side.cpuMs()) - cpuBefore);
};

const kinds: readonly Kind[] = [
  { name: 'calendar', request: 'calendar', title: `calendar query, ${manyAtOnce} at once`, atOnce: manyAtOnce, ms: 4_000 },
  { name: 'calendarAlone', request: 'calendar', title: 'calendar query alone, one after the other', atOnce: 1, ms: 2_000 },
  { name: 'createBookings', request: 'createBookings', title: `createBookings, ${manyAtOnce} at once`, atOnce: manyAtOnce, ms: 4_000 },
];

const run = async (leave: (step: () => Promise<void>) => void): Promise<Report> => {
  say('Making a database with the sample facility …');
  const facility = await startFacility(() => undefined);
  leave(facility.stop);
  const { sides, requests, session, send, names } = await startSides(facility, leave);
  const counts = await prove(facility, sides, requests, send);
  const circumstances = await circumstancesOf(facility);

  for (const request of ['calendar', 'createBookings'] as const) {
    for (const side of ['colab', 'plainPg'] as const) {
      say(`Warming up: ${request}, ${side} …`);
      await measure(requests[request], { atOnce: manyAtOnce, ms: warmUpMs }, sides[side], session);
    }
  }
  const measured: Record<Kind['name'], Round[]> = { calendar: [], calendarAlone: [], createBookings: [] };
  for (let round = 1; round <= rounds; round++) {
    for (const kind of kinds) {
      say(`Round ${round} of ${rounds}: ${kind.title} …`);
      const colab = await measure(requests[kind.request], kind, sides.colab, session);
      const plainPg = await measure(requests[kind.request], kind, sides.plainPg, session);
      measured[kind.name].push({ colab, plainPg });
    }
  }
  return {
    circumstances,
    statements: { ...counts, names },
    results: kinds.map((kind) => ({ ...kind, rounds: measured[kind.name], compared: compare(measured[kind.name]) })),
  };
};

const begin = performance.now();
const steps: (() => Promise<void>)[] = [];
const takeDown = async () => {
  for (const step of steps.toReversed()) await step();
};
let leaving: Promise<void> | undefined;
const leaveAll = () => (leaving ??= takeDown());
process.once('SIGINT', () => void leaveAll().finally(() => process.exit(130)));
try {
  const report = await run((step) => steps.push(step));
  if (options.json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  else say(tableOf(report));
  const count = report.statements.calendar;
  if (count > mostStatements) {
    say(`The calendar query took ${count} statements; ${mostStatements} are promised.`);
    process.exitCode = 1;
  }
} finally {
  await leaveAll();
  say(`${Math.round((performance.now() - begin) / 1_000)} s altogether.`);
}
