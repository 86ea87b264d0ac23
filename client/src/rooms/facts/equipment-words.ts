import type { RoomEquipment } from '../../graphql/generated/graphql.ts';

/** In the order in which it is shown; what helps most to choose a room comes first. */
export const equipmentNames: Readonly<Record<RoomEquipment, string>> = {
  PROJECTOR: 'projector',
  SCREEN: 'screen',
  VIDEO_CONFERENCE: 'video conference',
  SOUND: 'sound',
  WHITEBOARD: 'whiteboard',
  FLIP_CHART: 'flip chart',
  WIRED_NETWORK: 'wired network',
  POWER_AT_SEATS: 'power at the seats',
  BACKUP_POWER: 'backup power',
  AIR_CONDITIONING: 'air conditioning',
  STEP_FREE_ACCESS: 'step-free access',
};

export const allEquipment = Object.keys(equipmentNames) as readonly RoomEquipment[];

/** `projector, whiteboard`; with `most`, the first of them and how many more. */
export function equipmentWords(items: readonly RoomEquipment[], most = Number.POSITIVE_INFINITY): string {
  const words = items.slice(0, most).map((item) => equipmentNames[item]);
  return items.length > most ? `${words.join(', ')} + ${items.length - most}` : words.join(', ');
}

type Turnaround = {
  readonly setupMinutes: number;
  readonly teardownMinutes: number;
};

/** `30 min setup, 15 min teardown`; nothing where there is none. */
export function turnaroundWords({ setupMinutes, teardownMinutes }: Turnaround): string {
  return [
    setupMinutes > 0 ? `${setupMinutes} min setup` : '',
    teardownMinutes > 0 ? `${teardownMinutes} min teardown` : '',
  ]
    .filter(Boolean)
    .join(', ');
}
