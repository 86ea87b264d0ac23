import { z } from 'zod';
import { figure, inputBounds } from './limit-row.ts';

const { pageRows } = inputBounds({
  pageRows: {
    value: 100,
    unit: 'rows of a page (`first`, `last`)',
    reason: 'A page is read, checked and answered as a whole; the next one begins where it ends.',
  },
});

/** How many rows a connection returns by default, and at most. */
export const connectionPage = { usual: 20, most: pageRows.value };

export const pageWords = `${connectionPage.usual} at a time, at most ${connectionPage.most}.`;

const rows = z
  .number()
  .int()
  .min(0, 'A page can’t have fewer than 0 rows.')
  .max(pageRows.value, `A page has ${figure(pageRows)} rows at most. Read on from its end.`)
  .nullish();

/**
 * The page of a list that a caller asks for; one that is too long is refused, not cut. @param cursor the schema of its
 * cursors
 */
export function pageInput(cursor: z.ZodType) {
  return z.object({ first: rows, last: rows, after: cursor, before: cursor }).loose();
}
