import { failureWords } from '../graphql/failure-words.ts';
import type { CategoryFactsFragment } from '../graphql/generated/graphql.ts';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { kindNames } from '../bookings/device-lines.ts';
import { figureFilters, figureNames } from './device-filter.ts';
import type { DevicesSearch } from './devices-search.ts';
import type { InventoryFigures } from './use-device-figures.ts';

type CategoryTableProps = {
  figures: InventoryFigures;
  selected: string | null;
  /** Null for those who may not change them. */
  onOpen: ((id: string) => void) | null;
  onList(filters: DevicesSearch): void;
};

/** The categories with their figures; each figure lists its devices. */
export function CategoryTable({ figures, selected, onOpen, onList }: CategoryTableProps) {
  const { categories, byCategory, error, fetching, retry } = figures;
  if (error && figures.all === null)
    return <FailurePanel {...failureWords(error)} retrying={fetching} onRetry={retry} />;
  return (
    <div className="page-scroll devices-scroll">
      <table className="data-table cards category-table" aria-label="Categories" aria-busy={figures.all === null}>
        <thead>
          <tr>
            <th scope="col">Category</th>
            <th scope="col">Kind</th>
            {figureNames.map((name) => (
              <th key={name} scope="col" className="device-number">
                {figureFilters[name].label}
              </th>
            ))}
            <th scope="col">Low stock</th>
            <th scope="col" className="category-accessories">
              Accessories
            </th>
          </tr>
        </thead>
        <tbody>
          {categories.map((category) => (
            <tr key={category.id} data-open={category.id === selected}>
              <td>
                {onOpen ? (
                  <button
                    type="button"
                    className="row-link"
                    aria-expanded={category.id === selected}
                    onClick={() => onOpen(category.id)}
                  >
                    {category.name}
                  </button>
                ) : (
                  <strong>{category.name}</strong>
                )}
              </td>
              <td data-label="Kind">{kindNames[category.kind]}</td>
              <CategoryCounts
                category={category}
                counts={byCategory.find((one) => one.category?.id === category.id)?.counts}
                onList={onList}
              />
              <td data-label="Low stock">
                {category.lowStockThreshold === 0 ? (
                  <span className="quiet">Off</span>
                ) : (
                  `Below ${category.lowStockThreshold}`
                )}
              </td>
              <td data-label="Accessories" className="category-accessories">
                {category.accessories.join(', ')}
              </td>
            </tr>
          ))}
          {figures.all !== null && categories.length === 0 && (
            <tr>
              <td colSpan={11} className="page-empty">
                <h2>There is no category yet.</h2>
                <p>Devices that serve equally well are one category, usually one model.</p>
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}

type CategoryCountsProps = {
  category: CategoryFactsFragment;
  counts: InventoryFigures['byCategory'][number]['counts'] | undefined;
  onList(filters: DevicesSearch): void;
};

function CategoryCounts({ category, counts, onList }: CategoryCountsProps) {
  return figureNames.map((name) => {
    const { label, filters } = figureFilters[name];
    const count = counts?.[name] ?? 0;
    return (
      <td key={name} data-label={label} className="device-number">
        {count === 0 ? (
          <span className="device-zero">0</span>
        ) : (
          <button
            type="button"
            className="device-count"
            aria-label={`${label}: list ${count} of ${category.name}`}
            onClick={() => onList({ category: category.id, ...filters })}
          >
            {count}
          </button>
        )}
      </td>
    );
  });
}
