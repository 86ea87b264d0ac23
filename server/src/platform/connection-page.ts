import { z } from 'zod';
import { figure, inputBounds } from './limit-row.ts';

const { pageRows } = inputBounds({
  pageRows: {
    value: 100,
    unit: 'rows of a page (`first`, `last`)',
    reason: 'A page is read, checked and answered as a whole; the next one begins where it ends.',
  },
});

/** How many rows a connection gives when nothing is said, and at most. */
export const connectionPage = { usual: 20, most: pageRows.value };

export const pageWords = `${connectionPage.usual} at a time, at most ${connectionPage.most}.`;

const rows = z
  .number()
  .int()
  .min(0, 'A page has no fewer rows than none.')
  .max(pageRows.value, `A page has ${figure(pageRows)} rows at most: read on from its end.`)
  .nullish();

/** Which page of a list: a longer one than there are is refused, and not cut. @param cursor what its cursors look like */
export function pageInput(cursor: z.ZodType) {
  return z.object({ first: rows, last: rows, after: cursor, before: cursor }).loose();
}
