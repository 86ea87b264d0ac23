import { GraphQLError } from 'graphql';
import { driverErrorOf } from '../database/driver-error.ts';
import {
  BusyError,
  InvalidInputError,
  NotAllowedError,
  NotFoundError,
  OutcomeUnknownError,
  SavedUnreadError,
} from '../errors.ts';
import type { Log } from '../log.ts';
import { currentRequestId } from './request-id.ts';
import { withoutSuggestion } from './without-suggestion.ts';
import { CursorExpiredError, CursorInvalidError, RightsChangedError } from '../outbox/errors.ts';

/** The code of a refusal that is not masked; null for everything else. */
export function codeOf(error: unknown): string | null {
  if (error instanceof CursorInvalidError || error instanceof CursorExpiredError || error instanceof RightsChangedError)
    return error.code;
  if (error instanceof InvalidInputError || error instanceof NotFoundError) return 'BAD_USER_INPUT';
  if (error instanceof NotAllowedError) return 'FORBIDDEN';
  if (error instanceof BusyError) return 'BUSY';
  if (error instanceof OutcomeUnknownError) return 'OUTCOME_UNKNOWN';
  return null;
}

/**
 * What callers see of an error: refusals keep their code, everything else is masked, with an id that leads to the log.
 * No database text, no stack and no secret leaves the server.
 */
export function maskError(error: unknown, log: Log, production = false): GraphQLError {
  const requestId = currentRequestId();
  const at = error instanceof GraphQLError ? { nodes: error.nodes ?? null, path: error.path ?? null } : {};
  const cause = error instanceof GraphQLError ? error.originalError : error;
  if (error instanceof GraphQLError && (cause === undefined || cause === null || cause instanceof GraphQLError)) {
    const visibleError = production ? withoutSuggestion(error) : error;
    return typeof visibleError.extensions['code'] === 'string'
      ? visibleError
      : new GraphQLError(visibleError.message, { ...at, extensions: { ...error.extensions, code: 'BAD_USER_INPUT' } });
  }
  const code = codeOf(cause);
  if (code !== null && cause instanceof Error) {
    const more =
      cause instanceof RightsChangedError
        ? { reason: cause.reason }
        : cause instanceof SavedUnreadError
          ? { saved: true }
          : cause instanceof InvalidInputError
            ? { fields: cause.fields }
            : cause instanceof NotAllowedError
              ? { permission: cause.permission }
              : {};
    return new GraphQLError(cause.message, { ...at, extensions: { code, ...more, requestId } });
  }
  const database = driverErrorOf(cause);
  const transient = database !== null && ['busy', 'retry', 'lost'].includes(database.kind);
  if (transient) log.warn({ err: cause, requestId, database }, 'the database did not answer');
  else log.error({ err: cause, requestId, database }, 'unexpected failure');
  if (database?.kind === 'busy' || database?.kind === 'retry') {
    return new GraphQLError('The system is busy. Try again in a moment.', {
      ...at,
      extensions: { code: 'BUSY', requestId },
    });
  }
  if (database?.kind === 'lost') {
    return new GraphQLError(
      'The database is not responding right now. Try again in a moment, with the same idempotency key.',
      { ...at, extensions: { code: 'BUSY', requestId } },
    );
  }
  return new GraphQLError(
    'Something went wrong on the server. Try again. If it keeps happening, give support the request id.',
    {
      ...at,
      extensions: { code: 'INTERNAL', requestId },
    },
  );
}
