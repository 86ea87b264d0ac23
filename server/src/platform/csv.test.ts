import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { readCsv } from '../../test/read-csv.ts';
import { Random } from '../../test/random.ts';
import { csvOf, disarm, type Separator, separators } from './csv.ts';

// `text()` would take the mark away.
async function fileOf(rows: readonly (readonly (string | null)[])[], separator: Separator): Promise<string> {
  return (await buffer(Readable.from(rows).pipe(csvOf(['one', 'two'], separator)))).toString();
}
const names = Object.keys(separators) as Separator[];

const telephone = /^\+[\d ()-]*$/;
/** What a program could begin a cell with, whatever it takes for the separator and however it reads quotes. */
function beginnings(raw: string): string[] {
  return raw.split(/[,;|\t\n\v\f\r\u0085\u2028\u2029]/).map((part) => part.replace(/^[\s"\uFEFF]+/, ''));
}
function runs(raw: string): string[] {
  return beginnings(raw).filter(
    (begun) => /^[=+@＝＋－＠﹢﹣﹦﹫-]/.test(begun) && !telephone.test(begun.replace(/["\s]+$/, '')),
  );
}

describe('a cell', () => {
  it.each([
    ['=1+2', `'=1+2`],
    ['x;=1+2;y', `x;'=1+2;y`],
    ['first\n=2+2', `first\n'=2+2`],
    ['a, @sum', `a, '@sum`],
    ['a\t-1+1', `a\t'-1+1`],
    ['＝1+2', `'＝1+2`],
    ['x;"=1"', `x;"'=1"`],
    ['\t=1', `'\t'=1`],
    ['\rx', `'\rx`],
    ['- one\r\n- two', `'- one\r\n'- two`],
    ['+1+2', `'+1+2`],
    ['+27 82 123 4567+cmd', `'+27 82 123 4567+cmd`],
    ['@', `'@`],
  ])('that a spreadsheet would run is disarmed: %j', (given, safe) => {
    expect(disarm(given)).toBe(safe);
    expect(disarm(safe), 'once is enough').toBe(safe);
  });

  it.each([
    '+27 82 123 4567',
    '+27821234567',
    '+27 (82) 123-4567',
    '082 123 4567',
    '(011) 555-0100',
    'Ring +27 82 123 4567 first',
    'Ring\n+27 82 123 4567\nor 082',
    'a=b',
    'x-y',
    'a@b.example',
    '5 - 3',
    '',
  ])('that is a telephone number or ordinary text stays exactly as it is: %j', (given) => {
    expect(disarm(given)).toBe(given);
  });
});

describe('a file', () => {
  it('has every cell in quotes, empty ones and heads too, its mark first, and no line but rows', async () => {
    expect(
      await fileOf(
        [
          ['a', null],
          ['', 'b "c"'],
        ],
        'semicolon',
      ),
    ).toBe('\uFEFF"one";"two"\r\n"a";""\r\n"";"b ""c"""\r\n');
  });

  it('gives its values back to a reader that keeps to RFC 4180, whatever the text and the separator; and begins nothing that runs, for any reader', async () => {
    const random = new Random(20_261_129);
    const pieces = [
      '=',
      '+',
      '-',
      '@',
      '＝',
      '－',
      ',',
      ';',
      '\t',
      '|',
      '\n',
      '\r\n',
      '\r',
      '"',
      '""',
      "'",
      ' ',
      '\u00a0',
      '\u2028',
      '1',
      '27 82 123 4567',
      '(0)',
      'x',
      'é',
      '\u200d',
      '😀',
      'cmd|',
      '+2782',
    ];
    const some = () => Array.from({ length: random.below(12) }, () => random.pick(pieces)).join('');
    for (let round = 0; round < 300; round += 1) {
      const separator = names[round % names.length] ?? 'comma';
      const rows = Array.from({ length: 5 }, () => [some(), some()]);
      const raw = await fileOf(rows, separator);
      expect(readCsv(raw, separators[separator])).toEqual([['one', 'two'], ...rows.map((row) => row.map(disarm))]);
      // Of what stands inside of a cell: between cells there is nothing but what we wrote.
      expect(
        rows.flat().flatMap((cell) => runs(disarm(cell))),
        JSON.stringify(rows),
      ).toEqual([]);
      expect(runs(raw), raw).toEqual([]);
      // An apostrophe before a sign is all that is added.
      for (const cell of rows.flat())
        expect(disarm(cell).replaceAll(/'(?=[=+@＝＋－＠﹢﹣﹦﹫\t\r-])/g, '')).toBe(
          cell.replaceAll(/'(?=[=+@＝＋－＠﹢﹣﹦﹫\t\r-])/g, ''),
        );
    }
  });
});
