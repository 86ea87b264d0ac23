import { z } from 'zod';
import type { DeviceTypePreference, LunchCatering, MorningCatering } from '../generated/prisma/enums.ts';
import { boolean, column, integer, type RowOf, text as textColumn } from '../platform/database/statement.ts';
import { text } from '../platform/input.ts';
import { bookingBounds } from './booking-bounds.ts';
import { count } from './counts.ts';

/** What a client asks for besides a room: in the table, as input, where nothing is said of it, and in a sheet. */
export const extraColumns = {
  coffeeTeaStation: boolean,
  morningCatering: column<MorningCatering>('morning_catering'),
  lunchCatering: column<LunchCatering>('lunch_catering'),
  cateringNotes: textColumn.orNull,
  stationeryNeeded: boolean,
  waterBottles: integer,
  devicesNeeded: integer,
  deviceTypePreference: column<DeviceTypePreference>('device_type_preference'),
};
export type Extras = RowOf<typeof extraColumns>;

export const extraInputs = {
  coffeeTeaStation: z.boolean(),
  morningCatering: z.enum(['NONE', 'PASTRY', 'SANDWICHES']),
  lunchCatering: z.enum(['NONE', 'SELF_CATERED', 'IN_HOUSE']),
  cateringNotes: text('The catering notes', bookingBounds.bookingNote).nullable(),
  stationeryNeeded: z.boolean(),
  waterBottles: count('The number of water bottles'),
  devicesNeeded: count('The number of devices'),
  deviceTypePreference: z.enum(['ANY', 'LAPTOPS', 'DESKTOPS']),
} satisfies Record<keyof Extras, z.ZodType>;

export const noExtras: Extras = {
  coffeeTeaStation: false,
  morningCatering: 'NONE',
  lunchCatering: 'NONE',
  cateringNotes: null,
  stationeryNeeded: false,
  waterBottles: 0,
  devicesNeeded: 0,
  deviceTypePreference: 'ANY',
};

/** By the headings of a sheet, in their order. */
export const extraCells: Readonly<Record<string, (row: Extras) => string | number | null>> = {
  'Coffee and tea': (row) => (row.coffeeTeaStation ? 'yes' : ''),
  Morning: (row) => enumWords(row.morningCatering),
  Lunch: (row) => enumWords(row.lunchCatering),
  'Catering notes': (row) => row.cateringNotes,
  Stationery: (row) => (row.stationeryNeeded ? 'yes' : ''),
  'Water bottles a day': (row) => row.waterBottles,
  Devices: (row) => row.devicesNeeded,
  'Device type': (row) => (row.devicesNeeded > 0 ? enumWords(row.deviceTypePreference) : ''),
};

/** Which of them people are told of together when one of them changes. Of the catering notes only that they differ. */
export const extraFacts = {
  CATERING: ['coffeeTeaStation', 'morningCatering', 'lunchCatering'],
  SUPPLIES: ['stationeryNeeded', 'waterBottles'],
  DEVICES: ['devicesNeeded', 'deviceTypePreference'],
} as const satisfies Record<string, readonly (keyof Extras)[]>;

const names = Object.keys(extraColumns) as (keyof Extras)[];

/** The extras of a request; what it leaves out is not asked for. */
export function extrasOf(request: {
  readonly [Name in keyof Extras]?: Extras[Name] | null | undefined;
}): Extras {
  return Object.fromEntries(names.map((name) => [name, request[name] ?? noExtras[name]])) as Extras;
}

/** `SELF_CATERED` as a word of a sheet. */
export function enumWords(name: string): string {
  return name === 'NONE' ? '' : name.toLowerCase().replaceAll('_', ' ');
}
