import { type Columns, knowStatement, type Query, type RowOf, timestamptz } from './statement.ts';
import { tagged } from './tagged.ts';

/** A table as it is written to: its columns by the names that the code has for them. */
export type Table<Of extends Columns> = { readonly name: string; readonly columns: Of };

/** A value in each column that is named; the others have their default, or stay as they are. */
export type Written<Of extends Columns> = { readonly [Name in keyof Of]?: RowOf<Of>[Name] | undefined };

export function table<const Of extends Columns>(name: string, columns: Of): Table<Of> {
  const all = Object.keys(columns);
  // Which columns are written differs; with all of them, each text is known as a whole.
  knowStatement(`insert_${name}`, {}, insertText(name, all));
  if ('id' in columns) {
    knowStatement(`update_${name}`, {}, updateText(name, all));
    knowStatement(`delete_${name}`, {}, deleteText(name));
  }
  return { name, columns };
}

/** Rows more. A column that one of them gives is given by all. */
export function insertInto<Of extends Columns>({ name }: Table<Of>, rows: readonly Written<Of>[]): Query {
  return query(`insert_${name}`, insertText(name, namesIn(rows[0] ?? {})), [JSON.stringify(rows.map(asRow))]);
}

/** Changes of rows, each its own: in one statement, so that triggers and constraints see them together. None where nothing changes. */
export function updateEach<Of extends Columns>(
  { name }: Table<Of>,
  rows: readonly { readonly id: string; readonly changes: Written<Of> }[],
): readonly Query[] {
  const columns = [...new Set(rows.flatMap(({ changes }) => namesIn(changes)))].toSorted();
  if (columns.length === 0) return [];
  const values = [JSON.stringify(rows.map(({ id, changes }) => ({ id, changes: asRow(changes) })))];
  return [query(`update_${name}`, updateText(name, columns), values)];
}

/** The same change of each of these rows. */
export function updateAll<Of extends Columns>(
  of: Table<Of>,
  ids: readonly string[],
  changes: Written<Of>,
): readonly Query[] {
  return updateEach(
    of,
    ids.map((id) => ({ id, changes })),
  );
}

export function deleteFrom({ name }: Table<Columns>, ids: readonly string[]): Query {
  return query(`delete_${name}`, deleteText(name), [ids]);
}

/** The columns under the code's names, each with `prefix` before it. */
export function selected(columns: Columns, prefix: string): string {
  return Object.keys(columns)
    .map((name) => (snakeCase(name) === name ? `${prefix}.${name}` : `${prefix}.${snakeCase(name)} as "${name}"`))
    .join(', ');
}

/** What PostgreSQL made JSON of, under its own names, as the code has it. Columns that the table does not have are left out. */
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
  const become = list.map((column) => `become.${column}`).join(', ');
  return `update ${name} t set (${list.join(', ')}) = (select ${become} from jsonb_populate_record(t, given.changes) become)
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
