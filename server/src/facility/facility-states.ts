import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { Context } from '../platform/context.ts';
import { boolean, integer, type RowOf, statement, text, texts } from '../platform/database/statement.ts';
import { currentVisibility, withVisibility } from '../platform/database/visibility.ts';
import { facilityFields } from '../platform/facility-fields.ts';
import type { Facility, FacilityWatch, Hours } from '../platform/facility.ts';
import type { EventStream } from '../platform/outbox/event-stream.ts';

const settingsRow = {
  name: text.orNull,
  address: text.orNull,
  timeZone: text.orNull,
  zoneAtStart: text.orNull,
  currency: text.orNull,
  locale: text.orNull,
  weekStartsOn: integer.orNull,
  openingHours: texts.orNull,
  usualFrom: text.orNull,
  usualUntil: text.orNull,
  bookYearsAhead: integer.orNull,
};

const facilitySettings = statement(
  'facilitySettings',
  settingsRow,
  `select name, address, time_zone as "timeZone", zone_at_start as "zoneAtStart", currency, locale, week_starts_on as "weekStartsOn", opening_hours as "openingHours",
     usual_from as "usualFrom", usual_until as "usualUntil", book_years_ahead as "bookYearsAhead"
   from facility_settings`,
);

const isZoneAtStart = statement(
  'isZoneAtStart',
  { isSame: boolean },
  `select coalesce(zone_at_start, 'Africa/Johannesburg') = $1 as "isSame" from facility_settings`,
);
/** It reads a file for each zone there is. */
export const timeZoneIsKnown = statement(
  'timeZoneIsKnown',
  { known: boolean },
  'select exists (select from pg_timezone_names where name = $1) as known',
);
const handZoneOver = statement('handZoneOver', {}, 'update facility_settings set zone_at_start = $1');

/** "07:00-19:00", as the table has it. */
export function hoursText(hours: Hours | null): string | null {
  return hours && `${hours.from}-${hours.until}`;
}

function hoursIn(words: string | null): Hours | null {
  return words === null ? null : { from: words.slice(0, 5), until: words.slice(6) };
}

/** What was set on the page, and the zone that a server had at its start; what never was is missing. */
function settingsIn(row: RowOf<typeof settingsRow> | undefined): Readonly<Record<string, unknown>> {
  if (!row) return {};
  const { usualFrom, usualUntil, openingHours, timeZone, zoneAtStart, ...others } = row;
  const settings = {
    ...others,
    timeZone: timeZone ?? zoneAtStart,
    // PostgreSQL says of the array that it is one of texts, not that one of them may be null.
    openingHours: openingHours && (openingHours as readonly (string | null)[]).map(hoursIn),
    usualHours: usualFrom === null || usualUntil === null ? null : { from: usualFrom, until: usualUntil },
  };
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null));
}

const againMs = 1_000;
const settings = z.object(facilityFields).partial();

type Needs = Pick<Context, 'db' | 'log'> & {
  readonly events: EventStream;
  /** What holds as long as nobody has set it on the page. */
  readonly fallback: Facility;
};

/**
 * The settings of the facility, as all servers of it have them: each reads them again when the event of a change comes,
 * wherever it was made.
 */
export class FacilityStates implements FacilityWatch {
  readonly #needs: Needs;
  readonly #stop = new AbortController();
  readonly #wakes = new Set<() => void>();
  #facility: Facility;
  #reading: Promise<unknown> = Promise.resolve();
  #next: Promise<Facility> | undefined;
  #following: Promise<void> = Promise.resolve();

  private constructor(needs: Needs) {
    this.#needs = needs;
    this.#facility = needs.fallback;
  }

  static async open(needs: Needs): Promise<FacilityStates> {
    const states = new FacilityStates(needs);
    const from = needs.events.position;
    await states.#handZoneOver();
    await states.refresh();
    states.#following = states.#follow(from);
    return states;
  }

  get facility(): Facility {
    return this.#facility;
  }

  refresh(): Promise<Facility> {
    this.#next ??= this.#readNext();
    return this.#next;
  }

  onChange(wake: () => void): () => void {
    this.#wakes.add(wake);
    return () => void this.#wakes.delete(wake);
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#following;
  }

  /**
   * Tells the database the zone of this server's environment, in which days of return end while nobody has set another
   * one on the page. All servers go by the one that was told last.
   */
  async #handZoneOver(): Promise<void> {
    const { db, log, fallback } = this.#needs;
    const { timeZone } = fallback;
    const [row] = await db.run(isZoneAtStart(timeZone));
    if (row === undefined || row.isSame) return;
    const [zone] = await db.run(timeZoneIsKnown(timeZone));
    if (zone?.known === false)
      log.warn({ timeZone }, 'the database does not know the time zone of FACILITY_TIME_ZONE: give another name of it');
    await withVisibility({ ...currentVisibility(), cause: 'startServer' }, () => db.run(handZoneOver(timeZone)));
  }

  /** After the reading before it: an older answer never replaces a newer one. */
  async #readNext(): Promise<Facility> {
    await this.#reading;
    this.#next = undefined;
    const reading = this.#read();
    this.#reading = reading.catch(() => undefined);
    return reading;
  }

  async #read(): Promise<Facility> {
    const { db, log, fallback } = this.#needs;
    const [row] = await db.run(facilitySettings());
    const stored = settingsIn(row);
    const parsed = settings.safeParse(stored);
    // The database takes a zone by its looks; somebody with psql may have set one that is none.
    const wrong = new Set(parsed.error?.issues.map(({ path: [name] }) => String(name)));
    if (wrong.size > 0) log.warn({ settings: [...wrong] }, 'settings of the facility cannot be used, and are left out');
    const usable = Object.fromEntries(Object.entries(stored).filter(([name]) => !wrong.has(name)));
    const facility: Facility = { ...fallback, ...usable };
    if (JSON.stringify(facility) === JSON.stringify(this.#facility)) return this.#facility;
    this.#facility = facility;
    for (const wake of this.#wakes) wake();
    return facility;
  }

  async #follow(from: EventStream['position']): Promise<void> {
    const { events, log } = this.#needs;
    const { signal } = this.#stop;
    let position = from;
    while (!signal.aborted && !events.stopped) {
      try {
        const page = await events.read(position);
        if (page.events.some(({ type }) => type === 'facility_changed')) await this.refresh();
        position = page.position;
        if (!page.more) await events.changed(position, signal);
      } catch (error) {
        log.warn({ err: error }, 'the settings of the facility could not be followed, and will be in a moment');
        // The database may be another one by now.
        position = events.position;
        await this.refresh().catch((again: unknown) => log.warn({ err: again }, 'nor could they be read'));
        await wait(againMs, undefined, { signal }).catch(() => undefined);
      }
    }
  }
}
