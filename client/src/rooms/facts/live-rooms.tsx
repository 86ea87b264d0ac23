import { useSubscription } from 'urql';
import { graphql } from '../../graphql/generated/gql.ts';
import { useHere } from '../../people/here.tsx';

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

/** Keeps the rooms true on every page: the cache takes in what is told, and whatever shows a room follows. */
export function LiveRooms() {
  useRoomChanges();
  return null;
}

/** The last change, with what it is news of. */
export function useRoomChanges() {
  const { may } = useHere();
  const [{ data }] = useSubscription({ query: RoomChanges, pause: !may('calendar:read') });
  return data?.roomsChanged;
}
