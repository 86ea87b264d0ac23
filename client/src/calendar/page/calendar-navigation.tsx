import { ChevronLeft, ChevronRight, Plus } from 'lucide-react';
import type { View } from '../../time/range.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import './calendar-navigation.css';

type CalendarNavigationProps = {
  range: string;
  view: View;
  isNow: boolean;
  onView(view: View): void;
  onPrevious(): void;
  onNext(): void;
  onToday(): void;
  onNew: (() => void) | null;
};

const viewOptions = [
  { value: 'day', label: 'Day' },
  { value: 'week', label: 'Week' },
  { value: 'month', label: 'Month' },
] as const;

const nowWords = { day: 'Today', week: 'This week', month: 'This month' };

export function CalendarNavigation({
  range,
  view,
  isNow,
  onView,
  onPrevious,
  onNext,
  onToday,
  onNew,
}: CalendarNavigationProps) {
  const noun = view[0]!.toUpperCase() + view.slice(1);
  return (
    <>
      <div className="calendar-navigation" role="group" aria-label={noun}>
        <IconButton label={`Previous ${view} (K)`} aria-keyshortcuts="K" onClick={onPrevious}>
          <ChevronLeft aria-hidden="true" />
        </IconButton>
        <Button
          title={`${nowWords[view]} (T)`}
          aria-keyshortcuts="T"
          onClick={onToday}
          aria-current={isNow ? 'date' : undefined}
        >
          Today
        </Button>
        <IconButton label={`Next ${view} (J)`} aria-keyshortcuts="J" onClick={onNext}>
          <ChevronRight aria-hidden="true" />
        </IconButton>
      </div>
      <h1 className="calendar-range" aria-live="polite">
        {range}
      </h1>
      <div className="calendar-views">
        <Segmented label="Period (D, W, M)" value={view} options={viewOptions} onChange={onView} />
      </div>
      {onNew && (
        <Button look="primary" className="calendar-new" title="New booking (N)" aria-keyshortcuts="N" onClick={onNew}>
          <Plus aria-hidden="true" />
          <span>
            New<span className="calendar-new-word"> booking</span>
          </span>
        </Button>
      )}
    </>
  );
}
