import { type DocumentNode, getOperationAST, GraphQLError, parse } from 'graphql';
import type { ExecutionArgs } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { RequestContext } from '../context.ts';
import type { CostBudget } from './cost-budget.ts';
import { costOf } from './cost-of.ts';
import { limitExceeded, type Limits } from './limits.ts';
import { measureDocument, type Measures } from './measure-document.ts';
import { currentRequest, noteErrors } from './request-id.ts';
import { withoutSuggestion } from './without-suggestion.ts';

type Options = {
  readonly limits: Limits;
  readonly budget: CostBudget;
  /** Strangers may not read the schema out of the API, nor guess it by what an error suggests. */
  readonly production: boolean;
};

type Weighed = { readonly errors: readonly GraphQLError[]; readonly introspects: boolean };

const words: Record<keyof Measures, string> = { depth: 'levels', aliases: 'aliases', tokens: 'tokens', directives: 'directives', fields: 'fields' };

/** What a document may ask, before anybody reads a row for it. The same over HTTP, server-sent events and WebSocket. */
export const useLimits = ({ limits, budget, production }: Options): Plugin<RequestContext> => {
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

  const allow = async (args: ExecutionArgs): Promise<GraphQLError | null> => {
    const { schema, document, operationName, variableValues } = args;
    const context = args.contextValue as RequestContext;
    const operation = getOperationAST(document, operationName);
    // graphql itself says which operation is missing.
    if (!operation) return null;
    const cost = costOf({ schema, document, operation, variables: variableValues ?? {} });
    note(context, { cost, kind: operation.operation, operation: operation.name?.value });
    if (production && context.viewer === null && weigh(document).introspects) {
      return new GraphQLError('Sign in to ask what the schema is.', { extensions: { code: 'UNAUTHENTICATED' } });
    }
    const status = (code: number) => (context.http ? code : undefined);
    if (cost > limits.cost) {
      return limitExceeded('cost', limits.cost, `This would cost ${cost}, and a request may cost ${limits.cost}. Ask for fewer rows or fields, or in several steps.`, status(400));
    }
    const { remaining, resetSeconds, isOver } = await budget.spend(context, cost);
    const answer = context.http?.res;
    answer?.setHeader('ratelimit-limit', limits.costPerMinute).setHeader('ratelimit-remaining', remaining).setHeader('ratelimit-reset', resetSeconds);
    if (!isOver) return null;
    answer?.setHeader('retry-after', resetSeconds);
    return limitExceeded('costPerMinute', limits.costPerMinute, `That is more than can be asked in a minute. Go on in ${resetSeconds} s.`, status(429));
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
    onExecute: async ({ args, setResultAndStopExecution }) => {
      const error = await allow(args);
      if (error) setResultAndStopExecution({ errors: [error] });
    },
    onSubscribe: async ({ args, setResultAndStopExecution }) => {
      const error = await allow(args);
      if (error) setResultAndStopExecution({ errors: [error] });
    },
  };
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
