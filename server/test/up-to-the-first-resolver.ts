import { type DocumentNode, type ExecutionResult, type GraphQLSchema, GraphQLError } from 'graphql';
import { createYoga } from 'graphql-yoga';
import type { RequestContext } from '../src/platform/context.ts';
import { jsonShapeOf } from '../src/platform/http/json-shape.ts';
import { openFairTurns } from '../src/platform/http/limits/fair-turns.ts';
import { defaultLimits } from '../src/platform/http/limits/limits.ts';
import { useLimits } from '../src/platform/http/limits/use-limits.ts';

/** What a body came to: the errors it was refused with, or the field whose resolver would have run first. */
export type Arrival = {
  readonly cpuMs: number;
  readonly reached: string | null;
  readonly errors: readonly GraphQLError[];
  readonly limit: string | null;
};

/**
 * A server's way from the bytes of a body to the first resolver, and no further: each resolver of the schema is taken away,
 * until it is given back. CPU is the process's own.
 */
export function upToTheFirstResolver(schema: GraphQLSchema) {
  let stop: (place: string) => void = () => undefined;
  const taken: (() => void)[] = [];
  for (const type of [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]) {
    for (const field of Object.values(type?.getFields() ?? {})) {
      const { resolve, subscribe } = field;
      taken.push(() => Object.assign(field, { resolve, subscribe }));
      field.resolve = () => (stop(`${type?.name}.${field.name}`), null);
      field.subscribe = () => (stop(`${type?.name}.${field.name}`), null);
    }
  }
  // Nothing is remembered: each document is as new as the first.
  const documents = { isValid: () => false, rememberValid: () => undefined };
  const budget = { spend: () => Promise.resolve({ remaining: 1, resetSeconds: 1, isOver: false }) };
  const yoga = createYoga({
    schema,
    logging: false,
    maskedErrors: false,
    context: () => ({
      viewer: { userId: 'x', via: { kind: 'session', id: 'x' } },
      origin: { requestId: '', address: '127.0.0.1', agent: null },
    }),
    parserAndValidationCache: false,
    plugins: [
      useLimits({ limits: defaultLimits, budget, production: false, documents, turns: openFairTurns(defaultLimits) }),
    ],
  });
  const send = async (body: Buffer): Promise<Arrival> => {
    let reached: string | null = null;
    let used: NodeJS.CpuUsage | null = null;
    const begin = process.cpuUsage();
    stop = (place) => {
      used ??= process.cpuUsage(begin);
      reached ??= place;
    };
    const errors = await arrive(yoga, body);
    const { user, system } = used ?? process.cpuUsage(begin);
    const limit = errors.map(({ extensions }) => extensions['limit']).find((name) => typeof name === 'string') ?? null;
    return { cpuMs: (user + system) / 1_000, reached, errors, limit };
  };
  const giveBack = (): void => taken.forEach((giveOne) => giveOne());
  return { arrive: send, giveBack };
}

type Yoga = ReturnType<typeof createYoga<Record<string, unknown>, Partial<RequestContext>>>;

async function arrive(yoga: unknown, body: Buffer): Promise<readonly GraphQLError[]> {
  const most = { depth: defaultLimits.bodyDepth, values: defaultLimits.bodyValues };
  const shape = jsonShapeOf(body, most);
  if (shape.depth > most.depth) return [refusedAs('bodyDepth')];
  if (shape.values > most.values) return [refusedAs('bodyValues')];
  const { query, variables, operationName } = JSON.parse(body.toString()) as {
    query: string;
    variables?: Record<string, unknown>;
    operationName?: string;
  };
  const { parse, validate, contextFactory, execute, subscribe, schema } = (yoga as Yoga).getEnveloped({});
  try {
    const document = parse(query) as DocumentNode;
    const errors = validate(schema, document) as GraphQLError[];
    if (errors.length > 0) return errors;
    const args = { schema, document, operationName, variableValues: variables, contextValue: await contextFactory() };
    const isSubscription = document.definitions.some(
      (definition) => 'operation' in definition && definition.operation === 'subscription',
    );
    const result = (await (isSubscription ? subscribe : execute)(args)) as ExecutionResult;
    return result.errors ?? [];
  } catch (error) {
    if (error instanceof GraphQLError) return [error];
    throw error;
  }
}

function refusedAs(limit: string): GraphQLError {
  return new GraphQLError(limit, { extensions: { limit } });
}
