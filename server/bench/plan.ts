// How long a plan takes, and what it is worth: node server/bench/plan.ts [--json]. 200 ghosts of one month in 200 rooms
// with 8,000 bookings, read and planned as `roomPlan` does, in the side thread; beside it, over the very same problem,
// what a person would do: ghost after ghost by their start, each into the smallest room that is free (first fit). The
// ghosts of the large house fit easily, so a second month is filled up and tied into series.
import pg from 'pg';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { loadPlan } from '../src/planning/load-plan.ts';
import { connectDatabase } from '../src/platform/database/database.ts';
import { type Visibility, withVisibility } from '../src/platform/database/visibility.ts';
import { createLog } from '../src/platform/log.ts';
import { SideThread } from '../src/platform/side-thread.ts';
import { isShort, startFacility } from './facility.ts';
import { buildLargeHouse, largeHouse, month } from './large-house.ts';
import type { PlanProblem } from '../src/planning/plan-problem.ts';

const mostMs = 2_000;
const rounds = isShort ? 1 : 5;
const house = isShort ? { rooms: 30, bookings: 100, ghosts: 16 } : largeHouse;

type Worth = {
  readonly placed: number;
  readonly wishes: number;
  readonly spareSeats: number;
  readonly changes: number;
};
type Places = ReadonlyMap<string, string>;

function worthOf({ ghosts, rooms, seriesBookings }: PlanProblem, places: Places): Worth {
  const capacity = new Map(rooms.map((room) => [room.id, room.capacity]));
  const placedGhosts = ghosts.filter(({ id }) => places.has(id));
  const stops = [
    ...seriesBookings,
    ...placedGhosts.flatMap(({ id, seriesId, from }) =>
      seriesId === null ? [] : { seriesId, from, roomId: places.get(id) ?? '' },
    ),
  ].toSorted((a, b) => a.from - b.from);
  let changes = 0;
  for (const line of Map.groupBy(stops, ({ seriesId }) => seriesId).values())
    changes += line.filter(({ roomId }, index) => index > 0 && line[index - 1]?.roomId !== roomId).length;
  return {
    placed: placedGhosts.length,
    wishes: placedGhosts.filter(({ id, wish }) => wish === places.get(id)).length,
    spareSeats: placedGhosts.reduce(
      (sum, { id, people }) => sum + (capacity.get(places.get(id) ?? '') ?? 0) - people,
      0,
    ),
    changes,
  };
}

function firstFit({ ghosts, rooms, occupancies }: PlanProblem): Places {
  const inLeaf = new Map<string, { from: number; to: number }[]>();
  for (const one of occupancies) inLeaf.set(one.leaf, [...(inLeaf.get(one.leaf) ?? []), one]);
  const smallestFirst = rooms.filter(({ usable }) => usable).toSorted((a, b) => a.capacity - b.capacity);
  const places = new Map<string, string>();
  for (const ghost of ghosts.toSorted((a, b) => a.from - b.from)) {
    const room = smallestFirst.find(
      ({ capacity, leaves, setup, teardown }) =>
        capacity >= ghost.people &&
        leaves.every(
          (leaf) => !inLeaf.get(leaf)?.some((one) => one.from < ghost.to + teardown && ghost.from - setup < one.to),
        ),
    );
    if (!room) continue;
    places.set(ghost.id, room.id);
    for (const leaf of room.leaves)
      inLeaf.set(leaf, [...(inLeaf.get(leaf) ?? []), { from: ghost.from - room.setup, to: ghost.to + room.teardown }]);
  }
  return places;
}

/** Records the input of the thread, so that the baseline gets the same, and how long it took. */
class RecordingSideThread extends SideThread {
  problem: PlanProblem | undefined;
  ms = 0;
  override async run<Output>(module: URL, input: unknown): Promise<Output> {
    this.problem = input as PlanProblem;
    const since = performance.now();
    const output = await super.run<Output>(module, input);
    this.ms = performance.now() - since;
    return output;
  }
}

function say(line: string): void {
  return void process.stderr.write(`${line}\n`);
}
const facility = await startFacility(say);
const superuser = new pg.Client({ connectionString: facility.superuserUrl });
await superuser.connect();
const db = connectDatabase({ url: facility.appUrl });
const thread = new RecordingSideThread({ log: createLog('warn') });
try {
  await buildLargeHouse(superuser, house);
  const { rows: tenants } = await superuser.query<{ id: string }>('select id from tenants order by id');
  const visibility: Visibility = { tenantIds: tenants.map(({ id }) => id), userId: null };
  const viewer = {
    userId: '',
    via: { kind: 'session', id: '' },
    username: '',
    displayName: '',
    grants: [{ permission: '*', tenantId: null }],
    tenants: tenants.map(({ id }) => ({ id, code: '', name: '' })),
  } as const;
  const context = {
    db,
    viewer,
    sideThread: thread,
    clock: () => new Date(),
    events: { position: { xid: 0n, seq: 0n, at: 0 } },
  } as unknown as Parameters<typeof loadPlan>[0];
  const [from, to] = [new Date(`${month}-01T00:00:00+02:00`), new Date(`${month}-31T23:59:00+02:00`)];
  const results: { readonly worstMs: number }[] = [];
  const measure = async (name: string): Promise<void> => {
    const [times, inThread, delays]: number[][] = [[], [], []];
    let plan;
    for (let round = 0; round < rounds; round++) {
      const delay = monitorEventLoopDelay({ resolution: 1 });
      delay.enable();
      plan = await withVisibility(visibility, () => loadPlan(context, { from, to, bookingIds: null }));
      delay.disable();
      times?.push(plan.tookMs);
      inThread?.push(thread.ms);
      delays?.push(delay.max / 1e6);
    }
    if (!plan || !thread.problem) throw new Error('nothing was planned');
    const places = new Map<string, string>(plan.placements.map(({ booking, room }) => [booking.id, room.id]));
    const result = {
      name,
      ghosts: thread.problem.ghosts.length,
      rooms: thread.problem.rooms.length,
      taken: thread.problem.occupancies.length,
      provenBest: plan.provenBest,
      worstMs: Math.max(...(times ?? [])),
      worstInThreadMs: Math.round(Math.max(...(inThread ?? []))),
      mainThreadHeldUpMs: Math.round(Math.max(...(delays ?? []))),
      plan: worthOf(thread.problem, places),
      firstFit: worthOf(thread.problem, firstFit(thread.problem)),
    };
    results.push(result);
    const words = ({ placed, wishes, spareSeats, changes }: Worth) =>
      `${placed} placed, ${wishes} wishes granted, ${spareSeats} seats empty, ${changes} changes within series`;
    say(
      `${name}: ${result.ghosts} ghosts, ${result.rooms} rooms, ${result.taken} occupancies; ${result.worstMs} ms at worst of ${rounds} (${result.worstInThreadMs} in the thread; the main thread held up for ${result.mainThreadHeldUpMs} at worst)`,
    );
    say(`  plan${plan.provenBest ? ', proven best' : ''}: ${words(result.plan)}`);
    say(`  first fit: ${words(result.firstFit)}`);
  };
  await measure('a month as it is');
  // Larger groups, in series of eight, on days that are nearly full.
  await superuser.query(
    `
    with ghosts as (select id, row_number() over (order by starts_at, id) as n from bookings where status = 'PENDING' and starts_at >= $1 and starts_at < $2)
    update bookings b set num_learners = 12 + (n * 7 % 26), series_id = md5((n / 8)::text)::uuid,
      starts_at = $1::timestamptz + make_interval(days => (n % 12)::int, mins => 450), ends_at = $1::timestamptz + make_interval(days => (n % 12)::int, mins => 990)
    from ghosts g where g.id = b.id`,
    [from, to],
  );
  await measure('the same, crowded into twelve days, in series of eight');
  say(`bound: ${mostMs} ms`);
  if (process.argv.includes('--json')) console.log(JSON.stringify(results));
  process.exitCode = isShort || results.every(({ worstMs }) => worstMs < mostMs) ? 0 : 1;
} finally {
  await thread.close();
  await db.close();
  await superuser.end();
  await facility.stop();
}
