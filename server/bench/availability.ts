// How long it takes to count what can still be promised: node server/bench/availability.ts [assignments]. 20 categories
// of 10,000 devices, a month in which 100,000 assignments, 1,000 open requests and 100 overdue devices lie; for all
// categories at once, over the month and over a day of it. In the server, from the statement sent to the figures. Exit 1
// where a p95 is over its bound.
import pg from 'pg';
import { connectDatabase } from '../src/platform/database/database.ts';
import { loadDeviceAvailabilities } from '../src/resources/devices/load-availability.ts';
import {
  assignments,
  begins,
  dayMs,
  devices,
  loadDevices,
  loadedCategories,
  openRequests,
  overdue,
} from './device-load.ts';
import { isShort, startFacility } from './facility.ts';
import { quantile } from './figures.ts';

const rounds = isShort ? 1 : 200;
const bounds = { month: 60, day: 20 };
function say(line: string): void {
  return void process.stderr.write(`${line}\n`);
}

const facility = await startFacility(say);
const superuser = new pg.Client({ connectionString: facility.superuserUrl });
await superuser.connect();
const db = connectDatabase({ url: facility.appUrl });
try {
  await loadDevices(superuser);
  const categories = await loadedCategories(superuser);
  const wishes = categories.map((categoryId) => ({ categoryId, kind: null }));
  const context = { db, clock: () => new Date() };
  for (const [name, lastingDays] of [
    ['month', 30],
    ['day', 1],
  ] as const) {
    const from = new Date(begins.getTime() + (name === 'day' ? 10 * dayMs : 0));
    const window = { from, to: new Date(from.getTime() + lastingDays * dayMs) };
    const times: number[] = [];
    let figures: Awaited<ReturnType<typeof loadDeviceAvailabilities>> = [];
    for (let round = isShort ? 0 : -10; round < rounds; round += 1) {
      const since = performance.now();
      figures = await loadDeviceAvailabilities(context, window, wishes);
      if (round >= 0) times.push(performance.now() - since);
    }
    const sorted = times.toSorted((a, b) => a - b);
    const p95 = quantile(sorted, 0.95);
    const assigned = figures.reduce((sum, one) => sum + (one?.assigned ?? 0), 0);
    say(
      `a ${name}, ${categories.length} categories, ${assignments} assignments of ${devices} devices, ${openRequests} open requests, ${overdue} overdue: p50 ${quantile(sorted, 0.5).toFixed(1)} ms, p95 ${p95.toFixed(1)}; bound ${bounds[name]} (${assigned} assigned at the worst moments)`,
    );
    if (!isShort && p95 >= bounds[name]) process.exitCode = 1;
  }
} finally {
  await db.close();
  await superuser.end();
  await facility.stop();
}
