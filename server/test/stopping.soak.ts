import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { startEmbeddedPostgres } from '../embedded-postgres/embedded-postgres.ts';
import { prepareRoles } from '../src/platform/database/prepare-roles.ts';
import { migrate } from '../src/platform/database/migrate.ts';
import { call } from './booking-calls.ts';
import { Caller } from './client.ts';
import { bookingId, days, hours, later, openFacilityIn, someMorning } from './factories.ts';
import { report } from './figures.ts';
import { secret } from './secret.ts';
import { settingsFor, startProcess } from './servers.ts';
import { proveStops } from './stopping-load.ts';
import { makeThrowawayFolder } from './throwaway-folder.ts';

it('20 times SIGTERM under 200 requests a second: what was read is answered whole, what was answered as saved is there, and nothing else', async () => {
  const figures = await proveStops(20, 0, Date.now() % 1_000_000);
  report('stops', figures);
  expect(figures['answered']).toBeGreaterThan(20 * 50);
  expect(figures['longestStopMs']).toBeLessThan(10_000);
});

it('2,000 open sockets do not change that', async () => {
  const figures = await proveStops(3, 2_000, Date.now() % 1_000_000);
  report('stops with 2,000 sockets', figures);
  expect(figures['answered']).toBeGreaterThan(3 * 50);
  expect(figures['longestStopMs']).toBeLessThan(10_000);
});

it('a database that is frozen, or gone, holds up nobody: whoever waits is told BUSY, the server ends with 0 within 10 seconds, and nothing was saved', async () => {
  const folder = await makeThrowawayFolder('colab-erp-stop-');
  const postgres = await startEmbeddedPostgres(folder, () => undefined);
  const { ownerUrl, superuserUrl } = postgres;
  await migrate(ownerUrl, () => undefined);
  const facility = await openFacilityIn({
    ownerUrl,
    superuserUrl,
    ...(await prepareRoles({ ownerUrl, secret })),
    drop: () => Promise.resolve(),
  });
  const startsAt = later(someMorning(), days(2));
  const key = await facility.insertBooking({ startsAt, endsAt: later(startsAt, hours(1)), room: 1 });
  const frozen = await startProcess(settingsFor(facility.database));
  const boss = await Caller.signIn(frozen.url, 'room_boss');
  const holder = await facility.superuser.connect();
  await holder.query('begin; lock table closures in access exclusive mode; lock table bookings in share mode');
  const read = boss.ask(
    'query ($from: DateTime!, $to: DateTime!) { calendar(from: $from, to: $to) { occupancies { closure { reason } } } }',
    { from: startsAt, to: later(startsAt, days(1)) },
  );
  const written = boss.ask(
    'mutation ($input: RescheduleBookingInput!) { rescheduleBooking(input: $input) { __typename } }',
    { input: { bookingId: bookingId(key), startsAt: later(startsAt, hours(2)), endsAt: later(startsAt, hours(3)) } },
  );
  const waiting = async () =>
    (
      await facility.superuser.query(
        `select from pg_stat_activity where wait_event_type = 'Lock' and application_name = 'colab'`,
      )
    ).rowCount;
  await expect.poll(waiting, { timeout: 10_000 }).toBe(2);
  const { stdout } = await promisify(execFile)('pgrep', ['-P', String(postgres.postmasterPid())]);
  const processes = [postgres.postmasterPid(), ...stdout.trim().split('\n').map(Number)];
  for (const pid of processes) process.kill(pid, 'SIGSTOP');
  const frozenMs = await (async () => {
    const began = performance.now();
    frozen.signal('SIGTERM');
    expect((await read).text).toContain('BUSY');
    expect((await written).text).toMatch(/BUSY|BusyError/);
    expect(await frozen.ended).toBe(0);
    return Math.round(performance.now() - began);
  })().finally(() => {
    for (const pid of processes) process.kill(pid, 'SIGCONT');
  });
  await holder.query('rollback');
  holder.release();
  expect(
    (await facility.owner.query<{ starts_at: Date }>('select starts_at from bookings where id = $1', [key])).rows[0]
      ?.starts_at,
  ).toEqual(startsAt);

  const bereft = await startProcess(settingsFor(facility.database));
  const same = await Caller.signIn(bereft.url, 'room_boss');
  expect(
    (
      await call(same, 'rescheduleBooking', {
        bookingId: bookingId(key),
        startsAt: later(startsAt, hours(2)),
        endsAt: later(startsAt, hours(3)),
      })
    ).__typename,
  ).toBe('RescheduleBookingPayload');
  await facility.close();
  await postgres.stop();
  const without = performance.now();
  bereft.signal('SIGTERM');
  expect(await bereft.ended).toBe(0);
  const goneMs = Math.round(performance.now() - without);
  report('stops without a database', { frozenMs, goneMs });
  expect(Math.max(frozenMs, goneMs)).toBeLessThan(10_000);
  await rm(folder, { recursive: true, force: true });
});
