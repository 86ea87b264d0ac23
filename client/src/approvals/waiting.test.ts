import { describe, expect, it } from 'vitest';
import { bestRooms } from './best-rooms.ts';
import { awayWords, byUrgency, competitions, roomsLeft, urgencyOf, type Waiting } from './waiting.ts';

function ghost(id: string, from: string, to: string, more: object = {}): Waiting {
  return {
    id,
    startsAt: `2028-05-16T${from}:00Z`,
    endsAt: `2028-05-16T${to}:00Z`,
    createdAt: '2028-05-01T08:00:00Z',
    numLearners: 9,
    numFacilitators: 1,
    ...more,
  } as Waiting;
}

const now = Date.parse('2028-05-16T09:00:00Z');

describe('those who wait', () => {
  it('stand in the order in which they begin, and then in which they asked', () => {
    const all = [
      ghost('b', '10:00', '11:00'),
      ghost('c', '08:00', '09:00'),
      ghost('a', '10:00', '12:00', { createdAt: '2028-04-01T08:00:00Z' }),
    ];
    expect(byUrgency(all).map(({ id }) => id)).toEqual(['c', 'a', 'b']);
  });

  it('are overdue once they should have begun, and soon within two days', () => {
    expect(urgencyOf({ startsAt: '2028-05-16T09:00:00Z' }, now)).toBe('overdue');
    expect(urgencyOf({ startsAt: '2028-05-18T09:00:00Z' }, now)).toBe('soon');
    expect(urgencyOf({ startsAt: '2028-05-18T09:01:00Z' }, now)).toBe('later');
  });

  it('say how long ago and how soon in words', () => {
    expect(
      [-90_000_000, -3_600_000, -60_000, 0, 5_400_000, 3 * 86_400_000].map((away) => awayWords(now + away, now)),
    ).toEqual(['25 hours ago', '1 hour ago', '1 minute ago', 'just now', 'in 2 hours', 'in 3 days']);
  });

  it('compete where they overlap, not where one begins as the other ends', () => {
    const all = [
      ghost('a', '08:00', '10:00'),
      ghost('b', '09:00', '12:00'),
      ghost('c', '11:00', '13:00'),
      ghost('d', '13:00', '14:00'),
    ];
    const groups = competitions(all);
    expect(groups.get('a')?.ids).toEqual(['a', 'b', 'c']);
    expect(groups.get('c')).toBe(groups.get('a'));
    expect(groups.has('d')).toBe(false);
  });

  it('are told how many rooms are left for them: free, large enough, and no wall counted twice', () => {
    const room = (id: string, capacity: number, more: object = {}) => ({
      id,
      capacity,
      longTerm: false,
      parts: [],
      ...more,
    });
    const rooms = [
      room('1', 10),
      room('2', 10),
      room('3', 9),
      room('4', 40, { longTerm: true }),
      room('12', 20, { parts: [{ id: '1' }, { id: '2' }] }),
    ];
    const group = [ghost('a', '08:00', '10:00'), ghost('b', '09:00', '12:00')];
    expect(roomsLeft(group, rooms, [])).toBe(2);
    const taken = (from: string, to: string) => [
      { room: { id: '1' }, startsAt: `2028-05-16T${from}:00Z`, endsAt: `2028-05-16T${to}:00Z` },
    ];
    expect(roomsLeft(group, rooms, taken('07:00', '09:30'))).toBe(1);
    expect(roomsLeft(group, rooms, taken('06:00', '08:00'))).toBe(2);
  });
});

describe('the best rooms for several', () => {
  const wants = (id: string, from: string, to: string, free: readonly string[], wish?: string) => ({
    ...ghost(id, from, to),
    free: free.map((room) => ({ id: room })),
    requestedRoom: wish ? { id: wish } : null,
  });

  it('go to whoever has the fewest to choose from first, and to each its wish where it is free', () => {
    const chosen = bestRooms(
      [wants('a', '08:00', '10:00', ['1', '2', '3'], '3'), wants('b', '08:00', '10:00', ['1'])],
      [],
    );
    expect(Object.fromEntries(chosen)).toEqual({ a: '3', b: '1' });
  });

  it('are not given twice at a time, nor through the folded wall, but one after the other', () => {
    const rooms = [{ id: '12', parts: [{ id: '1' }, { id: '2' }] }];
    expect(
      Object.fromEntries(
        bestRooms([wants('a', '08:00', '10:00', ['12']), wants('b', '09:00', '10:00', ['1', '2'])], rooms),
      ),
    ).toEqual({ a: '12' });
    expect(
      Object.fromEntries(bestRooms([wants('a', '08:00', '10:00', ['1']), wants('b', '10:00', '11:00', ['1'])], rooms)),
    ).toEqual({ a: '1', b: '1' });
  });
});
