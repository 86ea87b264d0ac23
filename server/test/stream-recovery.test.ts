import { afterAll, beforeAll, describe, it } from 'vitest';
import { disasters, RecoveringHouse } from './stream-recovery.ts';

let house: RecoveringHouse;

beforeAll(async () => {
  house = await RecoveringHouse.open();
}, 120_000);
afterAll(() => house.close());

describe('under a running server', () => {
  // Lines that go silent have their own tests (silent-lines.test.ts).
  it.each(disasters.filter((disaster) => disaster !== 'silent lines'))(
    '%s leaves every screen true',
    async (disaster) => {
      await house.survive(disaster);
    },
    300_000,
  );
});
