import type { Cache, UpdateResolver } from '@urql/exchange-graphcache';
import type { RoomChangesSubscription } from '../../graphql/generated/graphql.ts';

type Change = RoomChangesSubscription['roomsChanged'];
type ChangedRoom = Change['rooms'][number];

/** A list holds the rooms in use, or all of them, in calendar order; the rooms themselves the cache has written already. */
function putInLists(cache: Cache, changed: readonly ChangedRoom[]): void {
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

export const applyRoomsChange: UpdateResolver = (result, _args, cache) => {
  const { rooms = [] } = (result['roomsChanged'] ?? {}) as unknown as Partial<Change>;
  if (rooms.length > 0) putInLists(cache, rooms);
};

/** What somebody changed here stands in the lists at once; the stream tells it again. */
export function applyRoomPayload(mutation: string): UpdateResolver {
  return (result, _args, cache) => {
    const { room, rooms = [] } = (result[mutation] ?? {}) as unknown as {
      room?: ChangedRoom;
      rooms?: readonly ChangedRoom[];
    };
    const changed = room ? [room] : rooms;
    if (changed.length > 0) putInLists(cache, changed);
  };
}

export function isRoomsHeartbeat(change: unknown): boolean {
  const { rooms, closuresChanged } = change as Change;
  return rooms.length === 0 && !closuresChanged;
}

/** At the beginning all rooms are told: of those that are known as they are, there is nothing to draw again. */
export function newerRooms(change: unknown, versionOf: (id: string) => number): unknown {
  const { all, rooms } = change as Change;
  return {
    ...(change as Change),
    rooms: rooms.filter(({ id, version }) => version > versionOf(id) || (!all && version === versionOf(id))),
  };
}
