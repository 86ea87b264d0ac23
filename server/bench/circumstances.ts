import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { poolSizes } from '../src/platform/database/database.ts';
import type { Facility } from './facility.ts';

export type Circumstances = {
  readonly machine: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly postgres: Readonly<Record<string, string>>;
  readonly pools: typeof poolSizes;
  readonly rowSecurity: string;
  readonly rows: Readonly<Record<string, number>>;
  /** What both sides do, what the application alone does, and what neither does. */
  readonly both: string;
  readonly applicationAlone: string;
};

const settingNames = ['fsync', 'synchronous_commit', 'full_page_writes', 'shared_buffers', 'jit', 'server_version'];

/** Read from the database, not from the application's settings. */
export async function circumstancesOf({
  appUrl,
  superuserUrl,
}: Pick<Facility, 'appUrl' | 'superuserUrl'>): Promise<Circumstances> {
  const [app, superuser] = [appUrl, superuserUrl].map((connectionString) => new pg.Client({ connectionString })) as [
    pg.Client,
    pg.Client,
  ];
  await Promise.all([app.connect(), superuser.connect()]);
  try {
    const { rows: settings } = await app.query<{ name: string; setting: string }>(
      'select name, current_setting(name) as setting from pg_settings where name = any ($1) order by name',
      [settingNames],
    );
    const {
      rows: [role],
    } = await app.query<{ name: string; mighty: boolean; forced: boolean; seen: number }>(
      `select rolname as name, rolsuper or rolbypassrls as mighty, relrowsecurity and relforcerowsecurity as forced, (select count(*)::int from bookings) as seen
       from pg_roles, pg_class where rolname = current_user and pg_class.oid = 'bookings'::regclass`,
    );
    if (!role || role.mighty || !role.forced || role.seen > 0)
      throw new Error('Row security is not on: these figures would mean nothing.');
    const {
      rows: [count],
    } = await superuser.query<Record<string, number>>(
      `select (select count(*)::int from rooms) as rooms, (select count(*)::int from bookings) as bookings, (select count(*)::int from room_occupancies) as occupancies`,
    );
    return {
      machine: `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform} ${process.arch}; load, both servers and PostgreSQL share it`,
      versions: {
        node: process.version,
        ...versionsOf(['pg', 'graphql', 'graphql-yoga', '@pothos/core', '@prisma/client']),
      },
      postgres: Object.fromEntries(settings.map(({ name, setting }) => [name, setting])),
      pools: poolSizes,
      rowSecurity: `on and forced; both serve as ${role.name}, which cannot bypass it and sees ${role.seen} bookings until the books are opened`,
      rows: count ?? {},
      both: 'session and rights read from the database for every request, row security, prepared statements, the same locks and checks, the same PostgreSQL, the same bytes in every answer',
      applicationAlone:
        'RS256 check of the bearer token, GraphQL (parsed and validated once a document), limits of complexity, depth and breadth, validation of input, rights a field, sealed cursor, security headers, notification and reading of domain events',
    };
  } finally {
    await Promise.all([app.end(), superuser.end()]);
  }
}

function versionsOf(names: readonly string[]): Record<string, string> {
  const { dependencies } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  return Object.fromEntries(names.map((name) => [name, dependencies[name] ?? '?']));
}
