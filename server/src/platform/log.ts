import { type Logger, pino } from 'pino';
import { driverErrorOf } from './database/driver-error.ts';
import { currentRequest } from './http/request-id.ts';

export type Log = Logger;

/**
 * Writes lines of JSON to standard output, each with the id of the request that caused it. What callers send and what
 * rows contain stays out: an error is logged with its kind and its place, and its words without what they quote.
 * @param into where to write instead
 */
export function createLog(level: string, into?: { write(line: string): void }): Log {
  return pino(
    {
      level,
      base: null,
      mixin: () => ({ requestId: currentRequest()?.requestId }),
      serializers: { err: describeError, req: () => undefined, res: () => undefined },
      redact: { paths: secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), remove: true },
    },
    into ?? pino.destination(1),
  );
}

const secrets = [
  'password',
  'token',
  'refreshToken',
  'accessToken',
  'authorization',
  'cookie',
  'headers',
  'variables',
  'email',
];

const mostWords = 300;

function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error };
  const database = driverErrorOf(error);
  return {
    type: error.name,
    code: (error as { code?: unknown }).code,
    // A driver's words print the row, and what a user typed: `database` says which rule refused.
    message: database ? undefined : unquoted(error.message),
    ...(database ? { database } : {}),
    at: placesOf(error),
    cause: error.cause instanceof Error ? describeError(error.cause) : undefined,
  };
}

/** The last line says what happened; those before are often a copy of the input. */
function unquoted(message: string): string {
  return (message.trim().split('\n').at(-1) ?? '')
    .replace(/"[^"]*"?|'[^']*'|`[^`]*`|\([^)]*\)|\S+@\S+|\S{41,}/g, '…')
    .slice(0, mostWords);
}

function placesOf({ stack = '' }: Error): string[] {
  return stack
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('at '))
    .slice(0, 12);
}
