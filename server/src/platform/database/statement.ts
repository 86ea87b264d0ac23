import { tagged } from './tagged.ts';

/** A column of an answer: its type in PostgreSQL, and the value that the driver makes of it. */
export type Column<Value> = {
  /** As `format_type` prints it, without its precision. */
  readonly type: string;
  readonly isNullable: boolean;
  /**
   * The same column where it may be null. PostgreSQL does not say this of an answer, so the author of the statement
   * does.
   */
  readonly orNull: Column<Value | null>;
};

export type Columns = Readonly<Record<string, Column<unknown>>>;

/** The row that a statement with these columns returns. */
export type RowOf<Of extends Columns> = {
  [Name in keyof Of]: Of[Name] extends Column<infer Value> ? Value : never;
};

/** @param type as PostgreSQL prints it, such as `booking_status` */
export function column<Value>(type: string): Column<Value> {
  const orNull = {
    type,
    isNullable: true,
    get orNull(): Column<Value | null> {
      return orNull;
    },
  };
  return { type, isNullable: false, orNull };
}

export const uuid = column<string>('uuid');
export const uuids = column<string[]>('uuid[]');
export const text = column<string>('text');
export const texts = column<string[]>('text[]');
export const integer = column<number>('integer');
export const integers = column<number[]>('integer[]');
export const bytea = column<Uint8Array>('bytea');
export const boolean = column<boolean>('boolean');
export const float = column<number>('double precision');
export const timestamptz = column<Date>('timestamp with time zone');

/** @returns a column of JSON that the statement builds, and that PostgreSQL does not check */
export function json<Value>(): Column<Value> {
  return column<Value>('json');
}
export function jsonb<Value>(): Column<Value> {
  return column<Value>('jsonb');
}

/** The same columns where an outer join may leave them null. */
export function eachOrNull<const Of extends Columns>(
  columns: Of,
): { [Name in keyof Of]: Column<RowOf<Of>[Name] | null> } {
  const nullable = Object.entries(columns).map(([name, { orNull }]) => [name, orNull]);
  return Object.fromEntries(nullable) as { [Name in keyof Of]: Column<RowOf<Of>[Name] | null> };
}

/** A statement with its values, which a pool or a transaction can run. */
export type Query<Row = unknown> = {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
  /** Never present: it only carries the type of a row. */
  readonly row?: Row;
};

/** Runs a query on the pool, or in a transaction. */
export type Runner = { readonly run: <Row>(query: Query<Row>) => Promise<Row[]> };

/** A text that can be sent, for the proof that it returns the columns it declares. */
export type KnownStatement = { readonly name: string; readonly text: string; readonly columns: Columns };

const statementsByName = new Map<string, KnownStatement>();

/** Each makes those forms of a joined statement that were not sent yet. */
const formMakers: (() => void)[] = [];

/** Every statement of the modules that were loaded, in each of its forms. */
export function knownStatements(): KnownStatement[] {
  for (const makeForms of formMakers) makeForms();
  return [...statementsByName.values()];
}

/** @throws where another text has this name */
export function registerStatement(name: string, columns: Columns, sql: string): KnownStatement {
  const registered = { name, columns, text: tagged(name, sql) };
  const other = statementsByName.get(name);
  if (other && other.text !== registered.text) throw new Error(`Two statements are called ${name}.`);
  statementsByName.set(name, registered);
  return registered;
}

/**
 * A statement with a name, by which pg_stat_statements lists it and the pool prepares it. Statements that return
 * nothing have no columns.
 * @returns a function that binds the values of $1, $2 …
 */
export function statement<const Of extends Columns>(
  name: string,
  columns: Of,
  sql: string,
): (...values: readonly unknown[]) => Query<RowOf<Of>> {
  const registered = registerStatement(name, columns, sql);
  return (...values) => ({ name, text: registered.text, values });
}

/**
 * A statement whose text is joined from parts. All its forms are known, so that each can be proven; their texts are
 * made when they are first sent. The name of a form follows that of the statement.
 * @returns a function that binds the values of one form
 */
export function joinedStatement<Form extends string, const Of extends Columns>(
  name: string,
  columns: Of,
  forms: readonly Form[],
  textOf: (form: Form) => string,
): (form: Form, ...values: readonly unknown[]) => Query<RowOf<Of>> {
  const formSet = new Set(forms);
  const statementsByForm = new Map<Form, KnownStatement>();
  const make = (form: Form): KnownStatement => {
    if (!formSet.has(form)) return unknownForm(name, form);
    const registered = registerStatement(name + form, columns, textOf(form));
    statementsByForm.set(form, registered);
    return registered;
  };
  formMakers.push(() => formSet.forEach(make));
  return (form, ...values) => {
    const { name: fullName, text: wholeText } = statementsByForm.get(form) ?? make(form);
    return { name: fullName, text: wholeText, values };
  };
}

function unknownForm(name: string, form: string): never {
  throw new Error(`${name} has no form ${form}.`);
}
