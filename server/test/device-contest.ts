import type pg from 'pg';
import { expect } from 'vitest';
import { DeviceRows } from './device-rows.ts';
import { days, hours, later, openFacility, openPool, someMorning, tenants } from './factories.ts';
import { type Figures, percentiles } from './figures.ts';
import { verifyPhysics } from '../src/bookings/placing/verify-physics.ts';

const crowd = 50;

type Contender = { readonly booking: string; readonly request: string; readonly tenant: 'TECH' | 'TRAINING' };

/** Assigns as a server does, locks first; or as an outsider, who writes at once. */
async function assign(
  client: pg.PoolClient,
  { booking, request, tenant }: Contender,
  device: string,
  locksFirst: boolean,
): Promise<string> {
  await client.query('begin');
  try {
    await client.query(`select set_config('app.tenants', $1, true)`, [tenants[tenant]]);
    if (locksFirst)
      await client.query('select from lock_in_order(array[$1::uuid], $2, array[$3::uuid])', [booking, [], device]);
    await new DeviceRows(client).assign(request, device);
    await client.query('commit');
    return 'assigned';
  } catch (error) {
    await client.query('rollback');
    return (error as pg.DatabaseError).constraint ?? (error as pg.DatabaseError).code ?? String(error);
  }
}

/**
 * Fifty at once for one serial number, for both divisions, on the connections of two servers: half of them lock first,
 * as the actions do, half write at once.
 */
export async function raceForOneSerial(rounds: number): Promise<Figures> {
  const facility = await openFacility();
  const pools = [openPool(facility.database.appUrl, crowd / 2), openPool(facility.database.appUrl, crowd / 2)];
  try {
    const rows = new DeviceRows(facility.owner);
    const devices = await rows.addDevices(await rows.addCategory('ASUS X515', 'LAPTOP'), 'contest-', 3);
    const clients = (
      await Promise.all(pools.map((pool) => Promise.all(Array.from({ length: crowd / 2 }, () => pool.connect()))))
    ).flat();
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const startsAt = later(someMorning(), days(round));
      const device = devices[round % devices.length] ?? '';
      const contenders = await Promise.all(
        clients.map(async (_, index): Promise<Contender> => {
          const tenant = index % 4 < 2 ? 'TECH' : 'TRAINING';
          const booking = await rows.addBooking(later(startsAt, hours(index % 3)), later(startsAt, hours(4)), tenant);
          return { booking, tenant, request: await rows.addRequest(booking, 2) };
        }),
      );
      const outcomes = await Promise.all(
        clients.map(async (client, index) => {
          const began = performance.now();
          const outcome = await assign(client, contenders[index] as Contender, device, index % 2 === 0);
          times.push(performance.now() - began);
          return outcome;
        }),
      );
      expect(outcomes.toSorted(), `round ${round}: one gets it, the others are refused by name`).toEqual([
        'assigned',
        ...Array.from({ length: crowd - 1 }, () => 'no_overlapping_device_assignments'),
      ]);
    }
    for (const client of clients) client.release();
    expect((await verifyPhysics(facility.database.ownerUrl)).differences).toEqual([]);
    return percentiles(times);
  } finally {
    await Promise.all(pools.map((pool) => pool.end()));
    await facility.close();
  }
}
