import type { RoomEquipment } from '../../server/src/generated/prisma/enums.ts';

/** As docs/domain.md, "Rooms" names and orders them. */
export type SampleRoom = {
  readonly name: string;
  readonly capacity: number;
  /** Whether docs/domain.md gives the capacity; the others are invented for the sample. */
  readonly capacityIs: 'given' | 'invented';
  readonly longTerm?: true;
  /** Minutes before and after each booking; invented as well. */
  readonly setup?: number;
  readonly teardown?: number;
  /** Invented for the sample, each and every one. */
  readonly equipment: readonly RoomEquipment[];
  /** The rooms behind its folded wall. */
  readonly parts?: readonly string[];
};

const training: readonly RoomEquipment[] = [
  'PROJECTOR',
  'WHITEBOARD',
  'POWER_AT_SEATS',
  'AIR_CONDITIONING',
  'STEP_FREE_ACCESS',
];
const computers: readonly RoomEquipment[] = [
  'PROJECTOR',
  'WHITEBOARD',
  'WIRED_NETWORK',
  'POWER_AT_SEATS',
  'BACKUP_POWER',
  'AIR_CONDITIONING',
];
const meeting: readonly RoomEquipment[] = ['SCREEN', 'VIDEO_CONFERENCE', 'WHITEBOARD', 'AIR_CONDITIONING'];
const hall: readonly RoomEquipment[] = [
  'PROJECTOR',
  'SCREEN',
  'SOUND',
  'FLIP_CHART',
  'BACKUP_POWER',
  'AIR_CONDITIONING',
  'STEP_FREE_ACCESS',
];
const office: readonly RoomEquipment[] = ['WIRED_NETWORK', 'BACKUP_POWER', 'AIR_CONDITIONING'];
const small: readonly RoomEquipment[] = ['SCREEN', 'FLIP_CHART'];

export const foldedWall = 'Ambition+Perseverance';

/** In calendar order: a room's position is its place in this list. */
export const sampleRooms: readonly SampleRoom[] = [
  { name: 'Excellence', capacity: 40, capacityIs: 'invented', setup: 30, teardown: 30, equipment: hall },
  { name: 'Inspiration', capacity: 30, capacityIs: 'invented', equipment: training },
  { name: 'Honesty', capacity: 24, capacityIs: 'invented', equipment: training },
  { name: 'Gratitude', capacity: 20, capacityIs: 'invented', equipment: computers },
  { name: 'Ambition', capacity: 25, capacityIs: 'invented', equipment: training },
  { name: 'Perseverance', capacity: 25, capacityIs: 'invented', equipment: training },
  { name: 'Courage', capacity: 30, capacityIs: 'invented', equipment: computers },
  { name: 'Possibilities', capacity: 36, capacityIs: 'invented', setup: 15, teardown: 15, equipment: hall },
  { name: 'Motivation', capacity: 20, capacityIs: 'invented', equipment: training },
  { name: 'A302', capacity: 6, capacityIs: 'invented', longTerm: true, equipment: office },
  { name: 'A303', capacity: 6, capacityIs: 'invented', longTerm: true, equipment: office },
  { name: 'Success', capacity: 10, capacityIs: 'given', equipment: meeting },
  { name: 'Respect', capacity: 10, capacityIs: 'given', equipment: meeting },
  { name: 'Innovation', capacity: 12, capacityIs: 'given', equipment: computers },
  { name: 'Dedication', capacity: 16, capacityIs: 'invented', equipment: training },
  { name: 'Integrity', capacity: 15, capacityIs: 'given', equipment: computers },
  { name: 'Empower', capacity: 20, capacityIs: 'invented', equipment: training },
  { name: 'Focus', capacity: 14, capacityIs: 'invented', equipment: small },
  { name: 'Growth', capacity: 18, capacityIs: 'invented', equipment: training },
  { name: 'Wisdom', capacity: 8, capacityIs: 'given', equipment: meeting },
  { name: 'Vision', capacity: 8, capacityIs: 'invented', longTerm: true, equipment: office },
  { name: 'Potential', capacity: 24, capacityIs: 'invented', equipment: computers },
  { name: 'Synergy', capacity: 28, capacityIs: 'invented', teardown: 30, equipment: hall },
  {
    name: foldedWall,
    capacity: 50,
    capacityIs: 'invented',
    setup: 60,
    teardown: 30,
    equipment: hall,
    parts: ['Ambition', 'Perseverance'],
  },
];
