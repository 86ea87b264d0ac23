import { expect, vi } from 'vitest';
import { settleEpoch } from '../src/platform/outbox/event-epoch.ts';
import { EventLog } from '../src/platform/outbox/event-log.ts';
import { Caller } from './client.ts';
import { bookingId, days, hours, later, someMorning, type Username } from './factories.ts';
import { PutBackPostgres } from './put-back.ts';
import { Screen } from './screen.ts';
import { type ServerProcess, startServer } from './servers.ts';
import { type Firewall, openFirewall } from './silent-lines.ts';

export type Disaster = 'silent lines' | 'a folder put back' | 'a recovery' | 'a promotion';
export const disasters: readonly Disaster[] = ['silent lines', 'a folder put back', 'a recovery', 'a promotion'];

const people: readonly Username[] = ['room_boss', 'viewer.tech', 'admin'];
const screensEach = 2;
export const promisedMs = 30_000;
const patience = { timeout: 4 * promisedMs, interval: 50 };
const logDocument = 'query ($after: EventCursor) { domainEvents(after: $after, first: 1) { cursor } }';

/** A server whose PostgreSQL is put to the test while screens are open, behind a firewall that forgets. */
export class RecoveringHouse {
  readonly #postgres: PutBackPostgres;
  readonly #firewall: Firewall;
  readonly #server: ServerProcess;
  readonly #caller: Caller;
  readonly #screens: readonly Screen[];
  #booked = 0;

  private constructor(
    postgres: PutBackPostgres,
    firewall: Firewall,
    server: ServerProcess,
    caller: Caller,
    screens: readonly Screen[],
  ) {
    this.#postgres = postgres;
    this.#firewall = firewall;
    this.#server = server;
    this.#caller = caller;
    this.#screens = screens;
  }

  static async open(): Promise<RecoveringHouse> {
    const postgres = await PutBackPostgres.open();
    const { ownerUrl, appUrl, eventsUrl, jobsUrl } = postgres.facility.database;
    const firewall = await openFirewall(ownerUrl);
    const [owner = '', app = '', events = '', jobs = ''] = [ownerUrl, appUrl, eventsUrl, jobsUrl].map((url) =>
      firewall.through(url),
    );
    const server = await startServer({ ownerUrl: owner, appUrl: app, eventsUrl: events, jobsUrl: jobs });
    const callers = await Promise.all(people.map((username) => Caller.signIn(server.url, username)));
    const window = { from: someMorning(), to: later(someMorning(), days(300)) };
    const screens = await Promise.all(
      callers.flatMap((caller) => Array.from({ length: screensEach }, () => Screen.open(caller, window))),
    );
    return new RecoveringHouse(postgres, firewall, server, callers[0] as Caller, screens);
  }

  /** With plain SQL, so that nothing but the log tells of it. */
  async #book(): Promise<string> {
    this.#booked += 1;
    const startsAt = later(someMorning(), days(1 + (this.#booked % 290)) + hours(Math.floor(this.#booked / 290)));
    return bookingId(
      await this.#postgres.facility.insertBooking({ startsAt, endsAt: later(startsAt, hours(1)), room: 1 }),
    );
  }

  async #untilAllShow(id: string): Promise<void> {
    await vi.waitFor(() => expect(this.#screens.filter((screen) => !screen.shows(id))).toHaveLength(0), patience);
  }

  async #cursor(): Promise<string> {
    return (await this.#caller.get<{ domainEvents: { cursor: string } }>(logDocument)).domainEvents.cursor;
  }

  /** As a server finds it that starts now and has read nothing before. */
  async #epoch(): Promise<string> {
    const log = new EventLog(this.#postgres.facility.database.eventsUrl);
    try {
      return (await settleEpoch(log, null, 30)).id;
    } finally {
      await log.close();
    }
  }

  /** @returns after how many milliseconds every screen was true again */
  async survive(disaster: Disaster): Promise<number> {
    if (disaster !== 'silent lines') await this.#postgres.copyFiles();
    const stays = await this.#book();
    await this.#untilAllShow(stays);
    const point = disaster === 'a recovery' || disaster === 'a promotion' ? await this.#postgres.archivePoint() : '';
    const goes = await this.#book();
    await this.#untilAllShow(goes);
    const cursor = await this.#cursor();
    const epoch = await this.#epoch();

    if (disaster === 'silent lines') this.#firewall.silence();
    if (disaster === 'a folder put back') await this.#postgres.putBack();
    if (disaster === 'a recovery') await this.#postgres.recoverTo(point);
    if (disaster === 'a promotion') await this.#postgres.promoteStandby(point);
    const since = performance.now();
    if (point !== '')
      expect(await this.#epoch(), 'another timeline is another epoch from its first moment').not.toBe(epoch);
    const comes = await this.#book();
    await this.#untilAllShow(comes);
    await vi.waitFor(
      async () => expect(await Promise.all(this.#screens.map((screen) => screen.isTrue()))).not.toContain(false),
      patience,
    );
    const ms = performance.now() - since;

    const isLost = disaster !== 'silent lines';
    for (const screen of this.#screens)
      expect([screen.shows(goes), screen.shows(stays)]).toEqual([!isLost, disaster !== 'a folder put back']);
    const { errors } = await this.#caller.ask(logDocument, { after: cursor });
    expect(
      errors.map(({ extensions }) => extensions?.code),
      `a cursor from before ${disaster}`,
    ).toEqual(isLost ? ['CURSOR_INVALID'] : []);
    return ms;
  }

  async close(): Promise<void> {
    await Promise.all(this.#screens.map((screen) => screen.close()));
    await this.#server.stop();
    await this.#firewall.close();
    await this.#postgres.close();
  }
}
