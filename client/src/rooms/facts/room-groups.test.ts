import { describe, expect, it } from 'vitest';
import type { RoomRowFragment } from '../../graphql/generated/graphql.ts';
import { groupsOf } from './room-groups.ts';

function room(id: string, capacity: number, fields: Partial<RoomRowFragment> = {}): RoomRowFragment {
  return {
    id,
    name: `Room ${id}`,
    capacity,
    position: 1,
    active: true,
    longTerm: false,
    version: 1,
    equipment: [],
    setupMinutes: 0,
    teardownMinutes: 0,
    parts: [],
    ...fields,
  };
}

const [five, six] = [room('5', 21), room('6', 20)];
const house = [
  room('9', 10),
  five,
  six,
  room('1', 11),
  room('24', 40, { parts: [five, six] }),
  room('30', 4, { longTerm: true }),
  room('2', 0),
];

function named(grouping: Parameters<typeof groupsOf>[1], rooms: readonly RoomRowFragment[] = house) {
  return groupsOf(rooms, grouping).map(({ label, rooms: own }) => [label, own.map(({ id }) => id).join(' ')]);
}

describe('rooms', () => {
  it('by seats are parted after the tenth and the twentieth, in the order of the house', () => {
    expect(named('seats')).toEqual([
      ['Up to 10 seats', '9 30 2'],
      ['11 to 20 seats', '6 1'],
      ['More than 20 seats', '5 24'],
    ]);
  });

  it('by kind are training rooms, walls folded away, and what is let for long', () => {
    expect(named('kind')).toEqual([
      ['Training rooms', '9 5 6 1 2'],
      ['Combined rooms', '24'],
      ['Long-term leases', '30'],
    ]);
    expect(named('kind', [room('31', 40, { longTerm: true, parts: [five, six] })])).toEqual([
      ['Long-term leases', '31'],
    ]);
  });

  it('without groups are one without a name, the very same list', () => {
    expect(named('none')).toEqual([['', '9 5 6 1 24 30 2']]);
    expect(groupsOf(house, 'none')[0]!.rooms).toBe(house);
  });

  it('are each in one group, and no group is empty', () => {
    for (const grouping of ['seats', 'kind'] as const) {
      const groups = groupsOf(house, grouping);
      expect(groups.flatMap(({ rooms }) => rooms).toSorted((a, b) => house.indexOf(a) - house.indexOf(b))).toEqual(
        house,
      );
      expect(new Set(groups.map(({ id }) => id)).size).toBe(groups.length);
      expect(named(grouping, house.slice(0, 1))).toHaveLength(1);
      expect(named(grouping, [])).toEqual([]);
    }
  });
});
