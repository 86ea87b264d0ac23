import { describe, expect, it } from 'vitest';
import { actionFacts } from './action-order.ts';

/** What means something to the frame, the calendar and the lists, which stay usable beside the drawer. */
const keysAround = ['b', 'g', 'u', '/', '?', 'n', 't', 'd', 'w', 'm', 'j', 'k', 'l', 'p', 's', '0', '+', '-'];

describe('the keys of the actions', () => {
  const keys = Object.values(actionFacts).map(({ key }) => key);

  it('are one each', () => {
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('mean nothing else around the drawer', () => {
    expect(keys.filter((key) => keysAround.includes(key))).toEqual([]);
  });

  it('are the same as there for what can be done from both', () => {
    expect([actionFacts.ASSIGN_ROOM.key, actionFacts.CONFIRM.key, actionFacts.CANCEL.key]).toEqual(['r', 'c', 'x']);
  });
});
