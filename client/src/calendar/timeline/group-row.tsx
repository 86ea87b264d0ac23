import { ChevronDown, ChevronRight } from 'lucide-react';
import { groupHeightPx, type TimelineItem } from '../layout/geometry.ts';
import { focusId } from './slot-focus.tsx';

type GroupRowProps = {
  group: Extract<TimelineItem, { kind: 'group' }>;
  index: number;
  top: number;
  width: number;
  /** The keyboard is on it. */
  current: boolean;
  onFold(): void;
};

/** Shows the heading of a group of rooms; it folds. */
export function GroupRow({ group: { label, count, use, folded }, index, top, width, current, onFold }: GroupRowProps) {
  const Chevron = folded ? ChevronRight : ChevronDown;
  return (
    <div role="row" className="timeline-group" aria-rowindex={index} style={{ top, width, height: groupHeightPx }}>
      <div
        role="rowheader"
        id={current ? focusId : undefined}
        data-cursor={current || undefined}
        aria-colindex={1}
        aria-expanded={!folded}
      >
        <button type="button" tabIndex={-1} aria-expanded={!folded} onClick={onFold}>
          <Chevron aria-hidden="true" />
          <span>{label}</span>
          <span className="quiet">
            {count} {count === 1 ? 'room' : 'rooms'} · {Math.round(use * 100)} % taken
          </span>
        </button>
      </div>
    </div>
  );
}
