import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';
import { backUp, restore } from '../embedded-postgres/backup.ts';
import { startEmbeddedPostgres } from '../embedded-postgres/embedded-postgres.ts';
import { verifyPhysics } from '../src/bookings/placing/verify-physics.ts';
import { migrate } from '../src/platform/database/migrate.ts';
import { prepareRoles } from '../src/platform/database/prepare-roles.ts';
import { beginNewEpoch } from '../src/platform/outbox/begin-new-epoch.ts';
import { bookingInput, call } from './booking-calls.ts';
import { Caller } from './client.ts';
import { days, hours, keyOfId, later, openFacilityIn, openPool, someMorning, type TestFacility } from './factories.ts';
import { secret } from './secret.ts';
import { startApp } from './servers.ts';
import { makeThrowawayFolder } from './throwaway-folder.ts';

const perSecond = 50;
const rooms = 20;
const options = { log: () => undefined, signal: new AbortController().signal };
const log = 'query ($after: EventCursor) { domainEvents(after: $after, first: 1) { cursor } }';

/**
 * While 50 bookings a second are made, backups are taken, each of which is restored into an empty folder: all that was
 * acknowledged before it began is there, the physics is right, and cursors from before are refused.
 */
export async function proveBackups(rounds: number): Promise<Record<string, number>> {
  const folder = await makeThrowawayFolder('colab-erp-backup-');
  const dataDir = join(folder, 'data');
  const { postgres, facility } = await openIn(dataDir);
  // One person books as no person does.
  const app = await startApp(facility.database, undefined, { limits: { costPerMinute: 1e9 } });
  const boss = await Caller.signIn(app.url, 'room_boss');
  let made = 0;
  const figures = { rounds, acknowledgedBefore: 0, acknowledgedDuring: 0, restored: 0, longestBackupMs: 0 };
  try {
    for (let round = 0; round < rounds; round += 1) {
      const backup = join(folder, `backup-${round}`);
      const writing = new Bookings(boss, made);
      let before: readonly string[];
      let cursor: string;
      try {
        await writing.untilAcknowledged(perSecond);
        ({ cursor } = (await boss.get<{ domainEvents: { cursor: string } }>(log)).domainEvents);
        before = [...writing.acknowledged];
        const began = performance.now();
        await backUp(dataDir, backup, options);
        figures.longestBackupMs = Math.max(figures.longestBackupMs, Math.round(performance.now() - began));
      } finally {
        made = await writing.end();
      }
      figures.acknowledgedBefore += before.length;
      figures.acknowledgedDuring += writing.acknowledged.length - before.length;
      figures.restored += await checkRestored(backup, join(folder, `restored-${round}`), before, cursor);
    }
    return figures;
  } finally {
    await app.close();
    await facility.close();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function openIn(dataDir: string) {
  const postgres = await startEmbeddedPostgres(dataDir, options.log);
  const { ownerUrl, superuserUrl } = postgres;
  await migrate(ownerUrl, options.log);
  const roles = await prepareRoles({ ownerUrl, secret });
  const facility: TestFacility = await openFacilityIn({
    ownerUrl,
    superuserUrl,
    ...roles,
    drop: async () => undefined,
  });
  return { postgres, facility };
}

/** @returns how many bookings it has */
async function checkRestored(
  backup: string,
  dataDir: string,
  acknowledged: readonly string[],
  cursor: string,
): Promise<number> {
  await restore(backup, dataDir, options);
  const postgres = await startEmbeddedPostgres(dataDir, options.log);
  const { ownerUrl } = postgres;
  try {
    await beginNewEpoch(ownerUrl);
    const { bookings, differences } = await verifyPhysics(ownerUrl);
    expect(differences).toEqual([]);
    expect(await missingIn(ownerUrl, acknowledged)).toEqual([]);
    const app = await startApp({ ownerUrl, ...(await prepareRoles({ ownerUrl, secret })) });
    try {
      const boss = await Caller.signIn(app.url, 'room_boss');
      const { errors } = await boss.ask(log, { after: cursor });
      expect(errors.map(({ extensions }) => extensions?.code)).toEqual(['CURSOR_INVALID']);
    } finally {
      await app.close();
    }
    return bookings;
  } finally {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
    await rm(backup, { recursive: true, force: true });
  }
}

async function missingIn(ownerUrl: string, ids: readonly string[]): Promise<readonly string[]> {
  const owner = openPool(ownerUrl, 1);
  try {
    const { rows } = await owner.query<{ id: string }>(
      'select id from unnest($1::uuid[]) id where id not in (select id from bookings)',
      [ids.map(keyOfId)],
    );
    return rows.map(({ id }) => id);
  } finally {
    await owner.end();
  }
}

/** Books 50 times a second, each time another hour or room, until it is ended. @param first how many there are already */
class Bookings {
  readonly acknowledged: string[] = [];
  readonly #caller: Caller;
  readonly #under: Promise<void>[] = [];
  readonly #failures: unknown[] = [];
  readonly #stop = new AbortController();
  readonly #running: Promise<number>;

  constructor(caller: Caller, first: number) {
    this.#caller = caller;
    this.#running = this.#run(first);
  }

  async #run(first: number): Promise<number> {
    let n = first;
    for (; !this.#stop.signal.aborted; n += 1) {
      this.#under.push(this.#book(n).catch((error: unknown) => void this.#failures.push(error)));
      await delay(1_000 / perSecond);
    }
    return n;
  }

  async #book(n: number): Promise<void> {
    const startsAt = later(someMorning(), days(1) + hours(Math.floor(n / rooms)));
    const wanted = { startsAt, endsAt: later(startsAt, hours(1)), room: 1 + (n % rooms), tenant: 'TECH' as const };
    const outcome = await call(this.#caller, 'createBookings', bookingInput(wanted));
    if (!outcome.bookings) throw new Error(`Not booked: ${JSON.stringify(outcome)}`);
    this.acknowledged.push(...outcome.bookings.map(({ id }) => id));
  }

  async untilAcknowledged(more: number): Promise<void> {
    const target = this.acknowledged.length + more;
    await expect
      .poll(() => this.acknowledged.length + this.#failures.length, { timeout: 60_000 })
      .toBeGreaterThanOrEqual(target);
    expect(this.#failures).toEqual([]);
  }

  /** @returns how many there are then */
  async end(): Promise<number> {
    this.#stop.abort();
    const made = await this.#running;
    await Promise.all(this.#under);
    return made;
  }
}
