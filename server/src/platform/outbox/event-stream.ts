import { setTimeout as wait } from 'node:timers/promises';
import { refuseHigherRole } from '../database/refuse-higher-role.ts';
import type { Log } from '../log.ts';
import type { DomainEvent } from './domain-event.ts';
import { CursorExpiredError, CursorInvalidError } from './errors.ts';
import { compare, type Position } from './event-cursor.ts';
import { type Epoch, settleEpoch } from './event-epoch.ts';
import { defaultAnswerMs, EventLog, type LogPage } from './event-log.ts';
import { clockToleranceMs, type ReadPage } from './log-reading.ts';
import { ReaderLine } from './reader-line.ts';
import { mostInMemory, pollMs, usualDaysKept } from './stream-limits.ts';

const pageSize = 1_000;
const fencePollMs = 10;
const daysAhead = 30;
const dayMs = 86_400_000;
const againMs = 250;
const daysAgainMs = 60_000;
const unreadableAfterMs = 2_000;

export type EventStreamOptions = {
  readonly url: string;
  readonly log: Log;
  readonly daysKept?: number;
  /** How long an answer may take, ms. The reader asks each second at least, so it notices a silent line a second later. */
  readonly answerMs?: number;
};

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
  #epoch: Epoch | undefined;
  #position!: Position;
  /** All events after `#oldest` up to `#position`. */
  #recent: DomainEvent[] = [];
  #oldest!: Position;
  #line: ReaderLine | undefined;
  #databaseAheadMs = 0;
  /** Since when a question of the reader has not been answered, by `performance.now()`. */
  #unansweredSince: number | undefined;
  #woken = false;
  #wake: (() => void) | undefined;
  #notifying = false;
  #notifyAgain = false;
  #following: Promise<void> | undefined;
  #daysKeptAt = 0;

  constructor(options: EventStreamOptions) {
    this.#options = options;
    this.#daysKept = options.daysKept ?? usualDaysKept;
    this.log = new EventLog(options.url, options.answerMs);
  }

  async start(): Promise<void> {
    await refuseHigherRole((query) => this.log.run(query));
    await this.#keepDays();
    this.#line = await this.#connect();
    this.#following = this.#follow();
  }

  /** Up to here every event is known. */
  get position(): Position {
    return this.#position;
  }

  /** Whether changes reach this server: the log was read within the last two seconds. */
  get isReadable(): boolean {
    return this.#unansweredSince === undefined || performance.now() - this.#unansweredSince < unreadableAfterMs;
  }

  /**
   * Whether one can go on from a position that somebody brings.
   * @throws CursorInvalidError for one of another epoch, or of an event that the log does not hold: then the database was
   *   put back unnoticed, and a new epoch begins
   * @throws CursorExpiredError when the days in between are no longer kept
   */
  async admit(position: Position): Promise<void> {
    const epoch = this.#epoch;
    if (epoch === undefined || position.epoch !== epoch.id) throw new CursorInvalidError();
    if (!this.keeps(position)) throw new CursorExpiredError();
    if (this.#remembers(position) || (await this.log.holds(position, this.#daysKept))) return;
    await this.log.beginEpoch(epoch.generation, 'a cursor names an event that the log does not hold');
    this.#wakeReader();
    throw new CursorInvalidError();
  }

  keeps(position: Position): boolean {
    return position.at >= this.oldestKeptAt;
  }

  /** Days before this one may be gone, epoch milliseconds by the clock of the database, which drops them: this server's may be another. */
  get oldestKeptAt(): number {
    return Date.now() + this.#databaseAheadMs - this.#daysKept * dayMs;
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
   * @throws CursorInvalidError when another epoch has begun
   * @throws CursorExpiredError when the days in between are no longer kept
   */
  async read(after: Position): Promise<LogPage> {
    if (after.epoch !== this.#epoch?.id) throw new CursorInvalidError();
    if (!this.keeps(after)) throw new CursorExpiredError();
    if (compare(after, this.#oldest) < 0) return this.log.read(after, pageSize);
    const start = firstAfter(this.#recent, after);
    const events = this.#recent.slice(start, start + pageSize);
    const more = start + pageSize < this.#recent.length;
    const last = more ? events.at(-1)?.position : this.#position;
    return { events, position: last && compare(last, after) > 0 ? last : after, more };
  }

  /** Resolves when there is something after `after`, when another epoch begins, when the reader stops, or when `signal` does. */
  async changed(after: Position, signal: AbortSignal): Promise<void> {
    const newest = this.#recent.at(-1)?.position;
    if (signal.aborted || this.#stop.signal.aborted || (newest && compare(newest, after) > 0)) return;
    if (after.epoch !== this.#epoch?.id || compare(after, this.#oldest) < 0) return;
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
    this.#wakeWaiting();
    await this.#following;
    this.#line?.close();
    await this.log.close();
  }

  #wakeReader(): void {
    this.#woken = true;
    this.#wake?.();
  }

  async #follow(): Promise<void> {
    while (!this.stopped) {
      this.#unansweredSince ??= performance.now();
      try {
        const line = (this.#line ??= await this.#connect());
        this.#woken = false;
        const page = await line.read(this.#position, pageSize);
        this.#unansweredSince = performance.now();
        this.#databaseAheadMs = page.clock - Date.now();
        if (this.#isOfAnother(page)) {
          await this.#settle(line);
          continue;
        }
        this.#take(page);
        if (page.more) continue;
        const someWait = await line.hasWaitingEvents();
        this.#unansweredSince = undefined;
        await this.#sleep(someWait ? fencePollMs : pollMs);
        if (Date.now() - this.#daysKeptAt > dayMs) this.#keepDaysSoon();
      } catch (error) {
        if (this.stopped) return;
        this.#options.log.warn({ err: error }, 'the event reader lost its connection and tries again');
        this.#line?.close();
        this.#line = undefined;
        await wait(againMs, undefined, { signal: this.#stop.signal }).catch(() => undefined);
      }
    }
  }

  /** Another epoch has begun, or must: a clock that went back far would hide what is written from now on. */
  #isOfAnother({ generation, clock }: ReadPage): boolean {
    return generation !== this.#epoch?.generation || clock + clockToleranceMs < this.#position.at;
  }

  #take({ events, position }: LogPage): void {
    this.#position = position;
    if (events.length === 0) return;
    this.#recent.push(...events);
    if (this.#recent.length > mostInMemory) {
      const dropped = this.#recent.splice(0, this.#recent.length - mostInMemory / 2);
      this.#oldest = dropped.at(-1)?.position ?? this.#oldest;
    }
    this.#wakeWaiting();
  }

  /** Whether a position is that of an event at hand. */
  #remembers(position: Position): boolean {
    if (position.at > this.#position.at + clockToleranceMs) return false;
    const before = this.#recent[firstAfter(this.#recent, position) - 1]?.position ?? this.#oldest;
    return compare(before, position) === 0 && before.writtenAt === position.writtenAt;
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

  /** What the reader misses while it has no line, its next read finds: unless that is of another database. */
  async #connect(): Promise<ReaderLine> {
    const { url, answerMs = defaultAnswerMs } = this.#options;
    const line = await ReaderLine.open({
      url,
      answerMs,
      onNotification: () => this.#wakeReader(),
      onLost: () => this.#forget(line),
    });
    try {
      await this.#settle(line);
      return line;
    } catch (error) {
      line.close();
      throw error;
    }
  }

  async #settle(line: ReaderLine): Promise<void> {
    const before = this.#epoch;
    const epoch = await settleEpoch(
      line,
      before ? { generation: before.generation, position: this.#position } : null,
      this.#daysKept,
    );
    if (epoch.id === before?.id) return;
    const position = await line.newest(epoch.id);
    this.#epoch = epoch;
    this.#position = this.#oldest = position;
    this.#recent = [];
    if (before === undefined) return;
    this.#options.log.warn(
      { epoch: epoch.id },
      'the database is not the one that was read before, or was put back: cursors from before are refused',
    );
    this.#wakeWaiting();
    this.#keepDaysSoon();
  }

  #wakeWaiting(): void {
    for (const done of [...this.#waiting]) done();
  }

  #forget(line: ReaderLine): void {
    if (this.#line === line) this.#line = undefined;
    this.#wakeReader();
  }

  async #keepDays(): Promise<void> {
    this.#daysKeptAt = Date.now();
    await this.log.maintainDays(daysAhead, this.#daysKept);
  }

  /** Beside the reading, which it must not hold up. */
  #keepDaysSoon(): void {
    this.#keepDays().catch((error: unknown) => {
      this.#daysKeptAt = Date.now() - dayMs + daysAgainMs;
      this.#options.log.warn({ err: error }, 'the days of events could not be made ready, and will be');
    });
  }
}

/** Index of the first event after `position`. */
function firstAfter(events: readonly DomainEvent[], position: Position): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const event = events[middle];
    if (event && compare(event.position, position) > 0) high = middle;
    else low = middle + 1;
  }
  return low;
}
