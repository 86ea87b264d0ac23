import { cacheExchange } from '@urql/exchange-graphcache';
import { Client, gql, makeErrorResult, makeResult, type Exchange, type OperationResult } from 'urql';
import { filter, map, pipe } from 'wonka';
import { describe, expect, it } from 'vitest';
import { lastAnswerExchange } from './last-answer.ts';

const Rooms = gql`
  query {
    rooms {
      id
      name
    }
  }
`;
type Failure = 'network' | Readonly<Record<string, unknown>>;
const passing: readonly Failure[] = [
  'network',
  { code: 'BUSY' },
  { code: 'LIMIT_EXCEEDED', limit: 'costPerMinute' },
  { code: 'UNAUTHENTICATED' },
];
const rooms = { rooms: [{ __typename: 'Room', id: 'r1', name: 'Honesty' }] };

/** A page that shows rooms from the cache, whose server answers the first time, and then as told. */
function open(failure: Failure) {
  let requests = 0;
  const server: Exchange = () => (operations) =>
    pipe(
      operations,
      filter(({ kind }) => kind !== 'teardown'),
      map((operation) => {
        if (requests++ === 0) return makeResult(operation, { data: rooms });
        return failure === 'network'
          ? makeErrorResult(operation, new TypeError('Failed to fetch'))
          : makeResult(operation, { data: null, errors: [{ message: 'Not now.', extensions: failure }] });
      }),
    );
  const exchanges = [lastAnswerExchange, cacheExchange({}), server];
  const client = new Client({ url: 'http://nowhere.invalid', preferGetMethod: false, exchanges });
  const results: Pick<OperationResult, 'data' | 'error'>[] = [];
  const show = () => client.query(Rooms, {}).subscribe((result) => results.push(result));
  const readAgain = () => client.query(Rooms, {}, { requestPolicy: 'network-only' }).toPromise();
  return { results, show, readAgain };
}

describe('what was answered', () => {
  it.each(passing)('stays beside the error while it cannot be read again: %o', async (failure) => {
    const { results, show, readAgain } = open(failure);
    show();
    await readAgain();
    expect(results.at(-1)?.error).toBeDefined();
    expect(results.at(-1)?.data).toEqual({ rooms: [{ id: 'r1', name: 'Honesty' }] });
  });

  it('goes with a refusal that lasts', async () => {
    const { results, show, readAgain } = open({ code: 'FORBIDDEN' });
    show();
    await readAgain();
    expect(results.at(-1)?.error).toBeDefined();
    expect(results.at(-1)?.data ?? null).toBeNull();
  });

  it('is forgotten once nobody shows it', async () => {
    const { results, show, readAgain } = open('network');
    show().unsubscribe();
    results.length = 0;
    const { data, error } = await readAgain();
    expect(error).toBeDefined();
    expect(data ?? null).toBeNull();
  });
});
