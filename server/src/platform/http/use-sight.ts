import type { Plugin } from 'graphql-yoga';
import type { RequestContext } from '../context.ts';
import { withSight } from '../database/sight.ts';

const isStream = (value: unknown): value is AsyncIterable<unknown> => typeof value === 'object' && value !== null && Symbol.asyncIterator in value;

/** Every resolver runs with the sight of its viewer; so does each event of a subscription, long after it was asked for. */
export const useSight = (): Plugin<RequestContext> => ({
  onExecute: ({ executeFn, setExecuteFn }) => {
    setExecuteFn((args) => withSight(args.contextValue.sight, () => executeFn(args)));
  },
  onSubscribe: ({ subscribeFn, setSubscribeFn }) => {
    setSubscribeFn(async (args) => {
      const context: RequestContext = args.contextValue;
      const stream: unknown = await withSight(context.sight, () => subscribeFn(args));
      if (!isStream(stream)) return stream;
      const iterator = stream[Symbol.asyncIterator]();
      return {
        next: () => withSight(context.sight, () => iterator.next()),
        return: () => iterator.return?.() ?? Promise.resolve({ done: true, value: undefined }),
        [Symbol.asyncIterator]() {
          return this;
        },
      };
    });
  },
});
