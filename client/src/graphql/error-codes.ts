import type { CombinedError } from 'urql';

/** What the server calls an error, apart from its words: `UNAUTHENTICATED`, `BUSY`, … and which limit is exceeded. */
export function codesOf(error: CombinedError | undefined): ReadonlySet<string> {
  const codes = error?.graphQLErrors.flatMap(({ extensions: { code, limit } }) => [code, limit]) ?? [];
  return new Set(codes.filter((code) => typeof code === 'string'));
}

/** It was saved, and only what became of it could not be read. */
export function wasSaved(error: CombinedError): boolean {
  return error.graphQLErrors.some(({ extensions: { code, saved } }) => code === 'OUTCOME_UNKNOWN' && saved === true);
}

/** A position is refused that was good before, and not because of other rights: the database was put back or replaced. */
export function isOfOtherHistory(error: CombinedError | undefined): boolean {
  return (
    error?.graphQLErrors.some(
      ({ extensions: { code, reason } }) => code === 'CURSOR_INVALID' && reason !== 'RIGHTS_CHANGED',
    ) ?? false
  );
}
