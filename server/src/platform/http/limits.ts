import { GraphQLError } from 'graphql';

type Limit = { readonly variable: string; readonly most: number; readonly least: number };

/** What one caller may ask of a server. Each is an environment variable; the README says what they count. */
export const limitTable = {
  // Of a document, with its fragments expanded.
  depth: { variable: 'MAX_DEPTH', most: 12, least: 5 },
  aliases: { variable: 'MAX_ALIASES', most: 30, least: 1 },
  tokens: { variable: 'MAX_TOKENS', most: 2_000, least: 200 },
  directives: { variable: 'MAX_DIRECTIVES', most: 50, least: 1 },
  fields: { variable: 'MAX_FIELDS', most: 1_000, least: 50 },
  cost: { variable: 'MAX_COST', most: 20_000, least: 1_000 },
  // Of a payer: a person's screens, their tokens and displays, or an address without a session.
  costPerMinute: { variable: 'MAX_COST_PER_MINUTE', most: 1_000_000, least: 1_000 },
  waitingRequests: { variable: 'MAX_WAITING_REQUESTS', most: 500, least: 1 },
  turnMs: { variable: 'MAX_TURN_WAIT_MS', most: 5_000, least: 100 },
  // Of a request.
  bodyBytes: { variable: 'MAX_BODY_BYTES', most: 1_000_000, least: 10_000 },
  requestMs: { variable: 'REQUEST_TIMEOUT_MS', most: 20_000, least: 100 },
  // Of sockets, and of streams of server-sent events, which count as sockets with one subscription.
  messageBytes: { variable: 'MAX_MESSAGE_BYTES', most: 256 * 1_024, least: 10_000 },
  subscriptions: { variable: 'MAX_SUBSCRIPTIONS_PER_SOCKET', most: 100, least: 1 },
  sockets: { variable: 'MAX_SOCKETS_PER_USER', most: 100, least: 1 },
  waitingSockets: { variable: 'MAX_WAITING_SOCKETS_PER_ADDRESS', most: 200, least: 1 },
  waitingMs: { variable: 'SOCKET_INIT_TIMEOUT_MS', most: 3_000, least: 50 },
  backlogBytes: { variable: 'MAX_BACKLOG_BYTES', most: 4_000_000, least: 10_000 },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof limitTable;
export type Limits = Readonly<Record<LimitName, number>>;

export const defaultLimits = Object.fromEntries(Object.entries(limitTable).map(([name, { most }]) => [name, most])) as Limits;

/** What is over a limit is told which, and how much there may be. @param status of the answer, where it is one over HTTP */
export const limitExceeded = (limit: LimitName | 'batch' | 'document', max: number, message: string, status?: number): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'LIMIT_EXCEEDED', limit, max, ...(status === undefined ? {} : { http: { status } }) } });
