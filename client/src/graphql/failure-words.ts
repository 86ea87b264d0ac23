import type { CombinedError } from 'urql';
import { codesOf, wasSaved } from './error-codes.ts';

export type Failure = {
  /** What happened. */
  readonly title: string;
  /** What to do now. */
  readonly advice: string;
  /** Whether asking again may help. */
  readonly again: boolean;
};

/** Says what went wrong on the way, in words. Refusals of the domain are no failures: they come as data. */
export function failureWords(error: CombinedError): Failure {
  const codes = codesOf(error);
  if (error.networkError || codes.has('INTERNAL_SERVER_ERROR')) {
    const reached = error.response instanceof Response;
    return reached
      ? { title: 'The server could not answer.', advice: 'Try again in a moment.', again: true }
      : {
          title: 'The server cannot be reached.',
          advice: 'Check the network, then try again. Nothing is lost.',
          again: true,
        };
  }
  if (codes.has('UNAUTHENTICATED')) {
    return { title: 'Your session has ended.', advice: 'Nothing was saved. Sign in, then try again.', again: true };
  }
  if (codes.has('FORBIDDEN')) {
    return { title: 'You don’t have access.', advice: 'Ask an administrator for access.', again: false };
  }
  if (wasSaved(error)) {
    return {
      title: 'This was saved, but the server could not show it.',
      advice: 'Reload the page to see it. Do not send it again.',
      again: false,
    };
  }
  if (codes.has('OUTCOME_UNKNOWN')) {
    return {
      title: 'The connection broke while this was being saved.',
      advice: 'It may have been saved. Check before you try again.',
      again: true,
    };
  }
  if (codes.has('BUSY')) return { title: 'The system is busy.', advice: 'Try again.', again: true };
  if (codes.has('costPerMinute'))
    return { title: 'Too many requests within a minute.', advice: 'Try again in a moment.', again: true };
  if (codes.has('waitingRequests'))
    return { title: 'Too many of your requests are waiting.', advice: 'Try again in a moment.', again: true };
  if (codes.has('LIMIT_EXCEEDED')) {
    // Which limit it was is always said; where it is not, it may have been one that passes.
    return {
      title: 'That is more than can be loaded in one go.',
      advice: 'Choose a shorter time.',
      again: codes.size < 2,
    };
  }
  if (codes.has('BAD_USER_INPUT')) {
    const message = error.graphQLErrors[0]?.message ?? 'Something in the address is not valid.';
    return { title: message, advice: 'Go back to this week.', again: false };
  }
  const id = error.graphQLErrors[0]?.extensions['requestId'];
  const advice =
    typeof id === 'string' ? `Try again. If it keeps happening, give support this number: ${id}.` : 'Try again.';
  return { title: 'Something went wrong on the server.', advice, again: true };
}
