import type { Exchange } from 'urql'
import { onEnd, pipe, tap } from 'wonka'

function versionsIn(value: unknown, found: (key: string) => void): void {
  if (Array.isArray(value)) return value.forEach((item) => versionsIn(item, found))
  if (typeof value !== 'object' || value === null) return
  const { __typename: type, id, version } = value as { __typename?: unknown; id?: unknown; version?: unknown }
  if (typeof type === 'string' && typeof id === 'string' && typeof version === 'number') found(`${type}:${id}:${version}`)
  for (const field of Object.values(value)) versionsIn(field, found)
}

/**
 * Tells our own changes from those of others, so that only the latter draw the eye. The stream is often faster than
 * the answer to the mutation: while one is under way, nobody can say yet.
 */
export class OwnChanges {
  readonly #pending = new Set<number>()
  readonly #mine = new Set<string>()
  #waiting: (() => void)[] = []

  async isMine(typename: string, id: string, version: number): Promise<boolean> {
    if (this.#pending.size > 0) await new Promise<void>((resolve) => this.#waiting.push(resolve))
    return this.#mine.has(`${typename}:${id}:${version}`)
  }

  readonly exchange: Exchange =
    ({ forward }) =>
    (operations) =>
      pipe(
        operations,
        tap((operation) => {
          if (operation.kind === 'mutation') this.#pending.add(operation.key)
          if (operation.kind === 'teardown') this.#settled(operation.key)
        }),
        forward,
        tap((result) => {
          if (result.operation.kind !== 'mutation') return
          versionsIn(result.data, (key) => this.#mine.add(key))
          this.#settled(result.operation.key)
        }),
        onEnd(() => this.#pending.clear()),
      )

  #settled(key: number): void {
    if (!this.#pending.delete(key) || this.#pending.size > 0) return
    const waiting = this.#waiting
    this.#waiting = []
    for (const resolve of waiting) resolve()
  }
}
