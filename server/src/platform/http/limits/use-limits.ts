import { type DocumentNode, getOperationAST, GraphQLError, parse, validate } from 'graphql';
import type { ExecutionArgs, ExecutionResult } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { RequestContext } from '../../context.ts';
import { signInFirst } from '../../declared-rights.ts';
import type { CostBudget } from './cost-budget.ts';
import { costOf } from './cost-of.ts';
import { countComparisons } from './count-comparisons.ts';
import type { FairTurns, Work } from './fair-turns.ts';
import type { KeptDocuments } from './kept-documents.ts';
import { charactersPerToken, limitExceeded, type LimitName, type Limits } from './limits.ts';
import { ListCaps } from './list-caps.ts';
import { measureDocument, type Measures } from './measure-document.ts';
import { needsSession, payerOf, signInPayer, signInSteps } from './payers.ts';
import type { LimitRow } from '../../limit-row.ts';
import { readVariables } from './read-variables.ts';
import { currentRequest, noteErrors } from '../request-id.ts';
import { withoutSuggestion } from '../without-suggestion.ts';

type Options = {
  readonly limits: Limits;
  readonly budget: CostBudget;
  readonly turns: FairTurns;
  /** Strangers may not read the schema out of the API, nor guess it by what an error suggests. */
  readonly production: boolean;
  readonly documents: Pick<KeptDocuments, 'isValid' | 'rememberValid'>;
};

type Weighed = { readonly errors: readonly GraphQLError[]; readonly introspects: boolean };

const words: Record<keyof Measures, string> = {
  depth: 'levels',
  aliases: 'aliases',
  tokens: 'tokens',
  directives: 'directives',
  fields: 'fields',
};

/** Finding the place of an error in the text takes time for each, and nobody mends more at once. */
const mostErrors = 5;

/** What variables cost that cannot be meant: a long body takes its time all the same. */
const refusedCost = 500;

export const validationRows: readonly LimitRow[] = [
  {
    name: 'mostErrors',
    value: mostErrors,
    unit: 'faults of a document that are told',
    reason: 'Finding the place of an error counts all lines before it.',
  },
];

/** What a document may ask, before anybody reads a row for it. The same over HTTP, server-sent events and WebSocket. */
export function useLimits({ limits, budget, turns, production, documents }: Options): Plugin<RequestContext> {
  const caps = new ListCaps();
  const weighed = new WeakMap<DocumentNode, Weighed>();
  const weigh = (document: DocumentNode): Weighed => {
    const known = weighed.get(document) ?? weighAnew(document, limits);
    weighed.set(document, known);
    return known;
  };

  const allow = async (args: ExecutionArgs): Promise<GraphQLError | Work | null> => {
    const { schema, document, operationName } = args;
    const given = args.variableValues ?? {};
    const context = args.contextValue as RequestContext;
    const operation = getOperationAST(document, operationName);
    // graphql itself says which operation is missing.
    if (!operation) return null;
    const status = (code: number) => (context.http ? code : undefined);
    const tooLong = caps.refusal({ schema, document, operation }, given, status(400));
    const { variables, error } = tooLong ? { error: tooLong } : readVariables(schema, operation, given);
    const cost = error
      ? refusedCost
      : costOf({ schema, document, operation, variables, signedIn: context.viewer !== null });
    note(context, { cost, kind: operation.operation, operation: operation.name?.value });
    if (production && context.viewer === null && weigh(document).introspects) {
      return new GraphQLError('Sign in to ask what the schema is.', { extensions: { code: 'UNAUTHENTICATED' } });
    }
    if (cost > limits.cost) {
      return limitExceeded(
        'cost',
        limits.cost,
        `This would cost ${cost}, and a request may cost ${limits.cost}. Ask for fewer rows or fields, or in several steps.`,
        status(400),
      );
    }
    const payer = payerOf(context);
    // Tries to sign in are counted in the database, before anything is looked up for whoever came in.
    const steps = signInSteps({ schema, document, operation });
    const [purse, price] = steps === null ? [payer, cost] : [signInPayer(context), steps];
    const { remaining, resetSeconds, isOver } = await budget.spend(purse, price);
    const answer = context.http?.res;
    answer
      ?.setHeader('ratelimit-limit', limits.costPerMinute)
      .setHeader('ratelimit-remaining', remaining)
      .setHeader('ratelimit-reset', resetSeconds);
    if (isOver) {
      answer?.setHeader('retry-after', resetSeconds);
      return limitExceeded(
        'costPerMinute',
        limits.costPerMinute,
        `${purse.words} have asked for more than they may in a minute. Go on in ${resetSeconds} s.`,
        status(429),
      );
    }
    // Whoever may not ask at all is told so first, and not what was wrong with the question.
    if (error && !tooLong && context.viewer === null && needsSession({ schema, document, operation }))
      return signInFirst();
    if (error) return production ? withoutSuggestion(error) : error;
    if (operation.operation === 'query') return { payer, cost, isGone: goneFrom(context) };
    // Writes have a queue of their own: while one waits for a row, its author goes on reading. What they answer with may be
    // dear all the same; and who closes the page behind a click still wants it done.
    return turns.isDear(cost / 2) ? { payer, cost, isGone: () => false } : null;
  };

  return {
    // A document is read before anybody is asked who they are: its length is bounded first.
    onParse: ({ setParseFn }) => setParseFn((source, options) => parseWithin(limits.tokens, source, options)),
    onValidate: ({ params, setResult, setValidationFn }) => {
      const document = params.documentAST;
      const { errors } = weigh(document);
      if (errors.length > 0) setResult(errors);
      else if (documents.isValid(document)) setResult([]);
      setValidationFn((schema, text, rules) =>
        validate(schema, text, rules, { maxErrors: mostErrors, hideSuggestions: production }),
      );
      return ({ result, valid, setResult: replace }) => {
        if (valid) documents.rememberValid(document);
        else if (production) replace((result as readonly GraphQLError[]).map(withoutSuggestion));
      };
    },
    onExecutionResult: ({ result }) => {
      for (const { errors } of [result ?? []].flat() as { errors?: readonly GraphQLError[] }[]) noteErrors(errors);
    },
    onExecute: async ({ args, executeFn, setExecuteFn, setResultAndStopExecution }) => {
      const allowed = await allow(args);
      if (allowed instanceof GraphQLError) return setResultAndStopExecution({ errors: [allowed] });
      if (allowed === null) return undefined;
      setExecuteFn((given) =>
        turns
          .run(allowed, () => executeFn(given))
          .catch((error: unknown) => refusedTurn(given.contextValue as RequestContext, error)),
      );
      return undefined;
    },
    // What a subscription reads comes event by event and is shared with others: it waits for no turn.
    onSubscribe: async ({ args, setResultAndStopExecution }) => {
      const allowed = await allow(args);
      if (allowed instanceof GraphQLError) setResultAndStopExecution({ errors: [allowed] });
    },
  };
}

function weighAnew(document: DocumentNode, limits: Limits): Weighed {
  const measured = measureDocument(document);
  const { introspects } = measured;
  if (measured.circular !== null) {
    return {
      introspects,
      errors: [
        new GraphQLError(`The fragment "${measured.circular}" contains itself.`, {
          extensions: { code: 'BAD_USER_INPUT' },
        }),
      ],
    };
  }
  const refuse = (limit: LimitName, message: string): Weighed => ({
    introspects,
    errors: [limitExceeded(limit, limits[limit], message)],
  });
  const [over] = (Object.keys(words) as (keyof Measures)[]).filter((name) => measured[name] > limits[name]);
  if (over !== undefined)
    return refuse(
      over,
      `A document has at most ${limits[over]} ${words[over]}, with its fragments expanded. Ask in several steps.`,
    );
  // Only now is it known that expanding its fragments comes to an end soon.
  if (countComparisons(document) > limits.comparisons) {
    return refuse(
      'comparisons',
      `This document asks too often for the same in one place: at most ${limits.comparisons} pairs of fields of one name, and of fragments, are compared. Name each once, or ask in several steps.`,
    );
  }
  return { introspects, errors: [] };
}

/** Whether nobody waits for the answer any more: the line is gone, or what was asked over a socket was taken back. */
function goneFrom({ hungUp, isTakenBack }: RequestContext) {
  return (): boolean => hungUp?.aborted === true || isTakenBack?.() === true;
}

/** A request that did not get its turn has not run; whoever sent it is told when to come back. */
function refusedTurn({ http }: RequestContext, error: unknown): ExecutionResult {
  if (!(error instanceof GraphQLError)) throw error;
  http?.res.setHeader('retry-after', 1);
  return { errors: [error] };
}

function note(
  { viewer }: RequestContext,
  { cost, kind, operation }: { cost: number; kind: string; operation: string | undefined },
): void {
  const request = currentRequest();
  if (request)
    Object.assign(request, {
      cost,
      kind,
      ...(operation ? { operation: operation.slice(0, 100) } : {}),
      ...(viewer ? { userId: viewer.userId } : {}),
    });
}

const parseWithin: (maxTokens: number, ...rest: Parameters<typeof parse>) => DocumentNode = (
  maxTokens,
  source,
  options,
) => {
  const text = typeof source === 'string' ? source : source.body;
  if (text.length > maxTokens * charactersPerToken || hasMoreLines(text, maxTokens)) throw tooLong(maxTokens);
  try {
    return parse(source, { ...options, maxTokens });
  } catch (error) {
    // Brackets within brackets run out of stack before they run out of tokens.
    if (error instanceof RangeError || (error instanceof GraphQLError && error.message.includes(`${maxTokens} tokens`)))
      throw tooLong(maxTokens);
    if (error instanceof GraphQLError)
      throw new GraphQLError(error.message, {
        source: error.source,
        positions: error.positions,
        extensions: { code: 'GRAPHQL_PARSE_FAILED', ...error.extensions },
      });
    throw error;
  }
};

/** Comments are no tokens to the parser but end their line, and each error that is told counts the lines before it. */
function hasMoreLines(text: string, most: number): boolean {
  let lines = 1;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 10 || code === 13) lines += 1;
    if (lines > most) return true;
  }
  return false;
}

function tooLong(maxTokens: number): GraphQLError {
  return limitExceeded(
    'tokens',
    maxTokens,
    `A document has at most ${maxTokens} tokens, as many lines, and ${maxTokens * charactersPerToken} characters. Put long values into variables, or ask in several steps.`,
  );
}
