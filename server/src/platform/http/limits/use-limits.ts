import { type DocumentNode, getOperationAST, GraphQLError, parse, validate } from 'graphql';
import type { ExecutionArgs, ExecutionResult } from 'graphql';
import { isAsyncIterable, type Plugin } from 'graphql-yoga';
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
  /** Strangers may not read the schema from the API, nor guess it from the suggestions in errors. */
  readonly production: boolean;
  readonly documents: Pick<KeptDocuments, 'isValid' | 'rememberValid'>;
};

type DocumentCheck = { readonly errors: readonly GraphQLError[]; readonly introspects: boolean };

const words: Record<keyof Measures, string> = {
  depth: 'levels',
  aliases: 'aliases',
  tokens: 'tokens',
  directives: 'directives',
  fields: 'fields',
};

/** Tools that send this header are told in each answer what it cost; the answers to all others stay as they are. */
const costHeader = 'x-colab-cost';

/** What `extensions.cost` says, in points. */
type Cost = {
  readonly points: number;
  readonly remaining: number;
  readonly perMinute: number;
  readonly resetSeconds: number;
};

/** Finding the place of an error in the text takes time for each, and nobody mends more at once. */
const mostErrors = 5;

/** What variables that cannot be read cost: a long body takes its time all the same. */
const refusedCost = 500;

export const validationRows: readonly LimitRow[] = [
  {
    name: 'mostErrors',
    value: mostErrors,
    unit: 'faults of a document that are told',
    reason: 'Finding the place of an error counts all lines before it.',
  },
];

/**
 * Checks what a document may ask, before any row is read for it. The same over HTTP, server-sent events and WebSocket.
 */
export function useLimits({ limits, budget, turns, production, documents }: Options): Plugin<RequestContext> {
  const caps = new ListCaps();
  const costs = new WeakMap<RequestContext, Cost>();
  const checks = new WeakMap<DocumentNode, DocumentCheck>();
  const check = (document: DocumentNode): DocumentCheck => {
    const documentCheck = checks.get(document) ?? checkDocument(document, limits);
    checks.set(document, documentCheck);
    return documentCheck;
  };

  const allow = async (args: ExecutionArgs): Promise<GraphQLError | Work | null> => {
    const { schema, document, operationName } = args;
    const rawVariables = args.variableValues ?? {};
    const context = args.contextValue as RequestContext;
    const operation = getOperationAST(document, operationName);
    // graphql itself reports which operation is missing.
    if (!operation) return null;
    const status = (code: number) => (context.http ? code : undefined);
    const tooLong = caps.refusal({ schema, document, operation }, rawVariables, status(400));
    const { variables, error } = tooLong ? { error: tooLong } : readVariables(schema, operation, rawVariables);
    const cost = error
      ? refusedCost
      : costOf({ schema, document, operation, variables, signedIn: context.viewer !== null });
    noteCost(context, { cost, kind: operation.operation, operation: operation.name?.value });
    if (production && context.viewer === null && check(document).introspects) {
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
    // Tries to sign in are counted in the database, before anything is looked up for the caller.
    const steps = signInSteps({ schema, document, operation });
    const [charged, price] = steps === null ? [payer, cost] : [signInPayer(context), steps];
    const { remaining, resetSeconds, isOver } = await budget.spend(charged, price);
    if (context.http?.req.headers[costHeader] === '1')
      costs.set(context, { points: price, remaining, perMinute: limits.costPerMinute, resetSeconds });
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
        `${charged.words} have asked for more than they may in a minute. Go on in ${resetSeconds} s.`,
        status(429),
      );
    }
    // A caller who may not ask at all is told that first, and not what was wrong with the question.
    if (error && !tooLong && context.viewer === null && needsSession({ schema, document, operation }))
      return signInFirst();
    if (error) return production ? withoutSuggestion(error) : error;
    if (operation.operation === 'query') return { payer, cost, isGone: goneFrom(context) };
    // Writes have a queue of their own: while one waits for a row, its author goes on reading. Their answers may be
    // dear all the same; and a user who closes the page after a click still wants it done.
    return turns.isDear(cost / 2) ? { payer, cost, isGone: () => false } : null;
  };

  const withCost = (context: RequestContext, result: ExecutionResult): ExecutionResult => {
    const cost = costs.get(context);
    return cost ? { ...result, extensions: { ...result.extensions, cost } } : result;
  };

  return {
    // A document is read before its caller is identified: its length is checked first.
    onParse: ({ setParseFn }) => setParseFn((source, options) => parseWithin(limits.tokens, source, options)),
    onValidate: ({ params, setResult, setValidationFn }) => {
      const document = params.documentAST;
      const { errors } = check(document);
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
      const admission = await allow(args);
      const context = args.contextValue as RequestContext;
      if (admission instanceof GraphQLError)
        return setResultAndStopExecution(withCost(context, { errors: [admission] }));
      if (admission !== null)
        setExecuteFn((execArgs) =>
          turns
            .run(admission, () => executeFn(execArgs))
            .catch((error: unknown) => answerWithoutTurn(execArgs.contextValue as RequestContext, error)),
        );
      return {
        onExecuteDone: ({ result, setResult }) => {
          if (!isAsyncIterable(result)) setResult(withCost(context, result));
        },
      };
    },
    // A subscription reads event by event, shared with others: it waits for no turn.
    onSubscribe: async ({ args, setResultAndStopExecution }) => {
      const admission = await allow(args);
      if (admission instanceof GraphQLError) setResultAndStopExecution({ errors: [admission] });
    },
  };
}

function checkDocument(document: DocumentNode, limits: Limits): DocumentCheck {
  const measures = measureDocument(document);
  const { introspects } = measures;
  if (measures.circular !== null) {
    return {
      introspects,
      errors: [
        new GraphQLError(`The fragment "${measures.circular}" contains itself.`, {
          extensions: { code: 'BAD_USER_INPUT' },
        }),
      ],
    };
  }
  const refuse = (limit: LimitName, message: string): DocumentCheck => ({
    introspects,
    errors: [limitExceeded(limit, limits[limit], message)],
  });
  const [exceeded] = (Object.keys(words) as (keyof Measures)[]).filter((name) => measures[name] > limits[name]);
  if (exceeded !== undefined)
    return refuse(
      exceeded,
      `A document has at most ${limits[exceeded]} ${words[exceeded]}, with its fragments expanded. Ask in several steps.`,
    );
  // Only now is it certain that expanding its fragments ends soon.
  if (countComparisons(document) > limits.comparisons) {
    return refuse(
      'comparisons',
      `This document asks too often for the same in one place: at most ${limits.comparisons} pairs of fields of one name, and of fragments, are compared. Name each once, or ask in several steps.`,
    );
  }
  return { introspects, errors: [] };
}

/**
 * Whether the answer has no reader any more: the connection is gone, or the caller completed the operation on the
 * socket.
 */
function goneFrom({ hungUp, isTakenBack }: RequestContext) {
  return (): boolean => hungUp?.aborted === true || isTakenBack?.() === true;
}

/** A request that did not get its turn has not run; its caller is told when to come back. */
function answerWithoutTurn({ http }: RequestContext, error: unknown): ExecutionResult {
  if (!(error instanceof GraphQLError)) throw error;
  http?.res.setHeader('retry-after', 1);
  return { errors: [error] };
}

function noteCost(
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

/**
 * The parser does not count comments as tokens, but they end their line, and each reported error counts the lines
 * before it.
 */
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
