import { expect } from 'vitest';
import { CalendarMirror } from './calendar-mirror.ts';
import { Caller } from './client.ts';
import {
  days,
  hours,
  keyOfId,
  later,
  openFacility,
  someMorning,
  type TenantCode,
  type TestFacility,
  tenants,
  type Username,
} from './factories.ts';
import { expectSoundPhysics } from './physics.ts';
import { Random } from './random.ts';
import { startPair } from './servers.ts';
import { type Arena, bosses, changeByCall, changeBySql, disturb } from './writers.ts';

export type StreamSize = { readonly changes: number; readonly writers: number; readonly subscribers: number };
export type StreamFigures = {
  readonly events: number;
  readonly cuts: number;
  readonly delivered: number;
  readonly seconds: number;
  readonly busy: number;
};

const both: readonly TenantCode[] = ['TECH', 'TRAINING'];
/** Who watches, turn by turn: people of one division, to whom the other is only busy, and people who serve both. */
const watchers: readonly {
  readonly username: Username;
  readonly mayKnow: readonly TenantCode[];
  readonly rooms?: readonly number[];
}[] = [
  { username: 'viewer.tech', mayKnow: ['TECH'] },
  { username: 'viewer.training', mayKnow: ['TRAINING'] },
  { username: 'room_boss', mayKnow: both },
  { username: 'staff.tech', mayKnow: ['TECH'], rooms: [5, 24] },
  { username: 'kitchen', mayKnow: both },
  { username: 'staff.training', mayKnow: ['TRAINING'], rooms: [1, 6] },
];

/**
 * Writers through two servers and past them, some slow, some rolled back; watchers who lose their connection and go on
 * at the other server; tools that read the log page by page all the while.
 */
export async function proveStream(size: StreamSize): Promise<StreamFigures> {
  const facility = await openFacility();
  const { urls, stop } = await startPair(facility.database);
  try {
    await disturb(facility.superuser);
    return await run(facility, urls, size);
  } finally {
    await stop();
    await facility.close();
  }
}

async function signInAtAll(urls: readonly string[], username: Username): Promise<Caller[]> {
  const caller = await Caller.signIn(urls[0] ?? '', username);
  return urls.map((url) => caller.at(url));
}

async function run(facility: TestFacility, urls: readonly string[], size: StreamSize): Promise<StreamFigures> {
  const arena: Arena = { rooms: [1, 2, 5, 6, 24], startsAt: someMorning(), days: 8, keys: [], doomed: [] };
  const callers = new Map(
    await Promise.all(
      [...new Set([...bosses, ...watchers.map(({ username }) => username)])].map(
        async (username) => [username, await signInAtAll(urls, username)] as const,
      ),
    ),
  );
  const callersOf = (username: Username): Caller[] => callers.get(username) ?? [];

  const mirrors = Array.from({ length: size.subscribers }, (_, seed) => {
    const { username, mayKnow, rooms } = watchers[seed % watchers.length] as (typeof watchers)[number];
    // Some see less than is going on: bookings come and go at the edges of their window.
    const [from, to] = seed % 4 === 3 ? [days(2) + hours(2), days(5)] : [-days(1), days(20)];
    return new CalendarMirror({
      callers: callersOf(username),
      from: later(arena.startsAt, from),
      to: later(arena.startsAt, to),
      ...(rooms ? { rooms } : {}),
      mayKnow,
      seed,
    });
  });
  await Promise.all(mirrors.map((mirror) => mirror.load()));

  // One last booking that everybody is told of, after everything else, because the stream keeps its order.
  const last = {
    room: 24,
    startsAt: later(arena.startsAt, days(3) + hours(12)),
    endsAt: later(arena.startsAt, days(3) + hours(13)),
  };
  const following = mirrors.map((mirror) => mirror.followUntilTaken(last.startsAt));
  const done = new AbortController();
  const logs = (['viewer.tech', 'viewer.training', 'room_boss'] as const).map((username) =>
    readLog(callersOf(username), done.signal),
  );

  const began = performance.now();
  const strange: string[] = [];
  let busy = 0;
  // What was refused, or changed nothing after all, does not count.
  for (let events = 0; events < size.changes && strange.length === 0; events = await countEvents(facility)) {
    const written = await write(facility, callersOf, arena, { ...size, changes: size.changes - events });
    strange.push(...written.strange);
    busy += written.busy;
  }
  await facility
    .insertBooking({ ...last, tenant: 'TECH' })
    .catch(async () => facility.insertBooking({ ...last, tenant: 'TECH' }));
  await Promise.all(following);
  done.abort();
  const [ofTech, ofTraining, ofBoth] = await Promise.all(logs);
  const seconds = Math.round((performance.now() - began) / 100) / 10;

  expect(strange).toEqual([]);
  expect(mirrors.flatMap((mirror) => mirror.complaints)).toEqual([]);
  for (const [index, mirror] of mirrors.entries()) {
    const { mirrored, committed } = await mirror.compare();
    expect(mirrored, `subscriber ${index}`).toEqual(committed);
  }
  expect(ofTech).toEqual(await committedEvents(facility, ['TECH']));
  expect(ofTraining).toEqual(await committedEvents(facility, ['TRAINING']));
  expect(ofBoth).toEqual(await committedEvents(facility, both));
  await expectSoundPhysics(facility.superuser);
  return {
    events: ofBoth?.length ?? 0,
    seconds,
    busy,
    cuts: mirrors.reduce((sum, mirror) => sum + mirror.cuts, 0),
    delivered: mirrors.reduce((sum, mirror) => sum + mirror.changes, 0),
  };
}

/** A third of the writers know no API. */
async function write(
  facility: TestFacility,
  callersOf: (username: Username) => Caller[],
  arena: Arena,
  { changes, writers }: StreamSize,
) {
  const strange: string[] = [];
  let made = 0;
  let busy = 0;
  await Promise.all(
    Array.from({ length: writers }, async (_, seed) => {
      const random = new Random(1_000 + seed);
      const here = callersOf(random.pick(bosses));
      while (made < changes) {
        if (seed % 3 === 0) {
          if ((await changeBySql(facility.owner, random, arena, facility)) === 'done') made += 1;
          continue;
        }
        try {
          const { __typename: answer } = await changeByCall(random.pick(here), random, arena);
          if (answer.endsWith('Payload')) made += 1;
          if (answer === 'BusyError') busy += 1;
        } catch (error) {
          if (!/"code":"(BUSY|OUTCOME_UNKNOWN)"/.test(String(error))) {
            strange.push(String(error));
            return;
          }
          busy += 1;
        }
      }
    }),
  );
  return { strange, busy };
}

async function countEvents({ superuser }: TestFacility): Promise<number> {
  return (await superuser.query<{ n: number }>('select count(*)::int as n from domain_events')).rows[0]?.n ?? 0;
}

type LogPage = {
  readonly cursor: string;
  readonly more: boolean;
  readonly events: readonly { readonly type: string; readonly bookingId: string; readonly version: number }[];
};
const logDocument =
  'query ($after: EventCursor) { domainEvents(after: $after, first: 60) { cursor more events { type bookingId version } } }';

/** Page by page, each at the other server, from the beginning until there is no more once everything is written. */
async function readLog(callers: readonly Caller[], written: AbortSignal): Promise<string[]> {
  const lines: string[] = [];
  let after: string | null = null;
  for (let page = 0; ; page += 1) {
    const complete = written.aborted;
    const caller = callers[page % callers.length] as Caller;
    const { domainEvents }: { domainEvents: LogPage } = await caller.get(logDocument, { after });
    after = domainEvents.cursor;
    lines.push(
      ...domainEvents.events.map(({ type, bookingId, version }) => `${keyOfId(bookingId)} ${version} ${type}`),
    );
    if (complete && !domainEvents.more) return lines.toSorted();
  }
}

async function committedEvents({ superuser }: TestFacility, of: readonly TenantCode[]): Promise<string[]> {
  const { rows } = await superuser.query<{ line: string }>(
    `select subject || ' ' || version || ' ' || type as line from domain_events where tenant_id = any ($1)`,
    [of.map((code) => tenants[code])],
  );
  return rows.map(({ line }) => line).toSorted();
}
