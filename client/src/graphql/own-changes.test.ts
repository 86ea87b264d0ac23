import { Client, gql, makeResult, type Exchange, type Operation, type OperationResult } from 'urql';
import type { Sink, SubscribePayload } from 'graphql-ws';
import { filter, makeSubject, merge, pipe, tap } from 'wonka';
import { expect, it, vi } from 'vitest';
import { liveExchange } from './live-exchange.ts';
import { LiveStatusStore } from './live-status.ts';
import { liveStream } from './live-window.ts';
import { newestWins } from './newest-wins.ts';
import { Positions } from './positions.ts';
import { Session } from './session.ts';

const Changes = gql`
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
const Confirm = gql`
  mutation {
    confirmBooking {
      booking {
        id
        version
      }
    }
  }
`;

/** A page that follows a booking: what it changes is on its way until `answer`. */
function open() {
  const own = newestWins();
  const positions = new Positions();
  const sinks: Sink[] = [];
  const socket = {
    subscribe: (_payload: SubscribePayload, sink: Sink) => {
      sinks.push(sink);
      return () => undefined;
    },
    terminate: () => undefined,
  };
  const around = {
    socket,
    positions,
    status: new LiveStatusStore(),
    session: new Session('http://nowhere.invalid'),
    forgetVersions: () => undefined,
  };
  const asked: Operation[] = [];
  const answers = makeSubject<OperationResult>();
  const network: Exchange = () => (operations) =>
    merge([
      answers.source,
      pipe(
        operations,
        tap((operation) => operation.kind === 'mutation' && asked.push(operation)),
        filter((): boolean => false),
      ) as unknown as typeof answers.source,
    ]);
  const exchanges = [own.afterCache, liveExchange(around), network];
  const client = new Client({ url: 'http://nowhere.invalid', preferGetMethod: false, exchanges });
  const anotherWindow = 1;
  positions.reached(anotherWindow, { calendar: { cursor: 'read' } });
  const told: { version: number; isOwn: boolean }[] = [];
  client.subscription(Changes, {}, { liveWindow: liveStream({ follow: Changes }).rules }).subscribe(({ data }) => {
    const { id, version } = data.bookingChanged.booking as { id: string; version: number };
    told.push({ version, isOwn: own.isOwn(id, version) });
  });
  return {
    client,
    told,
    streamSays: (version: number) =>
      sinks[0]!.next({ data: { bookingChanged: { cursor: `c${version}`, booking: { id: 'b1', version } } } }),
    answer: (version: number) =>
      answers.next(makeResult(asked.shift()!, { data: { confirmBooking: { booking: { id: 'b1', version } } } })),
  };
}

it('what was changed here is known as our own, also where the stream is faster than the answer', async () => {
  const { client, told, streamSays, answer } = open();
  client.mutation(Confirm, {}).subscribe(() => undefined);
  streamSays(2);
  answer(2);
  await vi.waitFor(() => expect(told).toEqual([{ version: 2, isOwn: true }]));
  streamSays(3);
  expect(told.at(-1)).toEqual({ version: 3, isOwn: false });
});
