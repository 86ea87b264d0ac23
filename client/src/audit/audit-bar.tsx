import { SlidersHorizontal } from 'lucide-react';
import { useEffect, useId, useMemo, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { DayInput } from '../ui/day-input.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { useSettled } from '../forms/use-settled.ts';
import { useActionNames } from './action-names.ts';
import { actionOptions, actionWords } from './audit-words.ts';
import type { AuditSearch } from './audit-search.ts';
import { FilterChip } from './filter-chip.tsx';
import { PersonChoice } from './person-choice.tsx';
import './audit.css';

const resultOptions = [
  { value: 'ALL', label: 'All' },
  { value: 'DONE', label: 'Done' },
  { value: 'REFUSED', label: 'Refused' },
  { value: 'FAILED', label: 'Failed' },
] as const;

type AuditBarProps = {
  search: AuditSearch;
  onShow(change: AuditSearch): void;
};

export function AuditBar({ search, onShow }: AuditBarProps) {
  const [typed, setTyped] = useState(search.search ?? '');
  const words = useSettled(typed.trim());
  useEffect(() => {
    if (words !== (search.search ?? '')) onShow({ search: words || undefined });
    // What is typed leads; the address follows.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [words]);
  const [open, setOpen] = useState(false);
  const filters = useId();
  const used = [search.actor, search.action, search.result, search.from, search.to].filter(
    (one) => one !== undefined,
  ).length;
  const names = useActionNames();
  const actions = useMemo(() => actionOptions(names), [names]);
  const isListed = actions.some(({ action }) => action === search.action);

  return (
    <div className="page-bar" role="search" aria-label="Audit trail">
      <input
        className="input page-search"
        type="search"
        aria-label="Search the audit trail"
        placeholder="Name, value, reason, address"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <Button className="audit-fold" aria-expanded={open} aria-controls={filters} onClick={() => setOpen(!open)}>
        <SlidersHorizontal aria-hidden="true" />
        {used > 0 ? `Filters: ${used}` : 'Filters'}
      </Button>
      <div id={filters} className="audit-filters" data-open={open}>
        <PersonChoice actor={search.actor} onShow={onShow} />
        <select
          className="select"
          aria-label="Action"
          value={search.action ?? ''}
          onChange={({ target }) => onShow({ action: target.value || undefined })}
        >
          <option value="">Any action</option>
          {search.action && !isListed && <option value={search.action}>{actionWords(search.action, names)}</option>}
          {actions.map(({ action, words: name }) => (
            <option key={action} value={action}>
              {name}
            </option>
          ))}
        </select>
        <Segmented
          label="Result"
          options={resultOptions}
          value={search.result ?? 'ALL'}
          onChange={(result) => onShow({ result: result === 'ALL' ? undefined : result })}
        />
        <div className="audit-days">
          <DayInput
            label="From"
            className="audit-day"
            value={search.from}
            max={search.to}
            onChange={(from) => onShow({ from })}
          />
          <DayInput
            label="to"
            className="audit-day"
            value={search.to}
            min={search.from}
            onChange={(to) => onShow({ to })}
          />
        </div>
      </div>
      {search.subject && <FilterChip words="One subject only" onDrop={() => onShow({ subject: undefined })} />}
      {search.request && <FilterChip words="One request only" onDrop={() => onShow({ request: undefined })} />}
    </div>
  );
}
