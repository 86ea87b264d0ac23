import { afterAll, afterEach } from 'vitest';
import type { App, AppConfig } from '../src/app.ts';
import { beginSessions } from './begin-sessions.ts';
import type { Caller } from './client.ts';
import { days, hours, later, morningOf, openFacility, type TestFacility, type Username } from './factories.ts';
import { expectSoundPhysics } from './physics.ts';
import { startApp } from './servers.ts';

type Wishes<Who, Now> = {
  /** Who has a session. */
  readonly people?: readonly Who[];
  /** What the server's clock says before each test; without it, the server goes by the real one. */
  readonly now?: Now;
  /** Whether what was promised about rooms is worked out again after each test. */
  readonly soundPhysics?: boolean;
  /** Of the server, beside those of all tests. */
  readonly settings?: Partial<AppConfig>;
};

type Arrangement<Who extends Username, Now> = {
  readonly facility: TestFacility;
  readonly app: App;
  readonly people: Readonly<Record<Who, Caller>>;
  /** A test moves it by saying what `now` is. */
  readonly clock: { now: Now };
  /** A day of its own for each call, a month ahead, from 08:00 on. @param length in ms, of 3 hours unless told */
  span(length?: number): { readonly startsAt: Date; readonly endsAt: Date };
};

/**
 * What most files of tests begin with: a facility, one server and people with a session. Awaited at the top of the
 * file; everything is closed after its last test and after the hooks of its own.
 */
export async function arrange<Who extends Username = never, Now extends Date | undefined = undefined>(
  wishes: Wishes<Who, Now> = {},
): Promise<Arrangement<Who, Now>> {
  await closeAll();
  afterAll(closeAll);
  try {
    return await inTime(open(wishes));
  } catch (error) {
    await closeAll();
    throw error;
  }
}

/** What is open, in the order in which it was opened. */
const opened: { close(): Promise<void> }[] = [];

/** Also before the next file: one that fails while it loads, or of which no test is wanted, is over without its hooks. */
async function closeAll(): Promise<void> {
  for (let last = opened.pop(); last; last = opened.pop()) await last.close();
}

async function open<Who extends Username, Now extends Date | undefined>({
  people = [],
  now,
  soundPhysics = false,
  settings,
}: Wishes<Who, Now>): Promise<Arrangement<Who, Now>> {
  const facility = await openFacility();
  opened.push(facility);
  const clock = { now: now as Now };
  const app = await startApp(facility.database, now && (() => clock.now as Date), settings);
  opened.push(app);
  const callers = await beginSessions(facility, app.url, people, now ?? new Date());
  if (soundPhysics) afterEach(() => expectSoundPhysics(facility.superuser));
  if (now) afterEach(() => void (clock.now = now));
  let day = 30;
  const span = (length = hours(3)) => {
    const startsAt = later(morningOf(now ?? new Date()), days((day += 1)));
    return { startsAt, endsAt: later(startsAt, length) };
  };
  return { facility, app, people: callers, clock, span };
}

const mostMs = 180_000;

/** Only hooks and tests have a limit: a file that hangs while it loads would hang for ever. */
async function inTime<Result>(work: Promise<Result>): Promise<Result> {
  const { promise, reject } = Promise.withResolvers<never>();
  const alarm = setTimeout(() => reject(new Error(`Nothing was arranged within ${mostMs} ms.`)), mostMs);
  return Promise.race([work, promise]).finally(() => clearTimeout(alarm));
}
