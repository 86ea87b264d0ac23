import { describe, expect, it } from 'vitest';
import type { NotificationType } from '../graphql/generated/graphql.ts';
import { lineWords, spokenWords, summaryWords } from './notification-words.ts';

describe('a notification in words', () => {
  const item = (facts: object) =>
    ({ room: null, changed: [], before: {}, after: null, booking: { clientName: 'Acme' }, ...facts }) as never;
  const line = (
    type: NotificationType,
    facts: object,
    counts: { type: NotificationType; count: number; handedOver?: number }[] = [{ type, count: 1 }],
  ) => ({ type, counts: counts.map((some) => ({ handedOver: 0, ...some })), items: [item({ type, ...facts })] });

  it('names the client and the room where they are known', () => {
    expect(spokenWords(line('BOOKING_DISPLACED', { room: { id: '1', name: 'Honesty' } }))).toBe(
      'Acme lost Honesty and needs another room.',
    );
    expect(spokenWords(line('BOOKING_PENDING', {}))).toBe('Acme needs a room.');
    expect(spokenWords(line('BOOKING_CHANGED', { changed: ['REQUESTER'] }))).toBe('Acme was handed over.');
    expect(spokenWords(line('BOOKING_CHANGED', { before: null }))).toBe('Acme was added.');
    expect(spokenWords({ type: 'DAILY_SUMMARY', counts: [], items: [] })).toBe('Daily summary.');
  });

  it('counts the bookings of an act, by what became of them', () => {
    const same = line('BOOKING_REJECTED', {}, [{ type: 'BOOKING_REJECTED', count: 30 }]);
    const mixed = line('BOOKING_DISPLACED', {}, [
      { type: 'BOOKING_DISPLACED', count: 2 },
      { type: 'ROOM_ASSIGNED', count: 1 },
    ]);
    expect([same, mixed].map(lineWords)).toEqual(['Were rejected', '2 lost their rooms and need others, 1 has a room']);
    expect([same, mixed].map(spokenWords)).toEqual([
      '30 bookings were rejected.',
      '3 bookings: 2 lost their rooms and need others, 1 has a room.',
    ]);
  });

  it('says that several were handed over where all of them were', () => {
    const handed = (handedOver: number) =>
      line('BOOKING_CHANGED', { changed: ['REQUESTER'] }, [{ type: 'BOOKING_CHANGED', count: 166, handedOver }]);
    expect([handed(166), handed(165)].map(lineWords)).toEqual(['Were handed over', 'Were changed']);
    expect(spokenWords(handed(166))).toBe('166 bookings were handed over.');
  });

  it('sums up a day without what there is none of', () => {
    expect(
      summaryWords({ date: '2026-11-23', bookings: 1, waiting: 3, overdue: 0, roomsClosed: 0, devicesWanted: 0 }),
    ).toBe('1 booking in a room, 3 need a room');
    expect(
      summaryWords({ date: '2026-11-23', bookings: 4, waiting: 3, overdue: 1, roomsClosed: 2, devicesWanted: 12 }),
    ).toBe('4 bookings in rooms, 3 need a room (1 overdue), 2 rooms closed, 12 devices requested');
  });
});
