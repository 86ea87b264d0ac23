import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { RequestContext } from '../context.ts';
import { NotAllowedError } from '../errors.ts';
import type { Log } from '../log.ts';
import { limitExceeded } from './limits/limits.ts';
import { isTransient } from './is-transient.ts';
import { furthestMs } from './socket-line.ts';
import type { Tally } from './tally.ts';

type Options = {
  readonly lines: Tally;
  readonly most: number;
  readonly clock: () => Date;
  readonly mask: (error: unknown) => GraphQLError;
  /** Aborted when the server begins to stop. */
  readonly stopping: AbortSignal;
  readonly log: Log;
};
type Result = { readonly errors?: readonly GraphQLError[] };

function isStream(value: unknown): value is AsyncIterable<Result> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

/** A client that does not read the final event is cut off, as a socket is. */
const closingMs = 1_000;

/**
 * Subscriptions over server-sent events follow the rules of sockets: so many a person, as long as the token is valid,
 * and not beyond the end of the session or of the connection. What would close a socket with "come back" ends them with
 * RESUME.
 */
export function useEventStreams({ lines, most, clock, mask, stopping, log }: Options): Plugin<RequestContext> {
  return {
    onSubscribe: ({ subscribeFn, setSubscribeFn }) => {
      setSubscribeFn(async (args) => {
        const context: RequestContext = args.contextValue;
        const { http, viewer, signedInUntil } = context;
        if (!http) return subscribeFn(args);
        // nginx buffers a response until it has enough of it, unless it is told not to; yoga sends a comment each 12 s.
        http.res.setHeader('x-accel-buffering', 'no');
        const release = viewer ? lines.take(viewer.userId) : () => undefined;
        if (release === null)
          return { errors: [limitExceeded('sockets', most, `At most ${most} streams and sockets a user.`, 429)] };
        const result: unknown = await Promise.resolve(subscribeFn(args)).catch((error: unknown) => {
          release();
          throw error;
        });
        if (!isStream(result)) {
          release();
          return result;
        }
        const line = new AbortController();
        const expiry =
          signedInUntil &&
          setTimeout(
            () => line.abort(signInAgain()),
            Math.min(signedInUntil.getTime() - clock().getTime(), furthestMs),
          );
        const stop = () => {
          line.abort(resume());
          const cutTimer = setTimeout(() => http.res.destroy(), closingMs);
          http.res.once('close', () => clearTimeout(cutTimer));
        };
        stopping.addEventListener('abort', stop);
        if (stopping.aborted) stop();
        const stream = untilAborted(
          result,
          line,
          (error) => finalErrorFor(error, mask, log),
          () => {
            clearTimeout(expiry);
            stopping.removeEventListener('abort', stop);
            release();
          },
        );
        // If the client left before the answer began, yoga does not learn of it: it would wait for the client to read.
        const leave = () => void stream.return();
        http.res.once('close', leave);
        if (http.res.destroyed) leave();
        return stream;
      });
    },
  };
}

function signInAgain() {
  return new GraphQLError('Sign in again, and come back with your cursor.', {
    extensions: { code: 'UNAUTHENTICATED' },
  });
}

function resume() {
  return new GraphQLError('This stream ends here, and goes on elsewhere. Come back with your cursor.', {
    extensions: { code: 'RESUME' },
  });
}

/**
 * When the database goes away during a stream, that is not its end: its client comes back, as that of a socket does.
 */
function finalErrorFor(error: unknown, mask: Options['mask'], log: Log): GraphQLError {
  if (isSignedOut(error)) return signInAgain();
  if (!isTransient(error)) return mask(error);
  log.warn({ err: error }, 'an event stream lost its source');
  return resume();
}

function isSignedOut(error: unknown): boolean {
  return (error instanceof GraphQLError ? error.originalError : error) instanceof NotAllowedError;
}

function untilAborted(
  source: AsyncIterable<Result>,
  { signal }: AbortController,
  finalErrorOf: (error: unknown) => GraphQLError,
  onEnd: () => void,
) {
  const iterator = source[Symbol.asyncIterator]();
  const aborted = new Promise<never>((_resolve, reject) => {
    const end = () => reject(signal.reason as Error);
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
  });
  aborted.catch(() => undefined);
  let isOver = false;
  const finish = (): void => {
    if (isOver) return;
    isOver = true;
    onEnd();
  };
  const stream = {
    next: async (): Promise<IteratorResult<Result>> => {
      if (isOver) return { done: true, value: undefined };
      try {
        const next = await Promise.race([iterator.next(), aborted]);
        if (next.done) finish();
        return next;
      } catch (error) {
        finish();
        // The source ends in the background: it may be waiting for an event that never comes.
        void iterator.return?.();
        return { done: false, value: { errors: [finalErrorOf(error)] } };
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
}
