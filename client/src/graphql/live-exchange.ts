import { makeOperation, type Exchange, type Operation, type OperationResult } from 'urql';
import { filter, make, map, merge, mergeMap, pipe, share, takeUntil, tap } from 'wonka';
import { LiveSubscription, type LiveSurroundings } from './live-subscription.ts';
import type { WindowRules } from './live-window.ts';
import { Settling } from './settling.ts';

/** Each stream of the page is told of another history, and all of them within a moment. */
const sameHistoryMs = 2_000;

/**
 * Subscriptions that miss nothing. A window is read, then followed from the position of what was read; a new answer
 * starts its stream again from there. See `Settling` for what may reach the cache when.
 */
export function liveExchange(around: LiveSurroundings): Exchange {
  const { positions, status } = around;
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
      for (const query of [...queriesOnPage.values()].filter(({ context }) => !context['isPart'])) {
        client.reexecuteOperation(makeOperation('query', query, { ...query.context, requestPolicy: 'network-only' }));
      }
    };

    around.session.onResumed(() => {
      // It still carries the session that has ended.
      around.socket.terminate();
      readAnew();
      for (const subscription of subscriptions) subscription.beginIfReady();
    });

    const noteRequest = (operation: Operation) => {
      if (operation.kind === 'teardown') {
        settling.dropped(operation.key);
        queriesOnPage.delete(operation.key);
      }
      if (operation.kind === 'query') queriesOnPage.set(operation.key, operation);
      if (operation.kind !== 'query' && operation.kind !== 'mutation') return operation;
      return settling.giveNumber(operation);
    };

    const noteAnswer = ({ operation: { kind, key }, data, error }: OperationResult) => {
      if (kind !== 'query') return;
      const hasPosition = positions.reached(key, data);
      const followers = [...subscriptions].filter(({ windowKey }) => windowKey === key);
      if (followers.length > 0 && error?.networkError && !error.response) status.unreachable();
      if (hasPosition) for (const subscription of followers) subscription.handle('window read');
      if (hasPosition || followers.length > 0) for (const subscription of subscriptions) subscription.beginIfReady();
    };

    const follow = (operation: Operation) =>
      make<OperationResult>((observer) => {
        const rules = operation.context['liveWindow'] as WindowRules | undefined;
        if (!rules) throw new Error('A stream is followed by `useLiveStream` or `useLiveWindow`.');
        const whenSettled = settling.whenSettled.bind(settling);
        const subscription = new LiveSubscription(operation, rules, {
          ...around,
          client,
          observer,
          whenSettled,
          startOver,
        });
        subscriptions.add(subscription);
        rules.followed.add(operation.variables);
        return () => {
          subscription.handle('left');
          subscriptions.delete(subscription);
          rules.followed.delete(operation.variables);
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
