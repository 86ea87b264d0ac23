import { describe, expect, it } from 'vitest';
import { may } from './may.ts';
import { signInSearch } from './sign-in-search.ts';

function holding(...permissions: string[]) {
  return { permissions };
}

describe('may', () => {
  it('is no unless the right is held', () => {
    expect(may(holding(), 'room:assign')).toBe(false);
    expect(may(holding('room:book-direct'), 'room:assign')).toBe(false);
    expect(may(holding('rooms:*', 'room'), 'room:assign')).toBe(false);
  });

  it('is yes for the right itself, for all of its noun, and for everything', () => {
    expect(may(holding('room:assign'), 'room:assign')).toBe(true);
    expect(may(holding('room:*'), 'room:assign')).toBe(true);
    expect(may(holding('*'), 'room:assign')).toBe(true);
  });
});

describe('where signing in leads', () => {
  it('is a path of this house and no other', () => {
    expect(signInSearch({ to: '/calendar?week=2026-11-16', as: 'naledi' })).toEqual({
      to: '/calendar?week=2026-11-16',
      as: 'naledi',
    });
    for (const to of ['https://elsewhere.example', '//elsewhere.example', '/\\elsewhere.example', 'calendar', 7]) {
      expect(signInSearch({ to })).toEqual({});
    }
  });
});
