import { useMemo } from 'react';
import { actionFacts } from '../../booking-sheet/action-order.ts';
import { FailedDrawer, WaitingDrawer } from '../../forms/unfetched-drawer.tsx';
import type { BookingActionName } from '../../graphql/generated/graphql.ts';
import { useHere } from '../../people/here.tsx';
import { dateOf } from '../../time/day.ts';
import type { Range } from '../../time/range.ts';
import { firstOfWeek } from '../../time/week.ts';
import { Button } from '../../ui/button.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { noDrawer, type CalendarSearch } from '../../links/calendar-search.ts';
import type { DrawerProps } from './drawer-props.ts';

const drawer = { waiting: WaitingDrawer, failed: FailedDrawer };
const BookingDrawer = lazyPart(
  async () => (await import('../../booking-sheet/booking-drawer.tsx')).BookingDrawer,
  drawer,
);
const ClosureDrawer = lazyPart(async () => (await import('../../closures/closure-drawer.tsx')).ClosureDrawer, drawer);
const CloseRoomsDrawer = lazyPart(
  async () => (await import('../../closures/close-rooms-drawer.tsx')).CloseRoomsDrawer,
  drawer,
);
const NewBookingDrawer = lazyPart(
  async () => (await import('../../booking-form/new-booking-drawer.tsx')).NewBookingDrawer,
  drawer,
);

/** Fetches them before anybody asks: a drawer opens without a line, too. */
export async function fetchDrawers(): Promise<void> {
  await Promise.all([BookingDrawer.fetch(), NewBookingDrawer.fetch(), ClosureDrawer.fetch(), CloseRoomsDrawer.fetch()]);
}

/** Shows what stands open beside the calendar, as the address says. */
export function OpenDrawer(drawer: DrawerProps) {
  if (drawer.search.new) return <DrawnBooking {...drawer} />;
  if (drawer.search.close) return <DrawnClosure {...drawer} />;
  if (drawer.search.closure) return <OneClosure {...drawer} id={drawer.search.closure} />;
  return drawer.search.booking ? <OneBooking {...drawer} id={drawer.search.booking} /> : null;
}

function OneBooking({ id, search, rooms, onShow, onClose }: DrawerProps & { id: string }) {
  return (
    <BookingDrawer
      key={id}
      id={id}
      rooms={rooms}
      startWith={actionOf(search.act)}
      onStarted={() => onShow({ act: undefined })}
      onDuplicate={(copy) => onShow({ ...noDrawer, new: true, copy })}
      onClose={onClose}
    />
  );
}

function DrawnBooking({ search, rooms, range, onShow, onClose }: DrawerProps) {
  const { facility, may } = useHere();
  const { timeZone } = facility;
  const { from, to, room, copy } = search;
  const start = useStart(search);
  if (!may('booking:create'))
    return (
      <MayNot
        label="New booking"
        title="You can’t request bookings."
        advice="Ask a colleague in your division who can."
        onClose={onClose}
      />
    );

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
  return (
    <NewBookingDrawer
      key={`${from} ${to} ${room} ${copy}`}
      rooms={rooms}
      week={{ weekStart: firstOfWeek(range.first, facility.weekStartsOn) }}
      start={start}
      copy={copy}
      onClose={onClose}
      onBooked={booked}
      onCloseInstead={closeInstead}
    />
  );
}

function OneClosure({ id, occupancies, range, complete, onClose }: DrawerProps & { id: string }) {
  const closure = useMemo(() => occupancies.find((one) => one.closure?.id === id)?.closure ?? null, [occupancies, id]);
  return <ClosureDrawer key={id} closure={closure} range={range} complete={complete} onClose={onClose} />;
}

function DrawnClosure({ search, rooms, range, onShow, onClose }: DrawerProps) {
  const { facility, may } = useHere();
  const start = useStart(search);
  if (!may('room:close'))
    return <MayNot label="Close rooms" title="You can’t close rooms." advice="Ask the Room Boss." onClose={onClose} />;
  if (rooms.length === 0) return <WaitingDrawer />;
  return (
    <CloseRoomsDrawer
      key={`${search.from} ${search.to} ${search.room}`}
      rooms={rooms}
      weekStart={firstOfWeek(range.first, facility.weekStartsOn)}
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

/** Finds where the forms begin, as the address says. */
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

function actionOf(name: string | undefined): BookingActionName | undefined {
  return (Object.keys(actionFacts) as BookingActionName[]).find((one) => one === name);
}
