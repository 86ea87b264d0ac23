import { Client, gql, makeErrorResult, makeResult, type Exchange, type OperationResult } from 'urql';
import { filter, map, pipe } from 'wonka';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LiveStatusStore } from './live-status.ts';
import { repeatingExchange } from './repeating-exchange.ts';

const Rooms = gql`
  query {
    rooms {
      id
    }
  }
`;
const Confirm = gql`
  mutation {
    confirmBooking {
      __typename
    }
  }
`;

type Failure = 'network' | Readonly<Record<string, unknown>>;
const passing: readonly Failure[] = [
  'network',
  { code: 'BUSY' },
  { code: 'INTERNAL' },
  { code: 'LIMIT_EXCEEDED' },
  { code: 'LIMIT_EXCEEDED', limit: 'costPerMinute' },
  { code: 'LIMIT_EXCEEDED', limit: 'waitingRequests' },
];
const lasting: readonly Failure[] = [
  { code: 'FORBIDDEN' },
  { code: 'BAD_USER_INPUT' },
  { code: 'UNAUTHENTICATED' },
  { code: 'LIMIT_EXCEEDED', limit: 'cost' },
];

/** A server that fails so often, and a page that shows the answer; live but for what it could not read. */
function open(failure: Failure, times: number) {
  const status = new LiveStatusStore();
  let asked = 0;
  const server: Exchange = () => (operations) =>
    pipe(
      operations,
      filter(({ kind }) => kind !== 'teardown'),
      map((operation) => {
        asked++;
        if (asked > times) return makeResult(operation, { data: { rooms: [] } });
        return failure === 'network'
          ? makeErrorResult(operation, new TypeError('Failed to fetch'))
          : makeResult(operation, { data: null, errors: [{ message: 'Not now.', extensions: failure }] });
      }),
    );
  const client = new Client({
    url: 'http://nowhere.invalid',
    preferGetMethod: false,
    exchanges: [repeatingExchange(status), server],
  });
  status.connected();
  status.heard(true);
  const told: ('answer' | 'failure')[] = [];
  const page = client
    .query(Rooms, {})
    .subscribe(({ error, stale }: OperationResult) => void (stale || told.push(error ? 'failure' : 'answer')));
  return { client, status, told, page, asked: () => asked, state: () => status.read().state };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a read that fails', () => {
  it.each(passing)(
    'once is asked again before the page hears of it, and the window is not live until then: %o',
    async (failure) => {
      const { told, state } = open(failure, 1);
      expect([told, state()]).toEqual([[], 'catching-up']);
      await vi.advanceTimersByTimeAsync(500);
      expect([told, state()]).toEqual([['answer'], 'live']);
    },
  );

  it.each(passing)('again and again is told, and asked ever more slowly until it is answered: %o', async (failure) => {
    const { told, state, asked } = open(failure, 6);
    await vi.advanceTimersByTimeAsync(6_000);
    expect([told[0], told.includes('answer'), state()]).toEqual(['failure', false, 'catching-up']);
    expect(asked()).toBeLessThan(6);
    await vi.advanceTimersByTimeAsync(60_000);
    expect([told.at(-1), asked(), state()]).toEqual(['answer', 7, 'live']);
  });

  it.each(lasting)('for good is told at once, and not asked again: %o', async (failure) => {
    const { told, asked, state } = open(failure, 1);
    await vi.advanceTimersByTimeAsync(60_000);
    expect([told, asked(), state()]).toEqual([['failure'], 1, 'live']);
  });

  it('is not asked any more once nobody wants the answer, and keeps nothing from being live', async () => {
    const { page, asked, state } = open({ code: 'BUSY' }, 100);
    await vi.advanceTimersByTimeAsync(2_000);
    page.unsubscribe();
    const before = asked();
    await vi.advanceTimersByTimeAsync(60_000);
    expect([asked(), state()]).toEqual([before, 'live']);
  });
});

it('a change that fails is not sent again', async () => {
  const { client, asked, page } = open({ code: 'BUSY' }, 100);
  page.unsubscribe();
  const before = asked();
  const { error } = await client.mutation(Confirm, {}).toPromise();
  await vi.advanceTimersByTimeAsync(60_000);
  expect([error?.graphQLErrors[0]?.extensions['code'], asked()]).toEqual(['BUSY', before + 1]);
});
