import { cacheExchange } from '@urql/exchange-graphcache';
import { Client, createRequest, gql, makeResult, type Exchange, type Operation, type OperationResult } from 'urql';
import { filter, makeSubject, map, merge, pipe, tap } from 'wonka';
import { describe, expect, it } from 'vitest';
import { calendarWindow } from '../calendar/data/calendar-window.ts';
import { NewestVersions, newestWins } from './newest-wins.ts';

function booking(version: number, fields: object = {}) {
  return { __typename: 'Booking', id: 'b1', version, ...fields };
}

describe('what is known of an entity', () => {
  it('is never replaced by an older version, wherever it hides in an answer', () => {
    const newest = new NewestVersions();
    newest.learn({ calendarChanged: { ghost: null, occupancies: [{ booking: booking(6, { status: 'CANCELLED' }) }] } });
    const late = newest.learn({ calendar: { ghosts: [booking(5, { status: 'PENDING' })] } });
    expect(late).toEqual({ calendar: { ghosts: [booking(6, { status: 'CANCELLED' })] } });
  });

  it('is replaced by a newer one', () => {
    const newest = new NewestVersions();
    newest.learn(booking(1, { status: 'PENDING' }));
    expect(newest.learn(booking(2, { status: 'CONFIRMED' }))).toEqual(booking(2, { status: 'CONFIRMED' }));
    expect(newest.versionOf('b1')).toBe(2);
  });

  it('is put together from several answers of one version', () => {
    const newest = new NewestVersions();
    newest.learn(booking(3, { status: 'CONFIRMED' }));
    newest.learn(booking(3, { clientPhone: '555' }));
    expect(newest.learn(booking(2, { status: 'PENDING', clientPhone: '444' }))).toEqual(
      booking(3, { status: 'CONFIRMED', clientPhone: '555' }),
    );
  });

  it('adds nothing to an answer that was not asked for', () => {
    const newest = new NewestVersions();
    newest.learn(booking(3, { status: 'CONFIRMED', clientPhone: '555' }));
    expect(newest.learn(booking(2, { status: 'PENDING' }))).toEqual(booking(3, { status: 'CONFIRMED' }));
  });

  it('leaves what has no version as it is', () => {
    const newest = new NewestVersions();
    const room = { __typename: 'Room', id: 'r1', name: 'Honesty', parts: [] };
    expect(newest.learn({ rooms: [room, null] })).toEqual({ rooms: [room, null] });
  });
});

it('what is shown while it is asked past the cache is shown in the newest version that anything else brings meanwhile', () => {
  const asked: Operation[] = [];
  const answers = makeSubject<OperationResult>();
  const network: Exchange = () => (operations) =>
    merge([
      answers.source,
      pipe(
        operations,
        tap((operation) => operation.kind !== 'teardown' && asked.push(operation)),
        filter((): boolean => false),
      ) as unknown as typeof answers.source,
    ]);
  const { beforeCache, afterCache } = newestWins();
  const cache = cacheExchange({});
  const exchanges = [beforeCache, cache, afterCache, network];
  const client = new Client({ url: 'http://nowhere.invalid', preferGetMethod: false, exchanges });
  const answer = (data: object) => answers.next(makeResult(asked.shift()!, { data }));
  const List = gql('query { bookings { id version } }');
  const shown: unknown[] = [];
  client.query(List, {}).subscribe(({ data, stale }) => shown.push([data.bookings[0].version, stale]));
  answer({ bookings: [booking(4)] });
  const request = createRequest(List, {});
  const again = client.createRequestOperation('query', request, { requestPolicy: 'network-only' });
  client.executeRequestOperation(again).subscribe(() => undefined);
  client.query(gql('query { booking(id: "b1") { id version } }'), {}).subscribe(() => undefined);
  const late = asked.shift()!;
  answer({ booking: booking(6) });
  expect(shown.at(-1)).toEqual([6, true]);
  answers.next(makeResult(late, { data: { bookings: [booking(5)] } }));
  expect(shown.at(-1)).toEqual([6, false]);
});

it('a change of the stream that tells of an older version is sifted before the cache sees it', () => {
  const change = { removedOccupancyIds: ['o1'], occupancies: [{ id: 'o2' }], ghost: null, bookingId: 'b1', version: 4 };
  const server: Exchange = () => (operations) =>
    pipe(
      operations,
      map((operation) =>
        makeResult(operation, {
          data: operation.kind === 'query' ? { booking: booking(5) } : { calendarChanged: change },
        }),
      ),
    );
  const exchanges = [newestWins().afterCache, server];
  const client = new Client({ url: 'http://nowhere.invalid', preferGetMethod: false, exchanges });
  client.query(gql('query { booking(id: "b1") { id version } }'), {}).subscribe(() => undefined);
  const told: object[] = [];
  const Changes = gql('subscription { calendarChanged { removedOccupancyIds } }');
  client
    .subscription(Changes, {}, { liveWindow: calendarWindow.rules })
    .subscribe(({ data }) => told.push(data.calendarChanged));
  expect(told).toEqual([{ ...change, occupancies: [], removedGhostId: null }]);
});
