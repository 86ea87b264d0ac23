import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DeviceRows } from '../../../test/device-rows.ts';
import { local, openFacility, type TestFacility } from '../../../test/factories.ts';
import { verifyPhysics } from './verify-physics.ts';

let facility: TestFacility;

beforeEach(async () => {
  facility = await openFacility();
  const rows = new DeviceRows(facility.owner);
  const category = await rows.addCategory('ASUS X515', 'LAPTOP');
  const [first = '', second = ''] = await rows.addDevices(category, 'x', 2);
  const booking = await facility.insertBooking({
    startsAt: local('2027-03-02', '08:00'),
    endsAt: local('2027-03-02', '12:00'),
    kind: 'DEVICES_ONLY',
    devices: 2,
    preference: 'LAPTOPS',
  });
  await rows.assign(await rows.requestOf(booking), first);
  await rows.addDowntime(second, local('2027-03-01', '08:00'));
});
afterEach(() => facility.close());

/** As someone may who may do anything: what triggers keep, and what follows from it. */
function tamper(text: string) {
  return facility.superuser.query(`set session_replication_role = replica;
    alter table device_occupancies disable trigger user; alter table device_demands disable trigger user; alter table bookings disable trigger user;
    alter table device_assignments disable trigger user; alter table device_requests disable trigger user; alter table device_downtimes disable trigger user;
    ${text}`);
}
async function found() {
  const { differences } = await verifyPhysics(facility.database.ownerUrl);
  return differences.map(({ kind, words }) => `${kind}: ${words.replaceAll(/BK-\w+/g, 'BK')}`);
}

describe('verifyPhysics of devices', () => {
  it('finds nothing where nobody tampered', async () => {
    expect(await found()).toEqual([]);
  });

  it.each<[what: string, text: string, differences: readonly string[]]>([
    [
      'an occupancy that is missing',
      `delete from device_occupancies`,
      [
        'device_occupancy_missing: A downtime (MAINTENANCE) takes x2 from 2027-03-01 06:00 UTC on, but no occupancy says so.',
        'device_occupancy_missing: BK (Sample Client, PENDING) takes x1 from 2027-03-02 06:00 to 2027-03-02 10:00 UTC, but no occupancy says so.',
      ],
    ],
    [
      'an assignment that was released past the triggers',
      `update device_assignments set released_at = now()`,
      [
        'device_occupancy_extra: x1 is occupied from 2027-03-02 06:00 to 2027-03-02 10:00 UTC by BK (Sample Client, PENDING), which does not take it then.',
        'demand_missing: BK (Sample Client, PENDING) wants 2 LAPTOP from 2027-03-02 06:00 to 2027-03-02 10:00 UTC, but no demand says so.',
        'demand_extra: A demand says that BK (Sample Client, PENDING) wants 1 LAPTOP from 2027-03-02 06:00 to 2027-03-02 10:00 UTC, which it does not.',
      ],
    ],
    [
      'a device that was given another category past the triggers',
      `alter table devices disable trigger user; with other as (insert into device_categories (name, kind) values ('Other', 'LAPTOP') returning id) update devices set category_id = other.id from other where serial_number = 'x1'`,
      [
        'occupancy_of_another_category: x1 is a device of Other, and from 2027-03-02 06:00 to 2027-03-02 10:00 UTC it is counted as another.',
      ],
    ],
    [
      'a downtime that was ended past the triggers',
      `update device_downtimes set ended_at = starts_at`,
      [
        'device_occupancy_extra: x2 is occupied from 2027-03-01 06:00 UTC on by A downtime (MAINTENANCE), which does not take it then.',
      ],
    ],
    [
      'a demand that is missing',
      `delete from device_demands`,
      [
        'demand_missing: BK (Sample Client, PENDING) wants 1 LAPTOP from 2027-03-02 06:00 to 2027-03-02 10:00 UTC, but no demand says so.',
      ],
    ],
    [
      'a request that was lowered past the triggers',
      `update device_requests set quantity = 1; update device_demands set quantity = 1`,
      [
        'demand_extra: A demand says that BK (Sample Client, PENDING) wants 1 LAPTOP from 2027-03-02 06:00 to 2027-03-02 10:00 UTC, which it does not.',
        'devices_needed_differ: BK (Sample Client, PENDING) needs 2 devices (LAPTOPS), but its requests say 1 (LAPTOPS).',
        'device_wishes_differ: BK (Sample Client, PENDING) lists other device requests than it has.',
      ],
    ],
    [
      'a request that was withdrawn past the triggers',
      `update device_requests set withdrawn_at = now(); update bookings set devices_needed = 0, device_wishes = '[]'; delete from device_demands`,
      ['more_than_requested: BK (Sample Client, PENDING) was given 1 devices on a request for 0.'],
    ],
    [
      'a list of requests that was changed past the triggers',
      `update bookings set device_wishes = '[]'`,
      ['device_wishes_differ: BK (Sample Client, PENDING) lists other device requests than it has.'],
    ],
    [
      'a preference that is not that of the requests',
      `update bookings set device_type_preference = 'ANY'`,
      ['devices_needed_differ: BK (Sample Client, PENDING) needs 2 devices (ANY), but its requests say 2 (LAPTOPS).'],
    ],
  ])('sees %s', async (_what, text, differences) => {
    await tamper(text);
    expect(await found()).toEqual(differences);
  });

  it('sees a device that is taken twice', async () => {
    await tamper(
      `alter table device_occupancies drop constraint no_overlapping_device_assignments;
       insert into device_occupancies (device_id, category_id, assignment_id, period) select device_id, category_id, assignment_id, period from device_occupancies where assignment_id is not null`,
    );
    expect(await found()).toEqual([
      'devices_overlap: x1 is taken twice: from 2027-03-02 06:00 to 2027-03-02 10:00 UTC, and from 2027-03-02 06:00 to 2027-03-02 10:00 UTC.',
    ]);
  });
});
