import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DeviceRows } from '../../../test/device-rows.ts';
import {
  local,
  openFacility,
  tenants,
  type TestFacility,
  type TenantCode,
  type Username,
} from '../../../test/factories.ts';
import { runOn } from '../../platform/database/run-on.ts';
import type { Query } from '../../platform/database/statement.ts';
import type { DeviceWish } from './availability.ts';
import { type AvailabilityWindow, loadDeviceAvailabilities } from './load-availability.ts';

let facility: TestFacility;
let client: pg.Client;
let rows: DeviceRows;
let x515: string;
let vivo: string;
let desktop: string;
let x: string[];
let v: string[];
let d: string[];

beforeAll(async () => {
  facility = await openFacility();
  client = new pg.Client(facility.database.superuserUrl);
  await client.connect();
});
beforeEach(async () => {
  await client.query('begin');
  rows = new DeviceRows(client);
  [x515, vivo, desktop] = [
    await rows.addCategory('ASUS X515', 'LAPTOP'),
    await rows.addCategory('ASUS VIVO', 'LAPTOP'),
    await rows.addCategory('Desktop PC', 'DESKTOP'),
  ];
  [x, v, d] = [
    await rows.addDevices(x515, 'x', 6),
    await rows.addDevices(vivo, 'v', 4),
    await rows.addDevices(desktop, 'd', 5),
  ];
});
// Each example stands alone.
afterEach(() => client.query('rollback'));
afterAll(async () => {
  await client.end();
  await facility.close();
});

const monday = local('2027-03-01', '06:00');
function tuesday(time: string): Date {
  return local('2027-03-02', time);
}
const tuesdayDay = { from: tuesday('08:00'), to: tuesday('16:00') };
const any: DeviceWish = { categoryId: null, kind: null };
const laptops: DeviceWish = { categoryId: null, kind: 'LAPTOP' };
function of(category: string): DeviceWish {
  return { categoryId: category, kind: null };
}

let last: Promise<unknown> = Promise.resolve();
/** One connection takes one statement after the other. */
function run<Row>(query: Query<Row>): Promise<Row[]> {
  const answer = last.then(() => runOn(client, query));
  last = answer;
  return answer;
}
async function ask(wish: DeviceWish, window: AvailabilityWindow = tuesdayDay, now = monday) {
  const [found] = await loadDeviceAvailabilities({ db: { run }, clock: () => now }, window, [wish]);
  if (!found) throw new Error('There is no such category.');
  return found;
}
/** As the table of examples has them: total, maintenance, assigned, late, promised, short, wider, free, pickable. */
async function figures(...asked: Parameters<typeof ask>) {
  const { total, maintenance, assigned, late, promised, short, wider, free, pickable } = await ask(...asked);
  expect(maintenance + assigned + late + (promised - short) + wider + free).toBe(total);
  return [total, maintenance, assigned, late, promised, short, wider, free, pickable];
}

let turn = 0;
/** Divisions take turns: what one of them has, the other one cannot. */
function nextTenant(): TenantCode {
  return (turn += 1) % 2 === 0 ? 'TECH' : 'TRAINING';
}
async function want(quantity: number, wish: DeviceWish, from = tuesday('08:00'), to = tuesday('16:00')) {
  const booking = await rows.addBooking(from, to, nextTenant());
  return { booking, request: await rows.addRequest(booking, quantity, { kind: wish.kind, category: wish.categoryId }) };
}
/** A booking that has these devices, and wants no more. */
async function plan(devices: readonly string[], from = tuesday('08:00'), to = tuesday('16:00'), more: object = {}) {
  const { booking, request } = await want(devices.length, any, from, to);
  const assignments = [];
  for (const device of devices) assignments.push(await rows.assign(request, device, { ...more }));
  return { booking, request, assignments };
}
async function rent(devices: readonly string[], from: Date, to: Date, dueOn: string, handedOutAt: Date) {
  const { booking, request } = await want(devices.length, any, from, to);
  const rental = await rows.addRental(booking, dueOn);
  for (const device of devices) await rows.assign(request, device, { rental_id: rental, handed_out_at: handedOutAt });
}

describe('what can be promised', () => {
  it('D02: five in the morning and the same five in the afternoon never meet', async () => {
    await plan(x.slice(0, 5), tuesday('08:00'), tuesday('12:00'));
    await plan(x.slice(0, 5), tuesday('12:00'), tuesday('16:00'));
    expect(await figures(of(x515))).toEqual([6, 0, 5, 0, 0, 0, 0, 1, 1]);
  });

  it('D03, D04: five in the morning and five others in the afternoon, unless they meet for a minute', async () => {
    const { booking } = await plan(x.slice(0, 5), tuesday('08:00'), tuesday('12:00'));
    await plan([x[5] ?? '', ...v], tuesday('12:00'), tuesday('16:00'));
    expect(await figures(laptops)).toEqual([10, 0, 5, 0, 0, 0, 0, 5, 0]);
    await client.query(`update bookings set ends_at = $2 where id = $1`, [booking, tuesday('12:01')]);
    expect(await figures(laptops)).toEqual([10, 0, 10, 0, 0, 0, 0, 0, 0]);
    expect(await ask(laptops)).toMatchObject({ from: tuesday('12:00'), until: tuesday('12:01') });
  });

  it('D05: touching is not meeting', async () => {
    await plan(x.slice(0, 5), tuesday('08:00'), tuesday('12:00'));
    expect(await figures(of(x515), { from: tuesday('12:00'), to: tuesday('16:00') })).toEqual([
      6, 0, 0, 0, 0, 0, 0, 6, 6,
    ]);
  });

  it('D06, D07: ten of any and five laptops can all be had, and a sixteenth cannot; three in maintenance are short', async () => {
    await want(10, any);
    await want(5, laptops);
    expect(await figures(laptops)).toEqual([10, 0, 0, 0, 5, 0, 5, 0, 10]);
    for (const device of d.slice(0, 3)) await rows.addDowntime(device, monday);
    expect(await figures(any)).toEqual([15, 3, 0, 0, 15, 3, 0, 0, 12]);
  });

  it('D08: laptops for which only one category is left are wanted of that', async () => {
    await want(4, of(vivo));
    await want(3, laptops);
    expect(await figures(of(x515))).toEqual([6, 0, 0, 0, 0, 0, 3, 3, 6]);
  });

  it('D09: what is short below takes nothing above', async () => {
    await want(7, { categoryId: null, kind: 'DESKTOP' });
    expect(await figures(any)).toEqual([15, 0, 0, 0, 7, 2, 0, 10, 15]);
  });

  it('D10: counts at the worst moment of three days, and says how long it lasts', async () => {
    await plan(x.slice(0, 2));
    await plan(x.slice(2), local('2027-03-03', '10:00'), local('2027-03-03', '11:00'));
    const window = { from: local('2027-03-02', '00:00'), to: local('2027-03-05', '00:00') };
    expect(await figures(of(x515), window)).toEqual([6, 0, 4, 0, 0, 0, 0, 2, 0]);
    expect(await ask(of(x515), window)).toMatchObject({
      from: local('2027-03-03', '10:00'),
      until: local('2027-03-03', '11:00'),
    });
  });

  it('D13, D14: what is overdue off-site is not counted on in June either, and once where it is planned in good faith', async () => {
    await rent(
      x.slice(0, 3),
      local('2027-02-20', '08:00'),
      local('2027-02-25', '16:00'),
      '2027-02-26',
      local('2027-02-20', '08:00'),
    );
    const june = { from: local('2027-06-01', '08:00'), to: local('2027-06-01', '16:00') };
    expect(await figures(of(x515), june)).toEqual([6, 0, 0, 3, 0, 0, 0, 3, 3]);
    await plan(x.slice(0, 1));
    expect(await figures(of(x515))).toEqual([6, 0, 1, 2, 0, 0, 0, 3, 3]);
  });

  it('D15: what was not brought back in the house is missing today, and not tomorrow', async () => {
    await plan(x.slice(0, 2), local('2027-02-27', '08:00'), local('2027-02-28', '16:00'), {
      handed_out_at: local('2027-02-27', '08:00'),
    });
    const today = { from: local('2027-03-01', '08:00'), to: local('2027-03-01', '16:00') };
    expect(await figures(of(x515), today)).toEqual([6, 0, 0, 2, 0, 0, 0, 4, 4]);
    expect(await figures(of(x515))).toEqual([6, 0, 0, 0, 0, 0, 0, 6, 6]);
    const overnight = { from: local('2027-03-01', '20:00'), to: tuesday('02:00') };
    expect(await ask(of(x515), overnight)).toMatchObject({ free: 4, until: tuesday('00:00') });
  });

  it('D17: what is retired is not counted', async () => {
    await client.query('update devices set retired_at = $2 where id = $1', [x[0], monday]);
    expect(await figures(of(x515))).toEqual([5, 0, 0, 0, 0, 0, 0, 5, 5]);
  });

  it('D18: what is off-site is away to the end of its return day', async () => {
    await rent(
      x.slice(0, 4),
      local('2027-03-01', '06:00'),
      local('2027-03-05', '16:00'),
      '2027-03-08',
      local('2027-03-01', '06:00'),
    );
    expect(await figures(of(x515), { from: local('2027-03-08', '08:00'), to: local('2027-03-08', '16:00') })).toEqual([
      6, 0, 4, 0, 0, 0, 0, 2, 2,
    ]);
    expect(await ask(of(x515), { from: local('2027-03-09', '00:00'), to: local('2027-03-09', '16:00') })).toMatchObject(
      { free: 6 },
    );
  });

  it('D21: what was given of a request is assigned, and the rest is promised', async () => {
    const { request } = await want(5, laptops);
    for (const device of x.slice(0, 2)) await rows.assign(request, device);
    expect(await figures(laptops)).toEqual([10, 0, 2, 0, 3, 0, 0, 5, 8]);
    expect(await ask(laptops, { ...tuesdayDay, withoutRequestId: request })).toMatchObject({
      assigned: 2,
      promised: 0,
      free: 8,
    });
  });

  it('D22: a cancelled one takes nothing, a ghost all that it wants', async () => {
    const { booking } = await plan(x.slice(3));
    await client.query(`update bookings set status = 'CANCELLED' where id = $1`, [booking]);
    const { request, booking: ghost } = await want(3, of(x515));
    for (const device of x.slice(0, 2)) await rows.assign(request, device);
    expect(await figures(of(x515))).toEqual([6, 0, 2, 0, 1, 0, 0, 3, 4]);
    expect(await figures(of(x515), { ...tuesdayDay, withoutBookingId: ghost })).toEqual([6, 0, 0, 0, 0, 0, 0, 6, 6]);
  });

  it('D25: is a figure of moments, also where one wish must change machines', async () => {
    for (const device of [...x.slice(1), ...v.slice(1), ...d])
      await client.query('update devices set retired_at = $2 where id = $1', [device, monday]);
    await want(1, any, tuesday('08:00'), tuesday('12:00'));
    await want(1, of(vivo), tuesday('08:00'), tuesday('10:00'));
    await want(1, of(x515), tuesday('10:00'), tuesday('12:00'));
    expect(await figures(any, { from: tuesday('08:00'), to: tuesday('12:00') })).toEqual([2, 0, 0, 0, 2, 0, 0, 0, 2]);
  });

  it('D26, D27: a swap leaves nothing wanted, and what came back damaged before its due is wanted again', async () => {
    const since = local('2027-02-27', '08:00');
    const { request, assignments } = await plan([...x, ...v, ...d.slice(0, 2)], since, local('2027-03-03', '16:00'), {
      handed_out_at: since,
    });
    await rows.giveBack(assignments[11] ?? '', local('2027-02-28', '10:00'), 'GOOD', true);
    await rows.assign(request, d[2] ?? '', {
      not_before: local('2027-02-28', '10:00'),
      handed_out_at: local('2027-02-28', '10:00'),
    });
    expect(await figures(any)).toEqual([15, 0, 12, 0, 0, 0, 0, 3, 3]);
    await rows.giveBack(assignments[0] ?? '', local('2027-02-28', '12:00'), 'DAMAGED');
    await rows.addDowntime(x[0] ?? '', local('2027-02-28', '12:00'));
    expect(await figures(any)).toEqual([15, 1, 11, 0, 1, 0, 0, 2, 3]);
  });

  it('D28: is never short where each moment has a machine, and no machine has all of them', async () => {
    for (const device of [...x.slice(2), ...v])
      await client.query('update devices set retired_at = $2 where id = $1', [device, monday]);
    await rows.addDowntime(x[0] ?? '', tuesday('10:00'), tuesday('11:00'), { madeAt: monday });
    await rows.addDowntime(x[1] ?? '', tuesday('12:00'), tuesday('13:00'), { madeAt: monday });
    await want(1, laptops, tuesday('09:00'), tuesday('14:00'));
    expect(await figures(laptops, { from: tuesday('09:00'), to: tuesday('14:00') })).toEqual([
      2, 1, 0, 0, 1, 0, 0, 0, 0,
    ]);
  });
});

describe('a window', () => {
  it('that has begun is counted from now on, and one that is over as it was', async () => {
    await plan(x.slice(0, 4), tuesday('08:00'), tuesday('12:00'), { handed_out_at: tuesday('08:00') });
    expect(await ask(of(x515), tuesdayDay, tuesday('11:59'))).toMatchObject({ free: 2, from: tuesday('11:59') });
    const { request } = await want(1, of(x515), tuesday('09:00'), tuesday('10:00'));
    const assignment = await rows.assign(request, x[5] ?? '', { handed_out_at: tuesday('09:00') });
    await rows.giveBack(assignment, tuesday('13:00'));
    const afternoon = { from: tuesday('10:00'), to: tuesday('11:00') };
    const wednesday = local('2027-03-03', '06:00');
    expect(await figures(of(x515), afternoon, wednesday), 'it was late then').toEqual([6, 0, 4, 1, 0, 0, 0, 1, 1]);
    expect(await ask(of(x515), { from: tuesday('13:00'), to: tuesday('14:00') }, wednesday)).toMatchObject({ late: 4 });
  });

  it('of many days is read another way, and counts the same: what began before it, downtimes, what is left out', async () => {
    await plan(x.slice(5), local('2027-03-01', '05:00'), local('2027-03-03', '12:00'));
    const { booking } = await plan(x.slice(0, 2));
    await rows.addDowntime(x[2] ?? '', local('2027-03-03', '08:00'), local('2027-03-05', '08:00'), { madeAt: monday });
    await plan(x.slice(3, 5), local('2027-03-04', '10:00'), local('2027-03-04', '11:00'));
    await client.query('update devices set retired_at = $2 where id = $1', [d[0], monday]);
    await rows.addDowntime(d[0] ?? '', monday);
    const window = { from: local('2027-03-02', '00:00'), to: local('2027-03-20', '00:00') };
    expect(await figures(of(x515), window)).toEqual([6, 0, 3, 0, 0, 0, 0, 3, 0]);
    expect(await ask(of(x515), window)).toMatchObject({ from: tuesday('08:00'), until: tuesday('16:00') });
    expect(await figures(of(x515), { ...window, withoutBookingId: booking })).toEqual([6, 1, 2, 0, 0, 0, 0, 3, 2]);
    expect(await figures(any, { ...window, from: local('2027-03-05', '09:00') })).toEqual([
      14, 0, 0, 0, 0, 0, 0, 14, 14,
    ]);
  });

  it('counts the same whoever asks, and whosever it is', async () => {
    await rent(
      x.slice(0, 2),
      local('2027-02-20', '08:00'),
      local('2027-02-25', '16:00'),
      '2027-02-26',
      local('2027-02-20', '08:00'),
    );
    await plan(x.slice(2, 4));
    const { booking } = await plan(v.slice(0, 2));
    const { request } = await want(3, laptops);
    const without = [{}, { withoutBookingId: booking }, { withoutRequestId: request }];
    const answers: unknown[] = [];
    for (const [username, open] of [
      ['staff.tech', [tenants.TECH]],
      ['staff.training', [tenants.TRAINING]],
      ['it_staff', [tenants.TECH, tenants.TRAINING]],
      ['admin', [tenants.TECH, tenants.TRAINING]],
      ['kitchen', []],
    ] satisfies [Username, string[]][]) {
      await client.query('savepoint asked');
      await client.query(`select set_config('app.user', $1, true), set_config('app.tenants', $2, true)`, [
        facility.userKeys[username],
        open.join(','),
      ]);
      await client.query('set local role colab_app');
      const answer: unknown[] = [];
      for (const left of without) answer.push(await ask(laptops, { ...tuesdayDay, ...left }));
      answers.push(answer);
      await client.query('rollback to savepoint asked');
    }
    expect(answers[0]).toMatchObject([
      { assigned: 4, late: 2, promised: 3, free: 1 },
      { assigned: 2, free: 3 },
      { promised: 0, free: 4 },
    ]);
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });
});
