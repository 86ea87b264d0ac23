import { graphql } from '../../graphql/generated/gql.ts';
import type { RoomChangesSubscription } from '../../graphql/generated/graphql.ts';
import { liveStream } from '../../graphql/live-window.ts';
import { useLiveStream } from '../../graphql/use-live-window.ts';
import { useHere } from '../../people/here.tsx';
import { putInLists } from './room-lists.ts';

const RoomChanges = graphql(`
  subscription RoomChanges {
    roomsChanged {
      cursor
      all
      closuresChanged
      rooms {
        ...RoomRow
      }
    }
  }
`);

const roomsStream = liveStream({
  follow: RoomChanges,
  update: ({ rooms }, _variables, cache) => putInLists(cache, rooms),
  isHeartbeat: ({ rooms, closuresChanged }) => rooms.length === 0 && !closuresChanged,
  // At the beginning all rooms are told: of those that are known as they are, there is nothing to draw again.
  withoutOldNews: (change, versionOf) => ({
    ...change,
    rooms: change.rooms.filter(
      ({ id, version }) => version > versionOf(id) || (!change.all && version === versionOf(id)),
    ),
  }),
});

/** Keeps the rooms true on every page: the cache takes in what is told, and whatever shows a room follows. */
export function LiveRooms() {
  useRoomChanges();
  return null;
}

/** Hears of each change of rooms and closures. */
export function useRoomChanges(onChange?: (change: RoomChangesSubscription['roomsChanged']) => void): void {
  const { may } = useHere();
  useLiveStream(roomsStream, {}, { pause: !may('calendar:read'), onChange });
}
