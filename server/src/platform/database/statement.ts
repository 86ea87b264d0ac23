import { tagged } from './tagged.ts';

/** A column of an answer: as what PostgreSQL describes it, and what the driver makes of it. */
export type Column<Value> = {
  /** As `format_type` prints it, without its precision. */
  readonly type: string;
  readonly isNullable: boolean;
  /** May be null, which PostgreSQL does not say of an answer: whoever writes the statement does. */
  readonly orNull: Column<Value | null>;
};

export type Columns = Readonly<Record<string, Column<unknown>>>;

/** What a row has in the columns of a statement. */
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

/** @returns a column of what the statement builds, which PostgreSQL does not look into */
export function json<Value>(): Column<Value> {
  return column<Value>('json');
}
export function jsonb<Value>(): Column<Value> {
  return column<Value>('jsonb');
}

/** The columns of what is joined and may not be there. */
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
  /** Never there: it carries the type of a row. */
  readonly row?: Row;
};

/** Runs a query where whoever offers this is: on the pool, or in a transaction. */
export type Runner = { readonly run: <Row>(query: Query<Row>) => Promise<Row[]> };

/** A text that can be sent, for the proof that its columns are those it says. */
export type KnownStatement = { readonly name: string; readonly text: string; readonly columns: Columns };

const known = new Map<string, KnownStatement>();

/** What makes each form of a joined statement that was not sent yet. */
const joined: (() => void)[] = [];

/** Every statement of the modules that were loaded, in each of its forms. */
export function knownStatements(): KnownStatement[] {
  for (const makeForms of joined) makeForms();
  return [...known.values()];
}

/** @throws where another text has this name */
export function knowStatement(name: string, columns: Columns, given: string): KnownStatement {
  const made = { name, columns, text: tagged(name, given) };
  const other = known.get(name);
  if (other && other.text !== made.text) throw new Error(`Two statements are called ${name}.`);
  known.set(name, made);
  return made;
}

/**
 * A statement by name: pg_stat_statements tells it by that, and the pool prepares it under it. Statements that answer
 * nothing have no columns.
 * @returns what binds the values of $1, $2 …
 */
export function statement<const Of extends Columns>(
  name: string,
  columns: Of,
  given: string,
): (...values: readonly unknown[]) => Query<RowOf<Of>> {
  const made = knowStatement(name, columns, given);
  return (...values) => ({ name, text: made.text, values });
}

/**
 * A statement whose text is joined from parts. All its forms are known, so that each can be proven; their texts are made
 * when they are first sent. The name of a form is put behind that of the statement.
 * @returns what binds the values of one form
 */
export function joinedStatement<Form extends string, const Of extends Columns>(
  name: string,
  columns: Of,
  forms: readonly Form[],
  textOf: (form: Form) => string,
): (form: Form, ...values: readonly unknown[]) => Query<RowOf<Of>> {
  const all = new Set(forms);
  const made = new Map<Form, KnownStatement>();
  const make = (form: Form): KnownStatement => {
    if (!all.has(form)) return unknownForm(name, form);
    const one = knowStatement(name + form, columns, textOf(form));
    made.set(form, one);
    return one;
  };
  joined.push(() => all.forEach(make));
  return (form, ...values) => {
    const { name: full, text: whole } = made.get(form) ?? make(form);
    return { name: full, text: whole, values };
  };
}

function unknownForm(name: string, form: string): never {
  throw new Error(`${name} has no form ${form}.`);
}
