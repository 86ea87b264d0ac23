import { expect, it } from 'vitest';
import { schema } from '../src/schema.ts';
import { schemaParts } from '../src/words/schema.ts';
import { fieldWords } from '../src/words/field-words.ts';
import { inputWords } from '../src/words/input-words.ts';
import { typeWords, valueWords } from '../src/words/type-words.ts';

const fillers = new Set([
  'a',
  'an',
  'the',
  'of',
  'is',
  'it',
  'its',
  'this',
  'that',
  'for',
  'to',
  'in',
  'and',
  'on',
  'by',
]);

/** The words of a text or a name, without those that say nothing by themselves, in the singular. */
function wordsIn(text: string): string[] {
  return text
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '' && !fillers.has(word))
    .map((word) => word.replace(/s$/, ''));
}

/** Whether a description has a word that is not in the name of what it describes. */
function addsSomething(place: string, description: string): boolean {
  const named = new Set(wordsIn(place));
  return wordsIn(description).some((word) => !named.has(word));
}

it.each([
  ['Booking.clientName', 'The name of the client.', false],
  ['Booking.clientName', 'Client names', false],
  ['Booking.clientName', '', false],
  ['Booking.clientName', 'Who comes.', true],
])('a description says more than the name or it is none: %s, "%s"', (place, description, adds) => {
  expect(addsSomething(place, description)).toBe(adds);
});

it('every type, field, argument and value says what its name does not', () => {
  const parts = schemaParts(schema);
  expect(parts.length).toBeGreaterThan(1_000);
  expect(
    parts
      .filter(({ place, element }) => !addsSomething(place, element.description ?? ''))
      .map(({ place, element }) => `${place}: ${element.description ?? ''}`),
  ).toEqual([]);
});

it('words that describe nothing any more are taken out', () => {
  const used = new Set(
    schemaParts(schema)
      .filter(({ element, words }) => element.description === words)
      .map(({ words }) => words),
  );
  const unused = [fieldWords, inputWords, typeWords, valueWords].flatMap((words) =>
    Object.entries(words).filter(([, text]) => !used.has(text)),
  );
  expect(unused.map(([name]) => name)).toEqual([]);
});
