import { expect, it } from 'vitest';
import { proveCrawl } from './crawler.ts';
import { report } from './figures.ts';

it('nothing of another division is in any answer to any operation, with every id and cursor of 60 bookings known', async () => {
  const figures = await proveCrawl({ bookings: 60, most: Number.POSITIVE_INFINITY, by: 'all of them' });
  report('crawler', figures);
  expect(figures.probes).toBeGreaterThanOrEqual(10_000);
});
