import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { RequestContext } from '../context.ts';
import { NotAllowedError } from '../errors.ts';
import { limitExceeded } from './limits.ts';
import { furthestMs } from './socket-line.ts';
import type { Tally } from './tally.ts';

type Options = { readonly lines: Tally; readonly most: number; readonly clock: () => Date; readonly mask: (error: unknown) => GraphQLError };
type Result = { readonly errors?: readonly GraphQLError[] };

const isStream = (value: unknown): value is AsyncIterable<Result> => typeof value === 'object' && value !== null && Symbol.asyncIterator in value;

/**
 * Subscriptions over server-sent events live by the rules of sockets: so many a person, as long as the token holds, and
 * not beyond the end of the session or of the line.
 */
export const useEventStreams = ({ lines, most, clock, mask }: Options): Plugin<RequestContext> => ({
  onSubscribe: ({ subscribeFn, setSubscribeFn }) => {
    setSubscribeFn(async (args) => {
      const context: RequestContext = args.contextValue;
      const { http, viewer, signedInUntil } = context;
      if (!http) return subscribeFn(args);
      const release = viewer ? lines.take(viewer.userId) : () => undefined;
      if (release === null) return { errors: [limitExceeded('sockets', most, `At most ${most} streams and sockets a user.`, 429)] };
      const result: unknown = await Promise.resolve(subscribeFn(args)).catch((error: unknown) => {
        release();
        throw error;
      });
      if (!isStream(result)) {
        release();
        return result;
      }
      const line = new AbortController();
      const expiry = signedInUntil && setTimeout(() => line.abort(signInAgain()), Math.min(signedInUntil.getTime() - clock().getTime(), furthestMs));
      return untilAborted(result, line, mask, () => {
        clearTimeout(expiry);
        release();
      });
    });
  },
});

const signInAgain = () => new GraphQLError('Sign in again, and come back with your cursor.', { extensions: { code: 'UNAUTHENTICATED' } });

const isSignedOut = (error: unknown): boolean => (error instanceof GraphQLError ? error.originalError : error) instanceof NotAllowedError;

const untilAborted = (source: AsyncIterable<Result>, line: AbortController, mask: (error: unknown) => GraphQLError, onEnd: () => void) => {
  const iterator = source[Symbol.asyncIterator]();
  const aborted = new Promise<never>((_resolve, reject) => line.signal.addEventListener('abort', () => reject(line.signal.reason as Error)));
  aborted.catch(() => undefined);
  let over = false;
  const finish = (): void => {
    if (over) return;
    over = true;
    onEnd();
  };
  const stream = {
    next: async (): Promise<IteratorResult<Result>> => {
      if (over) return { done: true, value: undefined };
      try {
        const next = await Promise.race([iterator.next(), aborted]);
        if (next.done) finish();
        return next;
      } catch (error) {
        finish();
        // The source ends in the background: it may be waiting for something that never comes.
        void iterator.return?.();
        const told = isSignedOut(error) ? signInAgain() : mask(error);
        return { done: false, value: { errors: [told] } };
      }
    },
    return: async (): Promise<IteratorResult<Result>> => {
      finish();
      await iterator.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]: () => stream,
  };
  return stream;
};
