import { type DocumentNode, getOperationAST, GraphQLError, parse } from 'graphql';
import type { ExecutionArgs, ExecutionResult } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { RequestContext } from '../context.ts';
import type { CostBudget } from './cost-budget.ts';
import { costOf } from './cost-of.ts';
import type { FairTurns, Work } from './fair-turns.ts';
import { limitExceeded, type Limits } from './limits.ts';
import { measureDocument, type Measures } from './measure-document.ts';
import { payerOf, signInPayer, signInSteps } from './payers.ts';
import { currentRequest, noteErrors } from './request-id.ts';
import { withoutSuggestion } from './without-suggestion.ts';

type Options = {
  readonly limits: Limits;
  readonly budget: CostBudget;
  readonly turns: FairTurns;
  /** Strangers may not read the schema out of the API, nor guess it by what an error suggests. */
  readonly production: boolean;
};

type Weighed = { readonly errors: readonly GraphQLError[]; readonly introspects: boolean };

const words: Record<keyof Measures, string> = { depth: 'levels', aliases: 'aliases', tokens: 'tokens', directives: 'directives', fields: 'fields' };

/** What a document may ask, before anybody reads a row for it. The same over HTTP, server-sent events and WebSocket. */
export const useLimits = ({ limits, budget, turns, production }: Options): Plugin<RequestContext> => {
  const weighed = new WeakMap<DocumentNode, Weighed>();
  const weigh = (document: DocumentNode): Weighed => {
    const known = weighed.get(document) ?? weighAnew(document);
    weighed.set(document, known);
    return known;
  };

  const weighAnew = (document: DocumentNode): Weighed => {
    const measured = measureDocument(document);
    const { introspects } = measured;
    if (measured.circular !== null) {
      return { introspects, errors: [new GraphQLError(`The fragment "${measured.circular}" contains itself.`, { extensions: { code: 'BAD_USER_INPUT' } })] };
    }
    const [over] = (Object.keys(words) as (keyof Measures)[]).filter((name) => measured[name] > limits[name]);
    if (over === undefined) return { introspects, errors: [] };
    return { introspects, errors: [limitExceeded(over, limits[over], `A document has at most ${limits[over]} ${words[over]}, with its fragments expanded. Ask in several steps.`)] };
  };

  const allow = async (args: ExecutionArgs): Promise<GraphQLError | Work | null> => {
    const { schema, document, operationName, variableValues } = args;
    const context = args.contextValue as RequestContext;
    const operation = getOperationAST(document, operationName);
    // graphql itself says which operation is missing.
    if (!operation) return null;
    const cost = costOf({ schema, document, operation, variables: variableValues ?? {}, signedIn: context.viewer !== null });
    note(context, { cost, kind: operation.operation, operation: operation.name?.value });
    if (production && context.viewer === null && weigh(document).introspects) {
      return new GraphQLError('Sign in to ask what the schema is.', { extensions: { code: 'UNAUTHENTICATED' } });
    }
    const status = (code: number) => (context.http ? code : undefined);
    if (cost > limits.cost) {
      return limitExceeded('cost', limits.cost, `This would cost ${cost}, and a request may cost ${limits.cost}. Ask for fewer rows or fields, or in several steps.`, status(400));
    }
    const payer = payerOf(context);
    // Tries to sign in are counted in the database, before anything is looked up for whoever came in.
    const steps = signInSteps({ schema, document, operation });
    const [purse, price] = steps === null ? [payer, cost] : [signInPayer(context), steps];
    const { remaining, resetSeconds, isOver } = await budget.spend(purse, price);
    const answer = context.http?.res;
    answer?.setHeader('ratelimit-limit', limits.costPerMinute).setHeader('ratelimit-remaining', remaining).setHeader('ratelimit-reset', resetSeconds);
    if (isOver) {
      answer?.setHeader('retry-after', resetSeconds);
      return limitExceeded('costPerMinute', limits.costPerMinute, `${purse.words} have asked for more than they may in a minute. Go on in ${resetSeconds} s.`, status(429));
    }
    if (operation.operation === 'query') return { payer, cost, isGone: goneFrom(context) };
    // Writes have a queue of their own: while one waits for a row, its author goes on reading. What they answer with may be
    // dear all the same; and who closes the page behind a click still wants it done.
    return turns.isDear(cost / 2) ? { payer, cost, isGone: () => false } : null;
  };

  return {
    // A document is read before anybody is asked who they are: its length is bounded first.
    onParse: ({ setParseFn }) => setParseFn((source, options) => parseWithin(limits.tokens, source, options)),
    onValidate: ({ params, setResult }) => {
      const { errors } = weigh(params.documentAST);
      if (errors.length > 0) setResult(errors);
      return ({ result, setResult: replace }) => {
        if (production && result.length > 0) replace((result as readonly GraphQLError[]).map(withoutSuggestion));
      };
    },
    onExecutionResult: ({ result }) => {
      for (const { errors } of [result ?? []].flat() as { errors?: readonly GraphQLError[] }[]) noteErrors(errors);
    },
    onExecute: async ({ args, executeFn, setExecuteFn, setResultAndStopExecution }) => {
      const allowed = await allow(args);
      if (allowed instanceof GraphQLError) return setResultAndStopExecution({ errors: [allowed] });
      if (allowed === null) return undefined;
      setExecuteFn((given) => turns.run(allowed, () => executeFn(given)).catch((error: unknown) => refusedTurn(given.contextValue as RequestContext, error)));
      return undefined;
    },
    // What a subscription reads comes event by event and is shared with others: it waits for no turn.
    onSubscribe: async ({ args, setResultAndStopExecution }) => {
      const allowed = await allow(args);
      if (allowed instanceof GraphQLError) setResultAndStopExecution({ errors: [allowed] });
    },
  };
};

/** Whether nobody waits for the answer any more: the line is gone, or what was asked over a socket was taken back. */
const goneFrom = ({ hungUp, isTakenBack }: RequestContext) => (): boolean => hungUp?.aborted === true || isTakenBack?.() === true;

/** A request that did not get its turn has not run; whoever sent it is told when to come back. */
const refusedTurn = ({ http }: RequestContext, error: unknown): ExecutionResult => {
  if (!(error instanceof GraphQLError)) throw error;
  http?.res.setHeader('retry-after', 1);
  return { errors: [error] };
};

const note = ({ viewer }: RequestContext, { cost, kind, operation }: { cost: number; kind: string; operation: string | undefined }): void => {
  const request = currentRequest();
  if (request) Object.assign(request, { cost, kind, ...(operation ? { operation: operation.slice(0, 100) } : {}), ...(viewer ? { userId: viewer.userId } : {}) });
};

const parseWithin: (maxTokens: number, ...rest: Parameters<typeof parse>) => DocumentNode = (maxTokens, source, options) => {
  try {
    return parse(source, { ...options, maxTokens });
  } catch (error) {
    // Brackets within brackets run out of stack before they run out of tokens.
    const tooLong = error instanceof RangeError || (error instanceof GraphQLError && error.message.includes(`${maxTokens} tokens`));
    if (!tooLong) throw error;
    throw limitExceeded('tokens', maxTokens, `A document has at most ${maxTokens} tokens. Ask in several steps.`);
  }
};
