import { describe, expect, it } from 'vitest';
import { ACTION } from './action-order.ts';

/** What means something to the frame, the calendar and the lists, which stay usable beside the drawer. */
const AROUND = ['b', 'g', 'u', '/', '?', 'n', 't', 'd', 'w', 'm', 'j', 'k', 'l', 'p', 's', '0', '+', '-'];

describe('the keys of the actions', () => {
  const keys = Object.values(ACTION).map(({ key }) => key);

  it('are one each', () => {
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('mean nothing else around the drawer', () => {
    expect(keys.filter((key) => AROUND.includes(key))).toEqual([]);
  });

  it('are the same as there for what can be done from both', () => {
    expect([ACTION.ASSIGN_ROOM.key, ACTION.CONFIRM.key, ACTION.CANCEL.key]).toEqual(['r', 'c', 'x']);
  });
});
