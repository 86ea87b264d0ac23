import { z } from 'zod';
import { isKey } from './global-id.ts';

const readCursor = (cursor: string) => Buffer.from(cursor, 'base64').toString();

/** A cursor of a list whose rows have keys, as Pothos writes it. */
export const connectionCursor = z
  .string()
  .refine((cursor) => /^GPC:S:[0-9a-f-]{36}$/.test(readCursor(cursor)) && isKey(readCursor(cursor).slice(6)), 'This is not a cursor of this list.')
  .nullish();
