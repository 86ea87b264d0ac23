import type { Plugin } from 'graphql-yoga';
import type { RequestContext } from '../context.ts';
import { type Sight, withSight } from '../database/sight.ts';

function isStream(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

/** The sight of a subscription's viewer as of now: rights that change while an event is on its way hold for it already. */
function sightOfNow(context: RequestContext): Sight {
  return {
    get tenantIds() {
      return context.sight.tenantIds;
    },
    get userId() {
      return context.sight.userId;
    },
  };
}

/** Every resolver runs with the sight of its viewer; so does each event of a subscription, long after it was asked for. */
export function useSight(): Plugin<RequestContext> {
  return {
    onExecute: ({ executeFn, setExecuteFn }) => {
      setExecuteFn((args) => withSight(args.contextValue.sight, () => executeFn(args)));
    },
    onSubscribe: ({ subscribeFn, setSubscribeFn }) => {
      setSubscribeFn(async (args) => {
        const context: RequestContext = args.contextValue;
        const sight = sightOfNow(context);
        const stream: unknown = await withSight(sight, () => subscribeFn(args));
        if (!isStream(stream)) return stream;
        const iterator = stream[Symbol.asyncIterator]();
        return {
          next: () => withSight(sight, () => iterator.next()),
          return: () => iterator.return?.() ?? Promise.resolve({ done: true, value: undefined }),
          [Symbol.asyncIterator]() {
            return this;
          },
        };
      });
    },
  };
}
