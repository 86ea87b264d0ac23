import { afterAll, beforeAll, describe, it } from 'vitest';
import { openSharedHouse, proveOwnBytes, proveOwnChanges, type SharedHouse } from './shared-reads.ts';

let house: SharedHouse;
beforeAll(async () => {
  house = await openSharedHouse();
});
afterAll(() => house.close());

describe('the same document of people with different rights', () => {
  it('gives each of them their own bytes, 40 rounds at once over HTTP', () => proveOwnBytes(house, 40), 60_000);

  it(
    'tells each of them what is theirs to see of 200 changes, over sockets',
    () => proveOwnChanges(house, 200),
    60_000,
  );
});
