import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
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

/**
 * From nothing to a server that listens: database, migrations, roles, sample facility. When `signal` says so on the way,
 * the database is stopped; what was half done is finished by the next start.
 */
export const start = async (config: Config, log: Log, say: Say, signal: AbortSignal): Promise<Started> => {
  const dataDir = resolve(config.DATA_DIR);
  const embedded = config.DATABASE_URL ? null : await startEmbeddedPostgres(dataDir, (message) => log.info(message));
  try {
    const ownerUrl = config.DATABASE_URL ?? embedded?.ownerUrl ?? '';
    const raised = await Promise.race([raise(config, log, say, { dataDir, ownerUrl, isEmbedded: embedded !== null }), aborted(signal)]);
    const stop = async () => {
      await raised.app.close();
      await embedded?.stop();
    };
    return { ...raised, stop };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
};

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    const stop = () => reject(new Error('stopped before it was ready'));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop);
  });

type Ground = { readonly dataDir: string; readonly ownerUrl: string; readonly isEmbedded: boolean };

const raise = async (config: Config, log: Log, say: Say, { dataDir, ownerUrl, isEmbedded }: Ground): Promise<Omit<Started, 'stop'>> => {
  const secret = config.SECRET_KEY ?? (await keepSecret(dataDir));
  for (const name of await migrate(ownerUrl, (message) => log.info(message))) say(`  migrated ${name}`);
  const urls = await prepareRoles({ ownerUrl, secret, appUrl: config.APP_DATABASE_URL, eventsUrl: config.EVENTS_DATABASE_URL, jobsUrl: config.JOBS_DATABASE_URL });
  const wanted = config.SAMPLE_DATA === 'on' || (config.SAMPLE_DATA === 'auto' && isEmbedded);
  const sample = { ownerUrl, appUrl: urls.appUrl, password: config.SAMPLE_PASSWORD, log, say };
  const sampleAccounts = wanted ? await seedSampleFacility({ ...sample, onlyIfEmpty: config.SAMPLE_DATA === 'auto' }) : await findSampleAccounts(sample);
  const app = await createApp({
    ...urls, secret, log,
    host: config.HOST,
    port: config.PORT,
    publicUrl: config.PUBLIC_URL,
    insecureCookies: config.INSECURE_COOKIES,
    trustedProxies: config.TRUSTED_PROXIES,
    allowedOrigins: config.ALLOWED_ORIGINS,
    limits: config.limits,
    metricsToken: config.METRICS_TOKEN,
    production: config.NODE_ENV === 'production',
    tryLimits: config.tryLimits,
    smtp: config.smtp,
  });
  return { app, sampleAccounts };
};

/** The embedded database needs no ceremony: its secret is made once and stays beside it. */
const keepSecret = async (dataDir: string): Promise<string> => {
  await mkdir(dataDir, { recursive: true });
  const file = join(dataDir, 'secret-key');
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 });
  try {
    // Whole or not at all: a second server that starts at this moment must not read half a key.
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await unlink(draft);
  }
  return (await readFile(file, 'utf8')).trim();
};
