import pg from 'pg';
import { expect, it } from 'vitest';
import { proveFacilities } from './device-facilities.ts';
import { openFacility } from './factories.ts';
import { report } from './figures.ts';

it('what can be promised is, in 3,000 random facilities, what serial numbers and wishes counted one by one come to', async () => {
  const facility = await openFacility();
  const client = new pg.Client(facility.database.ownerUrl);
  await client.connect();
  try {
    const figures = await proveFacilities(client, 3_000, Date.now() % 1_000_000);
    report('facilities', figures);
    expect(figures.facilities).toBe(3_000);
  } finally {
    await client.end();
    await facility.close();
  }
});
