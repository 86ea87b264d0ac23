// A page that follows something: which rooms are in use, on every screen, as soon as anybody changes one.
// Run by client/src/graphql/live-page.test.ts. What it gets without a word of its own is in client/src/graphql/SPEC.md.
import { graphql } from '../../client/src/graphql/generated/gql.ts';
import { liveWindow } from '../../client/src/graphql/live-window.ts';
import { useLiveWindow } from '../../client/src/graphql/use-live-window.ts';

const RoomsInUse = graphql(`
  query RoomsInUse {
    rooms {
      id
      version
      name
      capacity
      position
      active
    }
  }
`);

const RoomsInUseChanges = graphql(`
  subscription RoomsInUseChanges {
    roomsChanged {
      cursor
      rooms {
        id
        version
        name
        capacity
        position
        active
      }
    }
  }
`);

const roomsInUse = liveWindow({
  read: RoomsInUse,
  follow: RoomsInUseChanges,
  isHeartbeat: ({ rooms }) => rooms.length === 0,
  merge: (shown, { rooms }) => {
    const byId = new Map([...shown.rooms, ...rooms].map((room) => [room.id, room]));
    return { rooms: [...byId.values()].filter(({ active }) => active).toSorted((a, b) => a.position - b.position) };
  },
});

export function RoomsInUsePage() {
  const { data, error, retry } = useLiveWindow(roomsInUse, {});
  if (error && !data) return <button onClick={retry}>The rooms could not be read. Try again</button>;
  return (
    <ul aria-busy={!data}>
      {data?.rooms.map(({ id, name, capacity }) => (
        <li key={id}>
          {name}, {capacity} seats
        </li>
      ))}
    </ul>
  );
}
