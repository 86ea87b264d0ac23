import type pg from 'pg';
import { expect } from 'vitest';
import { runOn } from '../src/platform/database/run-on.ts';
import { loadDeviceAvailabilities } from '../src/resources/devices/load-availability.ts';
import { type Ask, type Device, type Facts, type Late, type Taken, type UnitWish, worstOf } from './device-count.ts';
import { DeviceRows } from './device-rows.ts';
import { hours, later, local } from './factories.ts';
import { Random } from './random.ts';

const dayBefore = local('2027-03-01', '00:00');
const mostHours = 72;
function at(hour: number): Date {
  return later(dayBefore, hours(hour));
}

/** A few devices and bookings, with plans, hands, returns, swaps, rentals and downtimes, as chance would have it. */
async function furnish(client: pg.ClientBase, random: Random, now: Date): Promise<void> {
  const rows = new DeviceRows(client);
  const nowHour = (now.getTime() - dayBefore.getTime()) / hours(1);
  const devices: string[] = [];
  const categories: string[] = [];
  for (const [name, kind] of [
    ['A', 'LAPTOP'],
    ['B', 'LAPTOP'],
    ['C', 'DESKTOP'],
  ] as const) {
    const category = await rows.addCategory(name, kind);
    categories.push(category);
    devices.push(...(await rows.addDevices(category, name, 1 + random.below(3))));
  }
  // What is refused was in the way of something: the facility stands without it.
  const attempt = async (write: () => Promise<unknown>) => {
    await client.query('savepoint attempt');
    await write().catch(() => client.query('rollback to savepoint attempt'));
  };
  for (let count = 2 + random.below(6); count > 0; count -= 1) {
    const start = random.below(mostHours - 8);
    const booking = await rows.addBooking(
      at(start),
      at(start + 1 + random.below(8)),
      random.pick(['TECH', 'TRAINING']),
    );
    const rental = random.chance(0.3) ? await rows.addRental(booking, `2027-03-0${1 + random.below(4)}`) : null;
    for (const wish of [
      {},
      { kind: random.pick(['LAPTOP', 'DESKTOP'] as const) },
      { category: random.pick(categories) },
    ]) {
      if (!random.chance(0.5)) continue;
      const request = await rows.addRequest(booking, 1 + random.below(3), wish);
      for (let given = random.below(4); given > 0; given -= 1)
        await attempt(async () => {
          const assignedAt = random.below(nowHour + 1);
          const isOut = random.chance(0.5);
          const handedOut = assignedAt + random.below(nowHour - assignedAt + 1);
          const isBack = isOut && random.chance(0.5);
          const returned = handedOut + random.below(nowHour - handedOut + 1);
          const assignment = await rows.assign(request, random.pick(devices), {
            not_before: at(assignedAt),
            not_after: random.chance(0.1) ? at(start + 1) : null,
            rental_id: random.chance(0.7) ? rental : null,
          });
          if (isOut) await rows.handOut(assignment, at(handedOut));
          if (isBack)
            await rows.giveBack(
              assignment,
              at(returned),
              random.pick(['GOOD', 'GOOD', 'DAMAGED', 'LOST']),
              random.chance(0.2),
            );
          if (!isOut && random.chance(0.15)) await rows.release(assignment);
        });
    }
    if (random.chance(0.2))
      await attempt(() => client.query(`update bookings set status = 'CANCELLED' where id = $1`, [booking]));
  }
  for (let count = random.below(4); count > 0; count -= 1)
    await attempt(() => {
      const start = random.below(mostHours - 8);
      const ended = random.chance(0.3) ? at(start + random.below(6)) : null;
      return rows.addDowntime(
        random.pick(devices),
        at(start),
        random.chance(0.7) ? at(start + 1 + random.below(8)) : null,
        {
          endedAt: ended && ended <= now ? ended : null,
          madeAt: start <= nowHour ? at(start) : now,
        },
      );
    });
  await attempt(() => client.query('update devices set retired_at = $2 where id = $1', [random.pick(devices), now]));
}

/** All that was written, and nothing that a trigger made of it. */
async function read(client: pg.ClientBase, now: Date): Promise<Facts> {
  const ask = async <Row extends pg.QueryResultRow>(text: string) => (await client.query<Row>(text)).rows;
  const devices = await ask<Device>(
    'select d.id, d.category_id as category, c.kind::text as kind, d.retired_at is not null as retired from devices d join device_categories c on c.id = d.category_id',
  );
  type Assignment = {
    id: string;
    device: string;
    request: string;
    starts: Date;
    ends: Date;
    status: string;
    due: string | null;
    rental: string | null;
    not_before: Date;
    not_after: Date | null;
    handed: Date | null;
    returned: Date | null;
    released: Date | null;
    away: Date | null;
  };
  const assignments = await ask<Assignment>(
    `select a.id, a.device_id as device, a.request_id as request, b.starts_at as starts, b.ends_at as ends, b.status::text as status, r.due_on::text as due, a.rental_id as rental,
       a.not_before, a.not_after, a.handed_out_at as handed, a.returned_at as returned, a.released_at as released, a.taken_away_at as away
     from device_assignments a join bookings b on b.id = a.booking_id left join rentals r on r.id = a.rental_id`,
  );
  const downtimes = await ask<{ device: string; starts: Date; expected: Date | null; ended: Date | null }>(
    'select device_id as device, starts_at as starts, expected_end as expected, ended_at as ended from device_downtimes',
  );
  const requests = await ask<{
    id: string;
    category: string | null;
    kind: string | null;
    quantity: number;
    starts: Date;
    ends: Date;
    status: string;
    due: string | null;
  }>(
    `select q.id, q.category_id as category, q.kind::text as kind, q.quantity, b.starts_at as starts, b.ends_at as ends, b.status::text as status,
       (select max(r.sequence || ' ' || r.due_on) from rentals r where r.booking_id = b.id) as due
     from device_requests q join bookings b on b.id = q.booking_id`,
  );
  const never = Number.MAX_SAFE_INTEGER;
  const endOf = (day: string) => local(day, '00:00').getTime() + hours(24);
  const dueOf = (one: Assignment) =>
    Math.min(Math.max(one.ends.getTime(), one.due ? endOf(one.due) : 0), one.not_after?.getTime() ?? never);
  const midnight =
    (Math.floor((now.getTime() - dayBefore.getTime()) / hours(24)) + 1) * hours(24) + dayBefore.getTime();
  const taken: Taken[] = [];
  const late: Late[] = [];
  for (const one of assignments) {
    if (one.released || (!one.handed && ['REJECTED', 'CANCELLED'].includes(one.status))) continue;
    const from = Math.min(Math.max(one.starts.getTime(), one.not_before.getTime()), one.handed?.getTime() ?? never);
    const due = dueOf(one);
    const to = Math.min(due, one.returned?.getTime() ?? never);
    if (from < to) taken.push({ device: one.device, from, to, isDowntime: false });
    if (one.handed && due <= now.getTime())
      late.push({ device: one.device, from: due, to: one.returned?.getTime() ?? (one.rental ? never : midnight) });
  }
  for (const { device, starts, expected, ended } of downtimes) {
    const to = Math.min(expected?.getTime() ?? never, ended?.getTime() ?? never);
    if (starts.getTime() < to) taken.push({ device, from: starts.getTime(), to, isDowntime: true });
    if (expected && expected <= now) late.push({ device, from: expected.getTime(), to: ended?.getTime() ?? never });
  }
  const wishes: UnitWish[] = requests.flatMap((request) => {
    const given = assignments.filter((one) => one.request === request.id && !one.released && !one.away).length;
    if (['REJECTED', 'CANCELLED', 'COMPLETED'].includes(request.status)) return [];
    const due = request.due?.split(' ')[1];
    const wish = {
      category: request.category,
      kind: request.kind,
      from: request.starts.getTime(),
      to: Math.max(request.ends.getTime(), due ? endOf(due) : 0),
    };
    return Array.from({ length: request.quantity - given }, () => wish);
  });
  const kinds = devices.map(({ category, kind }): [string, string] => [category, kind]);
  // What came back before its due was never late.
  return { devices, kinds, taken, late: late.filter(({ from, to }) => from < to), wishes };
}

export type FacilityFigures = {
  readonly facilities: number;
  readonly answers: number;
  readonly short: number;
  readonly late: number;
};

/** Asks random facilities in windows that lie ahead, have begun or are over, and counts each by hand. */
export async function proveFacilities(
  client: pg.ClientBase,
  facilities: number,
  seed: number,
): Promise<FacilityFigures> {
  const figures = { facilities: 0, answers: 0, short: 0, late: 0 };
  for (let turn = 0; turn < facilities; turn += 1) {
    const random = new Random(seed + turn);
    const nowHour = 20 + random.below(16);
    const now = at(nowHour);
    await client.query('begin');
    try {
      await furnish(client, random, now);
      const facts = await read(client, now);
      const { rows: categories } = await client.query<{ id: string }>('select id from device_categories order by name');
      const asks: Ask[] = [
        { category: null, kind: null },
        { category: null, kind: 'LAPTOP' },
        { category: null, kind: 'DESKTOP' },
        ...categories.map(({ id }) => ({ category: id, kind: null })),
      ];
      for (const [from, to] of [
        [nowHour, nowHour + 1 + random.below(30)],
        [nowHour - random.below(10), nowHour + 1 + random.below(24)],
        [random.below(nowHour - 1), nowHour - random.below(2)],
        [nowHour + 24 + random.below(10), 90],
      ] as const) {
        const window = { from: at(from), to: at(to) };
        const answers = await loadDeviceAvailabilities(
          { db: { run: (query) => runOn(client, query) }, clock: () => now },
          window,
          asks.map(({ category, kind }) => ({ categoryId: category, kind: kind as 'LAPTOP' | 'DESKTOP' | null })),
        );
        const start = window.from < now && now < window.to ? now : window.from;
        for (const [index, ask] of asks.entries()) {
          const answer = answers[index];
          if (!answer) throw new Error(`seed ${seed + turn}: no answer`);
          const { wider, ...counted } = answer;
          // Retired now: it was there in a window that is over.
          const fleet = facts.devices.filter(({ retired }) => !retired || window.to <= now);
          const { until, ...expected } = worstOf(
            { ...facts, devices: fleet },
            ask,
            start.getTime(),
            window.to.getTime(),
          );
          const what = `seed ${seed + turn}, ${JSON.stringify(ask)}, ${from} to ${to}, now ${nowHour}`;
          expect({ ...counted, until: null }, what).toEqual({ ...expected, until: null });
          expect(answer.until <= until && answer.until > answer.from, what).toBe(true);
          const { total, maintenance, assigned, late, promised, short, free } = answer;
          expect(maintenance + assigned + late + (promised - short) + wider + free, what).toBe(total);
          expect(wider, what).toBeGreaterThanOrEqual(0);
          figures.answers += 1;
          figures.short += short > 0 ? 1 : 0;
          figures.late += late > 0 ? 1 : 0;
        }
      }
      figures.facilities += 1;
    } finally {
      await client.query('rollback');
    }
  }
  return figures;
}
