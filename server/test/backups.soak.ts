import { expect, it } from 'vitest';
import { report } from './figures.ts';
import { proveBackups } from './backups.ts';

it('20 backups under 50 bookings a second: nothing is missing, the physics is right, and old cursors are refused', async () => {
  const figures = await proveBackups(20);
  report('backups', figures);
  expect(figures['acknowledgedDuring']).toBeGreaterThan(0);
});
