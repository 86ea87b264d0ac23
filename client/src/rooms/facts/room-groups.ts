import type { RoomRowFragment } from '../../graphql/generated/graphql.ts';

/** What rooms are sorted into; `none` leaves them in the order of the house. */
export type Grouping = 'none' | 'seats' | 'kind';

export type RoomGroup = {
  readonly id: string;
  readonly label: string;
  readonly rooms: readonly RoomRowFragment[];
};

const bands = [
  { id: 'seats-10', label: 'Up to 10 seats', most: 10 },
  { id: 'seats-20', label: '11 to 20 seats', most: 20 },
  { id: 'seats-more', label: 'More than 20 seats', most: Infinity },
];

function bySeats(rooms: readonly RoomRowFragment[]): readonly RoomGroup[] {
  const banded = Map.groupBy(rooms, ({ capacity }) => bands.find(({ most }) => capacity <= most)!.id);
  return bands.map(({ id, label }) => ({ id, label, rooms: banded.get(id) ?? [] }));
}

function byKind(rooms: readonly RoomRowFragment[]): readonly RoomGroup[] {
  const kind = (room: RoomRowFragment) => (room.longTerm ? 'offices' : room.parts.length > 0 ? 'walls' : 'rooms');
  const sorted = Map.groupBy(rooms, kind);
  return [
    { id: 'rooms', label: 'Training rooms', rooms: sorted.get('rooms') ?? [] },
    { id: 'walls', label: 'Combined rooms', rooms: sorted.get('walls') ?? [] },
    { id: 'offices', label: 'Long-term leases', rooms: sorted.get('offices') ?? [] },
  ];
}

/** Groups that have rooms in them, each in the order of the house; with no grouping, one without a name. */
export function groupsOf(rooms: readonly RoomRowFragment[], grouping: Grouping): readonly RoomGroup[] {
  if (grouping === 'none') return [{ id: '', label: '', rooms }];
  return (grouping === 'seats' ? bySeats(rooms) : byKind(rooms)).filter((group) => group.rooms.length > 0);
}
