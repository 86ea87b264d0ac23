import { expect, it } from 'vitest';
import { report } from './figures.ts';
import { proveModel } from './model.ts';

it('2,000 random sequences of eight workers through two servers: acknowledged and committed are one history without an overlap', async () => {
  const seed = Number(process.env['MODEL_SEED'] ?? Date.now() % 1_000_000);
  const figures = await proveModel(2_000, seed).catch((error: unknown) => {
    throw new Error(`MODEL_SEED=${seed}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  });
  report('model', figures);
  expect(figures['sequences']).toBe(2_000);
});
