import { expect, vi } from 'vitest';
import { documentOf, bookingInput, type Outcome } from './booking-calls.ts';
import { Caller } from './client.ts';
import { CuttingLine, type Moment } from './cutting-line.ts';
import { days, hours, later, openFacility, someMorning, type TestFacility } from './factories.ts';
import { startApp } from './servers.ts';

type Counts = {
  cuts: number;
  done: number;
  nothingSaved: number;
  unknown: number;
  unknownAndSaved: number;
  away: number;
};

const week = 'query ($from: DateTime!, $to: DateTime!) { calendar(from: $from, to: $to) { occupancies { id } } }';

/** How many connections of a server are in somebody's hand. */
export async function heldAt(url: string): Promise<Readonly<Record<string, number>>> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Object.fromEntries(
    [...text.matchAll(/^colab_pool_connections\{pool="(\w+)",state="busy"\} (\d+)$/gm)].map(([, pool = '', count]) => [
      pool,
      Number(count),
    ]),
  );
}

/** Every statement of a write and of a read is cut off once, before and after PostgreSQL was given it, until so many cuts were made; then some of the reader of events and of the job worker. */
export async function proveCuts(wanted: number, ofOthers: number): Promise<Counts> {
  const facility = await openFacility();
  const line = await CuttingLine.to(facility.database.appUrl);
  const lines = {
    eventsUrl: await CuttingLine.to(facility.database.eventsUrl),
    jobsUrl: await CuttingLine.to(facility.database.jobsUrl),
  };
  const app = await startApp({
    ...facility.database,
    appUrl: line.url,
    eventsUrl: lines.eventsUrl.url,
    jobsUrl: lines.jobsUrl.url,
  });
  await app.startJobs();
  try {
    const boss = await Caller.signIn(app.url, 'room_boss');
    const counts: Counts = { cuts: 0, done: 0, nothingSaved: 0, unknown: 0, unknownAndSaved: 0, away: 0 };
    for (let round = 0; counts.cuts < wanted; round += 1)
      await cutEach({ facility, line, boss, counts, wanted, round });
    await vi.waitFor(async () => expect(await heldAt(app.url)).toEqual({ readers: 0, writers: 0 }), {
      timeout: 60_000,
      interval: 50,
    });
    for (const other of Object.values(lines)) await cutOther({ line: other, boss, app, counts, times: ofOthers });
    const { __typename } = (
      await boss.get<{ result: Outcome }>(documentOf('createBookings'), { input: somewhere('afterwards', 399, 2) })
    ).result;
    expect(__typename, 'writing goes on').toBe('CreateBookingsPayload');
    return counts;
  } finally {
    await app.close();
    line.close();
    for (const other of Object.values(lines)) other.close();
    await facility.close();
  }
}

type Round = {
  readonly facility: TestFacility;
  readonly line: CuttingLine;
  readonly boss: Caller;
  readonly counts: Counts;
  readonly wanted: number;
  readonly round: number;
};

function somewhere(clientName: string, day: number, room: number) {
  const startsAt = later(someMorning(), days(day));
  return bookingInput({ startsAt, endsAt: later(startsAt, hours(1)), tenant: 'TECH', room }, { clientName });
}

/** One after the other, until none is left to cut. */
async function cutEach({ facility, line, boss, counts, wanted, round }: Round): Promise<void> {
  for (const moment of ['before', 'after'] as const) {
    for (let statement = 0; counts.cuts < wanted; statement += 1) {
      const name = `${moment} ${statement} of round ${round}`;
      const input = somewhere(name, statement, 1 + ((round * 2 + (moment === 'after' ? 1 : 0)) % 23));
      line.arm(statement, moment);
      const written = await boss.ask<{ result: Outcome }>(documentOf('createBookings'), { input });
      if (line.disarm()) break;
      counts.cuts += 1;
      const { rows } = await facility.owner.query('select from bookings where client_name = $1', [name]);
      expectTruth(written, rows.length, name, counts);
    }
    await cutReads(line, boss, moment, counts);
  }
}

/** The reader of events and the worker of jobs are cut off at one statement after the other, and go on each time. */
async function cutOther({
  line,
  boss,
  app,
  counts,
  times,
}: {
  line: CuttingLine;
  boss: Caller;
  app: { readonly url: string };
  counts: Counts;
  times: number;
}): Promise<void> {
  for (let statement = 0; statement < times; statement += 1) {
    line.arm(statement, statement % 2 === 0 ? 'before' : 'after');
    await vi.waitFor(() => expect(line.isArmed).toBe(false), { timeout: 30_000, interval: 10 });
    counts.cuts += 1;
  }
  await vi.waitFor(async () => expect((await fetch(`${app.url}/readyz`)).status).toBe(200), {
    timeout: 60_000,
    interval: 50,
  });
  const window = { from: later(someMorning(), days(300)), to: later(someMorning(), days(390)) };
  const { calendar } = await boss.get<{ calendar: { cursor: string } }>(
    'query ($from: DateTime!, $to: DateTime!) { calendar(from: $from, to: $to) { cursor } }',
    window,
  );
  await boss.get(documentOf('createBookings'), { input: somewhere('told', 300 + (counts.cuts % 80), 3) });
  const follower = boss.connect();
  const changes = follower.subscribe<{ calendarChanged: { occupancies: object[] } }>(
    'subscription ($from: DateTime!, $to: DateTime!, $after: EventCursor) { calendarChanged(from: $from, to: $to, after: $after) { occupancies { id } } }',
    { ...window, after: calendar.cursor },
  );
  await changes.until(({ calendarChanged }) => calendarChanged.occupancies.length > 0);
  await follower.close();
}

async function cutReads(line: CuttingLine, boss: Caller, moment: Moment, counts: Counts): Promise<void> {
  const from = someMorning();
  for (let statement = 0; ; statement += 1) {
    line.arm(statement, moment);
    const { errors, data } = await boss.ask(week, { from, to: later(from, days(7)) });
    if (line.disarm()) return;
    counts.cuts += 1;
    if (data === null) expect(errors.map(({ extensions }) => extensions?.code)).toEqual(['BUSY']);
  }
}

/** "Nothing was saved" is only said where nothing was; what nobody knows is said as that. */
function expectTruth(
  { data, errors, text }: Awaited<ReturnType<Caller['ask']>>,
  saved: number,
  name: string,
  counts: Counts,
): void {
  const result = (data as { result?: Outcome } | null)?.result;
  expect(saved, `${name}: once at most`).toBeLessThanOrEqual(1);
  if (result?.__typename === 'CreateBookingsPayload') {
    counts.done += 1;
    expect(saved, name).toBe(1);
  } else if (result) {
    counts.nothingSaved += 1;
    expect(result, name).toMatchObject({
      __typename: 'BusyError',
      message: expect.stringContaining('Nothing was saved') as string,
    });
    expect(saved, `${name}: ${text}`).toBe(0);
  } else if (errors[0]?.extensions?.code === 'OUTCOME_UNKNOWN') {
    counts.unknown += 1;
    counts.unknownAndSaved += saved;
  } else {
    counts.away += 1;
    expect(
      errors.map(({ extensions }) => extensions?.code),
      `${name}: ${text}`,
    ).toEqual(['BUSY']);
    expect(text).not.toContain('Nothing was saved');
  }
}
