import { expect, test } from 'vitest';
import { found, missed, oneName, otherNames } from '../../../docs/text-cases.ts';
import { plainName } from '../rooms/plain-name.ts';
import { isFoundBy } from './search-words.ts';

test('what is typed finds a text however either is written, as on the server', () => {
  for (const [all, text] of found)
    for (const typed of all) expect(isFoundBy(typed, text), `${typed} in ${text}`).toBe(true);
  for (const [typed, text] of missed) expect(isFoundBy(typed, text), `${typed} in ${text}`).toBe(false);
});

test('names are one where they are one to the server', () => {
  for (const names of oneName) expect(new Set(names.map(plainName)).size, JSON.stringify(names)).toBe(1);
  for (const [one, other] of otherNames) expect(plainName(one)).not.toBe(plainName(other));
});
