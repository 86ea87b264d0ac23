import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { seedSampleFacility } from '../prisma/seed.ts';
import { startEmbeddedPostgres } from '../server/embedded-postgres/embedded-postgres.ts';
import { createApp } from '../server/src/app.ts';
import { migrate } from '../server/src/platform/database/migrate.ts';
import { prepareRoles } from '../server/src/platform/database/prepare-roles.ts';
import { createLog } from '../server/src/platform/log.ts';
import { makeDataDir } from '../client/e2e/running-server.ts';

export const password = 'sample-password';

export type SampleHouse = { readonly url: string; close(): Promise<void> };

/** The built app with the sample facility on a database of its own, where it is always this moment. */
export async function openSampleHouse(now: Date): Promise<SampleHouse> {
  const dataDir = await makeDataDir('colab-erp-pictures-');
  const postgres = await startEmbeddedPostgres(join(dataDir, 'database'), () => undefined);
  const closePostgres = async (): Promise<void> => {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    const log = createLog('error');
    const secret = 'only-for-pictures-of-invented-people';
    const clock = (): Date => now;
    await migrate(postgres.ownerUrl, () => undefined);
    const urls = await prepareRoles({
      ownerUrl: postgres.ownerUrl,
      secret,
      appUrl: undefined,
      eventsUrl: undefined,
      jobsUrl: undefined,
    });
    await seedSampleFacility({
      ownerUrl: postgres.ownerUrl,
      appUrl: urls.appUrl,
      password,
      onlyIfEmpty: true,
      log,
      say: () => undefined,
      clock,
    });
    const app = await createApp({ ...urls, secret, host: '127.0.0.1', port: 0, log, clock });
    return {
      url: app.url,
      close: async () => {
        await app.close();
        await closePostgres();
      },
    };
  } catch (error) {
    await closePostgres();
    throw error;
  }
}
