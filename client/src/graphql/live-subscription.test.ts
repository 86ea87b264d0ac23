import type { Sink, SubscribePayload } from 'graphql-ws';
import { Client, createRequest, gql, makeResult, type Exchange, type Operation, type OperationResult } from 'urql';
import { filter, makeSubject, merge, pipe, tap } from 'wonka';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { calendarWindow } from '../calendar/data/calendar-window.ts';
import { liveExchange } from './live-exchange.ts';
import { LiveStatusStore } from './live-status.ts';
import { liveStream, liveWindow } from './live-window.ts';
import { Positions } from './positions.ts';
import { Session } from './session.ts';

const Window = gql`
  query {
    calendar {
      cursor
    }
  }
`;
const Changes = gql`
  subscription ($after: EventCursor) {
    calendarChanged(after: $after) {
      cursor
      removedOccupancyIds
    }
  }
`;
const BookingChanges = gql`
  subscription ($after: EventCursor) {
    bookingChanged(id: "b1", after: $after) {
      cursor
    }
  }
`;

const BookingById = gql`
  query {
    booking(id: "b1") {
      id
    }
  }
`;
const { isHeartbeat } = calendarWindow.rules;
const calendar = liveWindow({ read: Window, follow: Changes, isHeartbeat });
const booking = liveWindow({ read: BookingById, follow: BookingChanges });
function followBooking(client: Client) {
  return client.subscription(BookingChanges, {}, { liveWindow: booking.rules });
}

const nothing = { removedOccupancyIds: [], occupancies: [], removedGhostId: null, ghost: null };
function change(cursor: string, ...removedOccupancyIds: string[]) {
  return { data: { calendarChanged: { ...nothing, cursor, removedOccupancyIds } } };
}
function refusal(extensions: Record<string, string>) {
  return { data: null, errors: [{ message: 'refused', extensions }] } as never;
}
function isOf(field: string) {
  return ({ payload }: { payload: SubscribePayload }) => payload.query.includes(field);
}

/** A page that has read its window and follows it: what it asks waits until `answer`. */
function open() {
  const streams: { readonly payload: SubscribePayload; readonly sink: Sink }[] = [];
  const asked: Operation[] = [];
  const answers = makeSubject<OperationResult>();
  const heard: string[] = [];
  let begun = 0;
  const socket = {
    subscribe: (payload: SubscribePayload, sink: Sink) => {
      const stream = { payload, sink };
      streams.push(stream);
      begun++;
      return () => void streams.splice(streams.indexOf(stream), 1);
    },
    terminate: () => void heard.push('line cut'),
  };
  const network: Exchange = () => (operations) =>
    merge([
      answers.source,
      pipe(
        operations,
        tap((operation) => operation.kind === 'query' && asked.push(operation)),
        filter((): boolean => false),
      ) as unknown as typeof answers.source,
    ]);
  const session = new Session('http://nowhere.invalid');
  session.onEnded(() => heard.push('session over'));
  session.onCurtailed(() => heard.push('rights curtailed'));
  const around = {
    socket,
    positions: new Positions(),
    status: new LiveStatusStore(),
    session,
    forgetVersions: () => undefined,
  };
  const exchanges = [liveExchange(around), network];
  const client = new Client({ url: 'http://nowhere.invalid', preferGetMethod: false, exchanges });
  const answer = async (cursor: string | null, question = 0) => {
    const operation = asked.splice(question, 1)[0]!;
    const data = cursor === null ? { booking: { id: 'b1' } } : { calendar: { cursor } };
    answers.next(makeResult(operation, { data }));
    await vi.advanceTimersByTimeAsync(0);
  };
  const ask = async () => {
    const request = createRequest(Window, {});
    client.reexecuteOperation(client.createRequestOperation('query', request, { requestPolicy: 'network-only' }));
    await vi.advanceTimersByTimeAsync(0);
  };
  const told: string[] = [];
  const tell = ({ data, error }: OperationResult) =>
    void told.push(error ? 'refusal' : data.calendarChanged.removedOccupancyIds.join());
  const shown: string[] = [];
  client.query(Window, {}).subscribe(({ data, stale }) => void (stale || shown.push(data.calendar.cursor)));
  client.subscription(Changes, {}, { liveWindow: calendar.rules }).subscribe(tell);
  return {
    client,
    session,
    heard,
    told,
    shown,
    answer,
    ask,
    asked: () => asked.length,
    begun: () => begun,
    stream: (field = 'calendarChanged') => streams.find(isOf(field))!,
    after: (field = 'calendarChanged') =>
      (streams.find(isOf(field))?.payload.variables as { after?: string } | undefined)?.after,
  };
}

/** The server answers the question for another session so. */
function renewalIs(refreshSession: object) {
  vi.stubGlobal('fetch', async () => Response.json({ data: { refreshSession } }));
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a stream', () => {
  it('begins once its window has been read, after what was read', async () => {
    const { begun, after, answer } = open();
    expect(begun()).toBe(0);
    await answer('read');
    expect([begun(), after()]).toEqual([1, 'read']);
  });

  it('tells nobody of a heartbeat, and goes on after it when the same is sent again', async () => {
    const { stream, told, after, begun, answer } = open();
    await answer('read');
    stream().sink.next(change('beat'));
    expect([told, after(), begun()]).toEqual([[], 'beat', 1]);
  });

  it('keeps what comes while something is asked, and its position, until that is answered', async () => {
    const { stream, told, after, answer, client } = open();
    await answer('read');
    client.query(gql('query { rooms { id } }'), {}).subscribe(() => undefined);
    stream().sink.next(change('later', 'o1'));
    stream().sink.next(change('latest', 'o2'));
    expect([told, after()]).toEqual([[], 'read']);
    await answer('of no window');
    expect([told, after()]).toEqual([['o1', 'o2'], 'latest']);
  });

  it('begins again after each new answer, and what the one before still brings is not heard', async () => {
    const { stream, told, after, begun, answer, ask } = open();
    await answer('read');
    const earlier = stream();
    await ask();
    earlier.sink.next(change('waits', 'o1'));
    await answer('read again');
    earlier.sink.next(change('late', 'o2'));
    expect([told, after(), begun()]).toEqual([[], 'read again', 2]);
  });

  it('begins after the newest question that was answered: an answer to an older one is dropped', async () => {
    const { shown, after, begun, answer, ask } = open();
    // While it waits for an answer, urql asks once more only what it is told to twice.
    await Promise.all([ask(), ask()]);
    await answer('newer', 1);
    await answer('older');
    expect([shown, after(), begun()]).toEqual([['newer'], 'newer', 1]);
  });

  it('that ends or breaks begins again by itself, after what it has told', async () => {
    const { stream, after, begun, answer } = open();
    await answer('read');
    stream().sink.next(change('told', 'o1'));
    stream().sink.complete();
    expect([begun(), after()]).toEqual([1, undefined]);
    await vi.advanceTimersByTimeAsync(3_000);
    expect([begun(), after()]).toEqual([2, 'told']);
    stream().sink.error(new Error('broken'));
    await vi.advanceTimersByTimeAsync(3_000);
    expect([begun(), after()]).toEqual([3, 'told']);
  });

  it('that is refused for a right tells so, and does not ask again by itself', async () => {
    const { stream, told, begun, answer } = open();
    await answer('read');
    stream().sink.next(refusal({ code: 'FORBIDDEN' }));
    await vi.advanceTimersByTimeAsync(60_000);
    expect([told, begun()]).toEqual([['refusal'], 1]);
  });

  it('whose position is too old waits until its window has been read anew', async () => {
    const { stream, begun, after, asked, answer } = open();
    await answer('read');
    stream().sink.next(refusal({ code: 'CURSOR_EXPIRED' }));
    await vi.advanceTimersByTimeAsync(60_000);
    expect([asked(), begun()]).toEqual([1, 1]);
    await answer('now');
    expect([begun(), after()]).toEqual([2, 'now']);
  });

  it('without a position of its own begins where the newest other one stands', async () => {
    const { client, stream, after, answer } = open();
    followBooking(client).subscribe(() => undefined);
    expect(after('bookingChanged')).toBeUndefined();
    await answer('read');
    expect(after('bookingChanged')).toBe('read');
    stream('bookingChanged').sink.next({ data: { bookingChanged: { cursor: 'own' } } });
    stream().sink.next(change('other', 'o1'));
    expect([after('bookingChanged'), after()]).toEqual(['own', 'other']);
  });

  it('without a position of its own goes on from where it began, though another window has moved on since', async () => {
    const { client, stream, after, answer } = open();
    client.query(BookingById, {}).subscribe(() => undefined);
    followBooking(client).subscribe(() => undefined);
    await answer('read');
    await answer(null);
    stream('bookingChanged').sink.complete();
    stream().sink.next(change('other', 'o1'));
    await vi.advanceTimersByTimeAsync(5_000);
    expect([after('bookingChanged'), after()]).toEqual(['read', 'other']);
    stream('bookingChanged').sink.next(refusal({ code: 'CURSOR_EXPIRED' }));
    await vi.advanceTimersByTimeAsync(0);
    await answer(null);
    expect(after('bookingChanged'), 'too old: read anew, and on from the newest').toBe('other');
  });
});

describe('a stream that needs a position', () => {
  it('waits for one where another window has been read and its own has not: its answers say where they stand', async () => {
    const { client, begun, answer } = open();
    await answer('read');
    expect(begun()).toBe(1);
    const Other = gql('query { calendar { cursor ghosts { id } } }');
    const other = liveWindow({ read: Other, follow: Changes });
    client.subscription(Changes, { week: 2 }, { liveWindow: other.rules }).subscribe(() => undefined);
    expect(begun()).toBe(1);
  });

  it('asks once more as it begins, where its window was asked for before there was any: what came between is not told', async () => {
    const { client, answer, asked, after } = open();
    client.query(BookingById, {}).subscribe(() => undefined);
    followBooking(client).subscribe(() => undefined);
    await answer(null, 1);
    expect(asked()).toBe(1);
    await answer('read');
    await vi.advanceTimersByTimeAsync(0);
    expect([after('bookingChanged'), asked()]).toEqual(['read', 1]);
    await answer(null);
    followBooking(client).subscribe(() => undefined);
    expect(asked()).toBe(0);
  });

  it('is not waited for by one that tells at the beginning how things stand', () => {
    const { client, begun } = open();
    const Viewer = gql('subscription { viewerChanged { permissions } }');
    client.subscription(Viewer, {}, { liveWindow: liveStream({ follow: Viewer }).rules }).subscribe(() => undefined);
    expect(begun()).toBe(1);
  });
});

describe('a stream under other rights', () => {
  const other = refusal({ code: 'CURSOR_INVALID', reason: 'RIGHTS_CHANGED' });

  it('says that what is shown may have to go, where its window has a position', async () => {
    const { stream, heard, asked, answer } = open();
    await answer('read');
    stream().sink.next(other);
    await vi.advanceTimersByTimeAsync(0);
    expect([heard, asked()]).toEqual([['rights curtailed'], 1]);
  });

  it('says nothing of it where its window began at the position of another', async () => {
    const { client, stream, heard, answer } = open();
    followBooking(client).subscribe(() => undefined);
    await answer('read');
    stream('bookingChanged').sink.next(other);
    await vi.advanceTimersByTimeAsync(0);
    expect(heard).toEqual([]);
  });
});

describe('a stream whose session ran out', () => {
  const expired = refusal({ code: 'UNAUTHENTICATED' });

  it('begins again on a new line once the session is renewed', async () => {
    renewalIs({ __typename: 'RefreshSessionPayload' });
    const { stream, heard, told, begun, after, answer } = open();
    await answer('read');
    stream().sink.next(expired);
    await vi.advanceTimersByTimeAsync(3_000);
    expect([heard, told, begun(), after()]).toEqual([['line cut'], [], 2, 'read']);
  });

  it('waits where it is over; after signing in again the window is read anew, on a new line', async () => {
    renewalIs({ __typename: 'NotAllowedError' });
    const { stream, session, heard, told, asked, begun, after, answer } = open();
    await answer('read');
    stream().sink.next(expired);
    await vi.advanceTimersByTimeAsync(60_000);
    expect([heard, told, begun()]).toEqual([['session over'], [], 1]);
    session.resume();
    await vi.advanceTimersByTimeAsync(0);
    expect([heard, asked(), begun(), after()]).toEqual([['session over', 'line cut'], 1, 2, 'read']);
    await answer('now');
    expect([begun(), after()]).toEqual([3, 'now']);
  });
});
