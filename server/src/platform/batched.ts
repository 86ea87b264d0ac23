import DataLoader from 'dataloader';
import type { RequestContext } from './context.ts';
import { currentVisibility, type Visibility, withVisibility } from './database/visibility.ts';

/**
 * Loads in one call what all fields of one tick ask for, however many rows they stand in. It caches nothing, as
 * subscriptions live long; and what one visibility asks for is not read with another.
 * @param load given each key once; what is not in its answer is null
 */
export function batched<Row>(
  load: (context: RequestContext, keys: readonly string[]) => Promise<ReadonlyMap<string, Row>>,
): (context: RequestContext, key: string) => Promise<Row | null> {
  const loaders = new WeakMap<RequestContext, WeakMap<Visibility, DataLoader<string, Row | null>>>();
  return (context, key) => {
    const visibility = currentVisibility();
    const byVisibility = loaders.get(context) ?? new WeakMap<Visibility, DataLoader<string, Row | null>>();
    loaders.set(context, byVisibility);
    const loader =
      byVisibility.get(visibility) ??
      new DataLoader<string, Row | null>(
        async (keys) => {
          const rows = await withVisibility(visibility, () => load(context, [...new Set(keys)]));
          return keys.map((one) => rows.get(one) ?? null);
        },
        { cache: false },
      );
    byVisibility.set(visibility, loader);
    return loader.load(key);
  };
}

/** Rows by their key, for `batched`. */
export function byKey<Row extends { readonly id: string }>(rows: readonly Row[]): ReadonlyMap<string, Row> {
  return new Map(rows.map((row) => [row.id, row]));
}
