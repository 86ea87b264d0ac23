import type { CreateRoomInput, RoomEquipment } from '../graphql/generated/graphql.ts';

/** As `npm start` has them in its sample data. `parts` are the rooms behind a folded wall, by their names. */
export type SampleRoom = Omit<CreateRoomInput, 'partIds' | 'idempotencyKey'> & { readonly parts?: readonly string[] };

const training: RoomEquipment[] = ['PROJECTOR', 'WHITEBOARD', 'POWER_AT_SEATS', 'AIR_CONDITIONING', 'STEP_FREE_ACCESS'];
const computers: RoomEquipment[] = [
  'PROJECTOR',
  'WHITEBOARD',
  'WIRED_NETWORK',
  'POWER_AT_SEATS',
  'BACKUP_POWER',
  'AIR_CONDITIONING',
];
const meeting: RoomEquipment[] = ['SCREEN', 'VIDEO_CONFERENCE', 'WHITEBOARD', 'AIR_CONDITIONING'];
const hall: RoomEquipment[] = [
  'PROJECTOR',
  'SCREEN',
  'SOUND',
  'FLIP_CHART',
  'BACKUP_POWER',
  'AIR_CONDITIONING',
  'STEP_FREE_ACCESS',
];
const office: RoomEquipment[] = ['WIRED_NETWORK', 'BACKUP_POWER', 'AIR_CONDITIONING'];
const small: RoomEquipment[] = ['SCREEN', 'FLIP_CHART'];

/** In calendar order; a room that is made of others stands behind them. */
export const sampleRooms: readonly SampleRoom[] = [
  { name: 'Excellence', capacity: 40, setupMinutes: 30, teardownMinutes: 30, equipment: hall },
  { name: 'Inspiration', capacity: 30, equipment: training },
  { name: 'Honesty', capacity: 24, equipment: training },
  { name: 'Gratitude', capacity: 20, equipment: computers },
  { name: 'Ambition', capacity: 25, equipment: training },
  { name: 'Perseverance', capacity: 25, equipment: training },
  { name: 'Courage', capacity: 30, equipment: computers },
  { name: 'Possibilities', capacity: 36, setupMinutes: 15, teardownMinutes: 15, equipment: hall },
  { name: 'Motivation', capacity: 20, equipment: training },
  { name: 'A302', capacity: 6, longTerm: true, equipment: office },
  { name: 'A303', capacity: 6, longTerm: true, equipment: office },
  { name: 'Success', capacity: 10, equipment: meeting },
  { name: 'Respect', capacity: 10, equipment: meeting },
  { name: 'Innovation', capacity: 12, equipment: computers },
  { name: 'Dedication', capacity: 16, equipment: training },
  { name: 'Integrity', capacity: 15, equipment: computers },
  { name: 'Empower', capacity: 20, equipment: training },
  { name: 'Focus', capacity: 14, equipment: small },
  { name: 'Growth', capacity: 18, equipment: training },
  { name: 'Wisdom', capacity: 8, equipment: meeting },
  { name: 'Vision', capacity: 8, longTerm: true, equipment: office },
  { name: 'Potential', capacity: 24, equipment: computers },
  { name: 'Synergy', capacity: 28, teardownMinutes: 30, equipment: hall },
  {
    name: 'Ambition+Perseverance',
    capacity: 50,
    setupMinutes: 60,
    teardownMinutes: 30,
    equipment: hall,
    parts: ['Ambition', 'Perseverance'],
  },
];

function lineOf({ name, capacity }: { readonly name: string; readonly capacity: number }): string {
  return `${name}, ${capacity}`;
}

/** The sample as somebody would write it. */
export const sampleList = sampleRooms.map(lineOf).join('\n');

/**
 * The rooms of the sample for lines that were taken from its list, all of them; null where one was written by hand: a
 * facility's own room is not furnished because its name is in the sample, too.
 */
export function sampleRoomsIn(
  written: readonly { readonly name: string; readonly capacity: number }[],
): readonly SampleRoom[] | null {
  const byLine = new Map(sampleRooms.map((room) => [lineOf(room), room]));
  const rooms = written.flatMap((room) => byLine.get(lineOf(room)) ?? []);
  return rooms.length > 0 && rooms.length === written.length ? rooms : null;
}
