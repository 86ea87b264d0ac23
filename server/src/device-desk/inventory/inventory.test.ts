import { describe, expect, it } from 'vitest';
import { arrange } from '../../../test/arrange.ts';
import { callDesk } from '../../../test/desk-calls.ts';
import { DeviceRows } from '../../../test/device-rows.ts';
import { globalId, hours, keyOfId, later, local } from '../../../test/factories.ts';

const now = local('2031-03-01', '09:00');
const { facility, people, span } = await arrange({ people: ['it_boss', 'it_staff'], now, soundPhysics: true });
const { it_boss: boss, it_staff: staff } = people;
const rows = new DeviceRows(facility.owner);

let count = 0;
async function category(kind = 'LAPTOP'): Promise<string> {
  count += 1;
  const made = await callDesk(boss, 'createDeviceCategory', { name: `Model ${count}`, kind, accessories: ['charger'] });
  return made.category?.id ?? '';
}
function serial(): string {
  count += 1;
  return `SN-${count}`;
}
async function add(categoryId: string, more: object = {}): Promise<string> {
  const made = await callDesk(boss, 'createDevices', {
    devices: [{ serialNumber: serial(), name: 'One', categoryId, ...more }],
  });
  expect(made.message).toBeUndefined();
  return made.devices?.[0]?.id ?? '';
}
async function planned(deviceId: string, when = span()): Promise<string> {
  const key = await facility.insertBooking({ kind: 'DEVICES_ONLY', devices: 1, ...when });
  const requestId = globalId('DeviceRequest', await rows.requestOf(key));
  const { request } = await callDesk(staff, 'assignDevices', { requestId, deviceIds: [deviceId] });
  return request?.assignments[0]?.id ?? '';
}

describe('a category', () => {
  it('has a name of its own, however it is written, and the usual threshold', async () => {
    const input = { name: 'Dell 5400', kind: 'LAPTOP', accessories: ['charger', 'bag'] };
    const made = await callDesk(boss, 'createDeviceCategory', input);
    expect(made.category).toMatchObject({ name: 'Dell 5400', version: 1 });
    expect(await callDesk(boss, 'createDeviceCategory', { ...input, name: ' dell 5400' })).toMatchObject({
      fields: [{ path: 'name' }],
    });
    const keyed = { ...input, name: 'Keyed', idempotencyKey: 'a model' };
    const first = await callDesk(boss, 'createDeviceCategory', keyed);
    expect((await callDesk(boss, 'createDeviceCategory', keyed)).category).toEqual(first.category);
    const { rows: found } = await facility.owner.query(
      'select low_stock_threshold as threshold, accessories from device_categories where id = $1',
      [keyOfId(made.category?.id ?? '')],
    );
    expect(found).toEqual([{ threshold: 5, accessories: ['charger', 'bag'] }]);
    expect(await callDesk(boss, 'createDeviceCategory', { name: 'Tried', kind: 'LAPTOP', dryRun: true })).toMatchObject(
      { category: { name: 'Tried' } },
    );
    expect((await callDesk(boss, 'createDeviceCategory', { name: 'Tried', kind: 'LAPTOP' })).message).toBeUndefined();
  });

  it('is changed in part, by its version, and keeps its kind once it has devices', async () => {
    const categoryId = await category();
    const change = (more: object) => callDesk(boss, 'updateDeviceCategory', { categoryId, ...more });
    expect(await change({ lowStockThreshold: 0, expectedVersion: 1 })).toMatchObject({ category: { version: 2 } });
    expect(await change({ name: 'x', expectedVersion: 1 })).toMatchObject({
      __typename: 'StaleDeviceDataError',
      node: { id: categoryId },
    });
    expect(await change({ lowStockThreshold: -1 })).toMatchObject({ fields: [{ path: 'lowStockThreshold' }] });
    await add(categoryId);
    expect(await change({ kind: 'DESKTOP' })).toMatchObject({ fields: [{ path: 'kind' }] });
  });
});

describe('devices', () => {
  it('are added together or not at all, each with a serial number that no other has', async () => {
    const categoryId = await category();
    const [one, two] = [serial(), serial()];
    const device = (serialNumber: string, more: object = {}) => ({ serialNumber, name: 'One', categoryId, ...more });
    const made = await callDesk(boss, 'createDevices', { devices: [device(one), device(two)] });
    expect(made.devices?.map(({ serialNumber }) => serialNumber)).toEqual([one, two]);
    const again = [device(serial()), device(one.toLowerCase()), device('A–1'), device(' a-1 ')];
    expect(await callDesk(boss, 'createDevices', { devices: again })).toMatchObject({
      fields: [{ path: 'devices.1.serialNumber' }, { path: 'devices.3.serialNumber' }],
    });
    const keyed = { devices: [device(serial())], idempotencyKey: 'new in the store' };
    const first = await callDesk(boss, 'createDevices', keyed);
    expect(await callDesk(boss, 'createDevices', keyed)).toMatchObject({ devices: first.devices, moves: [] });
    expect(await callDesk(boss, 'createDevices', { ...keyed, devices: [device(serial())] })).toMatchObject({
      __typename: 'IdempotencyMismatchError',
    });
    const late = { purchaseDate: '2031-03-02' };
    expect(await callDesk(boss, 'createDevices', { devices: [device(serial(), late)] })).toMatchObject({
      fields: [{ path: 'devices.0.purchaseDate' }],
    });
    const elsewhere = { categoryId: globalId('DeviceCategory', keyOfId(made.devices?.[0]?.id ?? '')) };
    expect(await callDesk(boss, 'createDevices', { devices: [device(serial(), elsewhere)] })).toMatchObject({
      fields: [{ path: 'devices.0.categoryId' }],
    });
    expect(await callDesk(staff, 'createDevices', { devices: [device(serial())] })).toMatchObject({
      __typename: 'NotAllowedError',
      permission: 'device:manage',
    });
  });

  it('are corrected in part, and the move keeps the serial number of before', async () => {
    const [categoryId, other] = [await category(), await category()];
    const deviceId = await add(categoryId, { place: 'Shelf 1', notes: 'New' });
    const taken = await add(categoryId);
    const change = (more: object) => callDesk(boss, 'updateDevice', { deviceId, ...more });
    const before = await facility.owner.query<{ serial: string }>(
      'select serial_number as serial from devices where id = any ($1) order by id = $2 desc',
      [[keyOfId(deviceId), keyOfId(taken)], keyOfId(deviceId)],
    );
    expect(await change({ serialNumber: before.rows[1]?.serial.toLowerCase() })).toMatchObject({
      fields: [{ path: 'serialNumber' }],
    });
    expect(await change({ name: null })).toMatchObject({ fields: [{ path: 'name' }] });
    const plan = await planned(deviceId);
    expect((await change({ serialNumber: 'Corrected', notes: null, categoryId: other })).message).toBeUndefined();
    const { rows: found } = await facility.owner.query(
      `select d.serial_number as serial, d.place, d.notes, m.serial_before as before from devices d join device_moves m on m.device_id = d.id and m.kind = 'CHANGED' where d.id = $1`,
      [keyOfId(deviceId)],
    );
    expect(found).toEqual([{ serial: 'Corrected', place: 'Shelf 1', notes: null, before: before.rows[0]?.serial }]);
    expect(await change({ name: 'Two', expectedVersion: 1 })).toMatchObject({ __typename: 'StaleDeviceDataError' });
    expect(await change({ goesBackOn: '2031-03-02' })).toMatchObject({
      __typename: 'DeviceInUseError',
      assignments: [{ id: plan }],
    });
    expect((await change({ goesBackOn: '2031-12-31' })).message).toBeUndefined();
  });

  it('are retired but for plans and hands, unless the plans are named, and come back', async () => {
    const categoryId = await category();
    const [one, out, free] = [await add(categoryId), await add(categoryId), await add(categoryId)];
    const plan = await planned(one);
    const hand = await planned(out, { startsAt: later(now, -hours(1)), endsAt: later(now, hours(1)) });
    await callDesk(staff, 'handOutDevices', { assignmentIds: [hand] });
    const retire = (deviceIds: readonly string[], more: object = {}) =>
      callDesk(boss, 'retireDevices', { deviceIds, reason: 'Too old', ...more });
    expect(await retire([one, free])).toMatchObject({ __typename: 'DeviceInUseError', assignments: [{ id: plan }] });
    expect(await retire([out])).toMatchObject({ __typename: 'DeviceInUseError', assignments: [{ id: hand }] });
    const gone = await retire([one, free], { releaseAssignmentIds: [plan] });
    expect(gone.moves?.map(({ kind }) => kind).toSorted()).toEqual(['RELEASED', 'RETIRED', 'RETIRED']);
    expect(await retire([one])).toMatchObject({ __typename: 'RetireDevicesPayload', moves: [] });
    const undone = await callDesk(boss, 'undoDeviceMove', { moveId: gone.moves?.[0]?.id });
    expect(undone.message).toBeUndefined();
    await retire([free]);
    const back = await callDesk(boss, 'reactivateDevices', { deviceIds: [free, one] });
    expect(back.moves?.map(({ kind }) => kind)).toEqual(['REACTIVATED']);
  });
});
