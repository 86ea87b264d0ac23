import { stringify } from 'csv-stringify';

/** The separators between two cells, by their names in an address. */
export const separators = { comma: ',', semicolon: ';', tab: '\t' } as const;
export type Separator = keyof typeof separators;

// Some programs that open the file take another sign for the separator, or a line break in a cell for the end of a row.
const ends = String.raw`,;|\t\n\v\f\r\u0085\u2028\u2029`;
/** The signs that begin a formula, also in the wide and small forms that some programs treat as the plain ones. */
const signs = '=+@＝＋－＠﹢﹣﹦﹫-';
/** Matches seven digits or more after a plus: the shortest number that can be called from abroad. */
const telephone = String.raw`\+(?:[ ()-]*\d){7,}[ ()-]*(?:$|[${ends}])`;
const wouldRun = new RegExp(String.raw`(^|[${ends}])([\s"]*)(?!${telephone})([${signs}])`, 'g');

/**
 * Makes a cell that no spreadsheet executes: an apostrophe precedes each sign that begins a formula, where the cell
 * begins or where one could begin for a program with another separator. A telephone number stays as it is.
 */
export function disarm(cell: string): string {
  return cell.replace(wouldRun, `$1$2'$3`).replace(/^[\t\r]/, `'$&`);
}

/**
 * Takes rows and gives the text of a file: each cell in quotes, so that a separator, a quote or a line break in it
 * is read as part of it (RFC 4180), and begun with the mark without which Excel does not take UTF-8 for such. There is no
 * line `sep=`, which other readers take for data.
 */
export function csvOf(heads: readonly string[], separator: Separator) {
  return stringify({
    header: true,
    columns: [...heads],
    bom: true,
    record_delimiter: 'windows',
    delimiter: separators[separator],
    quoted: true,
    quoted_empty: true,
    cast: { string: disarm },
  });
}
