const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const openings: ReadonlySet<number> = new Set([0x5b, 0x7b]);
const closings: ReadonlySet<number> = new Set([0x5d, 0x7d]);

/** @param depth of lists and objects within each other @param values at least as many as there are: a member of an object, an item of a list, each list and object */
export type JsonShape = { readonly depth: number; readonly values: number };

/**
 * How deep a JSON text is and how many values it has, counted from its bytes in a millisecond or two a megabyte;
 * parsing a megabyte of empty brackets would take fifty. Text that is not JSON gets some shape too, and the parser
 * refuses it. Stops where one limit of `most` is passed.
 */
export function jsonShapeOf(bytes: Buffer, most: JsonShape): JsonShape {
  let [depth, deepest, values] = [0, 0, 1];
  for (let at = 0; at < bytes.length && deepest <= most.depth && values <= most.values; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === quote) at = endOfText(bytes, at);
    else if (byte === comma) values += 1;
    else if (openings.has(byte)) {
      values += 1;
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (closings.has(byte)) depth -= 1;
  }
  return { depth: deepest, values };
}

/** The index of the closing quote; the end of the text where there is none. */
function endOfText(bytes: Buffer, start: number): number {
  for (let end = bytes.indexOf(quote, start + 1); end >= 0; end = bytes.indexOf(quote, end + 1)) {
    let escapes = 0;
    while (bytes[end - 1 - escapes] === backslash) escapes += 1;
    if (escapes % 2 === 0) return end;
  }
  return bytes.length;
}
