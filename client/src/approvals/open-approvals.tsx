import { useState } from 'react';
import { CalendarDrawer } from '../calendar/page/calendar-drawer.tsx';
import { CalendarNavigation } from '../calendar/page/calendar-navigation.tsx';
import type { CalendarSearch } from '../links/calendar-search.ts';
import { Frame } from '../frame/frame.tsx';
import { failureWords } from '../graphql/failure-words.ts';
import { LazyPlanPanel } from '../planning/lazy-plan-panel.tsx';
import { PlanOutlines } from '../planning/plan-outlines.ts';
import { turnBy, type View } from '../time/range.ts';
import { monthWords, rangeWords } from '../time/words.ts';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { useMedia } from '../ui/use-media.ts';
import type { ApprovalsChange, ApprovalsSearch } from './approvals-search.ts';
import { ApprovalsTimeline } from './approvals-timeline.tsx';
import { ApprovalsTray } from './approvals-tray.tsx';
import { useApprovals } from './use-approvals.ts';
import '../forms/drawer.css';
import '../ui/field.css';
import '../calendar/page/calendar-page.css';
import '../frame/page.css';

type OpenApprovalsProps = {
  search: ApprovalsSearch;
  /** The same, with who is chosen as the booking that stands open. */
  marked: CalendarSearch;
  onShow(change: ApprovalsChange): void;
  onClose(): void;
};

/** Shows who waits at the left, the rooms at the right on their dates. A phone has the list alone. */
export function OpenApprovals({ search, marked, onShow, onClose }: OpenApprovalsProps) {
  const phone = useMedia('(max-width: 720px)');
  const approvals = useApprovals(search, onShow);
  const { range, timeZone, rooms, calendar, waiting, failed } = approvals;
  const [outlines] = useState(() => new PlanOutlines());
  const isPlanned = search.plan === true;
  const isBeside = search.booking !== undefined || search.closure !== undefined;
  const planPanel = (
    <LazyPlanPanel
      range={range}
      timeZone={timeZone}
      ghosts={calendar.isKnown ? calendar.ghosts : null}
      outlines={outlines}
      isBehind={isBeside}
      onOpen={approvals.open}
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
          <ApprovalsNavigation approvals={approvals} onShow={onShow} />
        )
      }
      drawer={
        <CalendarDrawer
          search={search}
          rooms={rooms}
          range={range}
          occupancies={calendar.occupancies}
          ready={calendar.isKnown}
          complete={calendar.isKnown && calendar.unread.size === 0}
          onShow={onShow}
          onClose={onClose}
        />
      }
    >
      <div className="approvals">
        {!waiting.isKnown && failed ? (
          <FailurePanel {...failureWords(failed)} retrying={waiting.fetching} onRetry={approvals.retry} />
        ) : isPlanned && phone ? (
          planPanel
        ) : (
          <ApprovalsTray
            desk={approvals.desk}
            ready={waiting.isKnown}
            ghosts={waiting.ghosts}
            placed={waiting.placed}
            rooms={rooms}
            taken={calendar.occupancies}
            takenRange={calendar.isKnown ? range : null}
            isPlanned={isPlanned}
            onPlan={() => onShow({ plan: isPlanned ? undefined : true })}
            hasDrawer={search.booking !== undefined}
            onClose={onClose}
          />
        )}
        {!phone && (
          <div className="approvals-timeline">
            <ApprovalsTimeline
              approvals={approvals}
              search={search}
              marked={marked}
              outlines={isPlanned ? outlines : null}
              onShow={onShow}
            />
            {isPlanned && planPanel}
          </div>
        )}
      </div>
    </Frame>
  );
}

type ApprovalsNavigationProps = {
  approvals: ReturnType<typeof useApprovals>;
  onShow(change: ApprovalsChange): void;
};

/** Turns the dates of the timeline. */
function ApprovalsNavigation({ approvals, onShow }: ApprovalsNavigationProps) {
  const { today, view, date, range, timeZone } = approvals;
  const showView = (next: View) =>
    onShow({ view: next === 'week' ? undefined : next, date, zoom: undefined, at: undefined });
  return (
    <CalendarNavigation
      range={view === 'month' ? monthWords(range.first) : rangeWords(range, timeZone)}
      view={view}
      isNow={range.days.some((day) => day.date === today)}
      onView={showView}
      onPrevious={() => onShow({ date: turnBy(range, -1), at: undefined })}
      onNext={() => onShow({ date: turnBy(range, 1), at: undefined })}
      onToday={() => onShow({ date: undefined, at: undefined })}
      onNew={null}
    />
  );
}
