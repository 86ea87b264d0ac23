import { useNavigate, useSearch } from '@tanstack/react-router';
import { TriangleAlert } from 'lucide-react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useQuery } from 'urql';
import { isOver } from '../../bookings/status.ts';
import { Frame } from '../../frame/frame.tsx';
import { failureWords } from '../../graphql/failure-words.ts';
import type { BookingBarFragment, OccupancyBarFragment, RoomRowFragment } from '../../graphql/generated/graphql.ts';
import { useHere } from '../../people/here.tsx';
import { dateOf } from '../../time/day.ts';
import { rangeOf, turnBy, type View } from '../../time/range.ts';
import { monthWords, rangeWords } from '../../time/words.ts';
import { LazyPlanPanel } from '../../planning/lazy-plan-panel.tsx';
import { PlanOutlines } from '../../planning/plan-outlines.ts';
import { Button } from '../../ui/button.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { useShortcuts } from '../../ui/keys/shortcuts.ts';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { useMedia } from '../../ui/use-media.ts';
import { useNow } from '../../ui/use-now.ts';
import { usePageTitle } from '../../ui/use-page-title.ts';
import { CalendarBar } from './calendar-bar.tsx';
import { CalendarDrawer } from './calendar-drawer.tsx';
import { RoomsOfCalendar } from './calendar-rooms.ts';
import { CalendarNavigation } from './calendar-navigation.tsx';
import { noDrawer, withoutBlanks, type SearchChange } from '../../links/calendar-search.ts';
import { MonthPicker } from './month-picker.tsx';
import { Timeline } from '../timeline/timeline.tsx';
import type { Spotlight } from '../timeline/timeline-props.ts';
import { TimelineSkeleton } from './timeline-skeleton.tsx';
import { useAway } from '../data/use-away.ts';
import type { CalendarChange } from '../data/calendar-stream.ts';
import { useCalendarWindow } from '../data/use-calendar-window.ts';
import { useEnded } from '../data/use-ended.ts';
import { useGlow } from '../data/use-glow.ts';
import '../../forms/drawer.css';
import './calendar-page.css';

const AwayChip = lazyPart(async () => (await import('../timeline/away-chip.tsx')).AwayChip, { failed: null });
const Agenda = lazyPart(async () => (await import('./agenda.tsx')).Agenda, {
  waiting: () => <div aria-busy="true" />,
});

const noRooms: readonly RoomRowFragment[] = [];
const noOccupancies: readonly OccupancyBarFragment[] = [];
const noGhosts: readonly BookingBarFragment[] = [];

export function CalendarPage() {
  return useHere().may('calendar:read') ? <OpenCalendar /> : <NoCalendar />;
}

/** For who has no role yet, or none any more: it opens by itself as soon as they have. */
function NoCalendar() {
  usePageTitle('Calendar');
  return (
    <Frame toolbar={null} divided={false}>
      <FailurePanel
        title="You may not see the calendar."
        advice="No role that you hold lets you. Ask an administrator; as soon as you have one, the calendar opens by itself."
      />
    </Frame>
  );
}

function OpenCalendar() {
  const search = useSearch({ from: '/signed-in/calendar' });
  const show = useShow();
  const { facility, viewer, may } = useHere();
  const { timeZone } = facility;
  const today = dateOf(useNow(), timeZone);
  const phone = useMedia('(max-width: 720px)');
  // A phone shows one day and turns by weeks, whatever the address says.
  const view: View = phone ? 'week' : (search.view ?? 'week');
  const date = search.date ?? today;
  const range = useMemo(() => rangeOf(view, date, timeZone, facility), [view, date, timeZone, facility]);

  const [rooms, askRooms] = useQuery({ query: RoomsOfCalendar });
  const { glowing, onChange: glow } = useGlow();
  const { changes, onChange: noteAway, clear } = useAway();
  const onChange = useCallback(
    (change: CalendarChange) => {
      glow(change);
      noteAway(change);
    },
    [glow, noteAway],
  );
  const calendar = useCalendarWindow(range, rooms.data?.rooms, onChange);
  const ended = useEnded(range, search.ended === 'shown');
  // Along with what it will show.
  useEffect(() => {
    if (phone) void Agenda.fetch();
  }, [phone]);
  const [outlines] = useState(() => new PlanOutlines());
  const [spotlight, setSpotlight] = useState<Spotlight | null>(null);

  const { occupancies = noOccupancies, ghosts = noGhosts } = calendar;
  const isKnown = calendar.occupancies !== undefined && calendar.ghosts !== undefined;
  const all = rooms.data?.rooms ?? noRooms;
  const shown = useMemo(
    () =>
      all.filter((room) => search.offices !== 'hidden' || !room.longTerm).toSorted((a, b) => a.position - b.position),
    [all, search.offices],
  );
  const title = view === 'month' ? monthWords(range.first) : rangeWords(range, timeZone);
  const turn = (steps: number) => show({ date: turnBy(range, steps), at: undefined });
  const goToday = () => show({ date: undefined, at: undefined });
  const showView = (next: View) =>
    show({ view: next === 'week' ? undefined : next, date, zoom: undefined, at: undefined });
  const mayCreate = may('booking:create');
  const mayClose = may('room:close');
  const isPlanned = search.plan === true && may('room:assign');
  const togglePlan = () => show({ plan: search.plan ? undefined : true });
  const startNew = mayCreate ? () => show({ ...noDrawer, new: true }) : null;
  const startClosing = () => show({ ...noDrawer, close: true });
  const close = useCallback(() => {
    show(noDrawer);
    document.querySelector<HTMLElement>('[role=grid]')?.focus({ preventScroll: true });
  }, [show]);
  const discard = useCallback(() => {
    show({ plan: undefined });
    document.querySelector<HTMLElement>('[role=grid]')?.focus({ preventScroll: true });
  }, [show]);
  // What is gone from here tells in its drawer what became of it.
  const visit = (bookingId: string) => {
    const isHere =
      ghosts.some(({ id }) => id === bookingId) || occupancies.some(({ booking }) => booking?.id === bookingId);
    if (isHere) setSpotlight({ bookingId });
    else show({ ...noDrawer, booking: bookingId });
  };
  const mayMove = useCallback(
    (booking: BookingBarFragment & { readonly requester?: { readonly id: string } }) => {
      if (isOver(booking.status)) return false;
      return (
        may('booking:reschedule') ||
        (booking.status === 'PENDING' && may('booking:create') && booking.requester?.id === viewer.user.id)
      );
    },
    [may, viewer],
  );

  usePageTitle(title);
  useShortcuts(
    {
      t: { words: 'Today', run: goToday },
      j: { words: `Next ${view}`, run: () => turn(1) },
      k: { words: `${view[0]!.toUpperCase()}${view.slice(1)} before`, run: () => turn(-1) },
      ...(phone ? {} : viewKeys(showView)),
      ...(startNew ? { n: { words: 'New booking', run: startNew } } : {}),
      ...(mayClose ? { l: { words: 'Close rooms', run: startClosing } } : {}),
      ...(may('room:assign') ? { p: { words: 'Plan rooms for those who wait', run: togglePlan } } : {}),
      ...(search.booking || search.closure || search.new || search.close
        ? { Escape: { words: 'Close what is open at the right', run: close } }
        : {}),
    },
    'Calendar',
  );

  const failed = calendar.error ?? rooms.error;
  const openBooking = useCallback((booking: string) => show({ ...noDrawer, booking }), [show]);
  // With the day: it is read with the calendar, and a link has to lead to where it is.
  const openClosure = useCallback((closure: string) => show({ ...noDrawer, closure, date }), [show, date]);
  const isBeside = Boolean(search.booking || search.closure || search.new || search.close);
  const planPanel = (
    <LazyPlanPanel
      range={range}
      timeZone={timeZone}
      ghosts={isKnown ? ghosts : null}
      outlines={outlines}
      isBehind={isBeside}
      onOpen={openBooking}
      onRoom={(room) => show({ show: room, folded: undefined })}
      onClose={discard}
    />
  );
  return (
    <Frame
      toolbar={
        <CalendarNavigation
          range={title}
          view={view}
          isNow={range.days.some((day) => day.date === today)}
          onView={showView}
          onPrevious={() => turn(-1)}
          onNext={() => turn(1)}
          onToday={goToday}
          onNew={startNew}
        />
      }
      side={
        <MonthPicker
          date={range.first}
          range={range}
          today={today}
          onChoose={(chosen) => show({ date: chosen, at: undefined })}
        />
      }
      drawer={
        <CalendarDrawer
          search={search}
          rooms={all}
          range={range}
          occupancies={occupancies}
          ready={isKnown}
          complete={isKnown && calendar.unread.size === 0}
          onShow={show}
          onClose={close}
        />
      }
    >
      <CalendarBar
        search={search}
        onShow={show}
        hasOffices={all.some((room) => room.longTerm)}
        plain={phone}
        onClose={mayClose ? startClosing : null}
        onPlan={may('room:assign') ? togglePlan : null}
      >
        <AwayChip changes={changes} onVisit={visit} onDone={clear} />
      </CalendarBar>
      {isKnown && calendar.error && <Partly busy={calendar.fetching} onRetry={calendar.retry} />}
      {isPlanned && phone ? (
        planPanel
      ) : rooms.data && (isKnown || !failed) && (isKnown || !phone) ? (
        phone ? (
          <Agenda
            range={range}
            timeZone={timeZone}
            rooms={shown}
            occupancies={occupancies}
            ghosts={ghosts}
            tenant={search.tenant ?? null}
            selected={search.booking ?? search.closure ?? null}
            day={date}
            onDay={(day) => show({ date: day })}
            onOpen={openBooking}
            onClosure={openClosure}
          />
        ) : (
          <Timeline
            range={range}
            timeZone={timeZone}
            rooms={shown}
            occupancies={occupancies}
            ghosts={ghosts}
            ended={ended}
            search={search}
            onShow={show}
            loading={!isKnown}
            unread={calendar.unread}
            glowing={glowing}
            spotlight={spotlight}
            mayCreate={mayCreate}
            mayAssign={may('room:assign')}
            mayMove={mayMove}
            onNew={(start, copy) => show({ ...noDrawer, new: true, copy, ...(start ? placeOf(start) : {}) })}
            onAct={(booking, act) => show({ ...noDrawer, booking, act: act ?? undefined })}
            onClosure={openClosure}
            onClose={mayClose ? (place) => show({ ...noDrawer, close: true, ...placeOf(place) }) : null}
            outlines={isPlanned ? outlines : null}
            onWider={() => view !== 'month' && showView(view === 'day' ? 'week' : 'month')}
          />
        )
      ) : failed ? (
        <Failed
          failure={failureWords(failed)}
          retrying={calendar.fetching || rooms.fetching}
          onRetry={() => {
            if (rooms.error) askRooms({ requestPolicy: 'network-only' });
            calendar.retry();
          }}
        />
      ) : (
        <TimelineSkeleton range={range} timeZone={timeZone} today={today} rows={shown.length || 24} search={search} />
      )}
      {isPlanned && !phone && planPanel}
    </Frame>
  );
}

function viewKeys(show: (view: View) => void) {
  return {
    d: { words: 'Day', run: () => show('day') },
    w: { words: 'Week', run: () => show('week') },
    m: { words: 'Month', run: () => show('month') },
  };
}

function placeOf({
  roomId,
  interval,
}: {
  roomId: string | null;
  interval: { start: number; end: number };
}): SearchChange {
  return {
    room: roomId ?? undefined,
    from: new Date(interval.start).toISOString(),
    to: new Date(interval.end).toISOString(),
  };
}

/** Not all of it could be read: what is shown is true, and what is missing says so. */
function Partly({ busy, onRetry }: { busy: boolean; onRetry(): void }) {
  return (
    <div className="calendar-partly" role="alert">
      <TriangleAlert aria-hidden="true" />
      <p>Some of this could not be read; what is shown may be out of date.</p>
      <Button busy={busy} onClick={onRetry}>
        <span>Try again</span>
      </Button>
    </div>
  );
}

type FailedProps = {
  failure: ReturnType<typeof failureWords>;
  retrying: boolean;
  onRetry(): void;
};

function Failed({ failure, retrying, onRetry }: FailedProps) {
  return (
    <FailurePanel
      title={failure.title}
      advice={failure.advice}
      retrying={retrying}
      onRetry={failure.again ? onRetry : undefined}
    />
  );
}

/** What is looked at is a step to go back to; how it is looked at is not. */
const historySteps: ReadonlySet<string> = new Set([
  'date',
  'view',
  'booking',
  'closure',
  'new',
  'close',
  'plan',
  'tenant',
]);

/** Changes what the address says, and nothing else of it. */
function useShow(): (change: SearchChange) => void {
  const navigate = useNavigate();
  return useCallback(
    (change) => {
      void navigate({
        to: '/calendar',
        search: (before: SearchChange) => withoutBlanks({ ...before, ...change }),
        replace: !Object.keys(change).some((name) => historySteps.has(name)),
      });
    },
    [navigate],
  );
}
