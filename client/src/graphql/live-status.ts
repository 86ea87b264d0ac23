import { now } from '../time/now.ts';

export type LiveState = 'live' | 'catching-up' | 'offline';

export type LiveStatus = {
  readonly state: LiveState;
  /** When it became so, epoch milliseconds. */
  readonly since: number;
};

/** A gap shorter than this is not worth a word: the socket was only moved to another server. */
const graceMs = 1_500;
/** Nothing came for this long after connecting: there was nothing to catch up on. */
const quietMs = 600;

/** Whether this window hears of changes. Fed by the socket, read by the dot in the top bar. */
export class LiveStatusStore {
  #status: LiveStatus = { state: 'catching-up', since: now() };
  #lostAt: number | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The stream has brought all that it had. */
  #isCalm = false;
  #isBehind = false;
  #isConnected = false;
  readonly #listeners = new Set<() => void>();

  readonly read = (): LiveStatus => this.#status;

  readonly listen = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  connected(): void {
    this.#isConnected = true;
    this.#catchUp();
  }

  /** Something that is wanted here could not be read: until it is, the window is not live, whatever the stream brings. */
  isBehind(isBehind: boolean): void {
    this.#isBehind = isBehind;
    if (!isBehind && this.#isConnected && this.#lostAt !== null) this.#catchUp();
    else if (this.#isCalm) this.#set(isBehind ? 'catching-up' : 'live');
  }

  /** A message came: what was missed comes before what is new, so the store waits for the stream to calm down. */
  heard(caughtUp: boolean): void {
    if (this.#isCalm || this.#lostAt !== null) return;
    clearTimeout(this.#timer);
    if (caughtUp) this.#calm();
    else this.#timer = setTimeout(() => this.#calm(), quietMs);
  }

  lost(): void {
    this.#isConnected = false;
    if (this.#lostAt !== null) return;
    this.#lostAt = now();
    clearTimeout(this.#timer);
    this.#isCalm = false;
    if (this.#status.state === 'live') this.#set('catching-up', this.#lostAt);
    this.#timer = setTimeout(() => this.unreachable(), graceMs);
  }

  unreachable(): void {
    clearTimeout(this.#timer);
    this.#isCalm = false;
    this.#lostAt ??= now();
    this.#set('offline', this.#lostAt);
  }

  #catchUp(): void {
    this.#lostAt = null;
    clearTimeout(this.#timer);
    this.#isCalm = false;
    this.#set('catching-up');
    this.#timer = setTimeout(() => this.#calm(), quietMs);
  }

  #calm(): void {
    this.#isCalm = true;
    this.#set(this.#isBehind ? 'catching-up' : 'live');
  }

  #set(state: LiveState, since = now()): void {
    if (this.#status.state === state) return;
    this.#status = { state, since };
    for (const listener of this.#listeners) listener();
  }
}
