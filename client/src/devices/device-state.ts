import { momentWords, timeWords } from '../time/words.ts';

type DowntimeKind = 'MAINTENANCE' | 'LOST' | 'AWAY';
type DeviceStatus = 'AVAILABLE' | 'ASSIGNED' | 'OFFSITE' | 'MAINTENANCE' | 'RETIRED';

export const downtimeNames: Readonly<Record<DowntimeKind, string>> = {
  MAINTENANCE: 'In maintenance',
  LOST: 'Lost',
  AWAY: 'Not in the building',
};

export const statusNames: Readonly<Record<DeviceStatus, string>> = {
  AVAILABLE: 'Available',
  ASSIGNED: 'Assigned',
  OFFSITE: 'Off-site',
  MAINTENANCE: 'In maintenance',
  RETIRED: 'Retired',
};

/** How a tag looks: `tag-good`, `tag-wait`, `tag-bad`, `tag-off`, or plain. */
type TagLook = 'good' | 'wait' | 'bad' | 'off' | 'plain';

const statusLooks: Readonly<Record<DeviceStatus, TagLook>> = {
  AVAILABLE: 'good',
  ASSIGNED: 'plain',
  OFFSITE: 'plain',
  MAINTENANCE: 'wait',
  RETIRED: 'off',
};

type DeviceState = {
  readonly status?: DeviceStatus | null | undefined;
  readonly late: boolean;
  readonly downtime?: { readonly kind: DowntimeKind } | null | undefined;
};

/** What a device does now, in a word or two; null for viewers without the right. */
export function deviceState({ status, late, downtime }: DeviceState): { words: string; look: TagLook } | null {
  if (!status) return null;
  const words = status === 'MAINTENANCE' && downtime ? downtimeNames[downtime.kind] : statusNames[status];
  const isLost = status === 'MAINTENANCE' && downtime?.kind === 'LOST';
  return { words: late ? `${words}, late` : words, look: late || isLost ? 'bad' : statusLooks[status] };
}

/** `16:00` of the same day, else with its day: until when something lasts. */
export function untilWords(startsAt: number, endsAt: number, now: number, timeZone: string): string {
  const isShort = endsAt - startsAt < 24 * 3_600_000;
  return isShort ? timeWords(endsAt, timeZone) : momentWords(endsAt, now, timeZone);
}
