import { describe, expect, it } from 'vitest';
import { proveCrawl } from './crawler.ts';
import { report } from './figures.ts';

describe('nothing of another division is in any answer to any operation, with every id and cursor of it known', () => {
  it('as the product runs', { timeout: 300_000 }, async () => {
    const figures = await proveCrawl({ bookings: 14, most: 500, by: 'two of them' });
    report('crawler', figures);
    expect(figures.probes).toBeGreaterThanOrEqual(1_000);
  });

  it('when the mask of the resolvers is taken away, because the database holds', { timeout: 300_000 }, async () => {
    const figures = await proveCrawl({ bookings: 14, most: 750, by: 'two of them', locks: 'database' });
    report('crawler without the mask', figures);
    expect(figures.probes).toBeGreaterThanOrEqual(700);
  });

  it(
    'when row security is opened wide: none of its texts, because the resolvers hold',
    { timeout: 300_000 },
    async () => {
      const figures = await proveCrawl({ bookings: 14, most: 400, by: 'one of them', locks: 'resolvers' });
      report('crawler without row security', figures);
      expect(figures.probes).toBeGreaterThanOrEqual(700);
    },
  );
});
