import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runOn } from '../src/platform/database/run-on.ts';
import {
  boolean,
  type Columns,
  integer,
  joinedStatement,
  type KnownStatement,
  knownStatements,
  statement,
  text,
  uuid,
} from '../src/platform/database/statement.ts';
import { describeStatement } from './describe-statement.ts';
import { openFacility, type TestFacility } from './factories.ts';

let facility: TestFacility;
let client: pg.PoolClient;
let typeNames: ReadonlyMap<number, string>;

const source = join(import.meta.dirname, '../src');

beforeAll(async () => {
  await loadStatements();
  facility = await openFacility();
  client = await facility.owner.connect();
  const { rows } = await client.query<{ oid: number; name: string }>(
    'select oid, format_type(oid, null) as name from pg_type',
  );
  typeNames = new Map(rows.map(({ oid, name }) => [oid, name]));
});
afterAll(async () => {
  client.release();
  await facility.close();
});

/** Imports all modules that state one, also those that no server imports. */
async function loadStatements(): Promise<void> {
  const files = await readdir(source, { recursive: true });
  for (const file of files.filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))) {
    const path = join(source, file);
    if (/from '.*\/(statement|table)\.ts'/.test(await readFile(path, 'utf8'))) await import(pathToFileURL(path).href);
  }
}

/** The columns as PostgreSQL describes them once it has parsed the text. */
async function answerOf({ text: sql }: Pick<KnownStatement, 'text'>): Promise<Record<string, string>> {
  const fields = await describeStatement(client, sql);
  const names = fields.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw new Error(`It answers twice with ${twice}, of which the driver gives the last one.`);
  return Object.fromEntries(fields.map(({ name, dataTypeID }) => [name, typeNames.get(dataTypeID) ?? '']));
}

function declared(columns: Columns): Record<string, string> {
  return Object.fromEntries(Object.entries(columns).map(([name, { type }]) => [name, type]));
}

describe('every statement that the server can send', () => {
  it('is known to PostgreSQL, and answers with the columns and the types that it says', async () => {
    const all = knownStatements();
    // All but about a hundred are forms of the audit trail's log.
    expect(all.length).toBeGreaterThan(4_200);
    const wrong: Record<string, unknown> = {};
    for (const one of all) {
      const answer = await answerOf(one).catch((error: Error) => error.message);
      const says = declared(one.columns);
      if (JSON.stringify(sorted(answer)) !== JSON.stringify(sorted(says))) wrong[one.name] = { answer, says };
    }
    expect(wrong).toEqual({});
  });

  it('says of a column that it may be null, where it comes from one of a table that may be', async () => {
    const { rows } = await client.query<{ key: string }>(
      `select attrelid || '.' || attnum as key from pg_attribute a join pg_class c on c.oid = attrelid
       where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and attnum > 0 and not attnotnull`,
    );
    const nullable = new Set(rows.map(({ key }) => key));
    const wrong = new Set<string>();
    for (const { name, text: sql, columns } of knownStatements().filter(isOneOfItsKind)) {
      for (const { name: column, tableID, columnID } of await describeStatement(client, sql))
        if (nullable.has(`${tableID}.${columnID}`) && columns[column]?.isNullable === false)
          wrong.add(`${name}.${column}`);
    }
    expect([...wrong].toSorted()).toEqual(neverNull);
  });

  it('is told apart by its whole name, of which PostgreSQL looks at 63 characters', async () => {
    const alike = 'a'.repeat(63);
    const answers = ['one', 'another'].map((word) =>
      runOn<{ word: string }>(client, { name: `${alike}, ${word}`, text: `select '${word}' as word`, values: [] }),
    );
    expect((await Promise.all(answers)).flat()).toEqual([{ word: 'one' }, { word: 'another' }]);
  });

  it('carries its name, where pg_stat_statements finds it', () => {
    const nameless = knownStatements().filter(({ name, text: sql }) => !sql.includes(`/* ${name} */`));
    expect(nameless).toEqual([]);
  });
});

/** Of the forms of the audit trail's log one is enough: all have the same columns. */
function isOneOfItsKind({ name }: KnownStatement): boolean {
  return !name.startsWith('auditLog_') || name === 'auditLog_desc';
}

/** Columns that may be null in their table, and not where the statement looks: its condition says so. */
const neverNull = ['linesToMail.email', 'nextClosures.closureId', 'seriesForPlan.roomId', 'seriesForPlan.seriesId'];

function sorted(columns: Record<string, string> | string) {
  return typeof columns === 'string' ? columns : Object.entries(columns).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

describe('the comparison', () => {
  it.each<[what: string, sql: string, columns: Columns]>([
    ['another type', 'select id from rooms', { id: text }],
    ['another name', 'select long_term from rooms', { longTerm: boolean }],
    ['a column too few', 'select id, name from rooms', { id: uuid }],
    ['a column too many', 'select id from rooms', { id: uuid, capacity: integer }],
  ])('sees %s', async (_what, sql, columns) => {
    expect(await answerOf({ text: sql })).not.toEqual(declared(columns));
  });

  it('sees a column that hides another one of its name', async () => {
    await expect(answerOf({ text: 'select r.id, p.room_id as id from rooms r, room_parts p' })).rejects.toThrow(
      'twice',
    );
  });

  it('sees a text that PostgreSQL does not understand', async () => {
    await expect(answerOf({ text: 'select nothing from nowhere' })).rejects.toThrow('nowhere');
    expect(await answerOf({ text: 'select id from rooms' })).toEqual({ id: 'uuid' });
  });
});

describe('the register', () => {
  it('knows each form of a joined statement, also those that were never sent', () => {
    const sorted = joinedStatement('sortedRooms', { id: uuid }, ['Up', 'Down'], (way) => {
      return `select id from rooms order by position ${way === 'Down' ? 'desc' : 'asc'}`;
    });
    expect(sorted('Down').text).toBe('select /* sortedRoomsDown */ id from rooms order by position desc');
    const names = knownStatements().map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['sortedRoomsUp', 'sortedRoomsDown']));
    expect(() => sorted('Sideways' as 'Up')).toThrow('sortedRooms has no form Sideways.');
  });

  it('takes no two texts under one name', () => {
    statement('oneOfTwo', { id: uuid }, 'select id from rooms');
    expect(() => statement('oneOfTwo', { id: uuid }, 'select id from users')).toThrow('Two statements');
  });
});
