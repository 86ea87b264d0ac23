import { makeOperation, type Exchange, type Operation, type OperationResult } from 'urql';
import { filter, make, map, merge, mergeMap, pipe, share, takeUntil, tap } from 'wonka';
import { LiveSubscription, type LiveSurroundings } from './live-subscription.ts';
import { Settling } from './settling.ts';

/** Each stream of the page is told of another history, and all of them within a moment. */
const sameHistoryMs = 2_000;

/**
 * Subscriptions that miss nothing. A window is read, then followed from the position of what was read; a new answer
 * starts its stream again from there. See `Settling` for what may reach the cache when.
 */
export function liveExchange(around: LiveSurroundings): Exchange {
  const { windows, status } = around;
  return ({ client, forward }) => {
    const subscriptions = new Set<LiveSubscription>();
    const settling = new Settling();
    /** The queries of what is on the page. */
    const queriesOnPage = new Map<number, Operation>();
    let startedOverAt = Number.NEGATIVE_INFINITY;

    const startOver = () => {
      if (performance.now() - startedOverAt < sameHistoryMs) return;
      startedOverAt = performance.now();
      around.forgetVersions();
      readAnew();
    };

    const readAnew = () => {
      for (const query of [...queriesOnPage.values()].filter((operation) => !windows.isPart(operation))) {
        client.reexecuteOperation(makeOperation('query', query, { ...query.context, requestPolicy: 'network-only' }));
      }
    };

    around.session.onResumed(() => {
      // It still carries the session that has ended.
      around.socket.terminate();
      readAnew();
      for (const subscription of subscriptions) subscription.startIfWaiting();
    });

    const noteRequest = (operation: Operation) => {
      if (operation.kind === 'teardown') {
        settling.dropped(operation.key);
        queriesOnPage.delete(operation.key);
      }
      if (operation.kind === 'query') queriesOnPage.set(operation.key, operation);
      if (operation.kind !== 'query' && operation.kind !== 'mutation') return operation;
      const window = windows.ofQuery(operation);
      if (window) windows.noteQuery(window, operation);
      return settling.giveNumber(operation);
    };

    const noteAnswer = (result: OperationResult) => {
      const window = windows.ofQuery(result.operation);
      if (window === null) return;
      if (result.error?.networkError && !result.error.response) status.unreachable();
      const renewed = windows.reached(window, result);
      for (const subscription of subscriptions) {
        if (renewed && subscription.window.key === window.key) subscription.start();
        else subscription.startIfWaiting();
      }
    };

    const follow = (operation: Operation) =>
      make<OperationResult>((observer) => {
        const window = windows.ofSubscription(operation);
        if (window === null) throw new Error('A subscription needs a line in `liveFields`.');
        const whenSettled = settling.whenSettled.bind(settling);
        const subscription = new LiveSubscription(operation, window, around, {
          client,
          observer,
          whenSettled,
          onOtherHistory: startOver,
        });
        subscriptions.add(subscription);
        return () => {
          subscription.end();
          subscriptions.delete(subscription);
        };
      });

    return (operations) => {
      const shared = pipe(operations, share);
      const endOf = ({ key }: Operation) =>
        pipe(
          shared,
          filter((other) => other.kind === 'teardown' && other.key === key),
        );
      const live = pipe(
        shared,
        filter(({ kind }) => kind === 'subscription'),
        mergeMap((operation) => pipe(follow(operation), takeUntil(endOf(operation)))),
      );
      const others = pipe(
        shared,
        filter(({ kind }) => kind !== 'subscription'),
        map(noteRequest),
        forward,
        filter((result) => settling.answered(result)),
        tap(noteAnswer),
      );
      return merge([live, others]);
    };
  };
}
