import { describe, expect, it } from 'vitest';
import { whatWaits } from './what-waits.ts';

describe('what waits before an account is closed', () => {
  it('is the name that nobody is meant by, although the bookings are ticked to stay', () => {
    expect(whatWaits({ unchosen: true, left: 0, mayName: true })).toBe(
      'Choose a person from the list, or clear the field.',
    );
  });

  it('is what becomes of the bookings', () => {
    expect(whatWaits({ unchosen: false, left: 166, mayName: true })).toBe(
      'Choose who gets them, or confirm that they stay.',
    );
    expect(whatWaits({ unchosen: false, left: 1, mayName: false })).toBe('Confirm that it stays.');
  });

  it('is nothing once that is settled', () => {
    expect(whatWaits({ unchosen: false, left: 0, mayName: true })).toBeNull();
  });
});
