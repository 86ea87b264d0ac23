import { useNavigate, useSearch } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import { useQuery } from 'urql';
import { CloseRoomsDrawer } from '../closures/close-rooms-drawer.tsx';
import { Page } from '../frame/page.tsx';
import { failureWords } from '../graphql/failure-words.ts';
import { graphql } from '../graphql/generated/gql.ts';
import type { RoomRowFragment } from '../graphql/generated/graphql.ts';
import { useHere } from '../people/here.tsx';
import { dateOf } from '../time/day.ts';
import { now } from '../time/now.ts';
import { firstOfWeek } from '../time/week.ts';
import { Button } from '../ui/button.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { isFoundBy } from '../forms/search-words.ts';
import { useShortcuts } from '../ui/keys/shortcuts.ts';
import { NewRoomDrawer, RoomDrawer } from './room-drawer.tsx';
import { RoomsBar } from './rooms-bar.tsx';
import { RoomTable } from './room-table.tsx';
import type { RoomsSearch } from './rooms-search.ts';
import { useNextClosures } from './use-next-closures.ts';
import { useOrderRooms } from './use-order-rooms.ts';
import './rooms.css';

const AllRooms = graphql(`
  query AllRooms {
    rooms(includeInactive: true) {
      ...RoomRow
    }
  }
`);

const noRooms: readonly RoomRowFragment[] = [];

/** Every room of the house, in the order of the calendar, and the drawer in which one is changed. */
export function RoomsPage() {
  const search = useSearch({ from: '/signed-in/rooms' });
  const { open, add, startClosing, close } = useOpening();
  const { may, facility } = useHere();
  const allowed = may('room:manage');
  const mayClose = may('room:close');
  const [{ data, error, fetching }, ask] = useQuery({
    query: AllRooms,
    requestPolicy: 'cache-and-network',
    pause: !allowed,
  });
  const rooms = data?.rooms ?? noRooms;
  const closures = useNextClosures(!allowed);
  const { ordered, move } = useOrderRooms(rooms);
  const [weekStart] = useState(() => firstOfWeek(dateOf(now(), facility.timeZone), facility.weekStartsOn));
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const words = typed.trim();
  const found = useMemo(
    () => (words === '' ? ordered : ordered.filter(({ name }) => isFoundBy(words, name))),
    [ordered, words],
  );
  const opened = rooms.find(({ id }) => id === search.room) ?? null;

  useShortcuts(
    {
      n: { words: 'Add a room', run: add },
      ...(mayClose ? { l: { words: 'Close rooms', run: startClosing } } : {}),
      ...(search.room || search.new || search.close ? { Escape: { words: 'Close panel', run: close } } : {}),
    },
    'Rooms',
  );

  const drawer = search.new ? (
    <NewRoomDrawer rooms={rooms} onAdded={({ id }) => open(id)} onClose={close} />
  ) : search.close && data ? (
    <CloseRoomsDrawer
      rooms={rooms}
      weekStart={weekStart}
      start={{ roomIds: [...chosen] }}
      onClose={close}
      onClosed={() => {
        setChosen(new Set());
        close();
      }}
    />
  ) : opened ? (
    <RoomDrawer key={opened.id} room={opened} rooms={rooms} onClose={close} />
  ) : undefined;
  return (
    <Page
      title="Rooms"
      needs="room:manage"
      drawer={drawer}
      toolbar={
        <Button look="primary" className="page-action" title="Add a room (N)" aria-keyshortcuts="N" onClick={add}>
          <Plus aria-hidden="true" />
          <span>Add a room</span>
        </Button>
      }
    >
      <RoomsBar
        typed={typed}
        rooms={rooms}
        chosen={chosen.size}
        onType={setTyped}
        onClose={mayClose ? startClosing : null}
      />
      <div className="page-scroll rooms-scroll" aria-busy={!data && !error}>
        {data ? (
          <RoomTable
            rooms={found}
            total={rooms.length}
            closures={closures}
            chosen={chosen}
            open={search.room ?? null}
            onChoose={setChosen}
            onOpen={open}
            onMove={words === '' ? move : null}
          />
        ) : error ? (
          <FailurePanel
            {...failureWords(error)}
            retrying={fetching}
            onRetry={() => ask({ requestPolicy: 'network-only' })}
          />
        ) : (
          <RoomsSkeleton />
        )}
        {data && found.length === 0 && <Nothing typed={typed} />}
      </div>
    </Page>
  );
}

function Nothing({ typed }: { typed: string }) {
  return (
    <div className="page-empty rooms-empty">
      <h2>{typed.trim() === '' ? 'No rooms yet.' : `No room matches “${typed.trim()}”.`}</h2>
      <p>{typed.trim() === '' ? 'Add the first one. It appears in every calendar.' : 'Part of a name is enough.'}</p>
    </div>
  );
}

function RoomsSkeleton() {
  return (
    <table className="data-table">
      <tbody>
        {Array.from({ length: 24 }, (_, index) => (
          <tr key={index} className="row-skeleton">
            <td>
              <span style={{ width: 120 + ((index * 37) % 90) }} />
              <p className="unseen">Loading</p>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Opens and closes what stands at the right, as the address says. */
function useOpening() {
  const navigate = useNavigate();
  const show = useCallback(
    (change: RoomsSearch) =>
      void navigate({ to: '/rooms', search: (before: RoomsSearch) => ({ ...before, ...change }) }),
    [navigate],
  );
  const open = (room: string) => show({ room, new: undefined, close: undefined });
  const add = () => show({ room: undefined, new: true, close: undefined });
  const startClosing = () => show({ room: undefined, new: undefined, close: true });
  const close = useCallback(() => {
    // The keyboard goes back to where it came from.
    const opener =
      document.querySelector<HTMLElement>('[data-open="true"] .row-link') ??
      document.querySelector<HTMLElement>('.page-action');
    show({ room: undefined, new: undefined, close: undefined });
    opener?.focus();
  }, [show]);
  return { open, add, startClosing, close };
}
