/**
 * What two names have in common that are one to people: no case, no width, no composition, one space. Accents count. The
 * database compares by the same (plain_name), and has the last word.
 */
export function plainName(name: string): string {
  return name
    .replace(/\p{Default_Ignorable_Code_Point}|\u2800|\u{16fe4}|\u{1d159}/gu, '')
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .replaceAll('ß', 'ss')
    .normalize('NFKC')
    .replace(/[\s\u0085]+/g, ' ')
    .replace(/^ | $/g, '');
}
