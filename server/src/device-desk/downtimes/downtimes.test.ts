import { describe, expect, it } from 'vitest';
import { arrange } from '../../../test/arrange.ts';
import { callDesk } from '../../../test/desk-calls.ts';
import { DeviceRows } from '../../../test/device-rows.ts';
import { globalId, hours, keyOfId, later, local } from '../../../test/factories.ts';

const now = local('2031-03-01', '09:00');
const { facility, people, clock, span } = await arrange({
  people: ['it_staff', 'viewer.tech'],
  now,
  soundPhysics: true,
});
const { it_staff: staff } = people;
const rows = new DeviceRows(facility.owner);
const laptops = await rows.addCategory('ASUS X515', 'LAPTOP');

let count = 0;
async function device(): Promise<string> {
  const [key = ''] = await rows.addDevices(laptops, `d${(count += 1)}-`, 1);
  return globalId('Device', key);
}
async function planned(deviceId: string, { startsAt, endsAt }: { startsAt: Date; endsAt: Date }): Promise<string> {
  const key = await facility.insertBooking({ kind: 'DEVICES_ONLY', devices: 1, startsAt, endsAt });
  const requestId = globalId('DeviceRequest', await rows.requestOf(key));
  const { request } = await callDesk(staff, 'assignDevices', { requestId, deviceIds: [deviceId] });
  return request?.assignments[0]?.id ?? '';
}
function start(deviceIds: readonly string[], more: object = {}) {
  return callDesk(staff, 'startDowntime', { deviceIds, kind: 'MAINTENANCE', note: 'Its fan rattles', ...more });
}
async function takenOf(deviceId: string) {
  const { rows: found } = await facility.owner.query<{ from: Date; to: Date | null }>(
    'select lower(period) as "from", upper(period) as "to" from device_occupancies where device_id = $1 order by 1',
    [keyOfId(deviceId)],
  );
  return found.map(({ from, to }) => [from, to]);
}

describe('a downtime', () => {
  it('begins now, without end where nobody knows it, and once', async () => {
    const one = await device();
    const begun = await start([one]);
    expect(begun.downtimes).toMatchObject([
      { kind: 'MAINTENANCE', startsAt: now.toISOString(), expectedEnd: null, note: 'Its fan rattles' },
    ]);
    clock.now = later(now, hours(0.05));
    expect(await start([one])).toMatchObject({ moves: [], downtimes: [{ id: begun.downtimes?.[0]?.id }] });
    expect(await takenOf(one)).toEqual([[now, null]]);
    expect(await start([one], { kind: 'LOST' })).toMatchObject({
      __typename: 'DeviceTakenError',
      clashes: [{ device: { id: one }, endsAt: null, booking: null }],
    });
  });

  it('is refused over a plan, by name, and takes its place where that is named', async () => {
    const one = await device();
    const when = span();
    const plan = await planned(one, when);
    const over = { startsAt: later(when.startsAt, hours(1)), expectedEnd: later(when.endsAt, hours(1)) };
    expect(await start([one], over)).toMatchObject({ __typename: 'DeviceInUseError', assignments: [{ id: plan }] });
    expect(await start([one], { ...over, dryRun: true, releaseAssignmentIds: [plan] })).toMatchObject({
      __typename: 'StartDowntimePayload',
    });
    expect(await takenOf(one)).toEqual([[when.startsAt, when.endsAt]]);
    const begun = await start([one], { ...over, releaseAssignmentIds: [plan] });
    expect(begun.moves?.map(({ kind }) => kind)).toEqual(['RELEASED', 'DOWNTIME_BEGAN']);
    expect(await takenOf(one)).toEqual([[over.startsAt, over.expectedEnd]]);
  });

  it('does not begin in a hand, nor in the past, nor after its end', async () => {
    const one = await device();
    const plan = await planned(one, { startsAt: later(now, -hours(1)), endsAt: later(now, hours(2)) });
    await callDesk(staff, 'handOutDevices', { assignmentIds: [plan] });
    expect(await start([one])).toMatchObject({ __typename: 'DeviceInUseError', assignments: [{ id: plan }] });
    expect((await start([one], { startsAt: later(now, hours(3)) })).__typename).toBe('StartDowntimePayload');
    const two = await device();
    expect(await start([two], { startsAt: later(now, -1) })).toMatchObject({ fields: [{ path: 'startsAt' }] });
    expect(await start([two], { expectedEnd: now })).toMatchObject({ fields: [{ path: 'expectedEnd' }] });
  });

  it('ends later or earlier than was expected, as the version of its device allows, and plans give way where they are named', async () => {
    const one = await device();
    const when = span();
    const begun = await start([one], { expectedEnd: later(now, hours(2)) });
    const downtimeId = begun.downtimes?.[0]?.id;
    const plan = await planned(one, when);
    const change = (more: object) => callDesk(staff, 'updateDowntime', { downtimeId, ...more });
    expect(await change({ expectedEnd: null })).toMatchObject({
      __typename: 'DeviceInUseError',
      assignments: [{ id: plan }],
    });
    expect(await change({ expectedEnd: null, expectedVersion: 1 })).toMatchObject({
      __typename: 'StaleDeviceDataError',
      node: { id: one },
    });
    expect(await change({ expectedEnd: later(now, hours(4)) })).toMatchObject({
      downtime: { expectedEnd: later(now, hours(4)).toISOString(), note: 'Its fan rattles' },
    });
    expect(await change({ expectedEnd: null, releaseAssignmentIds: [plan], note: null })).toMatchObject({
      downtime: { expectedEnd: null, note: null },
    });
    expect(await takenOf(one)).toEqual([[now, null]]);
    expect(await change({ expectedEnd: now })).toMatchObject({ fields: [{ path: 'expectedEnd' }] });
  });

  it('ends now, or at a moment that has passed, once; what ends before it began takes nothing', async () => {
    const one = await device();
    const [begun, ahead] = [await start([one], { expectedEnd: later(now, hours(1)) }), span()];
    const future = await start([one], { startsAt: ahead.startsAt });
    const downtimeIds = [begun, future].map(({ downtimes }) => downtimes?.[0]?.id);
    expect(await callDesk(staff, 'endDowntimes', { downtimeIds, endedAt: later(now, 1) })).toMatchObject({
      fields: [{ path: 'endedAt' }],
    });
    clock.now = later(now, hours(0.1));
    expect((await callDesk(staff, 'endDowntimes', { downtimeIds })).moves).toHaveLength(2);
    expect(await takenOf(one)).toEqual([[now, clock.now]]);
    expect(await callDesk(staff, 'endDowntimes', { downtimeIds })).toMatchObject({ moves: [] });
    expect(
      await callDesk(staff, 'updateDowntime', { downtimeId: downtimeIds[0], expectedEnd: later(now, hours(9)) }),
    ).toMatchObject({ fields: [{ path: 'downtimeId' }] });
  });

  it('can be undone while nothing happened since', async () => {
    const one = await device();
    const plan = await planned(one, span());
    const begun = await start([one], { releaseAssignmentIds: [plan] });
    const undone = await callDesk(staff, 'undoDeviceMove', { moveId: begun.moves?.[0]?.id });
    expect(undone.message).toBeUndefined();
    expect(await takenOf(one)).toHaveLength(1);
    const again = await start([one], { expectedEnd: later(now, hours(1)) });
    const ended = await callDesk(staff, 'endDowntimes', { downtimeIds: [again.downtimes?.[0]?.id] });
    expect((await callDesk(staff, 'undoDeviceMove', { moveId: again.moves?.[0]?.id })).__typename).toBe(
      'NothingToUndoError',
    );
    expect((await callDesk(staff, 'undoDeviceMove', { moveId: ended.moves?.[0]?.id })).message).toBeUndefined();
  });
});
