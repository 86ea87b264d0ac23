import { cacheExchange } from '@urql/exchange-graphcache';
import type { Sink, SubscribePayload } from 'graphql-ws';
import { Client, gql, makeResult, type Exchange, type Operation, type OperationResult } from 'urql';
import { filter, fromPromise, mergeMap, pipe } from 'wonka';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { cacheConfig } from '../app/cache.ts';
import { liveExchange } from './live-exchange.ts';
import { LiveStatusStore } from './live-status.ts';
import { liveWindow, withStreams } from './live-window.ts';
import { newestWins } from './newest-wins.ts';
import { Positions } from './positions.ts';
import { Session } from './session.ts';

const Window = gql`
  query ($from: DateTime!) {
    calendar(from: $from) {
      cursor
      ghosts {
        id
        version
      }
    }
  }
`;
const Changes = gql`
  subscription ($from: DateTime!, $after: EventCursor) {
    calendarChanged(from: $from, after: $after) {
      cursor
      removedOccupancyIds
      removedGhostId
      bookingId
      version
      occupancies {
        id
      }
      ghost {
        id
        version
      }
    }
  }
`;
const List = gql`
  query {
    bookings {
      nodes {
        id
        version
      }
    }
  }
`;
const ById = gql`
  query {
    booking(id: "b1") {
      id
      version
    }
  }
`;
const BookingChanges = gql`
  subscription ($after: EventCursor) {
    bookingChanged(id: "b1", after: $after) {
      cursor
      booking {
        id
        version
      }
    }
  }
`;
const calendar = liveWindow({ read: Window, follow: Changes });
const booking = liveWindow({ read: ById, follow: BookingChanges });
const from = { from: '2026-11-02T06:00:00.000Z' };

let version: number;
let cursor: string;
let streams: { readonly payload: SubscribePayload; readonly sink: Sink }[];
/** Where each stream of the booking was asked to begin. */
let asked: (string | undefined)[];
/** How often the list was asked for. */
let listed: number;
let shown: { window: number | undefined; list: number | undefined };

/** What the server has: one booking, in the window and in the list. */
function answerTo(operation: Operation): OperationResult {
  const one = { __typename: 'Booking', id: 'b1', version };
  const document = JSON.stringify(operation.query);
  if (document.includes('"booking"')) return makeResult(operation, { data: { booking: one } });
  if (document.includes('"bookings"')) listed++;
  return makeResult(operation, {
    data: document.includes('"bookings"')
      ? { bookings: { __typename: 'BookingConnection', nodes: [one] } }
      : { calendar: { __typename: 'Calendar', cursor, ghosts: [one] } },
  });
}

// An answer that came at once would find the other questions still in urql's queue, and the cache would replace them.
const network: Exchange = () => (operations) =>
  pipe(
    operations,
    filter(({ kind }) => kind === 'query'),
    mergeMap((operation) => fromPromise(Promise.resolve(answerTo(operation)))),
  );

function open(): void {
  const socket = {
    subscribe: (payload: SubscribePayload, sink: Sink) => {
      const stream = { payload, sink };
      if (payload.query.includes('bookingChanged')) asked.push((payload.variables as { after?: string }).after);
      streams.push(stream);
      return () => void streams.splice(streams.indexOf(stream), 1);
    },
    terminate: () => undefined,
  };
  const newest = newestWins();
  const around = {
    socket,
    positions: new Positions(),
    status: new LiveStatusStore(),
    session: new Session('http://nowhere.invalid'),
    forgetVersions: newest.forget,
  };
  const exchanges = [
    newest.beforeCache,
    cacheExchange(withStreams({ ...cacheConfig, logger: () => undefined })),
    newest.afterCache,
    liveExchange(around),
    network,
  ];
  const client = new Client({ url: 'http://nowhere.invalid', preferGetMethod: false, exchanges });
  client.query(Window, from).subscribe(({ data }) => (shown.window = data?.calendar.ghosts[0]?.version));
  client.query(List, {}).subscribe(({ data }) => (shown.list = data?.bookings.nodes[0]?.version));
  client.subscription(Changes, from, { liveWindow: calendar.rules }).subscribe(() => undefined);
  client.query(ById, {}).subscribe(() => undefined);
  client.subscription(BookingChanges, {}, { liveWindow: booking.rules }).subscribe(() => undefined);
}

function streamOf(field: string) {
  return streams.find(({ payload }) => payload.query.includes(field));
}
function after() {
  return (streamOf('calendarChanged')?.payload.variables as { after?: string } | undefined)?.after;
}
function refuse(extensions: Record<string, string>, field = 'calendarChanged') {
  return streamOf(field)?.sink.next({ data: null, errors: [{ message: 'refused', extensions } as never] });
}

describe('a page whose server’s database was put back', () => {
  beforeEach(async () => {
    version = 5;
    cursor = 'before';
    streams = [];
    asked = [];
    listed = 0;
    shown = { window: undefined, list: undefined };
    open();
    await vi.waitFor(() => expect([shown.window, shown.list, after()]).toEqual([5, 5, 'before']));
  });

  it('reads anew what it shows, also what no stream follows, and shows the lower versions of now', async () => {
    version = 2;
    cursor = 'now';
    refuse({ code: 'CURSOR_INVALID' });
    await vi.waitFor(() => expect([shown.window, shown.list, after()]).toEqual([2, 2, 'now']));
  });

  it('reads anew once, however many streams are told of it', async () => {
    version = 2;
    cursor = 'now';
    refuse({ code: 'CURSOR_INVALID' });
    await vi.waitFor(() => expect([shown.list, after()]).toEqual([2, 'now']));
    refuse({ code: 'CURSOR_INVALID' }, 'bookingChanged');
    await vi.waitFor(() => expect(asked).toEqual(['before', 'now']));
    expect(listed).toBe(2);
  });

  it('does not ask again for the position that a stream has led to since it began', async () => {
    await vi.waitFor(() => expect(asked).toEqual(['before']));
    streamOf('bookingChanged')?.sink.next({
      data: {
        bookingChanged: {
          __typename: 'BookingChange',
          cursor: 'later',
          booking: { __typename: 'Booking', id: 'b1', version },
        },
      },
    });
    cursor = 'now';
    refuse({ code: 'CURSOR_INVALID' }, 'bookingChanged');
    await vi.waitFor(() => expect(asked).toEqual(['before', 'now']));
  });

  it('goes on as it is where only its rights are others: versions do not go back', async () => {
    version = 2;
    cursor = 'now';
    refuse({ code: 'CURSOR_INVALID', reason: 'RIGHTS_CHANGED' });
    await vi.waitFor(() => expect(after()).toBe('now'));
    expect([shown.window, shown.list]).toEqual([5, 5]);
  });
});
