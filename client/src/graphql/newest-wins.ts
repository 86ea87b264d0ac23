import type { Exchange, Operation, OperationResult } from 'urql';
import { makeSubject, map, merge, pipe, tap } from 'wonka';
import type { WindowRules } from './live-window.ts';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Entity = { readonly [key: string]: Json };
type Walk = 'learn' | 'own' | 'compare';

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
  readonly #own = new Set<string>();

  /** -1 for what was never seen. */
  versionOf(id: string): number {
    return Number(this.#newest.get(id)?.['version'] ?? -1);
  }

  /** Whether the answer to a change that was made here has named it: only what others change draws the eye. */
  isOwn(id: string, version: number): boolean {
    return this.#own.has(`${id} ${version}`);
  }

  /** What was seen is of another history: the same versions may be of something else now. */
  forget(): void {
    this.#newest.clear();
  }

  /** Takes in what came from the server, and gives it back with `replaceOld` applied. @param isOwn it answers a mutation */
  learn<T>(data: T, isOwn = false): T {
    return this.#walk(data as Json, isOwn ? 'own' : 'learn') as T;
  }

  /** The same data, with what is older than something seen before replaced by what is known of it. */
  replaceOld<T>(data: T): T {
    return this.#walk(data as Json, 'compare') as T;
  }

  // What did not change stays the same object, or everything that is shown would be drawn again. Each answer passes here
  // twice, whole: nothing is made on the way that is not needed.
  #walk(value: Json, how: Walk): Json {
    if (isList(value)) {
      let walked: Json[] | undefined;
      for (let index = 0; index < value.length; index++) {
        const other = this.#walk(value[index]!, how);
        if (other !== value[index]) (walked ??= [...value])[index] = other;
      }
      return walked ?? value;
    }
    if (!isEntity(value)) return value;
    let walked = value;
    for (const name in value) {
      const field = value[name];
      if (field === undefined || field === null || typeof field !== 'object') continue;
      const other = this.#walk(field, how);
      if (other !== field) walked = { ...walked, [name]: other };
    }
    const id = idOf(walked);
    return id === null ? walked : this.#compare(id, walked, how);
  }

  #compare(id: string, entity: Entity, how: Walk): Entity {
    if (how === 'own') this.#own.add(`${id} ${Number(entity['version'])}`);
    const newest = this.#newest.get(id);
    const order = newest ? Number(entity['version']) - Number(newest['version']) : 1;
    if (newest && order < 0) return { ...entity, ...pick(newest, entity) };
    if (how !== 'compare') this.#newest.set(id, order === 0 ? { ...newest, ...entity } : entity);
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
export function newestWins(): {
  readonly beforeCache: Exchange;
  readonly afterCache: Exchange;
  forget(): void;
  isOwn(id: string, version: number): boolean;
} {
  const newest = new NewestVersions();
  const versionOf = newest.versionOf.bind(newest);
  const siftEach = (data: object, { context }: Operation) => {
    const { withoutOldNews } = context['liveWindow'] as WindowRules;
    return Object.fromEntries(
      Object.entries(data).map(([field, change]) => [field, withoutOldNews(change, versionOf)]),
    );
  };
  const withNewest = (result: OperationResult): OperationResult =>
    result.data ? { ...result, data: newest.replaceOld(result.data) } : result;

  const beforeCache: Exchange =
    ({ forward }) =>
    (operations) => {
      const shown = new Map<number, OperationResult>();
      /** Asked past the cache: until they are answered, the cache does not say what became of what they show. */
      const underWay = new Set<number>();
      const renewed = makeSubject<OperationResult>();
      const renewShown = () => {
        for (const before of [...underWay].flatMap((key) => shown.get(key) ?? [])) {
          const after = { ...withNewest(before), stale: true };
          if (after.data === before.data) continue;
          shown.set(after.operation.key, after);
          renewed.next(after);
        }
      };
      const answers = pipe(
        operations,
        tap(({ kind, key, context }) => {
          if (kind === 'teardown') [shown, underWay].forEach((keys) => keys.delete(key));
          if (kind === 'query' && context.requestPolicy === 'network-only') underWay.add(key);
        }),
        forward,
        map(withNewest),
        tap((result) => {
          const { kind, key } = result.operation;
          if (kind === 'query') shown.set(key, result);
          underWay.delete(key);
          renewShown();
        }),
      );
      return merge([answers, renewed.source]);
    };

  const afterCache: Exchange =
    ({ forward }) =>
    (operations) =>
      pipe(
        operations,
        forward,
        map((result) => {
          const { operation, data } = result;
          if (!data) return result;
          if (operation.kind === 'subscription') return { ...result, data: newest.learn(siftEach(data, operation)) };
          return { ...result, data: newest.learn(data, operation.kind === 'mutation') };
        }),
      );

  return {
    beforeCache,
    afterCache,
    forget: () => newest.forget(),
    isOwn: (id, version) => newest.isOwn(id, version),
  };
}
