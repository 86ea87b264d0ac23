import { expect, it } from 'vitest';
import { proveSequences } from './device-sequences.ts';
import { report } from './figures.ts';

it('2,000 sequences: whatever is done at random to devices on four connections is one history of the rules, without a dead-lock', async () => {
  const figures = await proveSequences(2_000, Date.now() % 1_000_000);
  report('sequences of devices', figures);
  expect(figures.steps).toBe(2_000 * 30);
});
