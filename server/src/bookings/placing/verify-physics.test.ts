import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { local, openFacility, roomKey, type TestFacility } from '../../../test/factories.ts';
import { type DifferenceKind, verifyPhysics } from './verify-physics.ts';

let facility: TestFacility;
let plain: string;
let folded: string;

beforeEach(async () => {
  facility = await openFacility();
  const at = (from: string, to: string) => ({ startsAt: local('2026-12-01', from), endsAt: local('2026-12-01', to) });
  plain = await facility.insertBooking({ ...at('08:00', '12:00'), room: 1, setupMinutes: 30, client: 'Sample Plain' });
  await facility.insertBooking({ ...at('12:00', '16:00'), room: 1, tenant: 'TRAINING' });
  folded = await facility.insertBooking({
    ...at('08:00', '16:00'),
    room: 24,
    teardownMinutes: 15,
    status: 'ROOM_ASSIGNED',
  });
  await facility.insertBooking({ ...at('08:00', '16:00'), wish: 1 });
  await facility.insertBooking({ ...at('08:00', '16:00'), kind: 'DEVICES_ONLY' });
  const gone = await facility.insertBooking({ ...at('08:00', '16:00'), room: 2 });
  await facility.owner.query('delete from bookings where id = $1', [gone]);
  await facility.owner.query(`update bookings set status = 'CANCELLED', room_id = null where id = $1`, [
    await facility.insertBooking({ ...at('08:00', '16:00'), room: 3 }),
  ]);
  await facility.owner.query(`update bookings set room_id = $2 where id = $1`, [
    await facility.insertBooking({ ...at('08:00', '16:00'), room: 4 }),
    roomKey(7),
  ]);
});
afterEach(() => facility.close());

/** What nothing but triggers writes, they refuse to everybody else: who tampers switches that off. */
const guards = ['room_occupancies', 'room_leaves'];
function tamper(text: string) {
  return facility.superuser.query(
    [
      ...guards.map((table) => `alter table ${table} disable trigger refuse_outside_writes`),
      text,
      ...guards.map((table) => `alter table ${table} enable always trigger refuse_outside_writes`),
    ].join(';'),
  );
}

/** References are drawn by lot. */
async function found(): Promise<Partial<Record<DifferenceKind, string[]>>> {
  const kinds: Partial<Record<DifferenceKind, string[]>> = {};
  const { differences } = await verifyPhysics(facility.database.ownerUrl);
  for (const { kind, words } of differences) (kinds[kind] ??= []).push(words.replaceAll(/BK-\w+/g, 'BK'));
  return kinds;
}

describe('verifyPhysics', () => {
  it('finds nothing where nobody tampered', async () => {
    expect(await verifyPhysics(facility.database.ownerUrl)).toEqual({
      bookings: 7,
      occupancies: 5,
      events: 12,
      differences: [],
    });
  });

  it('sees an occupancy that is missing', async () => {
    await tamper(`delete from room_occupancies where room_id = '${roomKey(5)}'`);
    expect(await found()).toEqual({
      occupancy_missing: [
        'BK (Sample Client, ROOM_ASSIGNED) takes Ambition from 2026-12-01 06:00 to 2026-12-01 14:15 UTC, but no occupancy says so.',
      ],
    });
  });

  it('sees an occupancy that nothing asks for', async () => {
    await tamper(
      `insert into room_occupancies (booking_id, room_id, period) values ('${plain}', '${roomKey(9)}', '[2026-12-01 06:00Z, 2026-12-01 07:00Z)')`,
    );
    expect(await found()).toEqual({
      occupancy_extra: [
        'Motivation is occupied from 2026-12-01 06:00 to 2026-12-01 07:00 UTC by BK (Sample Plain, CONFIRMED), which does not take it then.',
      ],
    });
  });

  it('sees an occupancy of a booking that was deleted past the triggers', async () => {
    await tamper(
      `alter table bookings disable trigger free_rooms_of_deleted_booking; set session_replication_role = replica; delete from bookings where id = '${plain}'; set session_replication_role = default`,
    );
    const { occupancy_extra: extra, event_without_subject: unknown, ...others } = await found();
    expect(extra).toEqual([
      `Excellence is occupied from 2026-12-01 05:30 to 2026-12-01 10:00 UTC by ${plain}, and there is no such booking.`,
    ]);
    expect(unknown).toEqual([`${plain} is in the events (booking_created, version 1), but there is no such booking.`]);
    expect(others).toEqual({});
  });

  it('sees a booking that was moved while the triggers were off', async () => {
    await tamper(
      `alter table bookings disable trigger user; update bookings set setup_minutes = 0 where id = '${plain}'; update bookings set room_id = '${roomKey(5)}' where id = '${folded}'; alter table bookings enable trigger user`,
    );
    expect(await found()).toEqual({
      occupancy_missing: [
        'BK (Sample Plain, CONFIRMED) takes Excellence from 2026-12-01 06:00 to 2026-12-01 10:00 UTC, but no occupancy says so.',
      ],
      occupancy_extra: [
        'Excellence is occupied from 2026-12-01 05:30 to 2026-12-01 10:00 UTC by BK (Sample Plain, CONFIRMED), which does not take it then.',
        'Perseverance is occupied from 2026-12-01 06:00 to 2026-12-01 14:15 UTC by BK (Sample Client, ROOM_ASSIGNED), which does not take it then.',
      ],
      newest_event_disagrees: [
        'BK (Sample Client, ROOM_ASSIGNED) was ROOM_ASSIGNED in Ambition+Perseverance, says its newest event.',
      ],
    });
  });

  it('sees a room that is taken twice', async () => {
    await tamper(
      `alter table room_occupancies drop constraint no_overlapping_bookings; update bookings set ends_at = '2026-12-01 12:00Z' where id = '${plain}'`,
    );
    expect(await found()).toEqual({
      rooms_overlap: [
        expect.stringMatching(/^Excellence is taken twice: from 2026-12-01 .* by BK, and from 2026-12-01 .* by BK\.$/),
      ],
    });
  });

  it('sees leaves that are not those of the parts', async () => {
    await tamper(
      `delete from room_leaves where room_id = '${roomKey(24)}' and leaf_id = '${roomKey(6)}'; insert into room_leaves (room_id, leaf_id) values ('${roomKey(8)}', '${roomKey(9)}')`,
    );
    expect(await found()).toEqual({
      leaves_differ: [
        'Possibilities is not physically Motivation, but room_leaves says so.',
        'Ambition+Perseverance is physically Perseverance, but room_leaves does not say so.',
      ],
    });
  });

  it('sees a status that does not go with the room', async () => {
    await tamper(
      `alter table bookings drop constraint booking_status_and_room_agree; update bookings set room_id = null where id = '${plain}'; update bookings set requested_room_id = '${roomKey(1)}' where kind = 'DEVICES_ONLY'`,
    );
    expect(await found()).toEqual({
      status_and_room_disagree: expect.arrayContaining([
        'BK (Sample Plain, CONFIRMED) has no room.',
        'BK (Sample Client, PENDING) is for devices only, and has a room, a wish, or the status of one that has.',
      ]),
    });
  });

  it('sees a change that no event tells of, and events that are lost', async () => {
    await tamper(
      `alter table bookings disable trigger user; update bookings set version = 4 where id = '${plain}'; alter table bookings enable trigger user; delete from domain_events where subject = '${folded}'`,
    );
    expect(await found()).toEqual({
      version_without_event: expect.arrayContaining([
        'BK (Sample Plain, CONFIRMED) has version 4, but its newest event tells of version 1.',
        'BK (Sample Client, ROOM_ASSIGNED) has version 1, but no event tells of it.',
      ]),
    });
  });

  it('sees a gap in the events of a booking', async () => {
    for (const note of ['one', 'two'])
      await facility.owner.query('update bookings set notes = $2 where id = $1', [plain, note]);
    await tamper(`delete from domain_events where subject = '${plain}' and version = 2`);
    expect(await found()).toEqual({
      events_have_gaps: ['BK (Sample Plain, CONFIRMED) is told of by events of the versions 1, 3.'],
    });
  });

  it('does not miss events that were dropped with their day', async () => {
    await tamper(
      `alter table bookings disable trigger user; update bookings set updated_at = now() - interval '40 days' where id = '${plain}'; alter table bookings enable trigger user; delete from domain_events where subject = '${plain}'`,
    );
    expect(await found()).toEqual({});
  });

  it('refuses a role that does not see everything', async () => {
    await expect(verifyPhysics(facility.database.appUrl)).rejects.toThrow('verify as the owner of the tables');
  });
});

describe('npm run verify', () => {
  const run = (environment: Record<string, string>) =>
    spawnSync(process.execPath, [join(import.meta.dirname, '../../verify.ts')], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], ...environment },
    });

  it('says in words what differs, and fails', async () => {
    const good = run({ DATABASE_URL: facility.database.ownerUrl });
    expect([good.status, good.stdout, good.stderr]).toEqual([
      0,
      '7 bookings, 5 occupancies, 12 events: all agree.\n',
      '',
    ]);
    await tamper(`delete from room_occupancies where room_id = '${roomKey(5)}'`);
    const bad = run({ DATABASE_URL: facility.database.ownerUrl });
    expect(bad.status).toBe(1);
    expect(bad.stdout).toMatch(
      /^ {2}occupancy_missing: BK-\w+ \(Sample Client, ROOM_ASSIGNED\) takes Ambition .*\n7 bookings, 4 occupancies, 12 events: 1 difference\.\n$/,
    );
  });

  it('makes no database where there is none', () => {
    const { status, stderr } = run({ DATA_DIR: '/nonexistent/data' });
    expect([status, stderr]).toEqual([
      1,
      'colab cannot verify: there is no database in /nonexistent/data: start the server once, or name another DATA_DIR.\n',
    ]);
  });
});
