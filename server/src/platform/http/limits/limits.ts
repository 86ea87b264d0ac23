import { GraphQLError } from 'graphql';
import type { LimitRow } from '../../limit-row.ts';

type Limit = {
  readonly variable: string;
  readonly most: number;
  readonly least: number;
  readonly unit: string;
  readonly reason: string;
};

/** What one caller may ask of a server. Each limit is an environment variable; docs/limits.md is printed from here. */
export const limitTable = {
  // Of a document, with its fragments expanded.
  depth: {
    variable: 'MAX_DEPTH',
    most: 12,
    least: 5,
    unit: 'levels of fields',
    reason: 'Each level multiplies what one request can load.',
  },
  aliases: {
    variable: 'MAX_ALIASES',
    most: 30,
    least: 1,
    unit: 'aliases of an operation',
    reason: 'An alias asks for the same thing once more, past what is remembered of one answer.',
  },
  tokens: {
    variable: 'MAX_TOKENS',
    most: 2_000,
    least: 200,
    unit: 'tokens of a document, as many lines, ten times as many characters',
    reason: 'Parsing and validating take time by the token, and finding the place of an error takes time by the line.',
  },
  directives: {
    variable: 'MAX_DIRECTIVES',
    most: 50,
    least: 1,
    unit: 'directives of a document',
    reason: 'Each is evaluated before a field runs, and none is needed often.',
  },
  fields: {
    variable: 'MAX_FIELDS',
    most: 1_000,
    least: 50,
    unit: 'fields of a document',
    reason: 'Each field is validated, planned and answered by itself.',
  },
  comparisons: {
    variable: 'MAX_COMPARISONS',
    most: 5_000,
    least: 500,
    unit: 'pairs of fields that have one name in one place, or of fragments spread in one place',
    reason: 'Validation compares each pair: 284 times the same field take 170 ms of CPU.',
  },
  cost: {
    variable: 'MAX_COST',
    most: 20_000,
    least: 1_000,
    unit: 'points of a request: one a field, times the rows of the lists around it',
    reason: 'A request that reads more holds a connection and the thread that answers everybody.',
  },
  // Of a payer: a person's screens, their tokens and displays, or an address without a session.
  costPerMinute: {
    variable: 'MAX_COST_PER_MINUTE',
    most: 1_000_000,
    least: 1_000,
    unit: 'points of all requests of a caller',
    reason: 'One caller who never pauses takes no more than a share of a server.',
  },
  readingPerMinute: {
    variable: 'MAX_READING_PER_MINUTE',
    most: 3_000_000,
    least: 10_000,
    unit: 'characters of documents that the server has not read lately, of a caller',
    reason:
      'A document is parsed and validated once and then remembered; one that is new each time costs everybody 5 ms for 8,000 characters.',
  },
  waitingRequests: {
    variable: 'MAX_WAITING_REQUESTS',
    most: 500,
    least: 1,
    unit: 'requests of a payer that wait for their turn',
    reason: 'Each that waits is kept in memory, and whoever sends more than that does not wait for the answers.',
  },
  turnMs: {
    variable: 'MAX_TURN_WAIT_MS',
    most: 5_000,
    least: 100,
    unit: 'milliseconds that a request waits for its turn',
    reason: 'Nobody shall be without an answer for more than 10 s.',
  },
  // Of a request.
  bodyBytes: {
    variable: 'MAX_BODY_BYTES',
    most: 1_000_000,
    least: 10_000,
    unit: 'bytes of a body',
    reason: 'A body is kept in memory until it is whole.',
  },
  bodyValues: {
    variable: 'MAX_BODY_VALUES',
    most: 30_000,
    least: 1_000,
    unit: 'values of a body: lists, objects, their items and members',
    reason: 'A megabyte of empty brackets takes 50 ms to read, a megabyte of text takes one.',
  },
  bodyDepth: {
    variable: 'MAX_BODY_DEPTH',
    most: 50,
    least: 20,
    unit: 'lists and objects of a body within each other',
    reason: 'No input is deeper, and whoever walks through it needs a stack.',
  },
  requestMs: {
    variable: 'REQUEST_TIMEOUT_MS',
    most: 20_000,
    least: 100,
    unit: 'milliseconds until a request is here, whole',
    reason: 'A caller who sends a byte a minute must not hold a line for ever.',
  },
  // Of sockets, and of streams of server-sent events, which count as sockets with one subscription.
  messageBytes: {
    variable: 'MAX_MESSAGE_BYTES',
    most: 256 * 1_024,
    least: 10_000,
    unit: 'bytes of a message',
    reason: 'A message is kept in memory until it is whole.',
  },
  subscriptions: {
    variable: 'MAX_SUBSCRIPTIONS_PER_SOCKET',
    most: 100,
    least: 1,
    unit: 'subscriptions of a socket',
    reason: 'Each is woken by each change.',
  },
  sockets: {
    variable: 'MAX_SOCKETS_PER_USER',
    most: 100,
    least: 1,
    unit: 'sockets and event streams of a person',
    reason: 'One person with a loop must not use up the lines of everybody.',
  },
  waitingSockets: {
    variable: 'MAX_WAITING_SOCKETS_PER_ADDRESS',
    most: 200,
    least: 1,
    unit: 'sockets of an address before connection_init',
    reason: 'Whoever has not said who they are must cost little.',
  },
  waitingMs: {
    variable: 'SOCKET_INIT_TIMEOUT_MS',
    most: 3_000,
    least: 50,
    unit: 'milliseconds until connection_init',
    reason: 'A socket that says nothing is closed, or strangers would hold them for nothing.',
  },
  backlogBytes: {
    variable: 'MAX_BACKLOG_BYTES',
    most: 4_000_000,
    least: 10_000,
    unit: 'bytes that may wait unread at a socket',
    reason: 'Whoever reads too slowly comes back with a cursor, and costs no memory meanwhile.',
  },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof limitTable;
export type Limits = Readonly<Record<LimitName, number>>;

export const defaultLimits = Object.fromEntries(
  Object.entries(limitTable).map(([name, { most }]) => [name, most]),
) as Limits;

export const limitRows: readonly LimitRow[] = Object.entries(limitTable).map(
  ([name, { most, variable, unit, reason }]) => ({ name, value: most, unit, variable, reason }),
);

/**
 * How many characters a document may have for each token: names and texts in a document stay short, long values are
 * variables.
 */
export const charactersPerToken = 10;

/**
 * The error that says which limit was exceeded, and what it is.
 * @param status of the answer, where it is one over HTTP
 */
export function limitExceeded(
  limit: LimitName | 'batch' | 'document' | 'listItems',
  max: number,
  message: string,
  status?: number,
  more: Readonly<Record<string, unknown>> = {},
): GraphQLError {
  return new GraphQLError(message, {
    extensions: { code: 'LIMIT_EXCEEDED', limit, max, ...more, ...(status === undefined ? {} : { http: { status } }) },
  });
}
