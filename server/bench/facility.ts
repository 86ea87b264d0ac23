import { rm } from 'node:fs/promises';
import { seedSampleFacility } from '../../prisma/seed.ts';
import { startEmbeddedPostgres } from '../embedded-postgres/embedded-postgres.ts';
import { migrate } from '../src/platform/database/migrate.ts';
import { prepareRoles } from '../src/platform/database/prepare-roles.ts';
import { createLog } from '../src/platform/log.ts';
import { makeThrowawayFolder } from '../test/throwaway-folder.ts';
import { secret } from './secret.ts';

export type Facility = {
  readonly appUrl: string;
  readonly eventsUrl: string;
  readonly jobsUrl: string;
  readonly superuserUrl: string;
  stop(): Promise<void>;
};

type ExistingFacility = Omit<Facility, 'stop'> & { readonly password: string };

// The tests have made a facility already, and pass it as JSON.
const { BENCH_FACILITY: inWords } = process.env;
const existing = inWords === undefined ? null : (JSON.parse(inWords) as ExistingFacility);

/** The password of the sample accounts. */
export const password = existing?.password ?? 'password-of-the-bench';

/** With `--short` a bench does everything once and small, to see that it runs; no bound is judged. */
export const isShort = process.argv.includes('--short');

/**
 * Starts a PostgreSQL server with the sample facility in it, and the settings that `npm start` uses; or returns what
 * `BENCH_FACILITY` names.
 */
export async function startFacility(say: (line: string) => void): Promise<Facility> {
  if (existing) return { ...existing, stop: async () => undefined };
  const folder = await makeThrowawayFolder('colab-erp-bench-');
  const postgres = await startEmbeddedPostgres(folder, () => undefined);
  const stop = async () => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const { ownerUrl, superuserUrl } = postgres;
    await migrate(ownerUrl, () => undefined);
    const urls = await prepareRoles({ ownerUrl, secret });
    await seedSampleFacility({
      ownerUrl,
      appUrl: urls.appUrl,
      password,
      onlyIfEmpty: true,
      log: createLog('silent'),
      say,
    });
    return { ...urls, superuserUrl, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
