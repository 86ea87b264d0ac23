import { makeOperation, type Exchange, type Operation, type OperationResult } from 'urql';
import { filter, makeSubject, merge, pipe } from 'wonka';
import { codesOf } from './error-codes.ts';
import { failureWords } from './failure-words.ts';
import type { LiveStatusStore } from './live-status.ts';

/** So soon nobody has noticed, and most failures are over by then. */
const firstMs = 300;
const longestMs = 5_000;

type Failing = {
  times: number;
  timer?: ReturnType<typeof setTimeout>;
};

/**
 * A read that failed is asked again until it is answered, for as long as anybody wants the answer: whatever is shown is
 * true again by itself. The first time it is asked again before the page hears of the failure. Until then the window is
 * behind what is true, even where the stream brings changes.
 */
export function repeatingExchange(status: LiveStatusStore): Exchange {
  return ({ client, forward }) => {
    const failing = new Map<number, Failing>();
    const again = makeSubject<Operation>();

    const shouldReachPage = ({ operation, error }: OperationResult): boolean => {
      const { kind, key } = operation;
      const one = failing.get(key) ?? { times: 0 };
      // Without a session it is asked again once somebody has signed in.
      if (kind !== 'query' || !error || !failureWords(error).again || codesOf(error).has('UNAUTHENTICATED')) {
        forget(operation);
        return true;
      }
      failing.set(key, one);
      status.isBehind(true);
      const isFirst = !one.times++;
      const next = makeOperation(kind, operation, {
        ...operation.context,
        requestPolicy: 'network-only',
        renewed: false,
      });
      // The page has not heard of the first failure: for it, and for what waits for the answer, this is the same question.
      const repeat = () => (isFirst ? again.next(next) : client.reexecuteOperation(next));
      one.timer = setTimeout(repeat, Math.min(longestMs, firstMs * 3 ** (one.times - 1)) * (0.75 + Math.random() / 2));
      return !isFirst;
    };

    const forget = ({ key }: Operation) => {
      clearTimeout(failing.get(key)?.timer);
      if (failing.delete(key)) status.isBehind(failing.size > 0);
    };

    return (operations) => {
      const requests = pipe(
        operations,
        filter((operation) => {
          if (operation.kind === 'teardown') forget(operation);
          // Asked again by somebody else meanwhile: once is enough.
          else clearTimeout(failing.get(operation.key)?.timer);
          return true;
        }),
      );
      return pipe(merge([requests, again.source]), forward, filter(shouldReachPage));
    };
  };
}
