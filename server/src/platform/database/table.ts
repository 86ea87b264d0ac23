import { type Columns, registerStatement, type Query, type RowOf, timestamptz } from './statement.ts';
import { tagged } from './tagged.ts';

/** A table that the code writes to: its columns by their names in the code. */
export type Table<Of extends Columns> = { readonly name: string; readonly columns: Of };

/** A value for each column that is given; the others get their default, or stay as they are. */
export type ColumnValues<Of extends Columns> = { readonly [Name in keyof Of]?: RowOf<Of>[Name] | undefined };

export function table<const Of extends Columns>(name: string, columns: Of): Table<Of> {
  const all = Object.keys(columns);
  // The written columns differ; with all of them, each text is registered as a whole.
  registerStatement(`insert_${name}`, {}, insertText(name, all));
  if ('id' in columns) {
    registerStatement(`update_${name}`, {}, updateText(name, all));
    registerStatement(`delete_${name}`, {}, deleteText(name));
  }
  return { name, columns };
}

/** Inserts rows. A column that one of them has, all of them must have. */
export function insertInto<Of extends Columns>({ name }: Table<Of>, rows: readonly ColumnValues<Of>[]): Query {
  return query(`insert_${name}`, insertText(name, namesIn(rows[0] ?? {})), [JSON.stringify(rows.map(asRow))]);
}

/**
 * Changes each row in its own way, in one statement, so that triggers and constraints see the changes together. Returns
 * none where nothing changes.
 */
export function updateEach<Of extends Columns>(
  { name }: Table<Of>,
  rows: readonly { readonly id: string; readonly changes: ColumnValues<Of> }[],
): readonly Query[] {
  const columns = [...new Set(rows.flatMap(({ changes }) => namesIn(changes)))].toSorted();
  if (columns.length === 0) return [];
  const values = [JSON.stringify(rows.map(({ id, changes }) => ({ id, changes: asRow(changes) })))];
  return [query(`update_${name}`, updateText(name, columns), values)];
}

/** Makes the same change in each of these rows. */
export function updateAll<Of extends Columns>(
  of: Table<Of>,
  ids: readonly string[],
  changes: ColumnValues<Of>,
): readonly Query[] {
  return updateEach(
    of,
    ids.map((id) => ({ id, changes })),
  );
}

export function deleteFrom({ name }: Table<Columns>, ids: readonly string[]): Query {
  return query(`delete_${name}`, deleteText(name), [ids]);
}

/** Lists the columns under the code's names, each with `prefix` before it. */
export function selected(columns: Columns, prefix: string): string {
  return Object.keys(columns)
    .map((name) => (snakeCase(name) === name ? `${prefix}.${name}` : `${prefix}.${snakeCase(name)} as "${name}"`))
    .join(', ');
}

/**
 * Turns a row that PostgreSQL made JSON of, under its own names, into one with the code's names. Columns that the table
 * does not have are left out.
 */
export function rowFromJson<Of extends Columns>(
  { columns }: Table<Of>,
  json: Readonly<Record<string, unknown>>,
): Partial<RowOf<Of>> {
  return Object.fromEntries(
    Object.entries(columns).flatMap(([name, { type }]) => {
      const value = json[snakeCase(name)];
      if (value === undefined) return [];
      return [[name, typeof value === 'string' && type === timestamptz.type ? new Date(value) : value]];
    }),
  ) as Partial<RowOf<Of>>;
}

/** `startsAt` is `starts_at` in the database. */
function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function query(name: string, text: string, values: readonly unknown[]): Query {
  return { name, text: tagged(name, text), values };
}

// The values travel as one JSON, which PostgreSQL reads by the types of the table.
function insertText(name: string, columns: readonly string[]): string {
  const list = columns.map(snakeCase).join(', ');
  return `insert into ${name} (${list}) select ${list} from jsonb_populate_recordset(null::${name}, $1::jsonb)`;
}

function updateText(name: string, columns: readonly string[]): string {
  const list = columns.map(snakeCase);
  const newValues = list.map((column) => `become.${column}`).join(', ');
  return `update ${name} t set (${list.join(', ')}) = (select ${newValues} from jsonb_populate_record(t, given.changes) become)
    from jsonb_to_recordset($1::jsonb) as given(id uuid, changes jsonb) where t.id = given.id`;
}

function deleteText(name: string): string {
  return `delete from ${name} where id = any ($1::uuid[])`;
}

function namesIn(row: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(row)
    .filter((name) => row[name] !== undefined)
    .toSorted();
}

function asRow(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    namesIn(row).map((name) => {
      const value = row[name];
      return [snakeCase(name), value instanceof Uint8Array ? `\\x${Buffer.from(value).toString('hex')}` : value];
    }),
  );
}
