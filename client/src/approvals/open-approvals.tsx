import { useCallback, useMemo, useState } from 'react';
import { useQuery } from 'urql';
import { CalendarDrawer } from '../calendar/page/calendar-drawer.tsx';
import { CalendarNavigation } from '../calendar/page/calendar-navigation.tsx';
import { RoomsOfCalendar } from '../calendar/page/calendar-rooms.ts';
import type { CalendarSearch } from '../links/calendar-search.ts';
import { Timeline } from '../calendar/timeline/timeline.tsx';
import { TimelineSkeleton } from '../calendar/page/timeline-skeleton.tsx';
import { useCalendarWindow, type CalendarChange } from '../calendar/data/use-calendar-window.ts';
import { useGlow } from '../calendar/data/use-glow.ts';
import { isOver } from '../bookings/status.ts';
import { Frame } from '../frame/frame.tsx';
import { failureWords } from '../graphql/failure-words.ts';
import type { BookingBarFragment, OccupancyBarFragment, RoomRowFragment } from '../graphql/generated/graphql.ts';
import { LazyPlanPanel } from '../planning/lazy-plan-panel.tsx';
import { PlanOutlines } from '../planning/plan-outlines.ts';
import { useHere } from '../people/here.tsx';
import { dateOf } from '../time/day.ts';
import { rangeOf, turnBy, type View } from '../time/range.ts';
import { monthWords, rangeWords } from '../time/words.ts';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { useMedia } from '../ui/use-media.ts';
import { useNow } from '../ui/use-now.ts';
import type { ApprovalsChange, ApprovalsSearch } from './approvals-search.ts';
import { ApprovalsTray } from './approvals-tray.tsx';
import { useDesk } from './use-desk.ts';
import { useWaiting } from './use-waiting.ts';
import '../forms/drawer.css';
import '../ui/field.css';
import '../calendar/page/calendar-page.css';
import '../frame/page.css';

const noRooms: readonly RoomRowFragment[] = [];
const noOccupancies: readonly OccupancyBarFragment[] = [];
const nobodyWaiting: readonly never[] = [];
function nothing() {
  return undefined;
}

type OpenApprovalsProps = {
  search: ApprovalsSearch;
  /** The same, with who is chosen as the booking that stands open. */
  marked: CalendarSearch;
  onShow(change: ApprovalsChange): void;
  onClose(): void;
};

/** Who waits at the left, the rooms at the right on their dates. A phone has the list alone. */
export function OpenApprovals({ search, marked, onShow, onClose }: OpenApprovalsProps) {
  const { facility, may } = useHere();
  const { timeZone } = facility;
  const phone = useMedia('(max-width: 720px)');
  const today = dateOf(useNow(), timeZone);
  const view: View = search.view ?? 'week';
  const date = search.date ?? today;
  const range = useMemo(() => rangeOf(view, date, timeZone, facility), [view, date, timeZone, facility]);
  const [{ data, error: roomsError }, askRooms] = useQuery({ query: RoomsOfCalendar });
  const rooms = useMemo(() => (data?.rooms ?? noRooms).toSorted((a, b) => a.position - b.position), [data]);
  const { glowing, onChange: glow } = useGlow();
  const [changes, setChanges] = useState(0);
  const [outlines] = useState(() => new PlanOutlines());
  const onChange = useCallback(
    (change: CalendarChange) => {
      glow(change);
      setChanges((count) => count + 1);
    },
    [glow],
  );
  const calendar = useCalendarWindow(range, data?.rooms, onChange);
  const waiting = useWaiting();
  const { ghosts = nobodyWaiting, placed } = waiting;
  const { occupancies = noOccupancies } = calendar;
  const isKnown = calendar.occupancies !== undefined && calendar.ghosts !== undefined;
  const desk = useDesk({ ghosts, placed, rooms, chosenId: search.ghost, changes, onShow });

  const mayMove = useCallback(
    (booking: BookingBarFragment) => !isOver(booking.status) && may('booking:reschedule'),
    [may],
  );
  const title = view === 'month' ? monthWords(range.first) : rangeWords(range, timeZone);
  const failed = waiting.error ?? calendar.error ?? roomsError;
  const showView = (next: View) =>
    onShow({ view: next === 'week' ? undefined : next, date, zoom: undefined, at: undefined });
  const open = (id: string) => {
    const one = desk.all.find((booking) => booking.id === id);
    if (one) desk.choose(one);
    else onShow({ booking: id, act: undefined });
  };
  const isPlanned = search.plan === true;
  const isBeside = search.booking !== undefined || search.closure !== undefined;
  const planPanel = (
    <LazyPlanPanel
      range={range}
      timeZone={timeZone}
      ghosts={isKnown ? (calendar.ghosts ?? nobodyWaiting) : null}
      outlines={outlines}
      isBehind={isBeside}
      onOpen={open}
      onRoom={(room) => onShow({ show: room, folded: undefined })}
      onClose={() => onShow({ plan: undefined })}
    />
  );
  return (
    <Frame
      divided={false}
      toolbar={
        phone && !isPlanned ? (
          <h1 className="page-title">Approvals</h1>
        ) : (
          <CalendarNavigation
            range={title}
            view={view}
            isNow={range.days.some((day) => day.date === today)}
            onView={showView}
            onPrevious={() => onShow({ date: turnBy(range, -1), at: undefined })}
            onNext={() => onShow({ date: turnBy(range, 1), at: undefined })}
            onToday={() => onShow({ date: undefined, at: undefined })}
            onNew={null}
          />
        )
      }
      drawer={
        <CalendarDrawer
          search={search}
          rooms={rooms}
          range={range}
          occupancies={occupancies}
          ready={isKnown}
          complete={isKnown && calendar.unread.size === 0}
          onShow={onShow}
          onClose={onClose}
        />
      }
    >
      <div className="approvals">
        {waiting.ghosts === undefined && failed ? (
          <FailurePanel
            {...failureWords(failed)}
            retrying={waiting.fetching}
            onRetry={() => {
              if (roomsError) askRooms({ requestPolicy: 'network-only' });
              waiting.retry();
              calendar.retry();
            }}
          />
        ) : isPlanned && phone ? (
          planPanel
        ) : (
          <ApprovalsTray
            desk={desk}
            ready={waiting.ghosts !== undefined}
            ghosts={ghosts}
            placed={placed}
            rooms={rooms}
            taken={occupancies}
            known={isKnown ? range : null}
            isPlanned={isPlanned}
            onPlan={() => onShow({ plan: isPlanned ? undefined : true })}
            hasDrawer={search.booking !== undefined}
            onClose={onClose}
          />
        )}
        {!phone && (
          <div className="approvals-timeline">
            {data && isKnown ? (
              <Timeline
                range={range}
                timeZone={timeZone}
                rooms={desk.fitting.sorted}
                fits={desk.fitting.fits}
                onRoom={desk.ghost ? (roomId) => void desk.assign(desk.ghost!, roomId) : undefined}
                occupancies={occupancies}
                ghosts={calendar.ghosts ?? nobodyWaiting}
                ended={nobodyWaiting}
                search={marked}
                onShow={onShow}
                loading={!isKnown}
                unread={calendar.unread}
                glowing={glowing}
                spotlight={null}
                mayCreate={desk.ghost !== null}
                mayAssign
                mayMove={mayMove}
                onNew={(place) => place?.roomId && desk.ghost && void desk.assign(desk.ghost, place.roomId)}
                onAct={(id, action) => (action ? onShow({ booking: id, act: action }) : open(id))}
                onClosure={(closure) => onShow({ closure, date })}
                onClose={null}
                outlines={isPlanned ? outlines : null}
                onWider={nothing}
              />
            ) : (
              <TimelineSkeleton
                range={range}
                timeZone={timeZone}
                today={today}
                rows={rooms.length || 24}
                search={search}
              />
            )}
            {isPlanned && planPanel}
          </div>
        )}
      </div>
    </Frame>
  );
}
