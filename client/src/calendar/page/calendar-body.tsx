import { TriangleAlert } from 'lucide-react';
import { useEffect, type ReactNode } from 'react';
import { failureWords } from '../../graphql/failure-words.ts';
import type { PlanOutlines } from '../../planning/plan-outlines.ts';
import { Button } from '../../ui/button.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { useHere } from '../../people/here.tsx';
import { Timeline } from '../timeline/timeline.tsx';
import { TimelineSkeleton } from './timeline-skeleton.tsx';
import type { CalendarWays } from './use-calendar-ways.ts';
import type { OpenCalendar } from './use-open-calendar.ts';

const Agenda = lazyPart(async () => (await import('./agenda.tsx')).Agenda, {
  waiting: () => <div aria-busy="true" />,
});

type CalendarBodyProps = {
  calendar: OpenCalendar;
  ways: CalendarWays;
  /** What a plan draws; null without one. */
  outlines: PlanOutlines | null;
  /** The plan itself, where there is one. */
  planPanel: ReactNode;
};

/** Shows the rooms and what stands in them; on a phone the day as a list, or the plan. */
export function CalendarBody({ calendar, ways, outlines, planPanel }: CalendarBodyProps) {
  const { search, timeZone, today, phone, range, shownRooms, hasRooms, isKnown, failed } = calendar;
  // Along with what it will show.
  useEffect(() => {
    if (phone) void Agenda.fetch();
  }, [phone]);

  if (planPanel && phone) return planPanel;
  const isShown = hasRooms && (isKnown || (!failed && !phone));
  return (
    <>
      {isShown ? (
        phone ? (
          <DayOnPhone calendar={calendar} ways={ways} />
        ) : (
          <RoomsOverTime calendar={calendar} ways={ways} outlines={outlines} />
        )
      ) : failed ? (
        <Failed failure={failureWords(failed)} retrying={calendar.fetching} onRetry={calendar.retry} />
      ) : (
        <TimelineSkeleton
          range={range}
          timeZone={timeZone}
          today={today}
          rows={shownRooms.length || 24}
          search={search}
        />
      )}
      {planPanel}
    </>
  );
}

function DayOnPhone({ calendar, ways }: Pick<CalendarBodyProps, 'calendar' | 'ways'>) {
  const { search } = calendar;
  return (
    <Agenda
      range={calendar.range}
      timeZone={calendar.timeZone}
      rooms={calendar.shownRooms}
      occupancies={calendar.occupancies}
      ghosts={calendar.ghosts}
      tenant={search.tenant ?? null}
      selected={search.booking ?? search.closure ?? null}
      day={calendar.date}
      onDay={(day) => ways.show({ date: day })}
      onOpen={ways.openBooking}
      onClosure={ways.openClosure}
    />
  );
}

function RoomsOverTime({ calendar, ways, outlines }: Pick<CalendarBodyProps, 'calendar' | 'ways' | 'outlines'>) {
  const { may } = useHere();
  return (
    <Timeline
      calendar={{ ...calendar, rooms: calendar.shownRooms, loading: !calendar.isKnown }}
      address={calendar.search}
      rights={{ mayCreate: ways.mayCreate, mayAssign: may('room:assign'), mayMove: ways.mayMove }}
      on={{
        onShow: ways.show,
        onNew: ways.startNewAt,
        onAct: ways.act,
        onClosure: ways.openClosure,
        onClose: ways.startClosingAt,
        onWider: ways.goWider,
      }}
      spotlight={ways.spotlight}
      outlines={outlines}
    />
  );
}

/** Not all of it could be read: what is shown is true, and what is missing says so. */
export function Partly({ busy, onRetry }: { busy: boolean; onRetry(): void }) {
  return (
    <div className="calendar-partly" role="alert">
      <TriangleAlert aria-hidden="true" />
      <p>Some data could not be loaded and may be out of date.</p>
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
