import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import type { MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm';
import type pg from 'pg';
import { openPool } from './factories.ts';

type Bindings = typeof import('@prisma/schema-engine-wasm/schema_engine_bg');

/** Prisma Migrate's own engine, as WebAssembly: the command line would download one. */
export async function withSchemaEngine<T>(
  superuserUrl: string,
  work: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  const { SchemaEngine: Engine } = await (bindings ??= loadBindings());
  const adapters = new MigrationAdapters(superuserUrl);
  const engine = await Engine.new(
    { datamodels: undefined },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(adapters),
  );
  try {
    return await work(engine);
  } finally {
    engine.free();
    await adapters.close();
  }
}

/** Once in a process: the bindings know one instance only. */
let bindings: Promise<Bindings> | undefined;

async function loadBindings(): Promise<Bindings> {
  const loaded = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const program = readFileSync(
    fileURLToPath(
      import.meta.resolve('@prisma/schema-engine-wasm').replace(/schema_engine\.js$/, 'schema_engine_bg.wasm'),
    ),
  );
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: { set_message: (message: string) => console.error(message) },
  });
  const { instance } = await WebAssembly.instantiate(program, { './schema_engine_bg.js': loaded });
  const { __wbg_set_wasm: setWasm } = loaded as unknown as { __wbg_set_wasm(exports: WebAssembly.Exports): void };
  setWasm(instance.exports);
  (instance.exports['__wbindgen_start'] as () => void)();
  return loaded;
}

export async function readMigrationList(folder: string): Promise<MigrationList> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return {
    baseDir: folder,
    lockfile: { path: 'migration_lock.toml', content: await readFile(join(folder, 'migration_lock.toml'), 'utf8') },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      names.map(async (path) => ({
        path,
        migrationFile: {
          path: 'migration.sql',
          content: { tag: 'ok' as const, value: await readFile(join(folder, path, 'migration.sql'), 'utf8') },
        },
      })),
    ),
  };
}

export const noFilters = { externalTables: [], externalEnums: [] };

/** The stock adapter's factory makes its shadow connection to the main database, and drops it before it has let go. */
class MigrationAdapters implements SqlMigrationAwareDriverAdapterFactory {
  readonly provider = 'postgres';
  readonly adapterName = '@prisma/adapter-pg';
  readonly #url: string;
  readonly #open: SqlDriverAdapter[] = [];

  constructor(url: string) {
    this.#url = url;
  }

  async connect(): Promise<SqlDriverAdapter> {
    const adapter = await connectAdapter(this.#url);
    this.#open.push(adapter);
    return adapter;
  }

  /** The engine lets go of none of them, nor of the advisory lock that it took. */
  async close(): Promise<void> {
    await Promise.all(this.#open.map((adapter) => adapter.dispose()));
  }

  async connectToShadowDb(): Promise<SqlDriverAdapter> {
    const main = await connectAdapter(this.#url);
    const database = `prisma_migrate_shadow_db_${randomUUID()}`;
    await main.executeScript(`create database "${database}"`);
    const url = new URL(this.#url);
    url.pathname = `/${database}`;
    const shadow = await connectAdapter(url.href);
    const dispose = shadow.dispose.bind(shadow);
    return Object.assign(shadow, {
      dispose: async () => {
        await dispose();
        await main.executeScript(`drop database "${database}" with (force)`);
        await main.dispose();
      },
    });
  }
}

async function connectAdapter(url: string): Promise<SqlDriverAdapter> {
  const pool = readCatalogs(openPool(url, 1));
  const adapter = await new PrismaPg(pool, { disposeExternalPool: true }).connect();
  const queryRaw = adapter.queryRaw.bind(adapter);
  return Object.assign(adapter, {
    queryRaw: async (query: Parameters<typeof queryRaw>[0]) => {
      const result = await queryRaw(query);
      const columnTypes = result.columnTypes.map((type) =>
        type === ColumnTypeEnum.CharacterArray ? ColumnTypeEnum.Character : type,
      );
      return { ...result, columnTypes };
    },
    // The stock one splits at every semicolon, those in the bodies of functions as well.
    executeScript: async (script: string) => void (await pool.query(script)),
  });
}

/**
 * Types of the system catalogues that the adapter cannot read, by their numbers, and what to take them for: regtype,
 * regproc, regclass, pg_node_tree → text; name[] → text[]; "char" → an array of them, which nothing else has here,
 * so that it can be told from text afterwards.
 */
const readableTypes: Readonly<Record<number, number>> = { 2206: 25, 24: 25, 2205: 25, 194: 25, 1003: 1009, 18: 1002 };

function readCatalogs(pool: pg.Pool): pg.Pool {
  const query = pool.query.bind(pool) as (statement: unknown) => Promise<pg.QueryResult | pg.QueryResult[]>;
  return Object.assign(pool, {
    query: async (statement: unknown) => {
      const result = await query(statement);
      for (const { fields } of [result].flat())
        for (const field of fields) field.dataTypeID = readableTypes[field.dataTypeID] ?? field.dataTypeID;
      return result;
    },
  });
}
