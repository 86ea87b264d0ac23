/** One row of docs/limits.md: what is bounded, by how much, and what would go wrong without it. */
export type LimitRow = {
  /** The name that refusals use, where one does. */
  readonly name: string;
  readonly value: number;
  /** What is counted. */
  readonly unit: string;
  /** The environment variable that says otherwise, where there is one. */
  readonly variable?: string;
  readonly reason: string;
};

const bounds: LimitRow[] = [];

/**
 * Bounds of input fields, by their names. Each is a row of docs/limits.md; the linter accepts no other number in a
 * schema.
 */
export function inputBounds<Name extends string>(
  table: Readonly<Record<Name, Omit<LimitRow, 'name'>>>,
): Readonly<Record<Name, LimitRow>> {
  const rows = Object.entries<Omit<LimitRow, 'name'>>(table).map(([name, row]): LimitRow => ({ name, ...row }));
  bounds.push(...rows);
  return Object.fromEntries(rows.map((row) => [row.name, row])) as Record<Name, LimitRow>;
}

/** The bounds of all features whose inputs are imported, by name. */
export function inputBoundRows(): readonly LimitRow[] {
  return bounds.toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

/** "2,000" */
export function figure({ value }: LimitRow): string {
  return value.toLocaleString('en');
}
