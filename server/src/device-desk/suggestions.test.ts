import { afterEach, describe, expect, it } from 'vitest';
import { arrange } from '../../test/arrange.ts';
import { DeviceRows } from '../../test/device-rows.ts';
import { globalId, local } from '../../test/factories.ts';

const { facility, people } = await arrange({
  people: ['it_staff', 'staff.tech'],
  now: local('2027-03-01', '06:00'),
});
const { it_staff: desk, 'staff.tech': staff } = people;
const rows = new DeviceRows(facility.owner);
const [x515, vivo, desktop] = [
  await rows.addCategory('ASUS X515', 'LAPTOP'),
  await rows.addCategory('ASUS VIVO', 'LAPTOP'),
  await rows.addCategory('Desktop PC', 'DESKTOP'),
];
const x = await rows.addDevices(x515, 'x', 6);
const v = await rows.addDevices(vivo, 'v', 4);
await rows.addDevices(desktop, 'd', 5);

// Each example stands alone.
afterEach(async () => {
  await facility.owner.query(
    `update device_assignments set returned_at = '2027-03-01T04:00:00Z', condition = 'GOOD' where handed_out_at is not null and returned_at is null`,
  );
  await facility.owner.query('delete from bookings');
});

function tuesday(time: string): Date {
  return local('2027-03-02', time);
}
type Want = { kind?: 'LAPTOP'; category?: string };

async function want(quantity: number, wish: Want, from = tuesday('08:00'), to = tuesday('16:00')) {
  const booking = await rows.addBooking(from, to);
  return { booking, request: await rows.addRequest(booking, quantity, wish) };
}
/** A booking of another client that is over, and had these devices until that day. */
async function used(devices: readonly string[], day: string, client = 'Others') {
  const { booking, request } = await want(devices.length, {}, local(day, '08:00'), local(day, '16:00'));
  await facility.owner.query('update bookings set client_name = $2 where id = $1', [booking, client]);
  for (const device of devices) await rows.assign(request, device);
}
/** x1 was used last, x3, x2 and x5 before; x4 and x6 never. */
async function useLaptops() {
  await used([x[4] ?? ''], '2027-02-01');
  await used([x[1] ?? ''], '2027-02-02');
  await used([x[2] ?? ''], '2027-02-03');
  await used([x[0] ?? ''], '2027-02-04');
}

type Answer = { node: { suggestions: { reason: string; device: { serialNumber: string } }[] } };
async function suggested(request: string, caller = desk) {
  const { node } = await caller.get<Answer>(
    'query ($id: ID!) { node(id: $id) { ... on DeviceRequest { suggestions { reason device { serialNumber } } } } }',
    { id: globalId('DeviceRequest', request) },
  );
  return node.suggestions;
}
async function serials(request: string) {
  return (await suggested(request)).map(({ device }) => device.serialNumber).join(' ');
}

describe('suggestions for a request', () => {
  it('S01: a whole set of one model, what was never used first, then what lay idle longest', async () => {
    await useLaptops();
    const { request } = await want(5, { kind: 'LAPTOP' });
    expect(await serials(request)).toBe('x4 x6 x5 x2 x3');
    expect((await suggested(request)).map(({ reason }) => reason)).toEqual([
      'Never used.',
      'Never used.',
      'Not used since 1 February 2027.',
      'Not used since 2 February 2027.',
      'Not used since 3 February 2027.',
    ]);
  });

  it('S02: leave nobody short', async () => {
    await want(4, { category: vivo });
    expect(await serials((await want(3, { kind: 'LAPTOP' })).request)).toBe('x1 x2 x3');
    expect(await serials((await want(3, {})).request)).not.toMatch(/v/);
  });

  it('S03: begin with what the client had last time, however its name is written', async () => {
    await useLaptops();
    await used([x[0] ?? ''], '2027-02-05', 'Client');
    await used([x[1] ?? '', x[4] ?? ''], '2027-02-06', 'CLIENT');
    const { request } = await want(3, { category: x515 });
    expect(await serials(request)).toBe('x2 x5 x4');
    expect((await suggested(request))[0]?.reason).toBe('The client had it last time.');
  });

  it('S04: go on with the model that was begun', async () => {
    const { request } = await want(4, { kind: 'LAPTOP' });
    await rows.assign(request, v[0] ?? '');
    expect(await serials(request)).toBe('v2 v3 v4');
  });

  it('S05: take two models where no model has as many', async () => {
    expect(await serials((await want(8, { kind: 'LAPTOP' })).request)).toBe('x1 x2 x3 x4 x5 x6 v1 v2');
  });

  it('S06: are none where no device is free all day', async () => {
    const morning = await want(5, {}, tuesday('08:00'), tuesday('12:00'));
    for (const device of x.slice(0, 5)) await rows.assign(morning.request, device);
    const afternoon = await want(5, {}, tuesday('12:00'), tuesday('16:00'));
    for (const device of [x[5] ?? '', ...v]) await rows.assign(afternoon.request, device);
    expect(await serials((await want(2, { kind: 'LAPTOP' })).request)).toBe('');
  });

  it('are none for a request that is filled, over or cancelled, and none for those who do not see devices', async () => {
    const { request, booking } = await want(1, { category: vivo });
    expect(await serials(request)).toBe('v1');
    expect(await suggested(request, staff)).toEqual([]);
    await facility.owner.query(`update bookings set status = 'CANCELLED' where id = $1`, [booking]);
    expect(await serials(request)).toBe('');
    const over = await want(1, { category: vivo }, local('2027-02-01', '08:00'), local('2027-02-01', '16:00'));
    expect(await serials(over.request)).toBe('');
    const filled = await want(1, { category: vivo });
    await rows.assign(filled.request, v[3] ?? '');
    expect(await serials(filled.request)).toBe('');
  });

  it('count what is late as taken', async () => {
    const { request: late, booking } = await want(1, {}, local('2027-02-25', '08:00'), local('2027-02-26', '16:00'));
    await facility.owner.query(`update bookings set client_name = 'Others' where id = $1`, [booking]);
    await rows.assign(late, v[0] ?? '', { handed_out_at: local('2027-02-25', '08:00') });
    const today = await want(4, { category: vivo }, local('2027-03-01', '08:00'), local('2027-03-01', '16:00'));
    expect(await serials(today.request)).toBe('v2 v3 v4');
    expect(await serials((await want(4, { category: vivo })).request)).toBe('v2 v3 v4 v1');
  });
});
