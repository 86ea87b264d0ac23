import { describe, expect, it } from 'vitest';
import { timelineKeyWords, timelineKeys } from '../calendar/timeline/timeline-keys.ts';
import { groupKeys } from './group-keys.ts';

describe('the list of keys', () => {
  it('puts what always works first, and two keys for one thing on one line', () => {
    const groups = groupKeys([
      { group: 'Calendar', keys: 't', words: 'Today' },
      { group: 'Everywhere', keys: 'mod+k', words: 'Search' },
      { group: 'Everywhere', keys: '/', words: 'Search' },
    ]);
    expect(groups).toEqual([
      { label: 'Everywhere', lines: [{ words: 'Search', keys: ['mod+k', '/'] }] },
      { label: 'Calendar', lines: [{ words: 'Today', keys: ['t'] }] },
    ]);
  });

  it('tells each key of the grid once', () => {
    const keys = timelineKeyWords.map(({ group, keys }) => `${group} ${keys}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(groupKeys(timelineKeyWords).map(({ label }) => label)).toEqual([
      'Calendar',
      'On a booking',
      'While dragging',
    ]);
  });

  it('names on a booking only what whoever looks may do', () => {
    const onBooking = (...rights: readonly [boolean, boolean]) =>
      timelineKeys(...rights)
        .filter(({ group, keys }) => group === 'On a booking' && keys.length === 1)
        .map(({ words }) => words);
    expect(onBooking(false, true)).toEqual(['Move in a form', 'Edit', 'Cancel']);
    expect(onBooking(false, false)).toEqual([]);
    expect(onBooking(true, true)).toEqual([
      'Assign room',
      'Confirm',
      'Move in a form',
      'Edit',
      'Unassign room',
      'Reject',
      'Cancel',
    ]);
  });
});
