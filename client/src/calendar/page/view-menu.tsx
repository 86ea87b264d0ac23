import type { ReactNode } from 'react';
import type { CalendarSearch, SearchChange } from '../../links/calendar-search.ts';
import { Segmented } from '../../ui/segmented.tsx';

const hourOptions = [
  { value: 'open', label: 'Open hours' },
  { value: 'all', label: 'All hours' },
] as const;
const rowOptions = [
  { value: 'comfortable', label: 'Comfortable' },
  { value: 'default', label: 'Auto' },
  { value: 'compact', label: 'Compact' },
] as const;
const groupOptions = [
  { value: 'none', label: 'None' },
  { value: 'seats', label: 'Seats' },
  { value: 'kind', label: 'Kind' },
] as const;

type ViewMenuProps = {
  search: CalendarSearch;
  onShow(change: SearchChange): void;
};

/** Shows how the calendar is shown. */
export function ViewMenu({ search, onShow }: ViewMenuProps) {
  return (
    <>
      <ViewChoice label="Hours">
        <Segmented
          label="Hours"
          options={hourOptions}
          value={search.hours ?? 'open'}
          onChange={(hours) => onShow({ hours: hours === 'open' ? undefined : hours })}
        />
      </ViewChoice>
      <ViewChoice label="Rows">
        <Segmented
          label="Rows"
          options={rowOptions}
          value={search.rows ?? 'default'}
          onChange={(rows) => onShow({ rows: rows === 'default' ? undefined : rows })}
        />
      </ViewChoice>
      <ViewChoice label="Group rooms by">
        <Segmented
          label="Group rooms by"
          options={groupOptions}
          value={search.group ?? 'none'}
          onChange={(group) => onShow({ group: group === 'none' ? undefined : group, folded: undefined })}
        />
      </ViewChoice>
      <label className="menu-row">
        Cancelled and rejected
        <input
          type="checkbox"
          checked={search.ended === 'shown'}
          onChange={({ target }) => onShow({ ended: target.checked ? 'shown' : undefined })}
        />
      </label>
    </>
  );
}

function ViewChoice({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="menu-row">
      <span aria-hidden="true">{label}</span>
      {children}
    </div>
  );
}
