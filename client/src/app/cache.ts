import type { CacheExchangeOpts, KeyingConfig } from '@urql/exchange-graphcache';
import { applyRoomPayload } from '../rooms/facts/room-lists.ts';
import { errorTypes } from '../graphql/generated/error-types.ts';

// A division has only its name: on its own it would tie all windows together, and each answer would read all of them.
const keys: KeyingConfig = { Tenant: () => null };

export const cacheConfig: CacheExchangeOpts = {
  keys,
  // While it writes, the cache tries every fragment of a union and misses the fields of those that do not match. What has no
  // id is nothing on its own and belongs to the place that asked for it.
  logger: (severity, message) => {
    if (!/^Invalid (undefined|key)/.test(message)) console[severity](message);
  },
  // With this no fragment has to be matched by guessing, and no schema is shipped.
  possibleTypes: { Error: errorTypes, Node: [] },
  updates: {
    Mutation: Object.fromEntries(
      ['createRoom', 'orderRooms', 'deactivateRoom', 'reactivateRoom'].map((name) => [name, applyRoomPayload(name)]),
    ),
  },
};
