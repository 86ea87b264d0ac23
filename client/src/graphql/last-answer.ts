import type { Exchange } from 'urql';
import { map, pipe, tap } from 'wonka';
import { failureWords } from './failure-words.ts';

/**
 * What was answered stays, beside the error, while the same question cannot be answered. Graphcache gives no data with a
 * failure: a list would go for a moment, and with it the form that is open in it. A refusal that lasts takes it away.
 */
export const lastAnswerExchange: Exchange =
  ({ forward }) =>
  (operations) => {
    /** By the key of a query that is on the page. */
    const answers = new Map<number, unknown>();
    return pipe(
      operations,
      tap(({ kind, key }) => {
        if (kind === 'teardown') answers.delete(key);
      }),
      forward,
      map((result) => {
        const { operation, data, error } = result;
        if (operation.kind !== 'query') return result;
        if (data) answers.set(operation.key, data);
        else if (error && failureWords(error).again) return { ...result, data: answers.get(operation.key) ?? data };
        else if (error) answers.delete(operation.key);
        return result;
      }),
    );
  };
