/** What attacks look like: small to send, and endless for whoever expands it. */

/** 30 fragments, each the next one twice: two to the thirtieth fields in some 899 bytes. */
export function fragmentBomb(): string {
  const fragments = Array.from(
    { length: 30 },
    (_, index) =>
      `fragment f${index} on Query{${index === 29 ? 'viewer{permissions}' : `...f${index + 1} ...f${index + 1}`}}`,
  );
  return `{...f0}${fragments.join('')}`;
}

export const circle = '{ ...a } fragment a on Query { ...b } fragment b on Query { ...a viewer { permissions } }';

export function manyAliases(count: number): string {
  return `{ ${Array.from({ length: count }, (_, index) => `a${index}: __typename`).join(' ')} }`;
}

/** Levels of inline fragments do not count: these are fields. */
export function deep(levels: number): string {
  return `{ ${'node(id: "x") { ... on Booking { room { parts { '.repeat(levels / 3)} id ${'} } } } '.repeat(levels / 3)} }`;
}

export function manyDirectives(count: number): string {
  return `{ __typename ${'@include(if: true) '.repeat(count)} }`;
}
