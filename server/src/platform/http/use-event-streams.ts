import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { RequestContext } from '../context.ts';
import { NotAllowedError } from '../errors.ts';
import type { Log } from '../log.ts';
import { limitExceeded } from './limits/limits.ts';
import { passes } from './passes.ts';
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

/** Who does not read its last word is cut off, as a socket is. */
const closingMs = 1_000;

/**
 * Subscriptions over server-sent events live by the rules of sockets: so many a person, as long as the token holds, and
 * not beyond the end of the session or of the line. What would close a socket with "come back" ends them with RESUME.
 */
export function useEventStreams({ lines, most, clock, mask, stopping, log }: Options): Plugin<RequestContext> {
  return {
    onSubscribe: ({ subscribeFn, setSubscribeFn }) => {
      setSubscribeFn(async (args) => {
        const context: RequestContext = args.contextValue;
        const { http, viewer, signedInUntil } = context;
        if (!http) return subscribeFn(args);
        // nginx keeps what it passes on until it has enough of it, unless it is told; a comment each 12 s comes from yoga.
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
          const cut = setTimeout(() => http.res.destroy(), closingMs);
          http.res.once('close', () => clearTimeout(cut));
        };
        stopping.addEventListener('abort', stop);
        if (stopping.aborted) stop();
        const stream = untilAborted(
          result,
          line,
          (error) => lastWordOn(error, mask, log),
          () => {
            clearTimeout(expiry);
            stopping.removeEventListener('abort', stop);
            release();
          },
        );
        // Who has left before the answer began is not told to yoga: it would wait for them to take what comes.
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

/** A database that goes away under a stream is no end of it: its client comes back, as that of a socket does. */
function lastWordOn(error: unknown, mask: Options['mask'], log: Log): GraphQLError {
  if (isSignedOut(error)) return signInAgain();
  if (!passes(error)) return mask(error);
  log.warn({ err: error }, 'an event stream lost its source');
  return resume();
}

function isSignedOut(error: unknown): boolean {
  return (error instanceof GraphQLError ? error.originalError : error) instanceof NotAllowedError;
}

function untilAborted(
  source: AsyncIterable<Result>,
  { signal }: AbortController,
  lastWord: (error: unknown) => GraphQLError,
  onEnd: () => void,
) {
  const iterator = source[Symbol.asyncIterator]();
  const aborted = new Promise<never>((_resolve, reject) => {
    const end = () => reject(signal.reason as Error);
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
  });
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
        return { done: false, value: { errors: [lastWord(error)] } };
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
