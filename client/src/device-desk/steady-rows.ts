type Row = { readonly id: string };

export type SteadyRow<R extends Row> = {
  readonly row: R;
  /** It is not in the list any more; its place stays, so that nothing moves under the pointer. */
  readonly isGone: boolean;
};

/** Puts a newer list into the rows that are shown: each keeps its place, what is gone is marked, what is new comes last. */
export function mergeRows<R extends Row>(shown: readonly SteadyRow<R>[], newer: readonly R[]): readonly SteadyRow<R>[] {
  const byId = new Map(newer.map((row) => [row.id, row]));
  const places = new Set(shown.map(({ row }) => row.id));
  const steady = shown.map(({ row }) => {
    const current = byId.get(row.id);
    return current ? { row: current, isGone: false } : { row, isGone: true };
  });
  const added = newer.filter(({ id }) => !places.has(id)).map((row) => ({ row, isGone: false }));
  return [...steady, ...added];
}

/** The rows with these ids first, in the order of the ids, then the others as they are. */
export function firstOf<R extends Row>(rows: readonly SteadyRow<R>[], ids: readonly string[]): readonly SteadyRow<R>[] {
  const first = ids.flatMap((id) => rows.find(({ row }) => row.id === id) ?? []);
  return [...first, ...rows.filter((row) => !first.includes(row))];
}
