/** The serial numbers in a text that somebody pasted: a line each, or between commas, semicolons or tabs. */
export function pastedSerials(text: string): readonly string[] {
  return text
    .split(/[\n\r,;\t]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** As the server compares them: however they are spaced and capitalized. */
function codeOf(serial: string): string {
  return serial
    .normalize('NFKC')
    .replaceAll(/[\u2010-\u2015\u2212]/g, '-')
    .replaceAll(/\s+/g, ' ')
    .toUpperCase();
}

/** What stands there twice, each once, as it was typed last. */
export function repeatedSerials(serials: readonly string[]): readonly string[] {
  const first = new Set<string>();
  const repeated = new Map<string, string>();
  for (const serial of serials) {
    const code = codeOf(serial);
    if (first.has(code)) repeated.set(code, serial);
    first.add(code);
  }
  return [...repeated.values()];
}
