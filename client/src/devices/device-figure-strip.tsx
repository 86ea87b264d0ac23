import type { InventoryFigures } from './use-device-figures.ts';
import { figureFilters, figureNames, isFigureListed, noFilters } from './device-filter.ts';
import type { DevicesSearch } from './devices-search.ts';

type DeviceFigureStripProps = {
  figures: InventoryFigures;
  search: DevicesSearch;
  onFilter(change: DevicesSearch): void;
};

/** How many devices there are and what they do now, of the category that is listed; each figure lists what it counts. */
export function DeviceFigureStrip({ figures, search, onFilter }: DeviceFigureStripProps) {
  const counts =
    search.category === undefined
      ? figures.all
      : (figures.byCategory.find(({ category }) => category?.id === search.category)?.counts ?? null);
  return (
    <ul className="device-figures" aria-label="Figures" aria-busy={counts === null}>
      {figureNames.map((name) => {
        const { label, filters } = figureFilters[name];
        const count = counts?.[name];
        const isBad = (name === 'overdue' || name === 'lost') && (count ?? 0) > 0;
        return (
          <li key={name}>
            <button
              type="button"
              className="device-figure"
              aria-pressed={isFigureListed(name, search)}
              data-bad={isBad || undefined}
              onClick={() => onFilter({ ...noFilters, category: search.category, ...filters })}
            >
              <strong>{count ?? '–'}</strong>
              <span>{label}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
