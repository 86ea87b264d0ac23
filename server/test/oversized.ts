/** What attacks look like: small to send, and endless for whoever expands it. */

/** 30 fragments, each the next one twice: two to the thirtieth fields in some 899 bytes. */
export const fragmentBomb = (): string => {
  const fragments = Array.from(
    { length: 30 },
    (_, index) =>
      `fragment f${index} on Query{${index === 29 ? 'viewer{permissions}' : `...f${index + 1} ...f${index + 1}`}}`,
  );
  return `{...f0}${fragments.join('')}`;
};

export const circle = '{ ...a } fragment a on Query { ...b } fragment b on Query { ...a viewer { permissions } }';

export const manyAliases = (count: number): string =>
  `{ ${Array.from({ length: count }, (_, index) => `a${index}: __typename`).join(' ')} }`;

/** Levels of inline fragments do not count: these are fields. */
export const deep = (levels: number): string =>
  `{ ${'node(id: "x") { ... on Booking { room { parts { '.repeat(levels / 3)} id ${'} } } } '.repeat(levels / 3)} }`;

export const manyDirectives = (count: number): string => `{ __typename ${'@include(if: true) '.repeat(count)} }`;
