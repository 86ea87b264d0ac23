const likeApostrophes = /[`‘’‛′ʹʻʼ]/g;
const likeHyphens = /[‐‑‒–—―−]/g;
const lettersOfTheirOwn: Readonly<Record<string, string>> = {
  đ: 'd',
  ð: 'd',
  ø: 'o',
  ł: 'l',
  ħ: 'h',
  ŧ: 't',
  ı: 'i',
  ȷ: 'j',
  ŋ: 'n',
  ɓ: 'b',
  ɗ: 'd',
  ƙ: 'k',
  ƴ: 'y',
  ς: 'σ',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
};
const toPlain = new RegExp(`[${Object.keys(lettersOfTheirOwn).join('')}]`, 'g');
const between = String.raw`\u0001-\u0020!-\/:-@\[-\u0060{-~\u007f-\u00bf\u00d7\u00f7\u1680\u2010-\u205e\u3000-\u3003\u3008-\u301f`;
const separators = new RegExp(`[${between}]+`);
const inOneWord = new RegExp(`([^${between}])['-](?=[^${between}])`, 'g');
const shortWord = new RegExp(`(^|[${between}])([^${between}0-9]{1,2}) (?=[^${between}0-9])`, 'g');

/** search_text() of the database: letters as people with a plain keyboard type them. */
export function searchText(raw: string): string {
  return raw
    .replaceAll('´', "'")
    .replace(/\p{Default_Ignorable_Code_Point}|\u2800|\u{16fe4}|\u{1d159}/gu, '')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replace(likeApostrophes, "'")
    .replace(likeHyphens, '-')
    .replace(toPlain, (letter) => lettersOfTheirOwn[letter] ?? letter);
}

function split(plain: string): string[] {
  return plain.split(separators).filter(Boolean);
}

/** The words of a search. NUL is no letter: PostgreSQL takes none. */
export function searchWords(search: string): string[] {
  return split(searchText(search.replaceAll('\0', ' ')));
}

/**
 * search_words() of the database: the words that a text is found by, also where it is typed in one across a sign or
 * after a short word.
 */
export function wordsOf(text: string): string[] {
  const plain = searchText(text);
  const joined = plain.replace(inOneWord, '$1').replace(shortWord, '$1$2');
  return joined === plain ? split(plain) : [...split(plain), ...split(joined)];
}

/**
 * Matches as find_bookings() does: each word is found anywhere in a word from three letters on, and at its beginning
 * below that.
 */
export function isFoundBy(search: string, text: string): boolean {
  const words = wordsOf(text);
  return searchWords(search).every((part) =>
    words.some((word) => (part.length < 3 ? word.startsWith(part) : word.includes(part))),
  );
}

/**
 * The pieces to look for in what search_words() of the database makes of a text, all of which must be in it: from three
 * letters on anywhere in a word, below that at its beginning, which two spaces stand before. Null for blanks.
 */
export function searchPieces(search: string | null | undefined): string[] | null {
  const pieces = searchWords(search ?? '').map((word) => (word.length < 3 ? `  ${word}` : word));
  return pieces.length === 0 ? null : pieces;
}
