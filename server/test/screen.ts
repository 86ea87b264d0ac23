import { setTimeout as delay } from 'node:timers/promises';
import { type Client, createClient } from 'graphql-ws';
import WebSocket from 'ws';
import type { Caller, Refusal } from './client.ts';

type Occupancy = {
  readonly id: string;
  readonly startsAt: string;
  readonly booking: { readonly id: string; readonly version: number } | null;
};
type Shown = { readonly cursor: string; readonly occupancies: readonly Occupancy[] };
type Change = Shown & {
  readonly bookingId: string | null;
  readonly version: number | null;
  readonly removedOccupancyIds: readonly string[];
};
type Message = { readonly data?: { readonly calendarChanged?: Change } | null; readonly errors?: readonly Refusal[] };

const occupancy = 'id startsAt booking { id version }';
const windowDocument = `query ($from: DateTime!, $to: DateTime!) { calendar(from: $from, to: $to) { cursor occupancies { ${occupancy} } } }`;
const changesDocument = `subscription ($from: DateTime!, $to: DateTime!, $after: EventCursor) {
  calendarChanged(from: $from, to: $to, after: $after) { cursor bookingId version removedOccupancyIds occupancies { ${occupancy} } } }`;

const againMs = 500;

/** A window of the calendar as a page of the web client keeps it: read, followed, resumed, and read anew when it is told to. */
export class Screen {
  /** How often it was read, and how often its socket was opened. */
  readings = 0;
  connections = 0;
  readonly #caller: Caller;
  readonly #window: { readonly from: Date; readonly to: Date };
  readonly #socket: Client;
  readonly #occupancies = new Map<string, Occupancy>();
  readonly #versions = new Map<string, number>();
  readonly #left = new AbortController();
  #cursor = '';
  #unsubscribe: () => void = () => undefined;

  private constructor(caller: Caller, window: { readonly from: Date; readonly to: Date }) {
    this.#caller = caller;
    this.#window = window;
    let unanswered: NodeJS.Timeout | undefined;
    this.#socket = createClient({
      url: `${caller.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${caller.token}` },
      keepAlive: 12_000,
      retryAttempts: Infinity,
      shouldRetry: () => true,
      retryWait: () => delay(againMs),
      on: {
        connected: () => (this.connections += 1),
        ping: (received) => {
          if (!received) unanswered = setTimeout(() => this.#socket.terminate(), 5_000);
        },
        pong: () => clearTimeout(unanswered),
        closed: () => clearTimeout(unanswered),
      },
    });
  }

  static async open(caller: Caller, window: { readonly from: Date; readonly to: Date }): Promise<Screen> {
    const screen = new Screen(caller, window);
    await screen.#readAnew();
    return screen;
  }

  async #readAnew(): Promise<void> {
    this.#unsubscribe();
    const read = await this.#readUntilAnswered();
    if (read === null) return;
    this.readings += 1;
    this.#occupancies.clear();
    this.#versions.clear();
    this.#cursor = read.cursor;
    this.#put(read.occupancies);
    this.#follow();
  }

  async #readUntilAnswered(): Promise<Shown | null> {
    while (!this.#left.signal.aborted) {
      const answer = await this.#caller.ask<{ calendar: Shown }>(windowDocument, this.#window).catch(() => null);
      if (answer?.data && answer.errors.length === 0) return answer.data.calendar;
      if (answer?.errors.some(({ extensions }) => extensions?.code === 'BAD_USER_INPUT'))
        throw new Error(`this window cannot be read: ${answer.text}`);
      await delay(againMs);
    }
    return null;
  }

  #follow(): void {
    const cursor = (): string => this.#cursor;
    const window = this.#window;
    this.#unsubscribe = this.#socket.subscribe(
      // Sent anew at each reconnect, and the position has moved on since.
      {
        query: changesDocument,
        get variables() {
          return { ...window, after: cursor() };
        },
      },
      {
        next: ({ data, errors }: Message) =>
          errors ? this.#refused(errors) : data?.calendarChanged && this.#apply(data.calendarChanged),
        error: (error) => this.#refused(Array.isArray(error) ? (error as Refusal[]) : []),
        complete: () => undefined,
      },
    );
  }

  #refused(errors: readonly Refusal[]): void {
    const isOfCursor = errors.some(({ extensions }) => extensions?.code?.startsWith('CURSOR_'));
    void delay(isOfCursor ? 0 : againMs).then(() => (isOfCursor ? this.#readAnew() : this.#follow()));
  }

  #apply(change: Change): void {
    this.#cursor = change.cursor;
    if (
      change.bookingId !== null &&
      change.version !== null &&
      change.version < (this.#versions.get(change.bookingId) ?? 0)
    )
      return;
    if (change.bookingId !== null && change.version !== null) this.#versions.set(change.bookingId, change.version);
    for (const id of change.removedOccupancyIds) this.#occupancies.delete(id);
    this.#put(change.occupancies);
  }

  #put(occupancies: readonly Occupancy[]): void {
    for (const one of occupancies) {
      this.#occupancies.set(one.id, one);
      if (one.booking) this.#versions.set(one.booking.id, one.booking.version);
    }
  }

  shows(bookingId: string): boolean {
    return [...this.#occupancies.values()].some(({ booking }) => booking?.id === bookingId);
  }

  /** Whether it shows what the same person is shown who reads the window now. */
  async isTrue(): Promise<boolean> {
    const answer = await this.#caller.ask<{ calendar: Shown }>(windowDocument, this.#window).catch(() => null);
    if (!answer?.data || answer.errors.length > 0) return false;
    return inWords(answer.data.calendar.occupancies) === inWords([...this.#occupancies.values()]);
  }

  async close(): Promise<void> {
    this.#left.abort();
    this.#unsubscribe();
    await this.#socket.dispose();
  }
}

function inWords(occupancies: readonly Occupancy[]): string {
  return occupancies
    .map(({ id, startsAt, booking }) => `${id} ${startsAt} ${booking?.id} ${booking?.version}`)
    .toSorted()
    .join('\n');
}
