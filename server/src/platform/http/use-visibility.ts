import type { Plugin } from 'graphql-yoga';
import type { RequestContext } from '../context.ts';
import { type Visibility, withVisibility } from '../database/visibility.ts';

function isStream(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

/**
 * The visibility of a subscription's viewer as of now: rights that change while an event is on its way apply to it
 * already.
 */
function currentVisibilityOf(context: RequestContext): Visibility {
  return {
    get tenantIds() {
      return context.visibility.tenantIds;
    },
    get userId() {
      return context.visibility.userId;
    },
  };
}

/**
 * Runs every resolver with the visibility of its viewer, and so each event of a subscription, long after it was opened.
 */
export function useVisibility(): Plugin<RequestContext> {
  return {
    onExecute: ({ executeFn, setExecuteFn }) => {
      setExecuteFn((args) => withVisibility((args.contextValue as RequestContext).visibility, () => executeFn(args)));
    },
    onSubscribe: ({ subscribeFn, setSubscribeFn }) => {
      setSubscribeFn(async (args) => {
        const context: RequestContext = args.contextValue;
        const visibility = currentVisibilityOf(context);
        const stream: unknown = await withVisibility(visibility, () => subscribeFn(args));
        if (!isStream(stream)) return stream;
        const iterator = stream[Symbol.asyncIterator]();
        return {
          next: () => withVisibility(visibility, () => iterator.next()),
          return: () => iterator.return?.() ?? Promise.resolve({ done: true, value: undefined }),
          [Symbol.asyncIterator]() {
            return this;
          },
        };
      });
    },
  };
}
