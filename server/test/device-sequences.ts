import type pg from 'pg';
import { expect } from 'vitest';
import { verifyPhysics } from '../src/bookings/placing/verify-physics.ts';
import { DeviceModel, type DeviceStep, hourOf, type Keys, write } from './device-model.ts';
import { DeviceRows } from './device-rows.ts';
import { openFacility, openPool, type TestFacility, tenants } from './factories.ts';
import { Random } from './random.ts';

const connections = 4;
const stepsOfOne = 30;
const deviceCount = 4;
const bookingCount = 3;

function stepOf(random: Random): DeviceStep {
  const booking = random.below(bookingCount);
  const device = random.below(deviceCount);
  const start = 2 + random.below(18);
  const length = 1 + random.below(8);
  const more = { booking, device, to: random.below(deviceCount), damaged: random.chance(0.5) };
  const steps: readonly DeviceStep[] = [
    { what: 'move', booking, start, length },
    { what: 'move', booking, start, length },
    { what: 'cancel', booking },
    { what: 'reopen', booking },
    { what: 'want', booking, quantity: 1 + random.below(4) },
    ...[0, 1, 2, 3, 4].map((): DeviceStep => ({ what: 'assign', booking, device })),
    { what: 'release', ...more },
    { what: 'handOut', ...more },
    { what: 'handOut', ...more },
    { what: 'giveBack', ...more },
    { what: 'swap', ...more },
    { what: 'undo', ...more },
    { what: 'undo', ...more },
    { what: 'beginDowntime', device, start, length },
    { what: 'endDowntime', device },
  ];
  return random.pick(steps);
}

type Done = { readonly order: number; readonly step: DeviceStep; readonly refusedBy: string | null };

/** One step in a transaction of its own: locks first, and in their order it has a number. */
async function take(client: pg.PoolClient, step: DeviceStep, keys: Keys): Promise<Done> {
  await client.query('begin');
  let order = -1;
  try {
    await client.query(`select set_config('app.tenants', $1, true)`, [tenants.TECH]);
    const bookings = 'booking' in step ? [keys.bookings[step.booking]] : [];
    const devices = ['device', 'to'].flatMap(
      (name) => keys.devices[(step as Record<string, unknown>)[name] as number] ?? [],
    );
    await client.query('select from lock_in_order($1, $2, $3)', [bookings, [], devices]);
    const { rows } = await client.query<{ order: string }>(`select nextval('order_of_steps') as order`);
    order = Number(rows[0]?.order);
    await write(client, step, keys);
    await client.query('commit');
    return { order, step, refusedBy: null };
  } catch (error) {
    await client.query('rollback');
    const { constraint, code, message } = error as pg.DatabaseError;
    return { order, step, refusedBy: constraint ?? `${code}: ${message}` };
  }
}

async function furnish(rows: DeviceRows, category: string, sequence: number, random: Random) {
  const plans = Array.from({ length: bookingCount }, () => ({
    start: 2 + random.below(18),
    length: 1 + random.below(8),
    wanted: 1 + random.below(4),
  }));
  const bookings: string[] = [];
  const requests: string[] = [];
  for (const { start, length, wanted } of plans) {
    const booking = await rows.addBooking(hourOf(start), hourOf(start + length));
    bookings.push(booking);
    requests.push(await rows.addRequest(booking, wanted));
  }
  const devices = await rows.addDevices(category, `s${sequence}-`, deviceCount);
  return { keys: { bookings, requests, devices }, model: new DeviceModel(plans) };
}

/** What stands in the database, as the model says it. */
async function stateOf({ owner }: TestFacility, { bookings, devices }: Keys) {
  const { rows: taken } = await owner.query<{ device: string; from: Date; to: Date }>(
    'select device_id as device, taken_from as "from", taken_to as "to" from device_occupancies where device_id = any ($1)',
    [devices],
  );
  const { rows: states } = await owner.query<{ id: string; status: string; open: number }>(
    `select b.id, b.status, coalesce((select d.quantity from device_demands d join device_requests q on q.id = d.request_id where q.booking_id = b.id), 0) as open
     from bookings b where b.id = any ($1)`,
    [bookings],
  );
  const inOrder = bookings.map((id) => states.find((one) => one.id === id));
  return {
    taken: taken
      .map(({ device, from, to }) => `${devices.indexOf(device)} ${from.toISOString()} ${to.toISOString()}`)
      .toSorted(),
    statuses: inOrder.map((one) => one?.status),
    open: inOrder.map((one) => one?.open),
  };
}

export type SequenceFigures = {
  readonly sequences: number;
  readonly steps: number;
  readonly refused: number;
  readonly seed: number;
};

/** Random steps on four connections; in the order in which they held their locks they are what the model says. */
export async function proveSequences(sequences: number, seed: number): Promise<SequenceFigures> {
  const facility = await openFacility();
  const pool = openPool(facility.database.appUrl, connections);
  const figures = { sequences: 0, steps: 0, refused: 0, seed };
  try {
    await facility.superuser.query(
      'create sequence order_of_steps; grant usage on sequence order_of_steps to colab_app',
    );
    const clients = await Promise.all(Array.from({ length: connections }, () => pool.connect()));
    const rows = new DeviceRows(facility.owner);
    const category = await rows.addCategory('ASUS X515', 'LAPTOP');
    for (let sequence = 0; sequence < sequences; sequence += 1) {
      const random = new Random(seed + sequence);
      const { keys, model } = await furnish(rows, category, sequence, random);
      const steps = Array.from({ length: stepsOfOne }, () => stepOf(random));
      const done: Done[] = [];
      await Promise.all(
        clients.map(async (client) => {
          for (let step = steps.shift(); step; step = steps.shift()) done.push(await take(client, step, keys));
        }),
      );
      const history = done.toSorted((a, b) => a.order - b.order);
      for (const [place, { step, refusedBy }] of history.entries()) {
        const expected = model.take(step);
        const what = `seed ${seed + sequence}, step ${place}: ${JSON.stringify(step)} after ${JSON.stringify(history.slice(0, place))}`;
        expect(refusedBy === null ? 'taken' : [...expected], what).toEqual(
          refusedBy === null ? (expected.size === 0 ? 'taken' : [...expected]) : expect.arrayContaining([refusedBy]),
        );
        figures.steps += 1;
        figures.refused += refusedBy === null ? 0 : 1;
      }
      const taken = model
        .taken()
        .map(({ device, from, to }) => `${device} ${hourOf(from).toISOString()} ${hourOf(to).toISOString()}`);
      expect(await stateOf(facility, keys), `seed ${seed + sequence}`).toEqual({
        taken: taken.toSorted(),
        statuses: model.bookings.map(({ status }) => status),
        open: model.open(),
      });
      figures.sequences += 1;
    }
    for (const client of clients) client.release();
    expect((await verifyPhysics(facility.database.ownerUrl)).differences).toEqual([]);
    return figures;
  } finally {
    await pool.end();
    await facility.close();
  }
}
