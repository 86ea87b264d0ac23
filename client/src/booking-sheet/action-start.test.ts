import { describe, expect, it } from 'vitest';
import { actionStart } from './action-start.ts';

const whyNot = 'Only while it is room assigned.';
function booking(allowed: boolean, devicesNeeded = 0, devicesAssigned = 0) {
  return {
    devicesNeeded,
    devicesAssigned,
    actions: [
      { name: 'CONFIRM' as const, allowed, reason: allowed ? null : whyNot },
      { name: 'CANCEL' as const, allowed, reason: allowed ? null : whyNot },
    ],
  };
}

describe('an action', () => {
  it('begins with its panel, where something remains to be said', () => {
    expect(actionStart(booking(true), 'CANCEL')).toBe('panel');
    expect(actionStart(booking(true, 3), 'CONFIRM')).toBe('panel');
    expect(actionStart(booking(true, 3, 2), 'CONFIRM')).toBe('panel');
    expect(actionStart(booking(true, 3, 3), 'CONFIRM')).toBe('at-once');
  });

  it('is done at once where nothing does', () => {
    expect(actionStart(booking(true), 'CONFIRM')).toBe('at-once');
  });

  it('says why it cannot be done, in the words of the server', () => {
    expect(actionStart(booking(false), 'CONFIRM')).toEqual({ refused: whyNot });
    expect(actionStart(booking(true), 'REJECT')).toEqual({ refused: expect.any(String) });
  });
});
