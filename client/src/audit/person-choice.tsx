import { useHere } from '../people/here.tsx';
import type { AuditSearch } from './audit-search.ts';
import { FilterChip } from './filter-chip.tsx';
import { useAllPeople } from './use-all-people.ts';

type PersonChoiceProps = {
  actor: string | undefined;
  onShow(change: AuditSearch): void;
};

/** Only who manages people may list them; others narrow to somebody from one of their lines. */
export function PersonChoice({ actor, onShow }: PersonChoiceProps) {
  const { may } = useHere();
  const manages = may('user:manage');
  const people = useAllPeople(manages);
  if (!manages)
    return actor ? <FilterChip words="One person only" onDrop={() => onShow({ actor: undefined })} /> : null;
  return (
    <select
      className="select audit-person"
      aria-label="Person"
      value={actor ?? ''}
      onChange={({ target }) => onShow({ actor: target.value || undefined })}
    >
      <option value="">Anyone</option>
      {actor && !people.some(({ id }) => id === actor) && <option value={actor}>One person</option>}
      {people.map(({ id, displayName }) => (
        <option key={id} value={id}>
          {displayName}
        </option>
      ))}
    </select>
  );
}
