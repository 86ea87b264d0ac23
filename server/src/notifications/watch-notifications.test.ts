import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { book, call, keysOf } from '../../test/booking-calls.ts';
import { Caller } from '../../test/client.ts';
import {
  bookingId,
  days,
  hours,
  later,
  openFacility,
  roomId,
  someMorning,
  type TestFacility,
} from '../../test/factories.ts';
import { startApp } from '../../test/servers.ts';
import type { App } from '../app.ts';

let facility: TestFacility;
let one: App;
let other: App;
let staff: Caller;
let boss: Caller;

beforeAll(async () => {
  facility = await openFacility();
  [one, other] = [await startApp(facility.database), await startApp(facility.database)];
  staff = await Caller.signIn(one.url, 'staff.tech');
  boss = await Caller.signIn(one.url, 'room_boss');
});
afterAll(async () => {
  await Promise.all([one.close(), other.close()]);
  await facility.close();
});

type News = {
  readonly notificationReceived: {
    readonly cursor: string;
    readonly unreadCount: number;
    readonly readIds: readonly string[];
    readonly notification: {
      readonly id: string;
      readonly type: string;
      readonly readAt: string | null;
      readonly booking: { readonly id: string } | null;
    };
  };
};
const stream =
  'subscription ($after: EventCursor) { notificationReceived(after: $after) { cursor unreadCount readIds notification { id type readAt booking { id } } } }';
type Feed = {
  readonly notifications: {
    readonly cursor: string;
    readonly unreadCount: number;
    readonly edges: readonly { readonly node: { readonly id: string } }[];
  };
};
function feed(caller: Caller) {
  return caller.get<Feed>('{ notifications(first: 100) { cursor unreadCount edges { node { id } } } }');
}

/** A list’s cursor may be older than what it shows: events wait for every transaction of the cluster that is older, also another test’s. */
function isAbout(id: string) {
  return ({ notificationReceived }: News): boolean =>
    notificationReceived.notification.booking?.id === id && notificationReceived.readIds.length === 0;
}

let day = 0;
async function askFor(): Promise<string> {
  const startsAt = later(someMorning(), days((day += 1)));
  return bookingId(keysOf(await book(staff, { startsAt, endsAt: later(startsAt, hours(1)) }))[0] ?? '');
}

describe('a boss who follows', () => {
  it('is told of each ghost with the count, on whichever server it was asked for', async () => {
    const { notifications: before } = await feed(boss);
    const subscription = boss.at(other.url).connect().subscribe<News>(stream, { after: before.cursor });
    const asked = await askFor();
    const first = (await subscription.until(isAbout(asked))).notificationReceived;
    expect(first).toMatchObject({
      unreadCount: before.unreadCount + 1,
      readIds: [],
      notification: { type: 'BOOKING_PENDING', readAt: null, booking: { id: asked } },
    });
    const again = await askFor();
    expect((await subscription.next())?.notificationReceived).toMatchObject({
      unreadCount: before.unreadCount + 2,
      notification: { booking: { id: again } },
    });
    subscription.stop();
  });

  it('goes on from any cursor at another server: none is missed, none comes twice, all in order', async () => {
    const {
      notifications: { cursor: start },
    } = await feed(boss);
    const asked: string[] = [];
    for (let count = 0; count < 12; count += 1) asked.push(await askFor());
    const told: string[] = [];
    let after = start;
    for (let round = 0; told.length < asked.length; round += 1) {
      const socket = boss.at(round % 2 === 0 ? one.url : other.url).connect();
      const subscription = socket.subscribe<News>(stream, { after });
      for (let count = 0; count <= round % 3 && told.length < asked.length; count += 1) {
        const news = (await subscription.next())?.notificationReceived;
        const id = news?.notification.booking?.id ?? '';
        if (asked.includes(id)) told.push(id);
        after = news?.cursor ?? after;
      }
      socket.cut();
    }
    expect(told).toEqual(asked);
  });

  it('learns of what they read on another device, and those who did not are told nothing', async () => {
    await askFor();
    const {
      notifications: { cursor, edges },
    } = await feed(boss);
    const admin = await Caller.signIn(one.url, 'admin');
    const theirs = admin.connect().subscribe<News>(stream, { after: (await feed(admin)).notifications.cursor });
    const subscription = boss.at(other.url).connect().subscribe<News>(stream, { after: cursor });
    const [newest] = edges;
    await boss.get('mutation ($ids: [ID!]) { markNotificationsRead(ids: $ids) }', { ids: [newest?.node.id] });
    const news = (await subscription.until(({ notificationReceived }) => notificationReceived.readIds.length > 0))
      .notificationReceived;
    expect(news).toMatchObject({
      notification: { id: newest?.node.id, readAt: expect.any(String) },
      unreadCount: edges.length - 1,
    });
    expect(news?.readIds).toEqual([newest?.node.id]);
    await boss.get('mutation { markNotificationsRead }');
    const all = (await subscription.next())?.notificationReceived;
    expect(all?.unreadCount).toBe(0);
    expect(all?.readIds.toSorted()).toEqual(edges.map(({ node }) => node.id).toSorted());
    const asked = await askFor();
    const toldTheirs: string[][] = [];
    await theirs.until((one) => {
      toldTheirs.push([...one.notificationReceived.readIds]);
      return isAbout(asked)(one);
    });
    expect(toldTheirs.flat()).toEqual([]);
  });
});

describe('whoever asked', () => {
  it('is told nothing of books that were closed to them meanwhile', async () => {
    const colleague = await Caller.signIn(one.url, 'staff2.tech');
    const startsAt = later(someMorning(), days((day += 1)));
    const [key = ''] = keysOf(await book(colleague, { startsAt, endsAt: later(startsAt, hours(1)) }));
    const subscription = colleague
      .connect()
      .subscribe<News>(stream, { after: (await feed(colleague)).notifications.cursor });
    await call(boss, 'assignRoom', { bookingId: bookingId(key), roomId: roomId(2) });
    expect((await subscription.next())?.notificationReceived.notification.type).toBe('ROOM_ASSIGNED');
    await facility.revoke('staff2.tech', 'staff');
    await facility.grant('staff2.tech', 'staff', 'TRAINING');
    await call(boss, 'unassignRoom', { bookingId: bookingId(key), reason: 'The roof leaks' });
    const own = await book(await Caller.signIn(one.url, 'staff2.tech'), {
      startsAt,
      endsAt: later(startsAt, hours(1)),
    });
    await call(boss, 'rejectBooking', { bookingId: bookingId(keysOf(own)[0] ?? ''), reason: 'No room is left' });
    expect((await subscription.next())?.notificationReceived.notification).toMatchObject({
      type: 'BOOKING_REJECTED',
      booking: { id: bookingId(keysOf(own)[0] ?? '') },
    });
  });

  it('is refused a cursor that is not one of ours, and so is whoever may read no notifications', async () => {
    expect((await boss.ask(stream, { after: 'made-up' })).errors).toMatchObject([
      { extensions: { code: 'CURSOR_INVALID' } },
    ]);
    const viewer = await Caller.signIn(one.url, 'viewer.tech');
    expect(await viewer.connect().subscribe<News>(stream).ended).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    for (const query of [
      '{ notifications { unreadCount } }',
      'mutation { markNotificationsRead }',
      '{ notificationPreferences { type } }',
    ]) {
      expect((await viewer.ask(query)).errors, query).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    }
  });

  it('leaves the exact log for tools as it is: what happened to bookings, and nothing of who was told', async () => {
    const {
      domainEvents: { events },
    } = await boss.get<{ domainEvents: { events: { type: string }[] } }>(
      '{ domainEvents(first: 1000) { events { type } } }',
    );
    expect(events.length).toBeGreaterThan(5);
    expect(events.filter(({ type }) => /notif/.test(type))).toEqual([]);
  });
});

describe('a quiet minute', () => {
  afterEach(() => void vi.useRealTimers());

  it('is told with a cursor to who does not insist on a notification, and to nobody else', async () => {
    const it_boss = await Caller.signIn(one.url, 'it_boss');
    const socket = it_boss.connect();
    const quiet = socket.subscribe<{
      notificationReceived: { cursor: string; unreadCount: number; news: { id: string } | null };
    }>(
      'subscription { notificationReceived { ...News } } fragment News on NotificationReceived { cursor unreadCount news { id } }',
    );
    const strict = socket.subscribe<News>(stream);
    vi.useFakeTimers({ toFake: ['Date'] });
    const firstNews = quiet.next();
    let heartbeat: Awaited<typeof firstNews>;
    // Somebody's act wakes both. Nobody says when they have begun: the minute counts from then.
    do {
      vi.setSystemTime(Date.now() + 61_000);
      heartbeat = await Promise.race([firstNews, askFor().then(() => undefined)]);
    } while (!heartbeat);
    const { notificationReceived } = heartbeat;
    expect(notificationReceived).toEqual({ cursor: expect.any(String), unreadCount: 0, news: null });
    expect(await Promise.race([strict.next(), strict.ended, Promise.resolve('nothing')])).toBe('nothing');
    const resumed = socket.subscribe(
      'subscription ($after: EventCursor) { notificationReceived(after: $after) { cursor news { id } } }',
      { after: notificationReceived.cursor },
    );
    expect(
      await Promise.race([resumed.ended, socket.subscribe('subscription { viewerChanged { via } }').next()]),
    ).toMatchObject({ viewerChanged: {} });
    await socket.close();
  });
});
