import type { Cache, UpdateResolver } from '@urql/exchange-graphcache';

type ChangedRoom = { readonly id: string };

/** A list holds the rooms in use, or all of them, in calendar order; the rooms themselves the cache has written already. */
export function putInLists(cache: Cache, changed: readonly ChangedRoom[]): void {
  if (changed.length === 0) return;
  for (const { fieldKey, fieldName, arguments: args } of cache.inspectFields('Query')) {
    if (fieldName !== 'rooms') continue;
    const before = cache.resolve('Query', fieldKey) as readonly string[];
    const keys = new Set([
      ...before,
      ...changed.flatMap(({ id }) => cache.keyOfEntity({ __typename: 'Room', id }) ?? []),
    ]);
    const position = (key: string) => Number(cache.resolve(key, 'position'));
    const all = args?.['includeInactive'] === true;
    const after = [...keys]
      .filter((key) => all || cache.resolve(key, 'active') === true)
      .toSorted((a, b) => position(a) - position(b));
    // A list that holds the same is not read anew.
    if (after.join() !== before.join()) cache.link('Query', 'rooms', args, after);
  }
}

/** What somebody changed here stands in the lists at once; the stream tells it again. */
export function applyRoomPayload(mutation: string): UpdateResolver {
  return (result, _args, cache) => {
    const { room, rooms = [] } = (result[mutation] ?? {}) as unknown as {
      room?: ChangedRoom;
      rooms?: readonly ChangedRoom[];
    };
    putInLists(cache, room ? [room] : rooms);
  };
}
