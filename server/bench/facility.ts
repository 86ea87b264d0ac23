import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seedSampleFacility } from '../../prisma/seed.ts';
import { startEmbeddedPostgres } from '../src/platform/database/embedded-postgres.ts';
import { migrate } from '../src/platform/database/migrate.ts';
import { prepareRoles } from '../src/platform/database/prepare-roles.ts';
import { createLog } from '../src/platform/log.ts';

export type Facility = {
  readonly appUrl: string;
  readonly eventsUrl: string;
  readonly jobsUrl: string;
  readonly superuserUrl: string;
  /** Of the sample accounts. */
  readonly password: string;
  stop(): Promise<void>;
};

const password = 'password-of-the-bench';

/** With `--short` a bench does everything once and small, to see that it runs; no bound is judged. */
export const isShort = process.argv.includes('--short');

/**
 * A PostgreSQL server of its own with the sample facility in it, and the settings that `npm start` uses; or the facility
 * that `BENCH_FACILITY` names as JSON, which the tests have made already.
 */
export const startFacility = async (say: (line: string) => void): Promise<Facility> => {
  const { BENCH_FACILITY: named } = process.env;
  if (named !== undefined) return { ...(JSON.parse(named) as Omit<Facility, 'stop'>), stop: async () => undefined };
  const folder = await mkdtemp(join(tmpdir(), 'colab-erp-bench-'));
  // As root, PostgreSQL's account passes through it.
  await chmod(folder, 0o755);
  const postgres = await startEmbeddedPostgres(folder, () => undefined);
  const stop = async () => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const { ownerUrl, superuserUrl } = postgres;
    await migrate(ownerUrl, () => undefined);
    const urls = await prepareRoles({ ownerUrl, secret: 'the secret of the bench' });
    await seedSampleFacility({ ownerUrl, appUrl: urls.appUrl, password, onlyIfEmpty: true, log: createLog('silent'), say });
    return { ...urls, superuserUrl, password, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
