import { execFileSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import pg from 'pg';
import { expect, vi } from 'vitest';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../embedded-postgres/embedded-postgres.ts';
import { migrate } from '../src/platform/database/migrate.ts';
import { prepareRoles } from '../src/platform/database/prepare-roles.ts';
import { bookingInput, documentOf, type Outcome } from './booking-calls.ts';
import { type Answer, Caller } from './client.ts';
import { days, hours, later, openFacilityIn, someMorning, type TestFacility } from './factories.ts';
import { percentiles } from './figures.ts';
import { heldAt } from './lost-connections.ts';
import { secret } from './secret.ts';
import { type ServerProcess, startServer } from './servers.ts';
import { makeThrowawayFolder } from './throwaway-folder.ts';

/** A PostgreSQL of one's own to be unkind to, and a server process over it. */
export class OwnHouse {
  readonly facility: TestFacility;
  readonly server: ServerProcess;
  readonly #postgres: EmbeddedPostgres;
  readonly #folder: string;

  private constructor(facility: TestFacility, server: ServerProcess, postgres: EmbeddedPostgres, folder: string) {
    this.facility = facility;
    this.server = server;
    this.#postgres = postgres;
    this.#folder = folder;
  }

  static async open(): Promise<OwnHouse> {
    const folder = await makeThrowawayFolder('colab-erp-away-');
    const postgres = await startEmbeddedPostgres(folder, () => undefined, { fsync: 'off' });
    const { ownerUrl, superuserUrl } = postgres;
    await migrate(ownerUrl, () => undefined);
    const urls = {
      ownerUrl,
      superuserUrl,
      ...(await prepareRoles({ ownerUrl, secret })),
      drop: () => Promise.resolve(),
    };
    const facility = await openFacilityIn(urls);
    return new OwnHouse(facility, await startServer(urls), postgres, folder);
  }

  get postmaster(): number {
    return this.#postgres.postmasterPid();
  }

  /** Stops the server with all its sessions as it is, or lets them go on. */
  signalAll(signal: 'SIGSTOP' | 'SIGCONT'): void {
    const children = execFileSync('ps', ['-o', 'pid=', '--ppid', String(this.postmaster)], { encoding: 'utf8' })
      .split('\n')
      .map(Number)
      .filter((pid) => pid > 0);
    for (const pid of [this.postmaster, ...children]) {
      try {
        process.kill(pid, signal);
      } catch (error) {
        // A session that has ended meanwhile.
        if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
      }
    }
  }

  /** As `pg_ctl restart -m fast`; resolves once PostgreSQL takes connections again. */
  async restart(): Promise<void> {
    const before = this.postmaster;
    process.kill(before, 'SIGINT');
    await vi.waitFor(() => expect(this.postmaster).not.toBe(before), { timeout: 60_000, interval: 20 });
    await vi.waitFor(() => answers(this.facility.database.superuserUrl), { timeout: 60_000, interval: 10 });
  }

  async close(): Promise<void> {
    await this.server.stop();
    await this.facility.close();
    await this.#postgres.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

async function answers(url: string): Promise<void> {
  const client = new pg.Client(url);
  client.on('error', () => undefined);
  await client.connect();
  await client.end();
}

const createDocument = documentOf('createBookings');

/** Each somewhere else, so that nobody is in anybody's way. */
export function freePlace(number: number) {
  const startsAt = later(someMorning(), days(Math.floor(number / 230)) + hours(Math.floor(number / 23) % 10));
  return bookingInput(
    { startsAt, endsAt: later(startsAt, hours(1)), tenant: 'TECH', room: 1 + (number % 23) },
    { clientName: `Client ${number}` },
  );
}

/** What may be answered while the database comes and goes. */
function expectHonest({ data, errors, text }: Answer<{ result: Outcome }>): void {
  if (data?.result) expect(['CreateBookingsPayload', 'BusyError'], text).toContain(data.result.__typename);
  else expect(['BUSY', 'OUTCOME_UNKNOWN'], text).toContain(errors[0]?.extensions?.code);
}

async function expectNothingHeld({ url }: ServerProcess): Promise<void> {
  return vi.waitFor(async () => expect(await heldAt(url)).toEqual({ readers: 0, writers: 0 }), {
    timeout: 60_000,
    interval: 50,
  });
}

/** Twelve who write on and on, until `stop` is called; it resolves with how often they succeeded. */
let nextPlace = 0;

function writeOnAndOn(boss: Caller): { stop(): Promise<number>; done(): number } {
  let stopped = false;
  let done = 0;
  const writer = async (): Promise<void> => {
    while (!stopped) {
      const answer = await boss.ask<{ result: Outcome }>(createDocument, { input: freePlace(nextPlace++) });
      expectHonest(answer);
      if (answer.data?.result?.__typename === 'CreateBookingsPayload') done += 1;
    }
  };
  const writers = Promise.all(Array.from({ length: 12 }, writer));
  return {
    done: () => done,
    stop: async () => {
      stopped = true;
      await writers;
      return done;
    },
  };
}

/** Ends sessions of the server under load, the youngest first: some have only just connected. */
export async function proveTerminations(house: OwnHouse, count: number): Promise<{ terminated: number; done: number }> {
  const load = writeOnAndOn(await Caller.signIn(house.server.url, 'room_boss'));
  let terminated = 0;
  while (terminated < count) {
    const { rowCount } = await house.facility.superuser.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where usename like 'colab\\_%' and usename <> 'colab_owner' order by backend_start desc limit 3`,
    );
    terminated += rowCount ?? 0;
  }
  const done = await load.stop();
  expect(house.server.said.join('')).not.toContain('Unhandled');
  await expectNothingHeld(house.server);
  return { terminated, done };
}

/** Restarts PostgreSQL in order under load: how long after it takes connections again the first write succeeds. */
export async function proveRestarts(house: OwnHouse, count: number): Promise<object> {
  const load = writeOnAndOn(await Caller.signIn(house.server.url, 'room_boss'));
  const waits: number[] = [];
  for (let restart = 0; restart < count; restart += 1) {
    await house.restart();
    const since = performance.now();
    const before = load.done();
    await vi.waitFor(() => expect(load.done()).toBeGreaterThan(before), { timeout: 60_000, interval: 5 });
    waits.push(performance.now() - since);
  }
  await load.stop();
  await expectNothingHeld(house.server);
  return { restarts: count, ...percentiles(waits) };
}

/** PostgreSQL stands still under load: everybody has an answer, readiness says so, and all goes on afterwards. */
export async function proveFreeze(house: OwnHouse): Promise<object> {
  const readyz = async (): Promise<number> => (await fetch(`${house.server.url}/readyz`)).status;
  const boss = await Caller.signIn(house.server.url, 'room_boss');
  house.signalAll('SIGSTOP');
  const asked = performance.now();
  const times: number[] = [];
  try {
    expect(await readyz()).toBe(503);
    times.push(performance.now() - asked);
    await Promise.all(
      Array.from({ length: 30 }, async (_, number) => {
        const answer = await boss.ask<{ result: Outcome }>(createDocument, { input: freePlace(70_000 + number) });
        expectHonest(answer);
        expect(answer.data?.result?.__typename).not.toBe('CreateBookingsPayload');
        times.push(performance.now() - asked);
      }),
    );
  } finally {
    house.signalAll('SIGCONT');
  }
  await vi.waitFor(async () => expect(await readyz()).toBe(200), { timeout: 60_000, interval: 50 });
  await expectNothingHeld(house.server);
  const { data } = await boss.ask<{ result: Outcome }>(createDocument, { input: freePlace(71_000) });
  expect(['CreateBookingsPayload', 'RoomTakenError']).toContain(data?.result?.__typename);
  return { readinessMs: Math.round(times[0] ?? 0), ...percentiles(times.slice(1)) };
}
