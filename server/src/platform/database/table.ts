import { type Columns, knowStatement, type Query, type RowOf } from './statement.ts';
import { tagged } from './tagged.ts';

/** A table as it is written to: its columns by the names that the code has for them. */
export type Table<Of extends Columns> = { readonly name: string; readonly columns: Of };

/** A value in each column that is named; the others have their default, or stay as they are. */
export type Written<Of extends Columns> = { readonly [Name in keyof Of]?: RowOf<Of>[Name] | undefined };

export function table<const Of extends Columns>(name: string, columns: Of): Table<Of> {
  const all = Object.keys(columns);
  for (const [verb, text] of [
    ['insert', insertText(name, all)],
    ['update', updateText(name, all)],
    ['delete', deleteText(name)],
  ] as const)
    knowStatement(`${verb}_${name}`, {}, text);
  return { name, columns };
}

/** Rows more. A column that one of them gives is given by all. */
export function insertInto<Of extends Columns>({ name }: Table<Of>, rows: readonly Written<Of>[]): Query {
  return query(`insert_${name}`, insertText(name, namesIn(rows[0] ?? {})), [JSON.stringify(rows.map(asRow))]);
}

/** The same change of each of these rows. */
export function updateIn<Of extends Columns>({ name }: Table<Of>, ids: readonly string[], changes: Written<Of>): Query {
  return query(`update_${name}`, updateText(name, namesIn(changes)), [ids, JSON.stringify(asRow(changes))]);
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
  return `update ${name} t set (${list.join(', ')}) =
    (select ${become} from jsonb_populate_record(t, $2::jsonb) become) where t.id = any ($1::uuid[])`;
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
