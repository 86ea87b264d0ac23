import 'temporal-polyfill/global';
import { describe, expect, it } from 'vitest';
import type { HistoryEntryFragment } from '../graphql/generated/graphql.ts';
import { eventWords } from '../app/words.ts';
import { historyWords, lastChangeWords } from './history-words.ts';

const reader = { timeZone: 'Africa/Johannesburg', userId: 'u-me', events: eventWords };
const boss = { id: 'u-boss', displayName: 'Room Boss' };
function room(name: string) {
  return { id: name, name };
}
function at(moment: string) {
  return new Date(`${moment}:00+02:00`).toISOString();
}

function entry(type: string, more: Partial<HistoryEntryFragment> = {}): HistoryEntryFragment {
  return {
    id: 'e',
    at: at('2026-11-18T10:41'),
    type,
    version: 2,
    actor: boss,
    outside: false,
    cause: null,
    reason: null,
    requesterBefore: null,
    requesterAfter: null,
    statusAfter: 'CONFIRMED',
    roomBefore: null,
    roomAfter: null,
    startsAtBefore: null,
    endsAtBefore: null,
    startsAtAfter: null,
    endsAtAfter: null,
    setupMinutesBefore: null,
    setupMinutesAfter: null,
    teardownMinutesBefore: null,
    teardownMinutesAfter: null,
    ...more,
  };
}
function words(...given: Parameters<typeof entry>) {
  return Object.values(historyWords(entry(...given), reader)).join('');
}
function short(...given: Parameters<typeof entry>) {
  return lastChangeWords(entry(...given), reader);
}

const stays = { roomBefore: room('Honesty'), roomAfter: room('Honesty') };
const day = {
  startsAtBefore: at('2026-11-16T07:30'),
  startsAtAfter: at('2026-11-17T07:30'),
  endsAtBefore: at('2026-11-16T16:30'),
  endsAtAfter: at('2026-11-17T16:30'),
};

describe('a line of the history', () => {
  it.each<[string, ...Parameters<typeof entry>]>([
    ['Requested by Room Boss', 'booking_created', { statusAfter: 'PENDING' }],
    ['Booked in Wisdom by Room Boss', 'booking_created', { roomAfter: room('Wisdom') }],
    ['Booked by Room Boss', 'booking_created'],
    ['Room assigned: Wisdom, by Room Boss', 'room_assigned', { roomAfter: room('Wisdom') }],
    ['Confirmed by Room Boss', 'booking_confirmed', stays],
    [
      'Room unassigned by Room Boss: the wall is stuck',
      'room_unassigned',
      { roomBefore: room('Wisdom'), reason: 'the wall is stuck' },
    ],
    [
      'Displaced by Room Boss: the minister comes',
      'booking_displaced',
      { roomBefore: room('Wisdom'), reason: 'the minister comes' },
    ],
    [
      'Finished early, at 11:15 by Room Boss',
      'booking_rescheduled',
      { ...stays, cause: 'finishBooking', endsAtBefore: at('2026-11-16T16:30'), endsAtAfter: at('2026-11-16T11:15') },
    ],
    [
      'Extended until 18:00 by Room Boss',
      'booking_rescheduled',
      { ...stays, cause: 'extendBooking', endsAtBefore: at('2026-11-16T16:30'), endsAtAfter: at('2026-11-16T18:00') },
    ],
    ['Rejected by Room Boss: no room is left', 'booking_rejected', { reason: 'no room is left' }],
    ['Cancelled by Room Boss: called off', 'booking_cancelled', { reason: 'called off' }],
    ['Changed by Room Boss', 'booking_updated'],
    [
      'Handed over from Lerato to you by Room Boss',
      'booking_updated',
      { requesterBefore: { id: 'u-le', displayName: 'Lerato' }, requesterAfter: { id: 'u-me', displayName: 'Naledi' } },
    ],
    [
      'Undone by Room Boss',
      'booking_restored',
      { requesterBefore: { id: 'u-me', displayName: 'Naledi' }, requesterAfter: { id: 'u-le', displayName: 'Lerato' } },
    ],
    ['Changed by Room Boss', 'booking_priced'],
    ['Confirmed by you', 'booking_confirmed', { actor: { id: 'u-me', displayName: 'Naledi' } }],
    ['Completed', 'booking_completed', { actor: null }],
  ])('%s', (expected, ...given) => {
    expect(words(...given)).toBe(expected);
  });

  it('says where and when it was moved to, and only what of it changed', () => {
    const elsewhere = { roomBefore: room('Innovation'), roomAfter: room('Dedication') };
    expect(words('booking_rescheduled', elsewhere)).toBe('Moved from Innovation to Dedication by Room Boss');
    expect(words('booking_rescheduled', { ...stays, ...day })).toBe('Moved to Tue 17 Nov, 07:30 – 16:30 by Room Boss');
    expect(words('booking_rescheduled', { ...elsewhere, ...day })).toBe(
      'Moved from Innovation to Dedication, moved to Tue 17 Nov, 07:30 – 16:30 by Room Boss',
    );
    const ends = { endsAtBefore: at('2026-11-17T16:30'), endsAtAfter: at('2026-11-17T15:00') };
    expect(words('booking_rescheduled', { ...stays, ...ends })).toBe('End moved to 15:00 by Room Boss');
    expect(words('booking_rescheduled', { ...stays, ...ends, endsAtAfter: at('2026-11-18T15:00') })).toBe(
      'End moved to Wed 18 Nov, 15:00 by Room Boss',
    );
    const starts = { startsAtBefore: at('2026-11-17T07:30'), startsAtAfter: at('2026-11-17T08:00') };
    expect(words('booking_rescheduled', { ...stays, ...starts })).toBe('Start moved to 08:00 by Room Boss');
    expect(words('booking_rescheduled', stays)).toBe('Moved by Room Boss');
  });

  it('tells setup and teardown apart from the hours, and not where another room brings its own', () => {
    const longer = { setupMinutesBefore: 15, setupMinutesAfter: 45 };
    expect(words('booking_rescheduled', { ...stays, ...longer })).toBe('Setup changed from 15 to 45 min by Room Boss');
    expect(
      words('booking_rescheduled', { ...stays, ...longer, teardownMinutesBefore: 15, teardownMinutesAfter: 0 }),
    ).toBe('Setup changed from 15 to 45 min, teardown changed from 15 to 0 min by Room Boss');
    expect(words('booking_rescheduled', { ...stays, ...day, ...longer })).toBe(
      'Moved to Tue 17 Nov, 07:30 – 16:30, setup changed from 15 to 45 min by Room Boss',
    );
    expect(
      words('booking_rescheduled', { roomBefore: room('Honesty'), roomAfter: room('Excellence'), ...longer }),
    ).toBe('Moved from Honesty to Excellence by Room Boss');
    expect(short('booking_rescheduled', { ...stays, ...longer })).toBe('Setup or teardown changed by Room Boss');
    expect(short('booking_rescheduled', { ...stays, ...day, ...longer })).toBe('Moved by Room Boss');
  });

  it('says when, where a room was assigned at another time', () => {
    expect(words('room_assigned', { roomAfter: room('Wisdom'), ...day })).toBe(
      'Room assigned: Wisdom, moved to Tue 17 Nov, 07:30 – 16:30, by Room Boss',
    );
  });

  it('names nobody where nobody is known, and says what came past Colab', () => {
    expect(words('booking_rescheduled', { ...stays, ...day, actor: null })).toBe('Moved to Tue 17 Nov, 07:30 – 16:30');
    expect(words('room_assigned', { roomAfter: room('Wisdom'), actor: null })).toBe('Room assigned: Wisdom');
    expect(words('booking_updated', { actor: null, outside: true })).toBe('Changed directly in the database');
    expect(words('room_assigned', { roomAfter: room('Wisdom'), actor: null, outside: true })).toBe(
      'Room assigned: Wisdom, directly in the database',
    );
  });
});

describe('the last change in short', () => {
  it('says what and by whom, and leaves the rest to the history', () => {
    expect(short('booking_rescheduled', { ...stays, ...day })).toBe('Moved by Room Boss');
    expect(short('room_assigned', { roomAfter: room('Wisdom') })).toBe('Room assigned by Room Boss');
    expect(short('booking_created', { statusAfter: 'PENDING' })).toBe('Requested by Room Boss');
    expect(short('booking_created')).toBe('Booked by Room Boss');
    expect(short('booking_cancelled', { reason: 'called off' })).toBe('Cancelled by Room Boss');
    expect(short('booking_completed', { actor: null })).toBe('Completed');
    expect(short('booking_updated', { actor: null, outside: true })).toBe('Changed directly in the database');
  });
});
