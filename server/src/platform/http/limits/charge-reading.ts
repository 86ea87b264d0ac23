import type { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { CostBudget } from './cost-budget.ts';
import type { KeptDocuments } from './kept-documents.ts';
import { charactersPerToken, limitExceeded, type Limits } from './limits.ts';
import type { Payer } from './payers.ts';

type Options<Transport> = {
  readonly limits: Limits;
  /** A budget of its own, by the minute: neither reading rows nor signing in is charged to it. */
  readonly budget: CostBudget;
  readonly documents: KeptDocuments;
  /**
   * Who is charged before anything was read: the person that the token or cookie names, whose rights are not known yet,
   * or else an address.
   */
  readonly payerOf: (transport: Transport) => Promise<Payer>;
};

type UnpaidReading = { readonly error: GraphQLError; readonly retryAfterSeconds: number };
export type ChargeReading<Transport> = (text: unknown, transport: Transport) => Promise<UnpaidReading | null>;

/**
 * Charges callers for parsing and validating a document that the server has not read lately, even if it is refused in
 * the end. The documents of the web client are read once for everybody.
 */
export function chargeReading<Transport>({
  limits,
  budget,
  documents,
  payerOf,
}: Options<Transport>): ChargeReading<Transport> {
  return async (text, transport) => {
    if (typeof text !== 'string' || documents.has(text)) return null;
    // A text that is longer than any document may be is refused by its length, and costs no more than that.
    const characters = Math.min(text.length, limits.tokens * charactersPerToken);
    const { isOver, resetSeconds } = await budget.spend(await payerOf(transport), characters);
    if (!isOver) return null;
    const message = `These are more new documents than are read in a minute. Put what changes into variables, so that a document is read once. Go on in ${resetSeconds} s.`;
    return {
      error: limitExceeded('readingPerMinute', limits.readingPerMinute, message),
      retryAfterSeconds: resetSeconds,
    };
  };
}

/** Charges requests over HTTP and event streams; a socket does so itself before it parses (serve-sockets.ts). */
export function useChargedReading<Transport extends Record<string, unknown>>(
  charge: ChargeReading<Transport>,
): Plugin<Record<string, unknown>, Transport> {
  return {
    onParams: async ({ params, context, setResult }) => {
      const unpaid = await charge(params.query, context);
      if (!unpaid) return;
      unpaid.error.extensions['http'] = { status: 429, headers: { 'retry-after': String(unpaid.retryAfterSeconds) } };
      setResult({ errors: [unpaid.error] });
    },
  };
}
