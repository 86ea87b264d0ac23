import { DeviceTypePreference, LunchCatering, MorningCatering } from '../generated/prisma/enums.ts';
import { builder } from '../platform/builder.ts';
import { Booking } from './booking-type.ts';
import type { Extras } from './extras.ts';

/** Each of them is shown, taken and changed: a place that lacks one does not compile. */
type EachExtra = Record<keyof Extras, unknown>;

builder.enumType(MorningCatering, { name: 'MorningCatering' });
builder.enumType(LunchCatering, { name: 'LunchCatering', description: 'SELF_CATERED is no work for the kitchen.' });
builder.enumType(DeviceTypePreference, { name: 'DeviceTypePreference' });

builder.prismaObjectFields(Booking, (t) => {
  const fields = {
    coffeeTeaStation: t.exposeBoolean('coffeeTeaStation'),
    morningCatering: t.expose('morningCatering', { type: MorningCatering }),
    lunchCatering: t.expose('lunchCatering', { type: LunchCatering }),
    cateringNotes: t.exposeString('cateringNotes', { nullable: true }),
    stationeryNeeded: t.exposeBoolean('stationeryNeeded', { description: 'One set a person.' }),
    waterBottles: t.exposeInt('waterBottles', { description: 'A day.' }),
    devicesNeeded: t.exposeInt('devicesNeeded'),
    deviceTypePreference: t.expose('deviceTypePreference', { type: DeviceTypePreference }),
  } satisfies EachExtra;
  return fields;
});

export type InputFields = Parameters<NonNullable<Parameters<typeof builder.inputType>[1]['fields']>>[0];

/** Of a new booking. */
export function newExtras(t: InputFields) {
  return {
    coffeeTeaStation: t.boolean({ defaultValue: false }),
    morningCatering: t.field({ type: MorningCatering, defaultValue: 'NONE' }),
    lunchCatering: t.field({ type: LunchCatering, defaultValue: 'NONE' }),
    cateringNotes: t.string(),
    stationeryNeeded: t.boolean({ defaultValue: false }),
    waterBottles: t.int({ defaultValue: 0 }),
    devicesNeeded: t.int({ defaultValue: 0 }),
    deviceTypePreference: t.field({ type: DeviceTypePreference, defaultValue: 'ANY' }),
  } satisfies EachExtra;
}

/** Of a booking that is changed: what is not given stays. */
export function changedExtras(t: InputFields) {
  return {
    coffeeTeaStation: t.boolean(),
    morningCatering: t.field({ type: MorningCatering }),
    lunchCatering: t.field({ type: LunchCatering }),
    cateringNotes: t.string(),
    stationeryNeeded: t.boolean(),
    waterBottles: t.int(),
    devicesNeeded: t.int(),
    deviceTypePreference: t.field({ type: DeviceTypePreference }),
  } satisfies EachExtra;
}
