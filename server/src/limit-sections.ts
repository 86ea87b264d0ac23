import { mostAtOnce } from './bookings/bulk/change-bookings.ts';
import { locksRow } from './bookings/changing/under-locks.ts';
import { exportLimits } from './bookings/finding/export-bookings.ts';
import { heartbeatRow } from './bookings/calendar/follow-events.ts';
import { idempotencyRow } from './platform/idempotency.ts';
import { poolSizes } from './platform/database/database.ts';
import { databaseRows } from './platform/database/limits.ts';
import { mostFields } from './platform/errors.ts';
import { exportPatience, usualStatements } from './platform/http/limits/fair-turns.ts';
import { keptDocumentRows } from './platform/http/limits/kept-documents.ts';
import { limitRows } from './platform/http/limits/limits.ts';
import { listPlaces } from './platform/http/limits/list-caps.ts';
import { variableRows } from './platform/http/limits/read-variables.ts';
import { socketLineRows } from './platform/http/socket-line.ts';
import { validationRows } from './platform/http/limits/use-limits.ts';
import { bookYearsAhead } from './platform/facility.ts';
import { totalRow } from './platform/total-count.ts';
import { inputBoundRows, type LimitRow } from './platform/limit-row.ts';
import { eventStreamRows } from './platform/outbox/stream-limits.ts';
import { tryLimitRows } from './platform/try-limits.ts';
import { schema } from './schema.ts';

type Section = { readonly heading: string; readonly words: string; readonly rows: readonly LimitRow[] };

const lists: readonly LimitRow[] = listPlaces(schema)
  .map(({ place, mostItems, reason }) => ({ name: place, value: mostItems ?? 0, unit: 'items', reason }))
  .toSorted((one, other) => (one.name < other.name ? -1 : 1));

const writes: readonly LimitRow[] = [
  bookYearsAhead,
  {
    name: 'mostAtOnce',
    value: mostAtOnce,
    unit: 'bookings of one request',
    reason:
      'All of them are locked, checked and written in one transaction, and a long one holds up every reader of the events.',
  },
  idempotencyRow,
  locksRow,
];

const exports: readonly LimitRow[] = [...exportLimits, exportPatience];

const database: readonly LimitRow[] = [
  usualStatements,
  {
    name: 'readers',
    value: poolSizes.readers,
    unit: 'connections of a server that read',
    reason: 'More at once make PostgreSQL slower for everybody.',
  },
  {
    name: 'writers',
    value: poolSizes.writers,
    unit: 'connections of a server that write',
    reason: 'A pool of their own: a crowd at one room never starves those who only look.',
  },
  ...databaseRows,
];

/** Every limit of a server. To add one, add a row next to the number, and a line here if its list is new. */
export const limitSections: readonly Section[] = [
  {
    heading: 'Requests, documents, sockets',
    words:
      'Refused with `LIMIT_EXCEEDED`, whose `limit` is the name and whose `max` the number. Of a document its fragments are expanded first, and all its operations count.',
    rows: [...limitRows, ...validationRows, ...variableRows, ...keptDocumentRows],
  },
  {
    heading: 'Lists',
    words:
      'Refused with `LIMIT_EXCEEDED` and `limit: "listItems"`; `argument` names the list. Counted before anything is read: all lists of a name in one operation together, in its text and its variables, a variable as often as it is used, under each alias. What one list of an input may hold besides is told by `InvalidInputError`.',
    rows: lists,
  },
  { heading: 'Lines', words: 'Beside those of the first table.', rows: socketLineRows },
  { heading: 'Signing in', words: 'Refused with `TooManyAttemptsError`.', rows: tryLimitRows },
  {
    heading: 'Inputs',
    words: 'Refused with `InvalidInputError`, of arguments with `BAD_USER_INPUT`; either names the field.',
    rows: [...inputBoundRows(), mostFields],
  },
  { heading: 'Totals', words: 'Not refused: a list with more rows says `totalIsExact: false`.', rows: [totalRow] },
  { heading: 'Exports', words: 'Refused with 429 and `limit: "exports"`.', rows: exports },
  {
    heading: 'Events and cursors',
    words: 'Of each server and each subscription.',
    rows: [heartbeatRow, ...eventStreamRows],
  },
  { heading: 'Writes', words: 'Refused with `InvalidInputError`.', rows: writes },
  { heading: 'The database', words: 'Of each server.', rows: database },
];

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
function code(text: string | undefined): string {
  return text === undefined ? '' : `\`${text}\``;
}
function row({ name, value, unit, variable, reason }: LimitRow): string {
  return `| ${code(name)} | ${value.toLocaleString('en')} | ${cell(unit)} | ${code(variable)} | ${cell(reason)} |\n`;
}
function section({ heading, words, rows }: Section): string {
  return `\n## ${heading}\n\n${words}\n\n| limit | value | of | variable | reason |\n|---|---|---|---|---|\n${rows.map(row).join('')}`;
}

/** docs/limits.md. */
export function limitsText(): string {
  return `# Limits\n\nPrinted from the code by \`npm run codegen\`. The numbers are those that hold when nothing else is said.\n${limitSections.map(section).join('')}`;
}
