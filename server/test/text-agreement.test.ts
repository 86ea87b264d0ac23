import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { found, missed, oneName, otherNames } from '../../docs/text-cases.ts';
import { isFoundBy, searchText, searchWords, wordsOf } from '../src/platform/search-words.ts';
import { cloneDatabase, type TestDatabase } from './database.ts';

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await cloneDatabase();
  client = new pg.Client(database.ownerUrl);
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

async function askAll(expression: string, texts: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ said: string[] }>(
    `select array(select ${expression} from unnest($1::text[]) with ordinality given(text, turn) order by turn) as said`,
    [texts],
  );
  return rows[0]?.said ?? [];
}

describe('what is searched', () => {
  it('is found however it is written, and nothing else is', () => {
    for (const [all, text] of found)
      for (const typed of all) expect(isFoundBy(typed, text), `${typed} in ${text}`).toBe(true);
    for (const [typed, text] of missed) expect(isFoundBy(typed, text), `${typed} in ${text}`).toBe(false);
  });

  it('has the same words in the database as in the code, which asks it with words that it does not join', async () => {
    const texts = [...found.map(([, text]) => text), ...found.flatMap(([typed]) => typed), ...missed.flat()];
    const words = await askAll('search_words(given.text)', texts);
    expect(words.map((one) => one.split(' ').filter(Boolean))).toEqual(texts.map(wordsOf));
    expect(
      (
        await askAll(
          'search_words(given.text)',
          texts.map((text) => searchWords(text).join('\n')),
        )
      ).map((one) => one.split(' ').filter(Boolean)),
    ).toEqual(texts.map(searchWords));
  });

  it('reads every letter there is as the code does', async () => {
    const ranges = [
      [0x1, 0xd7ff],
      [0xe000, 0xffff],
      [0x10400, 0x104ff],
      [0x1d100, 0x1d7ff],
      [0x1f300, 0x1f9ff],
      [0xe0000, 0xe01ff],
    ] as const;
    const letters = ranges.flatMap(([first, last]) =>
      Array.from({ length: last - first + 1 }, (_, index) => `a${String.fromCodePoint(first + index)}b`),
    );
    const said = await askAll('search_text(given.text)', letters);
    // Either may know letters that the other does not know yet.
    const known = await askAll('unicode_assigned(given.text)::text', letters);
    const differing = letters.filter((text, index) => known[index] === 'true' && said[index] !== searchText(text));
    expect(differing.map((text) => text.codePointAt(1)?.toString(16))).toEqual([]);
  });
});

describe('names', () => {
  it('are one to the database where they are one to people, and only there', async () => {
    for (const names of oneName)
      expect(new Set(await askAll('plain_name(given.text)', names)).size, JSON.stringify(names)).toBe(1);
    for (const names of otherNames)
      expect(new Set(await askAll('plain_name(given.text)', names)).size, JSON.stringify(names)).toBe(2);
  });
});
