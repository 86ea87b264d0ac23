import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Caller } from './client.ts';
import { bookingId, days, hours, later, openFacility, someMorning, type TestFacility } from './factories.ts';
import { startApp } from './servers.ts';
import { Screen } from './screen.ts';
import { type Firewall, openFirewall } from './silent-lines.ts';

const within30s = { timeout: 30_000, interval: 50 };

let facility: TestFacility;
let firewall: Firewall;

beforeEach(async () => {
  facility = await openFacility();
  firewall = await openFirewall(facility.database.ownerUrl);
});
afterEach(async () => {
  await firewall.close();
  await facility.close();
});

let room = 0;
async function book(): Promise<string> {
  return facility.insertBooking({ startsAt: someMorning(), endsAt: later(someMorning(), hours(1)), room: (room += 1) });
}

describe('a line to PostgreSQL that has gone silent', () => {
  it('is noticed by a whole server: it is not ready meanwhile, every screen is told again, and its rights are watched', async () => {
    const { ownerUrl, appUrl, eventsUrl, jobsUrl } = facility.database;
    const app = await startApp({
      ownerUrl,
      appUrl: firewall.through(appUrl),
      eventsUrl: firewall.through(eventsUrl),
      jobsUrl: firewall.through(jobsUrl),
    });
    await app.startJobs();
    try {
      const staff = await Caller.signIn(app.url, 'staff2.tech');
      const ready = async (): Promise<number> => (await fetch(`${app.url}/readyz`)).status;
      const readable = async (): Promise<string | undefined> =>
        /^colab_stream_readable (\d)$/m.exec(await (await fetch(`${app.url}/metrics`)).text())?.[1];
      expect(await ready()).toBe(200);
      const screen = await Screen.open(staff, { from: someMorning(), to: later(someMorning(), days(1)) });
      const socket = staff.connect();
      const viewers = socket.subscribe<{ viewerChanged: { user: { displayName: string } } }>(
        'subscription { viewerChanged { user { displayName } } }',
      );
      await viewers.next();

      firewall.silence();
      await vi.waitFor(async () => expect(await ready()).toBe(503), within30s);
      expect(await readable()).toBe('0');
      const key = await book();
      await facility.owner.query(`update users set display_name = 'Somebody Else' where id = $1`, [
        facility.userKeys['staff2.tech'],
      ]);
      await vi.waitFor(() => expect(screen.shows(bookingId(key))).toBe(true), within30s);
      expect(screen.readings, 'it went on from its cursor').toBe(1);
      await viewers.until(({ viewerChanged }) => viewerChanged.user.displayName === 'Somebody Else');
      await vi.waitFor(async () => expect(await ready()).toBe(200), within30s);
      expect(await readable()).toBe('1');
      await screen.close();
      await socket.close();
    } finally {
      await app.close();
    }
  }, 60_000);
});
