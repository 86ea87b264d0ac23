import { existsSync } from 'node:fs';
import { readFile, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { verifyPhysics } from '../src/bookings/placing/verify-physics.ts';
import { startEmbeddedPostgres } from '../embedded-postgres/embedded-postgres.ts';
import { prepareRoles } from '../src/platform/database/prepare-roles.ts';
import { bookingInput, documentOf, type Outcome } from './booking-calls.ts';
import { Caller } from './client.ts';
import { CrashLedger } from './crash-ledger.ts';
import { days, hours, later, openFacilityIn, someMorning, type TestFacility } from './factories.ts';
import { expectSoundPhysics } from './physics.ts';
import { Random } from './random.ts';
import { secret } from './secret.ts';
import { type ServerProcess, startProcess } from './servers.ts';
import { bosses } from './writers.ts';
import { makeThrowawayFolder } from './throwaway-folder.ts';

const writers = 16;
const rooms = [24, 5, 6, 1, 2, 3];
const tenants = ['TECH', 'TRAINING'] as const;
/** A crash is survived when what got no answer gets one soon after. */
const mostTries = 12;

export type Victim = 'server' | 'postgres';
export type CrashFigures = Readonly<Record<string, number>>;

/**
 * A server with its own PostgreSQL under DATA_DIR, as `npm start` runs it, durable as it is in earnest. Each is killed
 * under writers who repeat with the same key what got no answer; nobody but the server brings PostgreSQL back.
 */
export async function proveCrashes(victims: readonly Victim[], seed: number): Promise<CrashFigures> {
  const folder = await makeThrowawayFolder('colab-erp-crash-');
  const dataDir = join(folder, 'data');
  let installation: Installation | undefined;
  try {
    installation = await Installation.open(dataDir);
    const figures = await run(installation, victims, seed);
    await installation.stop();
    expect(existsSync(join(dataDir, 'postgres/data/postmaster.pid')), 'it takes its PostgreSQL with it').toBe(false);
    return figures;
  } finally {
    await installation?.close();
    if (existsSync(dataDir)) await (await startEmbeddedPostgres(dataDir, () => undefined)).stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function run(installation: Installation, victims: readonly Victim[], seed: number): Promise<CrashFigures> {
  const began = performance.now();
  const { facility } = installation;
  const { rows: durable } = await facility.superuser.query(
    `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit, current_setting('full_page_writes') as pages`,
  );
  expect(durable).toEqual([{ fsync: 'on', commit: 'on', pages: 'on' }]);

  const ledger = new CrashLedger(facility);
  const random = new Random(seed);
  const crowd = Promise.all(
    Array.from({ length: writers }, (_, writer) => write(installation, ledger, new Random(seed + 1 + writer), writer)),
  );
  // A writer that fails ends the waiting below.
  crowd.catch((error: unknown) => ledger.fail(error));
  let longest = 0;
  for (const victim of victims) {
    await ledger.untilAnswered(30 + random.below(40));
    const killedAt = performance.now();
    await installation.crash(victim, ledger);
    longest = Math.max(longest, performance.now() - killedAt);
  }
  await ledger.untilAnswered(50);
  ledger.finish();
  await crowd;

  const counted = await ledger.expectKept();
  await expectSoundPhysics(facility.superuser);
  expect((await verifyPhysics(facility.database.ownerUrl)).differences, 'npm run verify').toEqual([]);
  const kills = {
    serverKills: victims.filter((victim) => victim === 'server').length,
    postgresKills: victims.filter((victim) => victim === 'postgres').length,
  };
  return {
    seed,
    ...kills,
    ...counted,
    longestOutageMs: Math.round(longest),
    seconds: Math.round((performance.now() - began) / 1_000),
  };
}

/** Books on and on. What gets no answer is asked again, with the same key, until it gets one. */
async function write(installation: Installation, ledger: CrashLedger, random: Random, writer: number): Promise<void> {
  const caller = await Caller.signIn(installation.url, bosses[writer % bosses.length] ?? 'admin');
  for (let count = 0; !ledger.finished; count += 1) {
    const key = `writer ${writer}, request ${count}`;
    const startsAt = later(someMorning(), days(random.below(300)) + hours(random.below(8)));
    const input = bookingInput(
      {
        startsAt,
        endsAt: later(startsAt, hours(1 + random.below(3))),
        tenant: random.pick(tenants),
        room: random.pick(rooms),
      },
      { clientName: key, idempotencyKey: key, devicesNeeded: random.below(2) },
    );
    for (let tries = 1; ; tries += 1) {
      expect(tries, `${key} is answered at last: ${ledger.strangest}`).toBeLessThanOrEqual(mostTries);
      ledger.asked(key, tries);
      const outage = installation.outages;
      const answer = await caller
        .at(installation.url)
        .ask<{ result: Outcome }>(documentOf('createBookings'), { input })
        .catch(() => null);
      const result = answer?.data?.result;
      if (result && result.__typename !== 'BusyError') {
        ledger.answered(key, result, tries);
        break;
      }
      ledger.unanswered(key, answer, result);
      await installation.back(outage);
    }
  }
}

/** What `npm start` makes of an empty folder, and how it is broken and mended. */
class Installation {
  readonly facility: TestFacility;
  /** How many outages there have been; one that goes on counts. */
  outages = 0;
  readonly #dataDir: string;
  #server: ServerProcess;
  #over: Promise<void> = Promise.resolve();

  private constructor(dataDir: string, server: ServerProcess, facility: TestFacility) {
    this.#dataDir = dataDir;
    this.#server = server;
    this.facility = facility;
  }

  static async open(dataDir: string): Promise<Installation> {
    const server = await serve(dataDir);
    const { port, ownerPassword, superuserPassword } = JSON.parse(
      await readFile(join(dataDir, 'postgres/connection.json'), 'utf8'),
    ) as Record<string, string>;
    const urlAs = (role: string, password = ''): string => `postgresql://${role}:${password}@127.0.0.1:${port}/colab`;
    const ownerUrl = urlAs('colab_owner', ownerPassword);
    const superuserUrl = urlAs('postgres', superuserPassword);
    // The folder goes with everything in it.
    const facility = await openFacilityIn({
      ownerUrl,
      superuserUrl,
      ...(await prepareRoles({ ownerUrl, secret })),
      drop: () => Promise.resolve(),
    });
    return new Installation(dataDir, server, facility);
  }

  get url(): string {
    return this.#server.url;
  }

  /** Resolves when it serves again: at once, unless an outage goes on or began since `seen`. */
  async back(seen: number): Promise<void> {
    await this.#over;
    if (seen === this.outages) await this.#ready();
  }

  async crash(victim: Victim, ledger: CrashLedger): Promise<void> {
    this.outages += 1;
    this.#over = victim === 'server' ? this.#killServer(ledger) : this.#killPostgres(ledger);
    this.#over.catch((error: unknown) => ledger.fail(error));
    await this.#over;
  }

  async #killServer(ledger: CrashLedger): Promise<void> {
    await this.#server.kill();
    await ledger.countSilentCommits();
    // On any port that is free: the old one may have gone to somebody's connection.
    this.#server = await serve(this.#dataDir);
    await this.#ready();
  }

  async #killPostgres(ledger: CrashLedger): Promise<void> {
    const killed = await this.#postmaster();
    process.kill(killed, 'SIGKILL');
    // The next line of the file is written by whoever brings it back, and that is the server alone.
    await vi.waitFor(
      async () => expect([killed, process.pid, this.#server.pid]).not.toContain(await this.#postmaster()),
      { timeout: 30_000, interval: 20 },
    );
    await this.#ready();
    await ledger.countSilentCommits();
  }

  async #postmaster(): Promise<number> {
    const text = await readFile(join(await realpath(join(this.#dataDir, 'postgres/data')), 'postmaster.pid'), 'utf8');
    return Number(text.split('\n')[0]);
  }

  async #ready(): Promise<void> {
    await vi.waitFor(async () => expect((await fetch(`${this.url}/readyz`)).status).toBe(200), {
      timeout: 30_000,
      interval: 20,
    });
  }

  stop(): Promise<void> {
    return this.#server.stop();
  }

  async close(): Promise<void> {
    await this.facility.close();
    await this.stop();
  }
}

function serve(dataDir: string): Promise<ServerProcess> {
  return startProcess({
    DATA_DIR: dataDir,
    DATABASE_URL: '',
    APP_DATABASE_URL: '',
    EVENTS_DATABASE_URL: '',
    JOBS_DATABASE_URL: '',
  });
}
