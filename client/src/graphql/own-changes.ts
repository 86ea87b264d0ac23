import type { Exchange } from 'urql';
import { pipe, tap } from 'wonka';

function eachVersion(value: unknown, found: (id: string, version: number) => void): void {
  if (Array.isArray(value)) for (const item of value) eachVersion(item, found);
  if (typeof value !== 'object' || value === null) return;
  const { id, version } = value as { id?: unknown; version?: unknown };
  if (typeof id === 'string' && typeof version === 'number') found(id, version);
  for (const field of Object.values(value)) eachVersion(field, found);
}

/**
 * Tells our own changes from those of others, so that only the latter draw the eye. The stream may be faster than the
 * answer to a mutation, but what it says waits for that answer; see `Settling`.
 */
export class OwnChanges {
  readonly #mine = new Set<string>();

  has(id: string, version: number): boolean {
    return this.#mine.has(`${id} ${version}`);
  }

  readonly exchange: Exchange =
    ({ forward }) =>
    (operations) =>
      pipe(
        operations,
        forward,
        tap(({ operation, data }) => {
          if (operation.kind === 'mutation') eachVersion(data, (id, version) => this.#mine.add(`${id} ${version}`));
        }),
      );
}
