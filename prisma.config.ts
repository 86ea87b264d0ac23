import { defineConfig } from 'prisma/config';

// The command line downloads a schema engine at every call unless it is told of one. `generate`, `validate` and `format`
// never run it, so that any program will do; migrations are applied by server/src/platform/database/migrate.ts.
process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= process.execPath;
// Nor does it look for newer versions of itself.
process.env['CHECKPOINT_DISABLE'] ??= '1';

export default defineConfig({ schema: 'prisma/schema.prisma', migrations: { path: 'prisma/migrations' } });
