import type { CombinedError } from 'urql'

/** What the server calls an error, apart from its words: `UNAUTHENTICATED`, `BUSY`, … and which limit is exceeded. */
export function codesOf(error: CombinedError | undefined): ReadonlySet<string> {
  const codes = error?.graphQLErrors.flatMap(({ extensions: { code, limit } }) => [code, limit]) ?? []
  return new Set(codes.filter((code) => typeof code === 'string'))
}
