import type { Prisma } from '../../generated/prisma/client.ts';
import type { Context } from '../../platform/context.ts';
import { statement, uuid } from '../../platform/database/statement.ts';
import { searchWords } from '../../platform/search-words.ts';

const findPeople = statement(
  'findPeople',
  { id: uuid },
  `select id from users where search_words(concat_ws(' ', username, display_name, email)) like all ($1::text[])`,
);

/** Finds people who have each of these words in a name or an address, matched as in the search for bookings. */
export async function wherePeople(
  { db }: Pick<Context, 'db'>,
  search: string | null | undefined,
): Promise<Prisma.UserWhereInput> {
  if (!search?.replaceAll('\0', ' ').trim()) return {};
  const patterns = searchWords(search.slice(0, 200)).map((word) => (word.length < 3 ? `%  ${word}%` : `%${word}%`));
  if (patterns.length === 0) return { id: { in: [] } };
  const people = await db.run(findPeople(patterns));
  return { id: { in: people.map(({ id }) => id) } };
}
