import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { findSampleAccounts, seedSampleFacility } from '../../prisma/seed.ts';
import { type App, createApp } from './app.ts';
import type { Config } from './platform/config.ts';
import { startEmbeddedPostgres } from './platform/database/embedded-postgres.ts';
import { migrate } from './platform/database/migrate.ts';
import { prepareRoles } from './platform/database/prepare-roles.ts';
import type { Log } from './platform/log.ts';

export type Started = { readonly app: App; readonly sampleAccounts: readonly string[]; stop(): Promise<void> };

type Say = (line: string) => void;

/** From nothing to a server that listens: database, migrations, roles, sample facility. */
export const start = async (config: Config, log: Log, say: Say): Promise<Started> => {
  const dataDir = resolve(config.DATA_DIR);
  const embedded = config.DATABASE_URL ? null : await startEmbeddedPostgres(dataDir, (message) => log.info(message));
  try {
    const ownerUrl = config.DATABASE_URL ?? embedded?.ownerUrl ?? '';
    const secret = config.SECRET_KEY ?? (await keepSecret(dataDir));
    for (const name of await migrate(ownerUrl, (message) => log.info(message))) say(`  migrated ${name}`);
    const urls = await prepareRoles({ ownerUrl, secret, appUrl: config.APP_DATABASE_URL, eventsUrl: config.EVENTS_DATABASE_URL });
    const wanted = config.SAMPLE_DATA === 'on' || (config.SAMPLE_DATA === 'auto' && embedded !== null);
    const sample = { ownerUrl, appUrl: urls.appUrl, password: config.SAMPLE_PASSWORD, log, say };
    const sampleAccounts = wanted ? await seedSampleFacility({ ...sample, onlyIfEmpty: config.SAMPLE_DATA === 'auto' }) : await findSampleAccounts(sample);
    const app = await createApp({
      ...urls, secret, log,
      host: config.HOST,
      port: config.PORT,
      publicUrl: config.PUBLIC_URL,
      insecureCookies: config.INSECURE_COOKIES,
    });
    const stop = async () => {
      await app.close();
      await embedded?.stop();
    };
    return { app, sampleAccounts, stop };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
};

/** The embedded database needs no ceremony: its secret is made once and stays beside it. */
const keepSecret = async (dataDir: string): Promise<string> => {
  await mkdir(dataDir, { recursive: true });
  const file = join(dataDir, 'secret-key');
  try {
    await writeFile(file, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return (await readFile(file, 'utf8')).trim();
};
