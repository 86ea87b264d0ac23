import { Building2, CalendarCheck, ChevronDown, SlidersHorizontal, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { statusFacts } from '../../bookings/status.ts';
import { Menu } from '../../ui/menu.tsx';
import { lazyPart, RetrySoon } from '../../ui/lazy-part.tsx';
import { signs, statusSigns } from '../timeline/bar-signs.tsx';
import type { CalendarSearch, SearchChange } from '../../links/calendar-search.ts';
import './calendar-bar.css';

// It is shut at first: the calendar stands before it is there.
const ViewMenu = lazyPart(async () => (await import('./view-menu.tsx')).ViewMenu, { failed: RetrySoon });

type CalendarBarProps = {
  search: CalendarSearch;
  onShow(change: SearchChange): void;
  hasOffices: boolean;
  /** There is no timeline to be shown in other ways. */
  plain: boolean;
  /** Opens the form that closes rooms; null for those who may not. */
  onClose: (() => void) | null;
  /** Lays a plan over the calendar, or takes it away; null for those who may not. */
  onPlan: (() => void) | null;
  /** What is worth a word between the filters and the legend. */
  children: ReactNode;
};

const legend = [statusFacts.CONFIRMED, statusFacts.ROOM_ASSIGNED, statusFacts.PENDING, statusFacts.COMPLETED];

/** Shows what is shown, and what its looks mean. */
export function CalendarBar({ search, onShow, hasOffices, plain, onClose, onPlan, children }: CalendarBarProps) {
  const officesHidden = search.offices === 'hidden';
  return (
    <div className="calendar-bar">
      {!plain && (
        <Menu
          label="View options"
          className="chip"
          trigger={
            <>
              <SlidersHorizontal aria-hidden="true" />
              View
              <ChevronDown aria-hidden="true" />
            </>
          }
        >
          <ViewMenu search={search} onShow={onShow} />
        </Menu>
      )}
      {onPlan && (
        <button
          type="button"
          className="chip"
          title="Plan rooms for all requests (P)"
          aria-keyshortcuts="P"
          aria-pressed={search.plan === true}
          onClick={onPlan}
        >
          <CalendarCheck aria-hidden="true" />
          Plan
        </button>
      )}
      {onClose && (
        <button type="button" className="chip" title="Close rooms (L)" aria-keyshortcuts="L" onClick={onClose}>
          {signs.closed}
          Close rooms
        </button>
      )}
      {hasOffices && (
        <button
          type="button"
          className="chip"
          aria-pressed={officesHidden}
          onClick={() => onShow({ offices: officesHidden ? undefined : 'hidden' })}
        >
          <Building2 aria-hidden="true" />
          Hide long-term offices
        </button>
      )}
      {search.ended && (
        <button type="button" className="chip" aria-pressed onClick={() => onShow({ ended: undefined })}>
          Showing cancelled
          <X aria-hidden="true" />
        </button>
      )}
      {children}
      <ul className="legend" aria-label="Legend">
        {legend.map(({ words, look }) => (
          <li key={look}>
            <span className={`legend-sample status-${look}`}>{statusSigns[look]}</span>
            {words}
          </li>
        ))}
        <li>
          <span className="legend-sample status-busy" />
          Other division
        </li>
        <li>
          <span className="legend-sample status-closed">{signs.closed}</span>
          Closed
        </li>
        <li title="The preferred room is too small or taken">
          <span className="legend-conflict">{statusSigns.conflict}</span>
          Does not fit
        </li>
      </ul>
    </div>
  );
}
