import { it } from 'vitest';
import { report } from './figures.ts';
import { proveUndo } from './undo-deeds.ts';

it('12 random deeds, undone in any order with changes between: each goes back whole or not at all', async () => {
  const seed = Number(process.env['UNDO_SEED'] ?? Date.now() % 1_000_000);
  await proveUndo(12, seed).then(
    (figures) => report('undo', figures),
    (error: unknown) => {
      throw new Error(`UNDO_SEED=${seed}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    },
  );
}, 120_000);
