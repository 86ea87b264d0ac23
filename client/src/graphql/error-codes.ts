import type { CombinedError } from 'urql'

/** What the server calls an error, apart from its words: `UNAUTHENTICATED`, `BUSY`, … */
export function codesOf(error: CombinedError | undefined): ReadonlySet<string> {
  const codes = error?.graphQLErrors.map(({ extensions }) => extensions['code']) ?? []
  return new Set(codes.filter((code) => typeof code === 'string'))
}

/** More was asked within a minute than one session may; it passes by itself. */
export function isOverBudget(error: CombinedError | undefined): boolean {
  return error?.graphQLErrors.some(({ extensions }) => extensions['limit'] === 'costPerMinute') ?? false
}
