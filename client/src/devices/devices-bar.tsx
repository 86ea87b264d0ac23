import { useEffect, useState } from 'react';
import { useSettled } from '../forms/use-settled.ts';
import type { CategoryFactsFragment } from '../graphql/generated/graphql.ts';
import { Button } from '../ui/button.tsx';
import { downtimeNames, statusNames } from './device-state.ts';
import { filtersOfState, isFiltered, noFilters, stateChoice } from './device-filter.ts';
import type { DevicesSearch } from './devices-search.ts';

const stateChoices: readonly (readonly [string, string])[] = [
  ['', 'Any status'],
  ['AVAILABLE', statusNames.AVAILABLE],
  ['ASSIGNED', statusNames.ASSIGNED],
  ['OFFSITE', statusNames.OFFSITE],
  ['MAINTENANCE', 'Out of use'],
  ['downtime:NOT_LOST', '– In maintenance or away'],
  ['downtime:MAINTENANCE', `– ${downtimeNames.MAINTENANCE}`],
  ['downtime:LOST', `– ${downtimeNames.LOST}`],
  ['downtime:AWAY', `– ${downtimeNames.AWAY}`],
  ['RETIRED', statusNames.RETIRED],
];

const idleChoices = [30, 60, 180, 365];

type DevicesBarProps = {
  search: DevicesSearch;
  categories: readonly CategoryFactsFragment[];
  onFilter(change: DevicesSearch): void;
};

/** What is looked for; all of it stands in the address. */
export function DevicesBar({ search, categories, onFilter }: DevicesBarProps) {
  const idle = search.idle && !idleChoices.includes(search.idle) ? [...idleChoices, search.idle] : idleChoices;
  return (
    <>
      <TypedFilter
        label="Search devices by serial number or name"
        placeholder="Serial number or name"
        className="page-search"
        value={search.search}
        onFilter={(words) => onFilter({ search: words })}
      />
      <select
        className="select"
        aria-label="Status"
        value={stateChoice(search)}
        onChange={(event) => onFilter(filtersOfState(event.target.value))}
      >
        {stateChoices.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
      <select
        className="select"
        aria-label="Category"
        value={search.category ?? ''}
        onChange={(event) => onFilter({ category: event.target.value || undefined })}
      >
        <option value="">Any category</option>
        {categories.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <TypedFilter
        label="Place in the store"
        placeholder="Place"
        className="devices-place"
        value={search.place}
        onFilter={(place) => onFilter({ place })}
      />
      <select
        className="select"
        aria-label="Last used"
        value={search.idle ?? ''}
        onChange={(event) => onFilter({ idle: Number(event.target.value) || undefined })}
      >
        <option value="">Used at any time</option>
        {idle.map((days) => (
          <option key={days} value={days}>
            Not used for {days} days
          </option>
        ))}
      </select>
      <label className="tick devices-late">
        <input
          type="checkbox"
          checked={search.late === true}
          onChange={(event) => onFilter({ late: event.target.checked || undefined })}
        />
        <span>Overdue</span>
      </label>
      {isFiltered(search) && (
        <Button look="ghost" onClick={() => onFilter(noFilters)}>
          Clear
        </Button>
      )}
    </>
  );
}

type TypedFilterProps = {
  label: string;
  placeholder: string;
  className: string;
  value: string | undefined;
  onFilter(words: string | undefined): void;
};

/** What is typed goes into the address once it has settled. */
function TypedFilter({ label, placeholder, className, value, onFilter }: TypedFilterProps) {
  const [typed, setTyped] = useState(value ?? '');
  const [before, setBefore] = useState(value);
  const settled = useSettled(typed.trim());

  // Cleared, or another one came by a link.
  if (before !== value) {
    setBefore(value);
    if ((value ?? '') !== typed.trim()) setTyped(value ?? '');
  }
  useEffect(() => {
    if (settled === typed.trim() && settled !== (value ?? '')) onFilter(settled || undefined);
  });

  return (
    <input
      className={`input ${className}`}
      type="search"
      aria-label={label}
      placeholder={placeholder}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
    />
  );
}
