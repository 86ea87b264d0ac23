import { resolve } from 'node:path';
import { findSampleAccounts, seedSampleFacility } from '../../prisma/seed.ts';
import { type App, openApp } from './app.ts';
import { checkBeforeStart } from './before-start.ts';
import type { Config } from './platform/config.ts';
import { startEmbeddedPostgres } from '../embedded-postgres/embedded-postgres.ts';
import { migrate } from './platform/database/migrate.ts';
import { prepareRoles } from './platform/database/prepare-roles.ts';
import { refuseTransactionPooler } from './platform/database/reach-database.ts';
import { Deadline } from './platform/deadline.ts';
import type { Log } from './platform/log.ts';

export type Started = { readonly app: App; readonly sampleAccounts: readonly string[]; stop(): Promise<void> };

type Say = (line: string) => void;

/**
 * How long a part that is just starting is waited for, so that it can be stopped. An app that hangs does not listen
 * yet, and never will.
 */
const startingMs = 8_000;
const openingMs = 1_000;

/** The server was asked to stop before all of it had started. */
export class StoppedError extends Error {}

/**
 * Starts everything up to a working server: database, migrations, roles, sample facility, port, jobs. When `signal`
 * aborts on the way, requests that came already are answered and the database is stopped; the next start finishes what
 * was half done.
 * @throws StoppedError once that is done
 */
export async function start(config: Config, log: Log, say: Say, signal: AbortSignal): Promise<Started> {
  const dataDir = resolve(config.DATA_DIR);
  const secret = await unless(signal, checkBeforeStart(config, dataDir));
  const starting = config.DATABASE_URL ? null : startEmbeddedPostgres(dataDir, (message) => log.info(message));
  let opening: Promise<App> | null = null;
  const stop = async () => {
    await (await inTime(opening, openingMs))?.close();
    await (await inTime(starting, startingMs))?.stop();
  };
  try {
    const embedded = await unless(signal, starting);
    const ownerUrl = config.DATABASE_URL ?? embedded?.ownerUrl ?? '';
    const { sampleAccounts, open } = await unless(
      signal,
      prepare(config, log, say, { secret, ownerUrl, isEmbedded: embedded !== null }),
    );
    opening = open(signal);
    const app = await unless(signal, opening);
    await unless(signal, app.startJobs());
    return { app, sampleAccounts, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Returns the result of `work`, unless the signal comes first: then it is no longer waited for. */
async function unless<T>(signal: AbortSignal, work: T | Promise<T>): Promise<T> {
  let stop: () => void = () => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(new StoppedError('stopped before it was ready'));
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
  });
  return Promise.race([work, aborted]).finally(() => signal.removeEventListener('abort', stop));
}

/** Work that takes longer is left: a database to the next start, which takes it over. */
async function inTime<T>(work: Promise<T> | null, ms: number): Promise<T | undefined> {
  if (work === null) return undefined;
  const ended = work.catch(() => undefined);
  const deadline = new Deadline(ms);
  const isDone = await deadline.meets(ended);
  deadline.clear();
  return isDone ? ended : undefined;
}

const databaseVariables = ['DATABASE_URL', 'APP_DATABASE_URL', 'EVENTS_DATABASE_URL', 'JOBS_DATABASE_URL'] as const;

type Foundations = { readonly secret: string; readonly ownerUrl: string; readonly isEmbedded: boolean };

/** Prepares all that a server needs; the returned `open` opens it. */
async function prepare(
  config: Config,
  log: Log,
  say: Say,
  { secret, ownerUrl, isEmbedded }: Foundations,
): Promise<{ readonly sampleAccounts: readonly string[]; open(signal: AbortSignal): Promise<App> }> {
  const hosts = new Set<string>();
  for (const variable of databaseVariables) {
    const url = config[variable];
    if (url === undefined || hosts.has(new URL(url).host)) continue;
    hosts.add(new URL(url).host);
    await refuseTransactionPooler(url, variable);
  }
  for (const name of await migrate(ownerUrl, (message) => log.info(message))) say(`  migrated ${name}`);
  const urls = await prepareRoles({
    ownerUrl,
    secret,
    appUrl: config.APP_DATABASE_URL,
    eventsUrl: config.EVENTS_DATABASE_URL,
    jobsUrl: config.JOBS_DATABASE_URL,
  });
  const wantsSample = config.SAMPLE_DATA === 'on' || (config.SAMPLE_DATA === 'auto' && isEmbedded);
  const sample = { ownerUrl, appUrl: urls.appUrl, password: config.SAMPLE_PASSWORD, log, say };
  const sampleAccounts = wantsSample
    ? await seedSampleFacility({ ...sample, onlyIfEmpty: config.SAMPLE_DATA === 'auto' })
    : await findSampleAccounts(sample);
  const open = (signal: AbortSignal) =>
    openApp({
      ...urls,
      secret,
      log,
      signal,
      host: config.HOST,
      port: config.PORT,
      publicUrl: config.PUBLIC_URL,
      insecureCookies: config.INSECURE_COOKIES,
      explorer: config.EXPLORER,
      trustedProxies: config.TRUSTED_PROXIES,
      allowedOrigins: config.ALLOWED_ORIGINS,
      limits: config.limits,
      metricsToken: config.METRICS_TOKEN,
      production: config.NODE_ENV === 'production',
      tryLimits: config.tryLimits,
      smtp: config.smtp,
      facility: config.facility,
    });
  return { sampleAccounts, open };
}
