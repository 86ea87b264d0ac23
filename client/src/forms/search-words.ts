const apostrophes = /[`‘’‛′ʹʻʼ]/g;
const hyphens = /[‐‑‒–—―−]/g;
const plainLetters: Readonly<Record<string, string>> = {
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
const letterPattern = new RegExp(`[${Object.keys(plainLetters).join('')}]`, 'g');
const betweenWords = String.raw`\u0000-\u0020!-\/:-@\[-\u0060{-~\u007f-\u00bf\u00d7\u00f7\u1680\u2010-\u205e\u3000-\u3003\u3008-\u301f`;
const separatorPattern = new RegExp(`[${betweenWords}]+`);
const insideWordPattern = new RegExp(`([^${betweenWords}])['-](?=[^${betweenWords}])`, 'g');
const shortWordPattern = new RegExp(`(^|[${betweenWords}])([^${betweenWords}0-9]{1,2}) (?=[^${betweenWords}0-9])`, 'g');

/** Letters as people type them who have only the plain ones: no case, no accents, no width. As the server has it. */
function searchText(given: string): string {
  return given
    .replaceAll('´', "'")
    .replace(/\p{Default_Ignorable_Code_Point}|\u2800|\u{16fe4}|\u{1d159}/gu, '')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replace(apostrophes, "'")
    .replace(hyphens, '-')
    .replace(letterPattern, (letter) => plainLetters[letter] ?? letter);
}

function split(plain: string): string[] {
  return plain.split(separatorPattern).filter(Boolean);
}

/** What somebody looks for, word by word. */
export function searchWords(typed: string): string[] {
  return split(searchText(typed));
}

/** What a text is found by: its words, and in one those over an apostrophe or a hyphen, and a short one with the next. */
export function wordsOf(text: string): string[] {
  const plain = searchText(text);
  const joined = plain.replace(insideWordPattern, '$1').replace(shortWordPattern, '$1$2');
  return joined === plain ? split(plain) : [...split(plain), ...split(joined)];
}

/** As the server finds bookings and people: each word anywhere in a word from three letters on, and at its beginning below that. */
export function isFoundBy(typed: string, text: string): boolean {
  const words = wordsOf(text);
  return searchWords(typed).every((part) =>
    words.some((word) => (part.length < 3 ? word.startsWith(part) : word.includes(part))),
  );
}
