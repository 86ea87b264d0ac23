import { z } from 'zod';
import { line, refuse, text } from '../../platform/input.ts';
import { figure } from '../../platform/limit-row.ts';
import { dayOf } from '../../platform/facility.ts';
import type { Context } from '../../platform/context.ts';
import { deskBounds } from '../desk-bounds.ts';

function optionalLine(label: string) {
  return line(label, deskBounds.deviceText).nullable();
}

export const deviceInput = z.object({
  serialNumber: line('A serial number', deskBounds.serialNumber),
  name: line('A name', deskBounds.deviceText),
  categoryId: z.string(),
  place: optionalLine('The place'),
  supplier: optionalLine('The supplier'),
  officeAccount: optionalLine('The office account'),
  anydeskId: optionalLine('The AnyDesk number'),
  notes: text('The notes', deskBounds.deviceNote).nullable(),
  /** Days of the facility's calendar. */
  purchaseDate: z.string().nullable(),
  goesBackOn: z.string().nullable(),
});
export type DeviceDetails = z.output<typeof deviceInput>;
/** What is left out stays as it is; null clears it. */
export type DeviceChanges = { readonly [Name in keyof DeviceDetails]?: DeviceDetails[Name] | null | undefined };

export const categoryInput = z.object({
  name: line('A name', deskBounds.deviceText),
  kind: z.enum(['LAPTOP', 'DESKTOP']),
  lowStockThreshold: z
    .int('The threshold is a whole number.')
    .min(0, 'The threshold is 0 or more; 0 watches nothing.')
    .max(deskBounds.lowStock.value, `The threshold is ${figure(deskBounds.lowStock)} at most.`),
  accessories: z
    .array(line('An accessory', deskBounds.deviceText))
    .max(deskBounds.accessories.value, `At most ${figure(deskBounds.accessories)} accessories.`),
});
export type CategoryDetails = z.output<typeof categoryInput>;

/** @throws InvalidInputError */
export function mustBeBoughtAlready(
  { clock, facility }: Pick<Context, 'clock' | 'facility'>,
  purchaseDate: string | null | undefined,
  path: string,
): void {
  if (purchaseDate != null && purchaseDate > dayOf(clock(), facility.timeZone))
    refuse(path, 'A device was bought today or earlier.');
}
