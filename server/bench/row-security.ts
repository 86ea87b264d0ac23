// What row security costs the calendar query: node server/bench/row-security.ts [--json]. The same statement, as the
// application sends it, over the same rows, as colab_app under forced row security and as a role that bypasses it,
// otherwise alike; both open the books and commit in the same pipelined round trip, prepared, on one connection each.
// A/B alternate in random order, so that a busy moment of the machine strikes both.
import pg from 'pg';
import { loadCalendar } from '../src/bookings/calendar/load-calendar.ts';
import { runOn } from '../src/platform/database/run-on.ts';
import type { Query } from '../src/platform/database/statement.ts';
import { settingsOf } from '../src/platform/database/visibility.ts';
import { Random } from '../test/random.ts';
import { isShort, startFacility } from './facility.ts';
import { buildLargeHouse, month } from './large-house.ts';

const house = isShort ? { rooms: 45, bookings: 300, ghosts: 10 } : { rooms: 250, bookings: 10_000, ghosts: 400 };
const rounds = isShort ? 2 : 400;
const warmUps = isShort ? 1 : 60;

type Window = { readonly name: string; readonly from: Date; readonly to: Date; readonly rooms: number | null };

const windows: readonly Window[] = [
  {
    name: 'a day, all rooms',
    from: new Date(`${month}-10T00:00:00+02:00`),
    to: new Date(`${month}-11T00:00:00+02:00`),
    rooms: null,
  },
  {
    name: 'a week, 16 rooms',
    from: new Date(`${month}-08T00:00:00+02:00`),
    to: new Date(`${month}-15T00:00:00+02:00`),
    rooms: 16,
  },
  {
    name: 'a week, all rooms',
    from: new Date(`${month}-08T00:00:00+02:00`),
    to: new Date(`${month}-15T00:00:00+02:00`),
    rooms: null,
  },
  {
    name: 'a month, 16 rooms',
    from: new Date(`${month}-01T00:00:00+02:00`),
    to: new Date(`${month}-31T00:00:00+02:00`),
    rooms: 16,
  },
];

/** Catches the application's own statement, the one that loadCalendar runs, instead of sending it. */
async function statementOf({ from, to }: Window, roomIds: readonly string[] | null): Promise<Query> {
  const caughtQueries: Query[] = [];
  const db = { run: (query: Query) => (caughtQueries.push(query), Promise.resolve([])) };
  await loadCalendar(
    { db, events: { position: { xid: 0n, seq: 0n, at: 0 } } } as unknown as Parameters<typeof loadCalendar>[0],
    { from, to, roomIds },
  );
  const [statement] = caughtQueries;
  if (!statement) throw new Error('the calendar sends no statement any more');
  return statement;
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, pipeline: true } as pg.ClientConfig);
  await client.connect();
  return client;
}

async function run(client: pg.Client, settings: string, query: Query): Promise<{ ms: number; rows: unknown[] }> {
  const since = performance.now();
  const [, rows] = await Promise.all([
    client.query(`begin; ${settings}`),
    runOn(client, query),
    client.query('commit'),
  ]);
  return { ms: performance.now() - since, rows };
}

/**
 * Measures PostgreSQL itself, without the round trip and the reading of rows: the prepared statement, executed once.
 */
async function executionMs(client: pg.Client, settings: string, { name, values }: Query): Promise<number> {
  const literals = values
    .map((value) =>
      pg.escapeLiteral(value instanceof Date ? value.toISOString() : `{${(value as string[]).join(',')}}`),
    )
    .join(', ');
  const [, answer] = await Promise.all([
    client.query(`begin; ${settings}`),
    client.query<{ 'QUERY PLAN': { 'Execution Time': number }[] }>(
      `explain (analyze, timing off, format json) execute "${name}" (${literals})`,
    ),
    client.query('commit'),
  ]);
  return answer.rows[0]?.['QUERY PLAN'][0]?.['Execution Time'] ?? Number.NaN;
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
function figuresOf(times: readonly number[]) {
  const sorted = times.toSorted((a, b) => a - b);
  return { median: at(sorted, 0.5), p95: at(sorted, 0.95) };
}

function say(line: string): void {
  return void process.stderr.write(`${line}\n`);
}
const facility = await startFacility(say);
const superuser = await connect(facility.superuserUrl);
try {
  await buildLargeHouse(superuser, house);
  await superuser.query('vacuum analyze');
  await superuser.query(
    `create role bench_open login password 'open' nosuperuser bypassrls; grant colab_app to bench_open`,
  );
  const bypassingUrl = new URL(facility.appUrl);
  bypassingUrl.username = 'bench_open';
  bypassingUrl.password = 'open';
  const [guarded, bypassing] = [await connect(facility.appUrl), await connect(bypassingUrl.href)];
  const { rows: tenants } = await superuser.query<{ id: string }>('select id from tenants order by id');
  const { rows: rooms } = await superuser.query<{ id: string }>(
    `select id from rooms where name like 'Annexe%' order by position limit 16`,
  );
  const {
    rows: [counts],
  } = await superuser.query<{ bookings: number }>('select count(*)::int as bookings from bookings');
  const settings = settingsOf({ tenantIds: tenants.map(({ id }) => id), userId: null });
  const random = new Random(1);
  const results = [];
  for (const window of windows) {
    const statement = await statementOf(
      window,
      window.rooms === null ? null : rooms.slice(0, window.rooms).map(({ id }) => id),
    );
    const [one, other] = [await run(guarded, settings, statement), await run(bypassing, settings, statement)];
    const rowsOf = ({ rows }: { rows: unknown[] }) =>
      rows
        .map((row) => JSON.stringify(row))
        .toSorted()
        .join();
    if (rowsOf(one) !== rowsOf(other)) throw new Error(`${window.name}: the two roles do not read the same`);
    const inServer = { guarded: [] as number[], bypassing: [] as number[] };
    const times = { guarded: [] as number[], bypassing: [] as number[] };
    for (let round = -warmUps; round < rounds; round += 1) {
      const order = random.chance(0.5) ? (['guarded', 'bypassing'] as const) : (['bypassing', 'guarded'] as const);
      for (const side of order) {
        const { ms } = await run(side === 'guarded' ? guarded : bypassing, settings, statement);
        if (round < 0) continue;
        times[side].push(ms);
        inServer[side].push(await executionMs(side === 'guarded' ? guarded : bypassing, settings, statement));
      }
    }
    const [with_, without] = [figuresOf(times.guarded), figuresOf(times.bypassing)];
    const more = (a: number, b: number) => Math.round((a / b - 1) * 1_000) / 10;
    const [serverWith, serverWithout] = [figuresOf(inServer.guarded), figuresOf(inServer.bypassing)];
    results.push({
      window: window.name,
      rows: one.rows.length,
      with: with_,
      without,
      medianMorePercent: more(with_.median, without.median),
      p95MorePercent: more(with_.p95, without.p95),
      serverWith,
      serverWithout,
      serverMorePercent: more(serverWith.median, serverWithout.median),
    });
    say(
      `${window.name}, ${one.rows.length} rows: with ${with_.median.toFixed(2)} ms (p95 ${with_.p95.toFixed(2)}), without ${without.median.toFixed(2)} (p95 ${without.p95.toFixed(2)}): ${more(with_.median, without.median)} % (p95 ${more(with_.p95, without.p95)} %); in PostgreSQL alone ${serverWith.median.toFixed(2)} and ${serverWithout.median.toFixed(2)} ms: ${more(serverWith.median, serverWithout.median)} %`,
    );
  }
  say(`${counts?.bookings} bookings, ${rounds} rounds each, prepared, one connection each, fsync on; bound 25 %`);
  if (process.argv.includes('--json')) console.log(JSON.stringify(results));
  await Promise.all([guarded.end(), bypassing.end()]);
  // Roles belong to the whole cluster, and outlive the database.
  await superuser.query('drop role bench_open');
  process.exitCode =
    isShort ||
    results.every(({ medianMorePercent, serverMorePercent }) => Math.max(medianMorePercent, serverMorePercent) < 25)
      ? 0
      : 1;
} finally {
  await superuser.end();
  await facility.stop();
}
