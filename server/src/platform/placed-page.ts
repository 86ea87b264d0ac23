import { resolveCursorConnection, type ResolveCursorConnectionArgs } from '@pothos/plugin-relay';
import { z } from 'zod';
import { connectionPage, pageInput } from './connection-page.ts';

/** Where a row stands in its list: a text by which the list is sorted, byte by byte. */
export type Placed = { readonly listPlace: string };

/** The rows to read: behind `after`, before `before`, from the front or, `backwards`, from the end. */
export type PlacedPage = {
  readonly after: string | null;
  readonly before: string | null;
  readonly limit: number;
  readonly backwards: boolean;
};

type Args = {
  readonly first?: number | null | undefined;
  readonly last?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly before?: string | null | undefined;
};

function placeIn(list: string, cursor: string | null | undefined): string | null {
  const text = Buffer.from(cursor ?? '', 'base64').toString();
  return text.startsWith(`${list} `) && !text.includes('\0') ? text.slice(list.length + 1) : null;
}

/**
 * The page that a caller asks for, of a list of this name. A cursor is a place and no row, so it still leads on where
 * its row is gone; that of another list is refused.
 */
export function placedPageInput(list: string) {
  return pageInput(
    z
      .string()
      .refine((cursor) => placeIn(list, cursor) !== null, 'This is not a cursor of this list.')
      .nullish(),
  );
}

/** @param load reads the rows of a page, from the end of the list where it is read backwards */
export function placedConnection<Row extends Placed>(
  list: string,
  args: Args,
  load: (page: PlacedPage) => Promise<Row[]>,
) {
  return resolveCursorConnection(
    {
      args,
      defaultSize: connectionPage.usual,
      maxSize: connectionPage.most,
      toCursor: ({ listPlace }: Row) => Buffer.from(`${list} ${listPlace}`).toString('base64'),
    },
    ({ after, before, limit, inverted }: ResolveCursorConnectionArgs): Promise<Row[]> =>
      load({
        after: after === undefined ? null : placeIn(list, after),
        before: before === undefined ? null : placeIn(list, before),
        limit,
        backwards: inverted,
      }),
  );
}

/** Ends a statement over `listed (id, place)`; a row that is placed gets its place as `listPlace`: $1 after, $2 before, $3 backwards, $4 how many. */
export const pageOfListed = `
  select id, place as "listPlace" from listed
  where ($1::text is null or place > $1::text) and ($2::text is null or place < $2::text)
  order by case when not $3::boolean then place end, case when $3::boolean then place end desc limit $4::integer`;

/** The values of `pageOfListed`. */
export function pageValues({ after, before, backwards, limit }: PlacedPage): readonly unknown[] {
  return [after, before, backwards, limit];
}

const counts = new WeakMap<object, () => Promise<number>>();

/** The same page, which knows how to count its whole list: only where that is asked for. */
export async function withCount<Connection extends object>(
  connection: Connection | PromiseLike<Connection>,
  count: () => Promise<number>,
): Promise<Connection> {
  const page = await connection;
  counts.set(page, count);
  return page;
}

/** How many rows all pages of the list have together. */
export async function countOf(connection: object): Promise<number> {
  return (await counts.get(connection)?.()) ?? 0;
}
