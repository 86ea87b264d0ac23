import { expect, it, vi } from 'vitest';
import { days, hours, later, openFacility, someMorning } from './factories.ts';
import { MailCatcher } from './mail-catcher.ts';
import { startProcess } from './servers.ts';

it('twice kill -9 in the middle of a mail of several lines: it is the same mail each time, and none of its lines is lost or mailed elsewhere', async () => {
  const facility = await openFacility();
  const catcher = await MailCatcher.open();
  const { ownerUrl, appUrl, eventsUrl, jobsUrl } = facility.database;
  const serve = () =>
    startProcess({
      DATABASE_URL: ownerUrl,
      APP_DATABASE_URL: appUrl,
      EVENTS_DATABASE_URL: eventsUrl,
      JOBS_DATABASE_URL: jobsUrl,
      SMTP_URL: catcher.url,
      MAIL_FROM: 'Colab <colab@house.example>',
    });
  await facility.owner.query(`update users set email = 'staff@house.example' where username = 'staff.tech'`);
  await facility.owner.query(`insert into mail_rhythms (user_id, rhythm, time_zone) values ($1, 'DAILY', 'UTC')`, [
    facility.userKeys['staff.tech'],
  ]);
  let asked = 0;
  const reject = async (client: string): Promise<void> => {
    const startsAt = later(someMorning(), days((asked += 1)));
    const key = await facility.insertBooking({ startsAt, endsAt: later(startsAt, hours(1)), client });
    await facility.owner.query(
      `update bookings set status = 'REJECTED', status_reason = 'No room is left' where id = $1`,
      [key],
    );
  };
  for (const client of ['First', 'Second', 'Third']) await reject(client);
  const passTime = () =>
    facility.superuser.query(
      `update graphile_worker._private_jobs set run_at = least(run_at, clock_timestamp()), locked_at = locked_at - interval '4 seconds' where key like 'digest%'`,
    );
  catcher.keepsWaiting = () => true;
  for (let kill = 0; kill < 2; kill += 1) {
    await passTime();
    const server = await serve();
    await catcher.letter(kill + 1);
    await server.kill();
  }
  catcher.keepsWaiting = () => false;
  await passTime();
  const last = await serve();
  const left = async () =>
    (
      await facility.owner.query<{ n: number }>(
        'select count(*)::int as n from notifications where digest_at is not null and mailed_at is null',
      )
    ).rows[0]?.n;
  await vi.waitFor(async () => expect(await left()).toBe(0), { timeout: 60_000, interval: 100 });
  await last.stop();

  expect(catcher.letters).toHaveLength(3);
  expect(
    new Set(catcher.letters.map((letter) => /Message-ID:\s+(<digest-[^>]+>)/i.exec(letter)?.[1])).size,
    'one mail, sent again',
  ).toBe(1);
  for (const letter of catcher.letters)
    for (const client of ['3 notifications', 'First', 'Second', 'Third']) expect(letter).toContain(client);
  await facility.close();
  await catcher.close();
}, 180_000);
