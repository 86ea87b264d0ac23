import { useMemo } from 'react';
import { useQuery } from 'urql';
import { FailedDrawer, WaitingDrawer } from '../forms/unfetched-drawer.tsx';
import { actionFacts } from '../booking-sheet/action-order.ts';
import { graphql } from '../graphql/generated/gql.ts';
import type { BookingActionName } from '../graphql/generated/graphql.ts';
import { useHere } from '../people/here.tsx';
import { dateOf } from '../time/day.ts';
import { firstOfWeek } from '../time/week.ts';
import { Button } from '../ui/button.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { lazyPart } from '../ui/lazy-part.tsx';
import { useNow } from '../ui/use-now.ts';
import { noDrawer, type DrawerSearch } from './bookings-search.ts';
import '../forms/drawer.css';

export const RoomsOfList = graphql(`
  query RoomsOfList {
    rooms {
      ...RoomRow
    }
  }
`);

const drawer = { waiting: WaitingDrawer, failed: FailedDrawer };
const BookingDrawer = lazyPart(async () => (await import('../booking-sheet/booking-drawer.tsx')).BookingDrawer, drawer);
const NewBookingDrawer = lazyPart(
  async () => (await import('../booking-form/new-booking-drawer.tsx')).NewBookingDrawer,
  drawer,
);

type ListDrawerProps = {
  search: DrawerSearch;
  onShow(change: DrawerSearch): void;
  onClose(): void;
};

/** Shows what stands open beside a list of bookings: one of them, or the form for another. */
export function ListDrawer({ search, onShow, onClose }: ListDrawerProps) {
  if (search.new) return <Form copy={search.copy} onShow={onShow} onClose={onClose} />;
  return search.booking ? (
    <One key={search.booking} id={search.booking} act={search.act} onShow={onShow} onClose={onClose} />
  ) : null;
}

function One({ id, act, onShow, onClose }: Omit<ListDrawerProps, 'search'> & { id: string; act: DrawerSearch['act'] }) {
  const [{ data }] = useQuery({ query: RoomsOfList });
  return (
    <BookingDrawer
      id={id}
      rooms={data?.rooms ?? []}
      startWith={(Object.keys(actionFacts) as BookingActionName[]).find((one) => one === act)}
      onStarted={() => onShow({ act: undefined })}
      onDuplicate={(copy) => onShow({ ...noDrawer, new: true, copy })}
      onClose={onClose}
    />
  );
}

const noPlace = {};

function Form({ copy, onShow, onClose }: Omit<ListDrawerProps, 'search'> & { copy: string | undefined }) {
  const { facility, may } = useHere();
  const [{ data }] = useQuery({ query: RoomsOfList });
  const today = dateOf(useNow(), facility.timeZone);
  const week = useMemo(
    () => ({ weekStart: firstOfWeek(today, facility.weekStartsOn) }),
    [today, facility.weekStartsOn],
  );
  if (!may('booking:create')) {
    return (
      <aside className="drawer" aria-label="New booking">
        <FailurePanel title="You can’t request bookings." advice="Ask a colleague in your division who can.">
          <Button onClick={onClose}>Close</Button>
        </FailurePanel>
      </aside>
    );
  }
  return (
    <NewBookingDrawer
      key={copy}
      rooms={data?.rooms ?? []}
      week={week}
      start={noPlace}
      copy={copy}
      onClose={onClose}
      onBooked={({ id }) => onShow({ ...noDrawer, booking: id })}
    />
  );
}
