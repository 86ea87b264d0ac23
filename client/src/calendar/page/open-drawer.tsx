import { useMemo } from 'react';
import { actionFacts } from '../../booking-sheet/action-order.ts';
import type { BookingActionName } from '../../graphql/generated/graphql.ts';
import { useHere } from '../../people/here.tsx';
import { dateOf } from '../../time/day.ts';
import type { Range } from '../../time/range.ts';
import { mondayOf } from '../../time/week.ts';
import { Button } from '../../ui/button.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { useLoaded } from '../../ui/use-loaded.ts';
import type { DrawerProps } from './calendar-drawer.tsx';
import { noDrawer, type CalendarSearch } from '../../links/calendar-search.ts';
import { Unfetched } from './unfetched-drawer.tsx';

async function loadBooking() {
  return (await import('../../booking-sheet/booking-drawer.tsx')).BookingDrawer;
}
async function loadClosure() {
  return (await import('../../closures/closure-drawer.tsx')).ClosureDrawer;
}
async function loadCloseRooms() {
  return (await import('../../closures/close-rooms-drawer.tsx')).CloseRoomsDrawer;
}
async function loadNewBooking() {
  return (await import('../../booking-form/new-booking-drawer.tsx')).NewBookingDrawer;
}

/** Fetched before anybody asks: a drawer opens without a line, too. */
export function fetchDrawers() {
  return Promise.allSettled([loadBooking(), loadNewBooking(), loadClosure(), loadCloseRooms()]);
}

/** What stands open beside the calendar, as the address says. */
export function OpenDrawer(drawer: DrawerProps) {
  if (drawer.search.new) return <DrawnBooking {...drawer} />;
  if (drawer.search.close) return <DrawnClosure {...drawer} />;
  if (drawer.search.closure) return <OneClosure {...drawer} id={drawer.search.closure} />;
  return drawer.search.booking ? <OneBooking {...drawer} id={drawer.search.booking} /> : null;
}

function OneBooking({ id, search, rooms, onShow, onClose }: DrawerProps & { id: string }) {
  const { part, retry } = useLoaded(loadBooking);
  if (part === null || part === 'failed') return <Unfetched failed={part === 'failed'} onRetry={retry} />;
  const BookingDrawer = part.loaded;
  return (
    <BookingDrawer
      key={id}
      id={id}
      rooms={rooms}
      startWith={actionNamed(search.act)}
      onStarted={() => onShow({ act: undefined })}
      onDuplicate={(copy) => onShow({ ...noDrawer, new: true, copy })}
      onClose={onClose}
    />
  );
}

function DrawnBooking({ search, rooms, range, onShow, onClose }: DrawerProps) {
  const { facility, may } = useHere();
  const { timeZone } = facility;
  const { part, retry } = useLoaded(loadNewBooking);
  const { from, to, room, copy } = search;
  const start = useStart(search);
  if (!may('booking:create'))
    return (
      <MayNot
        label="New booking"
        title="You may not ask for bookings."
        advice="Somebody of your division who may book can do it for you."
        onClose={onClose}
      />
    );
  if (part === null || part === 'failed') return <Unfetched failed={part === 'failed'} onRetry={retry} />;

  const booked = ({ id, startsAt }: { readonly id: string; readonly startsAt: string }) => {
    const at = Date.parse(startsAt);
    const isInSight = range.start <= at && at < range.end;
    onShow({
      new: undefined,
      from: undefined,
      to: undefined,
      room: undefined,
      copy: undefined,
      booking: id,
      ...(isInSight ? {} : { date: dateOf(at, timeZone) }),
    });
  };
  // Of what was drawn: which room, and when.
  const closeInstead =
    may('room:close') && from && to && room && copy === undefined
      ? () => onShow({ new: undefined, close: true })
      : undefined;
  const NewBookingDrawer = part.loaded;
  return (
    <NewBookingDrawer
      key={`${from} ${to} ${room} ${copy}`}
      rooms={rooms}
      week={{ monday: mondayOf(range.first) }}
      start={start}
      copy={copy}
      onClose={onClose}
      onBooked={booked}
      onCloseInstead={closeInstead}
    />
  );
}

function OneClosure({ id, occupancies, range, complete, onClose }: DrawerProps & { id: string }) {
  const { part, retry } = useLoaded(loadClosure);
  const closure = useMemo(() => occupancies.find((one) => one.closure?.id === id)?.closure ?? null, [occupancies, id]);
  if (part === null || part === 'failed') return <Unfetched failed={part === 'failed'} onRetry={retry} />;
  const ClosureDrawer = part.loaded;
  return <ClosureDrawer key={id} closure={closure} range={range} complete={complete} onClose={onClose} />;
}

function DrawnClosure({ search, rooms, range, onShow, onClose }: DrawerProps) {
  const { facility, may } = useHere();
  const { part, retry } = useLoaded(loadCloseRooms);
  const start = useStart(search);
  if (!may('room:close'))
    return (
      <MayNot
        label="Close rooms"
        title="You may not close rooms."
        advice="The Room Boss can do it for you."
        onClose={onClose}
      />
    );
  if (part === null || part === 'failed' || rooms.length === 0)
    return <Unfetched failed={part === 'failed'} onRetry={retry} />;
  const CloseRoomsDrawer = part.loaded;
  return (
    <CloseRoomsDrawer
      key={`${search.from} ${search.to} ${search.room}`}
      rooms={rooms}
      monday={mondayOf(range.first)}
      start={start}
      onClose={onClose}
      onClosed={(closure) =>
        onShow({
          ...noDrawer,
          ...(closure ? { closure: closure.id, date: dayInSight(closure.startsAt, range, facility.timeZone) } : {}),
        })
      }
    />
  );
}

/** The day to show so that what begins then is in sight. */
function dayInSight(startsAt: string, range: Range, timeZone: string): string {
  const at = Date.parse(startsAt);
  return range.start <= at && at < range.end ? range.first : dateOf(at, timeZone);
}

/** Where the forms begin, as the address says. */
function useStart({ from, to, room }: CalendarSearch) {
  return useMemo(
    () => ({ ...(from ? { startsAt: from } : {}), ...(to ? { endsAt: to } : {}), ...(room ? { roomId: room } : {}) }),
    [from, to, room],
  );
}

type MayNotProps = {
  label: string;
  title: string;
  advice: string;
  onClose(): void;
};

function MayNot({ label, title, advice, onClose }: MayNotProps) {
  return (
    <aside className="drawer" aria-label={label}>
      <FailurePanel title={title} advice={advice}>
        <Button onClick={onClose}>Close</Button>
      </FailurePanel>
    </aside>
  );
}

function actionNamed(name: string | undefined): BookingActionName | undefined {
  return (Object.keys(actionFacts) as BookingActionName[]).find((one) => one === name);
}
