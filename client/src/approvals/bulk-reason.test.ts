import { describe, expect, it } from 'vitest';
import { isFor, noReason } from './bulk-reason.ts';

describe('the reason for which several are rejected', () => {
  const typed = { ids: ['a', 'b'], reason: 'Full' };
  const waiting = ['a', 'b', 'c'];

  it('belongs to the bookings for which it was typed', () => {
    expect(isFor(typed, ['b', 'a'], waiting)).toBe(true);
  });

  it('belongs to no others, to no more of them and to no fewer', () => {
    for (const ticked of [['c'], ['a'], ['a', 'b', 'c'], ['b', 'c']]) expect(isFor(typed, ticked, waiting)).toBe(false);
  });

  it('stays while somebody else deals with some of them', () => {
    expect(isFor(typed, ['a'], ['a', 'c'])).toBe(true);
    expect(isFor(typed, [], ['c'])).toBe(false);
  });

  it('is there for nobody where nothing was typed', () => {
    expect(isFor(noReason, ['a'], waiting)).toBe(false);
  });
});
