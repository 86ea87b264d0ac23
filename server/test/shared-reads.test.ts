import { afterAll, beforeAll, describe, it } from 'vitest';
import { openSharedHouse, proveOwnBytes, proveOwnChanges, type SharedHouse } from './shared-reads.ts';

let house: SharedHouse;
beforeAll(async () => {
  house = await openSharedHouse();
});
afterAll(() => house.close());

describe('the same document of people with different rights', () => {
  it('gives each of them their own bytes, 10 rounds at once over HTTP', () => proveOwnBytes(house, 10), 60_000);

  it('tells each of them what is theirs to see of 60 changes, over sockets', () => proveOwnChanges(house, 60), 60_000);
});
