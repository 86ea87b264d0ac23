import { expect, it } from 'vitest';
import { report } from './figures.ts';
import { proveUndo } from './undo-deeds.ts';

it('500 random deeds of up to 20 bookings, undone in any order with changes between: each goes back whole or not at all', async () => {
  const seed = Number(process.env['UNDO_SEED'] ?? Date.now() % 1_000_000);
  const figures = await proveUndo(500, seed).catch((error: unknown) => {
    throw new Error(`UNDO_SEED=${seed}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  });
  report('undo', figures);
  expect(figures['undo:UndoBookingChangePayload']).toBeGreaterThan(50);
  expect(figures['undo:StaleBookingError']).toBeGreaterThan(50);
});
