import { cacheExchange } from '@urql/exchange-graphcache';
import type { Client as Socket, Sink, SubscribePayload } from 'graphql-ws';
import { Client, createRequest, gql, makeResult, type Exchange, type OperationResult } from 'urql';
import { filter, makeSubject, mergeMap, pipe, takeUntil } from 'wonka';
import { describe, expect, it } from 'vitest';
import { cacheConfig } from '../app/cache.ts';
import { calendarWindow } from '../calendar/data/calendar-window.ts';
import { liveExchange } from './live-exchange.ts';
import { LiveStatusStore } from './live-status.ts';
import { withStreams, type WindowRules } from './live-window.ts';
import { newestWins } from './newest-wins.ts';
import { Positions } from './positions.ts';
import { Session } from './session.ts';

const Window = gql`
  query ($from: DateTime!, $to: DateTime!) {
    calendar(from: $from, to: $to) {
      cursor
      occupancies {
        id
        startsAt
        endsAt
        room {
          id
        }
        booking {
          id
          version
          status
        }
      }
      ghosts {
        id
        version
        status
        startsAt
        endsAt
      }
    }
  }
`;
const Changes = gql`
  subscription ($from: DateTime!, $to: DateTime!, $after: EventCursor) {
    calendarChanged(from: $from, to: $to, after: $after) {
      cursor
      removedOccupancyIds
      removedGhostId
      bookingId
      version
      occupancies {
        id
        startsAt
        endsAt
        room {
          id
        }
        booking {
          id
          version
          status
        }
      }
      ghost {
        id
        version
        status
        startsAt
        endsAt
      }
    }
  }
`;
const Touch = gql`
  mutation ($id: ID!) {
    confirmBooking(id: $id) {
      booking {
        id
        version
        status
        startsAt
        endsAt
      }
    }
  }
`;

/** What the page shows of a window here is its own question, and positioned as that of the calendar is. */
const rules: WindowRules = { ...calendarWindow.rules, requestOf: (variables) => createRequest(Window, variables) };

type Random = () => number;

function seeded(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Row = {
  readonly id: string;
  version: number;
  status: 'PENDING' | 'CONFIRMED' | 'CANCELLED';
  startsAt: string;
  endsAt: string;
  room: string;
  /** Of another division: seen as busy only. */
  readonly masked: boolean;
  occupancy: string | null;
};

type Variables = {
  readonly from: string;
  readonly to: string;
  readonly after?: string;
};

function day(number: number) {
  return new Date(Date.UTC(2026, 10, number, 6)).toISOString();
}
const weeks: readonly Variables[] = [
  { from: day(2), to: day(9) },
  { from: day(9), to: day(16) },
];

/** Bookings, and the log of what was done to them, as the server keeps both. */
class Facility {
  readonly rows: Row[] = [];
  readonly log: { readonly row: Row; readonly removed: string | null }[] = [];
  #ids = 0;
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
    for (let index = 0; index < 12; index++) {
      this.rows.push({
        id: `b${index}`,
        version: 0,
        status: 'PENDING',
        startsAt: '',
        endsAt: '',
        room: '',
        masked: index % 4 === 3,
        occupancy: null,
      });
      this.change(this.rows[index]!);
    }
  }

  change(row = this.rows[Math.floor(this.#random() * this.rows.length)]!): Row {
    const first = 2 + Math.floor(this.#random() * 13);
    const removed = row.occupancy;
    row.version++;
    row.startsAt = day(first);
    row.endsAt = day(first + 1 + Math.floor(this.#random() * 3));
    row.room = `r${Math.floor(this.#random() * 5)}`;
    row.status = this.#random() < 0.6 ? 'CONFIRMED' : this.#random() < 0.5 ? 'PENDING' : 'CANCELLED';
    row.occupancy = row.status === 'CONFIRMED' ? `o${this.#ids++}` : null;
    this.log.push({ row, removed });
    return row;
  }

  /** Somebody here did something to a booking; another division's is none of theirs. */
  touch(id: string) {
    const row = this.rows.find((one) => one.id === id && !one.masked) ?? this.rows[0]!;
    return this.booking(this.change(row));
  }

  booking({ id, version, status, startsAt, endsAt }: Row) {
    return { __typename: 'Booking', id, version, status, startsAt, endsAt };
  }

  #meets = (row: Row, { from, to }: Variables) => row.startsAt < to && row.endsAt > from;

  #occupancies(row: Row, window: Variables) {
    if (row.occupancy === null || !this.#meets(row, window)) return [];
    const { id, version, status } = row;
    const booking = row.masked ? null : { __typename: 'Booking', id, version, status };
    return [
      {
        __typename: 'Occupancy',
        id: row.occupancy,
        startsAt: row.startsAt,
        endsAt: row.endsAt,
        room: { __typename: 'Room', id: row.room },
        booking,
      },
    ];
  }

  #ghost(row: Row, window: Variables) {
    return row.status === 'PENDING' && !row.masked && this.#meets(row, window) ? this.booking(row) : null;
  }

  read(window: Variables) {
    return {
      __typename: 'Calendar',
      cursor: String(this.log.length),
      occupancies: this.rows.flatMap((row) => this.#occupancies(row, window)),
      ghosts: this.rows.flatMap((row) => this.#ghost(row, window) ?? []),
    };
  }

  /** State, not history: one change for each booking that changed since, as it is now. */
  changesAfter(window: Variables, after: number) {
    const touched = Map.groupBy(this.log.slice(after), ({ row }) => row);
    const changes = [...touched].map(([row, events]) => {
      const ghost = this.#ghost(row, window);
      const removed = events.flatMap((event) => event.removed ?? []);
      return {
        __typename: 'CalendarChange',
        cursor: String(after),
        removedOccupancyIds: removed,
        occupancies: this.#occupancies(row, window),
        removedGhostId: ghost || row.masked ? null : row.id,
        ghost,
        bookingId: row.masked ? null : row.id,
        version: row.masked ? null : row.version,
      };
    });
    return changes.map((change, index) =>
      index === changes.length - 1 ? { ...change, cursor: String(this.log.length) } : change,
    );
  }
}

type Stream = {
  readonly payload: SubscribePayload;
  readonly sink: Sink;
  after: number;
  wire: object[];
  open: boolean;
};

/** Lines on which everything takes its time, and from which streams are cut. */
class Network {
  readonly tasks: (() => void)[] = [];
  readonly streams = new Set<Stream>();
  readonly #facility: Facility;
  readonly #random: Random;

  constructor(facility: Facility, random: Random) {
    this.#facility = facility;
    this.#random = random;
  }

  readonly socket = {
    subscribe: (payload: SubscribePayload, sink: Sink) => {
      const stream: Stream = { payload, sink, after: this.#afterOf(payload), wire: [], open: true };
      this.streams.add(stream);
      return () => {
        stream.open = false;
        this.streams.delete(stream);
      };
    },
    terminate: () => undefined,
  } as unknown as Socket;

  #afterOf(payload: SubscribePayload): number {
    const { after } = payload.variables as unknown as Variables;
    expect(after, 'a stream always begins after a position').toBeTypeOf('string');
    return Number(after);
  }

  pump(stream: Stream): void {
    stream.wire.push(...this.#facility.changesAfter(stream.payload.variables as unknown as Variables, stream.after));
    stream.after = this.#facility.log.length;
  }

  deliver(stream: Stream): void {
    const change = stream.wire.shift();
    if (change && stream.open) stream.sink.next({ data: { calendarChanged: change } });
  }

  /** What was on the wire is lost, and the same payload is sent again: this is what graphql-ws does. */
  cut(stream: Stream): void {
    stream.wire = [];
    stream.after = this.#afterOf(stream.payload);
  }

  readonly exchange: Exchange = () => (operations) =>
    pipe(
      operations,
      filter(({ kind }) => kind === 'query' || kind === 'mutation'),
      mergeMap((operation) => {
        const { source, next, complete } = makeSubject<OperationResult>();
        const facility = this.#facility;
        // The request travels, is read at one moment, and its answer travels back.
        this.tasks.push(() => {
          const data =
            operation.kind === 'query'
              ? { calendar: facility.read(operation.variables as Variables) }
              : {
                  confirmBooking: {
                    __typename: 'ConfirmBookingPayload',
                    booking: facility.touch(String(operation.variables?.['id'])),
                  },
                };
          this.tasks.push(() => {
            next(makeResult(operation, { data: structuredClone(data) }));
            complete();
          });
        });
        return pipe(
          source,
          takeUntil(
            pipe(
              operations,
              filter(({ kind, key }) => kind === 'teardown' && key === operation.key),
            ),
          ),
        );
      }),
    );

  step(): void {
    const streams = [...this.streams];
    const stream = streams[Math.floor(this.#random() * streams.length)];
    const dice = this.#random();
    if (stream && dice < 0.35) this.pump(stream);
    else if (stream && dice < 0.7) this.deliver(stream);
    else if (stream && dice < 0.73) this.cut(stream);
    else if (this.tasks.length > 0) this.tasks.splice(Math.floor(this.#random() * this.tasks.length), 1)[0]!();
  }

  drain(): boolean {
    if (this.tasks.length > 0) return (this.tasks.shift()!(), true);
    for (const stream of this.streams) {
      this.pump(stream);
      if (stream.wire.length > 0) return (this.deliver(stream), true);
    }
    return false;
  }
}

type Shown = {
  readonly occupancies: readonly {
    readonly id: string;
    readonly booking: { readonly id: string; readonly version: number } | null;
  }[];
  readonly ghosts: readonly { readonly id: string; readonly version: number }[];
};

/** One window of the page at a time, as somebody who turns the weeks shows them. */
class Page {
  shown: Shown | null = null;
  readonly wentBack: string[] = [];
  week = weeks[0]!;
  readonly #client: Client;
  readonly #versions = new Map<string, number>();
  #leave: () => void = () => undefined;

  constructor(network: Network) {
    const around = {
      socket: network.socket,
      positions: new Positions(),
      status: new LiveStatusStore(),
      session: new Session('http://nowhere.invalid'),
      forgetVersions: () => undefined,
    };
    const newest = newestWins();
    this.#client = new Client({
      url: 'http://nowhere.invalid',
      exchanges: [
        newest.beforeCache,
        cacheExchange(withStreams({ ...cacheConfig, logger: () => undefined })),
        newest.afterCache,
        liveExchange(around),
        network.exchange,
      ],
    });
  }

  show(week: Variables): void {
    this.#leave();
    this.week = week;
    this.shown = null;
    const query = this.#client.query(Window, week, { requestPolicy: 'cache-and-network' }).subscribe(({ data }) => {
      if (!data) return;
      this.shown = data.calendar as Shown;
      this.#neverGoesBack(this.shown);
    });
    const stream = this.#client.subscription(Changes, week, { liveWindow: rules }).subscribe(() => undefined);
    this.#leave = () => {
      stream.unsubscribe();
      query.unsubscribe();
    };
  }

  refetch(): void {
    const request = createRequest(Window, this.week);
    this.#client.reexecuteOperation(
      this.#client.createRequestOperation('query', request, { requestPolicy: 'network-only' }),
    );
  }

  touch(id: string): void {
    this.#client.mutation(Touch, { id }).subscribe(() => undefined);
  }

  #neverGoesBack({ occupancies, ghosts }: Shown): void {
    for (const booking of [...occupancies.flatMap(({ booking: one }) => one ?? []), ...ghosts]) {
      const before = this.#versions.get(booking.id) ?? 0;
      if (booking.version < before) this.wentBack.push(`${booking.id} from ${before} to ${booking.version}`);
      this.#versions.set(booking.id, booking.version);
    }
  }
}

function inWords({ occupancies, ghosts }: Shown) {
  return {
    occupancies: occupancies
      .map(({ id, booking }) => `${id} ${booking ? `${booking.id}v${booking.version}` : 'busy'}`)
      .toSorted(),
    ghosts: ghosts.map(({ id, version }) => `${id}v${version}`).toSorted(),
  };
}

/** The next turn of the event loop; a timer would take a millisecond each. */
function tick() {
  return new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => {
      port1.close();
      resolve();
    });
    port1.start();
    port2.postMessage(null);
  });
}

describe('a window that is followed', () => {
  it.each(Array.from({ length: 60 }, (_, seed) => seed))(
    'ends on what is true, whatever overtakes what (seed %i)',
    async (seed) => {
      const random = seeded(seed);
      const facility = new Facility(random);
      const network = new Network(facility, random);
      const page = new Page(network);
      page.show(weeks[0]!);
      for (let step = 0; step < 250; step++) {
        const dice = random();
        if (dice < 0.12) facility.change();
        else if (dice < 0.15) page.show(weeks[Math.floor(random() * 2)]!);
        else if (dice < 0.18) page.refetch();
        else if (dice < 0.22) page.touch(`b${Math.floor(random() * 12)}`);
        else network.step();
        await tick();
      }
      while (network.drain()) await tick();

      expect(page.wentBack).toEqual([]);
      expect(page.shown).not.toBeNull();
      expect(inWords(page.shown!)).toEqual(inWords(facility.read(page.week)));
    },
  );
});
