import { z } from 'zod';
import { isKey } from './global-id.ts';

/**
 * Whether this is an existing moment, as ISO 8601 in UTC: JavaScript makes 2 March of 30 February, and PostgreSQL knows
 * no year 0.
 */
export function isMoment(text: string): boolean {
  const moment = new Date(text);
  return (
    !Number.isNaN(moment.getTime()) &&
    moment.toISOString().slice(0, 19) === text.slice(0, 19) &&
    !text.startsWith('0000')
  );
}

function readCursor(cursor: string) {
  return Buffer.from(cursor, 'base64').toString();
}

/** A cursor of a list whose rows have keys, as Pothos writes it. */
export const pageCursor = z
  .string()
  .refine(
    (cursor) => /^GPC:S:[0-9a-f-]{36}$/.test(readCursor(cursor)) && isKey(readCursor(cursor).slice(6)),
    'This is not a cursor of this list.',
  )
  .nullish();
