import type { DeviceTypePreference, LunchCatering, MorningCatering } from '../graphql/generated/graphql.ts';

type People = {
  readonly numLearners: number;
  readonly numFacilitators: number;
};

export function attendees({ numLearners, numFacilitators }: People): number {
  return numLearners + numFacilitators;
}

/** `20 + 1` */
export function peopleWords({ numLearners, numFacilitators }: People): string {
  return `${numLearners} + ${numFacilitators}`;
}

type Catering = {
  readonly coffeeTeaStation: boolean;
  readonly morningCatering: MorningCatering;
  readonly lunchCatering: LunchCatering;
};

const morningWords: Record<MorningCatering, string> = {
  NONE: 'nothing',
  PASTRY: 'pastries',
  SANDWICHES: 'sandwiches',
};

const lunchWords: Record<LunchCatering, string> = {
  NONE: 'none',
  SELF_CATERED: 'self-catered lunch',
  IN_HOUSE: 'in-house lunch',
};

/** What the kitchen is asked for, and what the clients bring; empty where nothing is. */
export function cateringWords({ coffeeTeaStation, morningCatering, lunchCatering }: Catering): readonly string[] {
  return [
    ...(coffeeTeaStation ? ['coffee and tea'] : []),
    ...(morningCatering === 'NONE' ? [] : [morningWords[morningCatering]]),
    ...(lunchCatering === 'NONE' ? [] : [lunchWords[lunchCatering]]),
  ];
}

const deviceNames: Record<DeviceTypePreference, string> = {
  ANY: 'devices',
  LAPTOPS: 'laptops',
  DESKTOPS: 'desktops',
};

export function devicesWords(count: number, preference: DeviceTypePreference): string {
  const noun = deviceNames[preference];
  return `${count} ${count === 1 ? noun.slice(0, -1) : noun}`;
}

type Devices = {
  readonly devicesNeeded: number;
  readonly devicesAssigned: number;
};

/** `12`, and `7 of 12` once some are assigned. */
export function deviceCountWords({ devicesNeeded, devicesAssigned }: Devices): string {
  return devicesAssigned > 0 ? `${devicesAssigned} of ${devicesNeeded}` : String(devicesNeeded);
}

/** `12 laptops`, `7 of 12 laptops`; null where none are needed. */
export function bookedDevicesWords(
  booking: Devices & { readonly deviceTypePreference: DeviceTypePreference },
): string | null {
  const { devicesNeeded, devicesAssigned, deviceTypePreference } = booking;
  if (devicesNeeded === 0) return null;
  const words = devicesWords(devicesNeeded, deviceTypePreference);
  return devicesAssigned > 0 ? `${devicesAssigned} of ${words}` : words;
}

export function sentence(parts: readonly string[]): string {
  const text = parts.join(' · ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
