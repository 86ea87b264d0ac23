import type { Exchange } from 'urql'
import { map, pipe } from 'wonka'
import type { LiveFields } from './live-windows.ts'

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }
type Entity = { readonly [key: string]: Json }

function isEntity(value: Json): value is Entity {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

function keyOf(entity: Entity): string | null {
  const { __typename: type, id, version } = entity
  return typeof type === 'string' && typeof id === 'string' && typeof version === 'number' ? `${type}:${id}` : null
}

/**
 * Everything that carries a `version` never goes back: an answer, a refusal and a change of the stream may overtake
 * one another on their way here, and the cache would take them in the order they arrive.
 */
export class NewestVersions {
  readonly #newest = new Map<string, Entity>()

  versionOf(typename: string, id: string): number {
    return Number(this.#newest.get(`${typename}:${id}`)?.['version'] ?? -1)
  }

  /** The same data, with what is older than something seen before replaced by what is known of it. */
  apply<T>(data: T): T {
    return this.#walk(data as Json) as T
  }

  #walk(value: Json): Json {
    if (Array.isArray(value)) return value.map((item: Json) => this.#walk(item))
    if (!isEntity(value)) return value
    const walked: Record<string, Json> = {}
    for (const [name, field] of Object.entries(value)) walked[name] = this.#walk(field)
    const key = keyOf(walked)
    if (key === null) return walked
    const known = this.#newest.get(key)
    const order = known ? Number(walked['version']) - Number(known['version']) : 1
    if (known && order < 0) return { ...walked, ...pick(known, walked) }
    this.#newest.set(key, order === 0 ? { ...known, ...walked } : walked)
    return walked
  }
}

// Only what was asked for: a field that the document does not name has no place in its answer.
function pick(known: Entity, asked: Entity): Entity {
  return Object.fromEntries(Object.entries(known).filter(([name]) => name in asked))
}

export function newestWinsExchange(fields: LiveFields): Exchange {
  return ({ forward }) => {
    const newest = new NewestVersions()
    const versionOf = newest.versionOf.bind(newest)
    return (operations) =>
      pipe(
        operations,
        forward,
        map((result) => {
          if (!result.data) return result
          if (result.operation.kind !== 'subscription') return { ...result, data: newest.apply(result.data) }
          const data = Object.fromEntries(
            Object.entries(result.data as object).map(([field, change]) => [
              field,
              fields[field]?.sift?.(change, versionOf) ?? change,
            ]),
          )
          return { ...result, data: newest.apply(data) }
        }),
      )
  }
}
