import { expect, it } from 'vitest';
import { report } from './figures.ts';
import { proveBackups } from './backups.ts';

it('a backup that is taken while bookings are made has all that was acknowledged before it began, and old cursors are refused', async () => {
  const figures = await proveBackups(1);
  report('backups', figures);
  expect(figures['restored']).toBeGreaterThanOrEqual(figures['acknowledgedBefore'] ?? 0);
});
