import { expect, vi } from 'vitest';
import { days, hours, later, openFacility, someMorning } from './factories.ts';
import { MailCatcher } from './mail-catcher.ts';
import { startProcess } from './servers.ts';

const eachRound = 4;
const interrupted = 'Unlucky';

/**
 * A server that mails notifications is killed with kill -9 at the worst moment, again and again: the mail server has a
 * letter and has not answered, always the same one, and others are on their way. In the end each notification is there
 * once and was mailed; what the mail server had taken just before may come a second time, under the same Message-ID.
 */
export async function proveMailKills(kills: number): Promise<Readonly<Record<string, number>>> {
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
  let asked = 0;
  const reject = async (client: string): Promise<void> => {
    const startsAt = later(someMorning(), days((asked += 1)));
    const key = await facility.insertBooking({ startsAt, endsAt: later(startsAt, hours(1)), client });
    await facility.owner.query(
      `update bookings set status = 'REJECTED', status_reason = 'No room is left' where id = $1`,
      [key],
    );
  };
  /** The half minute before a mail is over, and the seconds for which a server that died is waited for. */
  const timePasses = () =>
    facility.superuser.query(
      `update graphile_worker._private_jobs set run_at = least(run_at, clock_timestamp()), locked_at = locked_at - interval '4 seconds'`,
    );
  const left = async () =>
    (
      await facility.owner.query<{ n: number }>(
        `select count(*)::int as n from notifications where type = 'BOOKING_REJECTED' and mailed_at is null`,
      )
    ).rows[0]?.n;

  const isInterrupted = (letter: string) => letter.includes(interrupted);
  const attempts = () => catcher.letters.filter(isInterrupted).length;
  catcher.keepsWaiting = isInterrupted;
  await reject(interrupted);
  // Were a death counted as a failure, it would soon be given up.
  await facility.superuser.query('update graphile_worker._private_jobs set max_attempts = 2');
  for (let kill = 0; kill < kills; kill += 1) {
    for (let count = 0; count < eachRound; count += 1) await reject(`Client ${asked}`);
    await timePasses();
    const server = await serve();
    while (attempts() <= kill) await catcher.letter(catcher.letters.length + 1);
    await server.kill();
  }
  catcher.keepsWaiting = () => false;
  await timePasses();
  const last = await serve();
  await vi.waitFor(async () => expect(await left()).toBe(0), { timeout: 60_000, interval: 100 });
  await last.stop();

  const { rows } = await facility.owner.query<{ id: string }>(
    `select id from notifications where type = 'BOOKING_REJECTED'`,
  );
  const ids = catcher.letters.map((letter) => /Message-ID:\s+<notification-([0-9a-f-]{36})@/i.exec(letter)?.[1] ?? '');
  expect(rows).toHaveLength(1 + kills * eachRound);
  expect(attempts(), 'one job was killed each time, and done in the end').toBe(kills + 1);
  expect([...new Set(ids)].toSorted(), 'each was mailed, and nothing besides').toEqual(
    rows.map(({ id }) => id).toSorted(),
  );
  const again = ids.length - rows.length;
  // As many as are on their way at once.
  expect(again).toBeLessThanOrEqual(kills * 3);
  await facility.close();
  await catcher.close();
  return { kills, notifications: rows.length, letters: ids.length, takenAgain: again };
}
