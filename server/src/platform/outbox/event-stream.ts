import { setTimeout as wait } from 'node:timers/promises';
import type pg from 'pg';
import { makeClient } from '../database/connections.ts';
import type { Log } from '../log.ts';
import type { DomainEvent } from './domain-event.ts';
import { CursorExpiredError } from './errors.ts';
import { compare, type Position } from './event-cursor.ts';
import { EventLog, type LogPage } from './event-log.ts';

const mostInMemory = 20_000;
const pageSize = 1_000;
const pollMs = 1_000;
const fencePollMs = 10;
const daysAhead = 30;
const dayMs = 86_400_000;

export type EventStreamOptions = { readonly url: string; readonly log: Log; readonly daysKept?: number };

/**
 * The one reader of a server process. It follows the outbox, keeps the newest events at hand, and wakes whoever waits.
 * Nobody is pushed to: a subscriber has a position, is woken, and pulls what is new, so a slow one holds up nobody.
 */
export class EventStream {
  readonly log: EventLog;
  readonly #options: EventStreamOptions;
  readonly #daysKept: number;
  readonly #stop = new AbortController();
  readonly #waiting = new Set<() => void>();
  #position!: Position;
  /** All events after `#oldest` up to `#position`. */
  #recent: DomainEvent[] = [];
  #oldest!: Position;
  #listener: pg.Client | undefined;
  #woken = false;
  #wake: (() => void) | undefined;
  #notifying = false;
  #notifyAgain = false;
  #following: Promise<void> | undefined;
  #daysKeptAt = 0;

  constructor(options: EventStreamOptions) {
    this.#options = options;
    this.#daysKept = options.daysKept ?? 30;
    this.log = new EventLog(options.url);
  }

  async start(): Promise<void> {
    await this.#keepDays();
    this.#position = this.#oldest = await this.log.newest();
    this.#following = this.#follow();
  }

  /** Up to here every event is known. */
  get position(): Position {
    return this.#position;
  }

  /** Whether the days since a position are still there. */
  keeps(position: Position): boolean {
    return position.at >= Date.now() - this.#daysKept * dayMs;
  }

  /** Something was committed here: read at once, and let the other servers know. Many calls make one notification. */
  poke(): void {
    this.#wakeReader();
    if (this.#notifying) {
      this.#notifyAgain = true;
      return;
    }
    this.#notifying = true;
    this.#notifyAgain = false;
    this.log
      .notify()
      // The others poll each second in any case.
      .catch((error: unknown) => this.#options.log.warn({ err: error }, 'could not wake the other readers'))
      .finally(() => {
        this.#notifying = false;
        if (this.#notifyAgain && !this.#stop.signal.aborted) this.poke();
      });
  }

  /**
   * What came after a position, in order; from memory when it reaches back so far, else from the table.
   * @throws CursorExpiredError when the days in between are no longer kept
   */
  async read(after: Position): Promise<LogPage> {
    if (!this.keeps(after)) throw new CursorExpiredError();
    if (compare(after, this.#oldest) < 0) return this.log.read(after, pageSize);
    const start = firstAfter(this.#recent, after);
    const events = this.#recent.slice(start, start + pageSize);
    const more = start + pageSize < this.#recent.length;
    const last = more ? events.at(-1)?.position : this.#position;
    return { events, position: last && compare(last, after) > 0 ? last : after, more };
  }

  /** Resolves when there is something after `after`, when the reader stops, or when `signal` does. */
  async changed(after: Position, signal: AbortSignal): Promise<void> {
    const newest = this.#recent.at(-1)?.position;
    if (signal.aborted || this.#stop.signal.aborted || (newest && compare(newest, after) > 0)) return;
    if (compare(after, this.#oldest) < 0) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        this.#waiting.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.#waiting.add(done);
      signal.addEventListener('abort', done);
    });
  }

  get stopped(): boolean {
    return this.#stop.signal.aborted;
  }

  async close(): Promise<void> {
    this.#stop.abort();
    this.#wakeReader();
    for (const done of [...this.#waiting]) done();
    await this.#following;
    await this.#listener?.end().catch(() => undefined);
    await this.log.close();
  }

  #wakeReader(): void {
    this.#woken = true;
    this.#wake?.();
  }

  async #follow(): Promise<void> {
    while (!this.stopped) {
      try {
        this.#listener ??= await this.#listen();
        this.#woken = false;
        const page = await this.log.read(this.#position, pageSize);
        this.#take(page);
        if (page.more) continue;
        await this.#sleep((await this.log.someWait()) ? fencePollMs : pollMs);
        if (Date.now() - this.#daysKeptAt > dayMs) await this.#keepDays();
      } catch (error) {
        if (this.stopped) return;
        this.#options.log.warn({ err: error }, 'the event reader lost its connection and tries again');
        this.#listener?.end().catch(() => undefined);
        this.#listener = undefined;
        await wait(250, undefined, { signal: this.#stop.signal }).catch(() => undefined);
      }
    }
  }

  #take({ events, position }: LogPage): void {
    this.#position = position;
    if (events.length === 0) return;
    this.#recent.push(...events);
    if (this.#recent.length > mostInMemory) {
      const dropped = this.#recent.splice(0, this.#recent.length - mostInMemory / 2);
      this.#oldest = dropped.at(-1)?.position ?? this.#oldest;
    }
    for (const done of [...this.#waiting]) done();
  }

  async #sleep(ms: number): Promise<void> {
    if (this.#woken || this.stopped) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = undefined;
  }

  /** A connection of its own: LISTEN belongs to a session. What it misses while it is away, the next read finds. */
  async #listen(): Promise<pg.Client> {
    const client = makeClient({ connectionString: this.#options.url, application_name: 'colab listener' });
    client.on('error', () => this.#forget(client));
    client.on('end', () => this.#forget(client));
    client.on('notification', () => this.#wakeReader());
    await client.connect();
    await client.query('listen /* listen */ domain_events');
    return client;
  }

  #forget(client: pg.Client): void {
    if (this.#listener === client) this.#listener = undefined;
    this.#wakeReader();
  }

  async #keepDays(): Promise<void> {
    await this.log.keepDays(daysAhead, this.#daysKept);
    this.#daysKeptAt = Date.now();
  }
}

/** Index of the first event after `position`. */
const firstAfter = (events: readonly DomainEvent[], position: Position): number => {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const event = events[middle];
    if (event && compare(event.position, position) > 0) high = middle;
    else low = middle + 1;
  }
  return low;
};
