import { it } from 'vitest';
import { report } from './figures.ts';
import { proveModel } from './model.ts';

it('whatever eight workers do at random through two servers, acknowledged and committed are one history without an overlap', async () => {
  const seed = Number(process.env['MODEL_SEED'] ?? Date.now() % 1_000_000);
  await proveModel(60, seed).then(
    (figures) => report('model', figures),
    (error: unknown) => {
      throw new Error(`MODEL_SEED=${seed}: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      });
    },
  );
}, 120_000);
