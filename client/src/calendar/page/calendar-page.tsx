import { useState } from 'react';
import { Frame } from '../../frame/frame.tsx';
import { useHere } from '../../people/here.tsx';
import { LazyPlanPanel } from '../../planning/lazy-plan-panel.tsx';
import { PlanOutlines } from '../../planning/plan-outlines.ts';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { usePageTitle } from '../../ui/use-page-title.ts';
import { CalendarBar } from './calendar-bar.tsx';
import { CalendarBody, Partly } from './calendar-body.tsx';
import { CalendarDrawer } from './calendar-drawer.tsx';
import { CalendarNavigation } from './calendar-navigation.tsx';
import { MonthPicker } from './month-picker.tsx';
import { useCalendarKeys, useCalendarWays } from './use-calendar-ways.ts';
import { useOpenCalendar } from './use-open-calendar.ts';
import '../../forms/drawer.css';
import './calendar-page.css';

const AwayChip = lazyPart(async () => (await import('../timeline/away-chip.tsx')).AwayChip, { failed: null });

export function CalendarPage() {
  return useHere().may('calendar:read') ? <OpenCalendar /> : <NoCalendar />;
}

/** For who has no role yet, or none any more: it opens by itself as soon as they have. */
function NoCalendar() {
  usePageTitle('Calendar');
  return (
    <Frame toolbar={null} divided={false}>
      <FailurePanel title="You don’t have access to the calendar." advice="It opens once an administrator grants it." />
    </Frame>
  );
}

function OpenCalendar() {
  const calendar = useOpenCalendar();
  const ways = useCalendarWays(calendar);
  const { search, timeZone, today, phone, range, rooms, occupancies, ghosts, isKnown, away } = calendar;
  const { show, close } = ways;
  const [outlines] = useState(() => new PlanOutlines());
  const isPlanned = search.plan === true && ways.togglePlan !== null;

  usePageTitle(calendar.title);
  useCalendarKeys(calendar, ways);

  return (
    <Frame
      toolbar={
        <CalendarNavigation
          range={calendar.title}
          view={calendar.view}
          isNow={range.days.some((day) => day.date === today)}
          onView={ways.showView}
          onPrevious={() => ways.turn(-1)}
          onNext={() => ways.turn(1)}
          onToday={ways.goToday}
          onNew={ways.startNew}
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
          rooms={rooms}
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
        hasOffices={rooms.some((room) => room.longTerm)}
        plain={phone}
        onClose={ways.startClosing}
        onPlan={ways.togglePlan}
      >
        <AwayChip changes={away.changes} onVisit={ways.visit} onDone={away.clear} />
      </CalendarBar>
      {isKnown && calendar.isPartly && <Partly busy={calendar.isReading} onRetry={calendar.readAgain} />}
      <CalendarBody
        calendar={calendar}
        ways={ways}
        outlines={isPlanned ? outlines : null}
        planPanel={
          isPlanned && (
            <LazyPlanPanel
              range={range}
              timeZone={timeZone}
              ghosts={isKnown ? ghosts : null}
              outlines={outlines}
              isBehind={Boolean(search.booking || search.closure || search.new || search.close)}
              onOpen={ways.openBooking}
              onRoom={(room) => show({ show: room, folded: undefined })}
              onClose={ways.discardPlan}
            />
          )
        }
      />
    </Frame>
  );
}
