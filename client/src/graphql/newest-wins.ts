import type { Exchange, OperationResult } from 'urql';
import { map, pipe } from 'wonka';
import type { LiveFields } from './live-windows.ts';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Entity = { readonly [key: string]: Json };

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isEntity(value: Json): value is Entity {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

// Ids are global: one says which thing it is without its type, which what the cache gives back does not carry.
function idOf({ id, version }: Entity): string | null {
  return typeof id === 'string' && typeof version === 'number' ? id : null;
}

/**
 * Everything that carries a `version` never goes back: an answer, a refusal and a change of the stream may overtake
 * one another on their way here.
 */
export class NewestVersions {
  readonly #newest = new Map<string, Entity>();

  /** -1 for what was never seen. */
  versionOf(id: string): number {
    return Number(this.#newest.get(id)?.['version'] ?? -1);
  }

  /** What was seen is of another history: the same versions may be of something else now. */
  forget(): void {
    this.#newest.clear();
  }

  /** Takes in what came from the server, and gives it back with `replaceOld` applied. */
  learn<T>(data: T): T {
    return this.#walk(data as Json, true) as T;
  }

  /** The same data, with what is older than something seen before replaced by what is known of it. */
  replaceOld<T>(data: T): T {
    return this.#walk(data as Json, false) as T;
  }

  // What did not change stays the same object, or everything that is shown would be drawn again. Each answer passes here
  // twice, whole: nothing is made on the way that is not needed.
  #walk(value: Json, learn: boolean): Json {
    if (isList(value)) {
      let walked: Json[] | undefined;
      for (let index = 0; index < value.length; index++) {
        const other = this.#walk(value[index]!, learn);
        if (other !== value[index]) (walked ??= [...value])[index] = other;
      }
      return walked ?? value;
    }
    if (!isEntity(value)) return value;
    let walked = value;
    for (const name in value) {
      const field = value[name];
      if (field === undefined || field === null || typeof field !== 'object') continue;
      const other = this.#walk(field, learn);
      if (other !== field) walked = { ...walked, [name]: other };
    }
    const id = idOf(walked);
    return id === null ? walked : this.#compare(id, walked, learn);
  }

  #compare(id: string, entity: Entity, learn: boolean): Entity {
    const newest = this.#newest.get(id);
    const order = newest ? Number(entity['version']) - Number(newest['version']) : 1;
    if (newest && order < 0) return { ...entity, ...pick(newest, entity) };
    if (learn) this.#newest.set(id, order === 0 ? { ...newest, ...entity } : entity);
    return entity;
  }
}

// Only what was asked for: a field that the document does not name has no place in its answer.
function pick(newest: Entity, answer: Entity): Entity {
  return Object.fromEntries(Object.entries(newest).filter(([name]) => name in answer));
}

/**
 * Two guards around the cache. The one towards the server keeps old news out; the one towards the page mends what the
 * cache has mixed up itself: it takes answers for as new as their questions, and may show one above a later one.
 */
export function newestWins(fields: LiveFields): {
  readonly beforeCache: Exchange;
  readonly afterCache: Exchange;
  forget(): void;
} {
  const newest = new NewestVersions();
  const versionOf = newest.versionOf.bind(newest);
  const siftEach = (data: object) =>
    Object.fromEntries(
      Object.entries(data).map(([field, change]) => [field, fields[field]?.sift?.(change, versionOf) ?? change]),
    );
  const mapData =
    (change: (data: object, result: OperationResult) => object): Exchange =>
    ({ forward }) =>
    (operations) =>
      pipe(
        operations,
        forward,
        map((result) => (result.data ? { ...result, data: change(result.data as object, result) } : result)),
      );
  return {
    forget: () => newest.forget(),
    beforeCache: mapData((data) => newest.replaceOld(data)),
    afterCache: mapData((data, { operation }) =>
      newest.learn(operation.kind === 'subscription' ? siftEach(data) : data),
    ),
  };
}
