import type { Prisma } from '../../generated/prisma/client.ts';
import type { Context } from '../../platform/context.ts';
import { integer, statement, uuid } from '../../platform/database/statement.ts';
import { searchWords } from '../../platform/search-words.ts';

const findPeople = statement(
  'findPeople',
  { id: uuid },
  `select id from users where search_words(concat_ws(' ', username, display_name, email)) like all ($1::text[])`,
);

const countFoundPeople = statement(
  'countPeople',
  { count: integer },
  `select count(*)::int as count from (
     select from users where search_words(concat_ws(' ', username, display_name, email)) like all ($1::text[]) limit $2
   ) found`,
);

/** Finds people who have each of these words in a name or an address, matched as in the search for bookings. */
export async function wherePeople(
  { db }: Pick<Context, 'db'>,
  search: string | null | undefined,
): Promise<Prisma.UserWhereInput> {
  const patterns = patternsOf(search);
  if (patterns === null) return {};
  if (patterns.length === 0) return { id: { in: [] } };
  const people = await db.run(findPeople(patterns));
  return { id: { in: people.map(({ id }) => id) } };
}

/** Counts them, `most` at most: no further person is looked for. */
export async function countPeople(
  { db }: Pick<Context, 'db'>,
  search: string | null | undefined,
  most: number,
): Promise<number> {
  const patterns = patternsOf(search);
  if (patterns?.length === 0) return 0;
  const [row] = await db.run(countFoundPeople(patterns ?? [], most));
  return row?.count ?? 0;
}

/** What each name or address must match; null where nothing is searched for, none where nothing can be found. */
function patternsOf(search: string | null | undefined): string[] | null {
  if (!search?.replaceAll('\0', ' ').trim()) return null;
  return searchWords(search.slice(0, 200)).map((word) => (word.length < 3 ? `%  ${word}%` : `%${word}%`));
}
