import { CombinedError, makeOperation, type Exchange, type Operation, type OperationResult } from 'urql';
import { filter, makeSubject, merge, pipe } from 'wonka';
import { codesOf } from './error-codes.ts';
import type { Session } from './session.ts';

/** These answer "not allowed" to somebody without a session, and mean it. */
const sessionFields = new Set(['signIn', 'refreshSession', 'signOut']);

type Refusal = {
  readonly __typename?: string;
};

/**
 * An access token that ran out shows as a code in queries and as a plain "not allowed" in mutations. Neither did
 * anything, so both may be asked again.
 */
function looksSignedOut({ operation, data, error }: OperationResult): boolean {
  if (codesOf(error).has('UNAUTHENTICATED')) return true;
  if (operation.kind !== 'mutation') return false;
  const answers = Object.entries((data ?? {}) as Record<string, Refusal | null>);
  return answers.some(([field, answer]) => answer?.__typename === 'NotAllowedError' && !sessionFields.has(field));
}

/** Nothing was done, and not because of a right: it is told apart from a refusal. */
function notDone(result: OperationResult, renewal: 'ended' | 'unreachable'): OperationResult {
  const cause =
    renewal === 'ended'
      ? { graphQLErrors: [{ message: renewal, extensions: { code: 'UNAUTHENTICATED' } }] }
      : { networkError: new Error(renewal) };
  return { ...result, data: undefined, error: new CombinedError(cause) };
}

/** Renews the session once for whatever was refused for want of one, and asks again. */
export function renewingExchange(session: Session): Exchange {
  return ({ forward }) =>
    (operations) => {
      const again = makeSubject<Operation>();
      const refused = makeSubject<OperationResult>();
      const answers = pipe(
        merge([operations, again.source]),
        forward,
        filter((result) => {
          const { operation } = result;
          if (operation.context['renewed'] || !looksSignedOut(result)) return true;
          void session.renew().then((renewal) => {
            if (renewal === 'renewed') {
              again.next(makeOperation(operation.kind, operation, { ...operation.context, renewed: true }));
              return;
            }
            if (renewal === 'ended') session.end();
            // Whether the session has ended is not known where the server was not reached: that is no refusal yet.
            refused.next(
              operation.kind === 'mutation' || renewal === 'unreachable' ? notDone(result, renewal) : result,
            );
          });
          return false;
        }),
      );
      return merge([answers, refused.source]);
    };
}
