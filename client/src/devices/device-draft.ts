import type { DeviceFactsFragment } from '../graphql/generated/graphql.ts';

/** What a form holds of a device, as it is typed; empty for what is not known. */
export type DeviceDraft = {
  readonly serialNumber: string;
  readonly name: string;
  readonly categoryId: string;
  readonly place: string;
  readonly supplier: string;
  readonly goesBackOn: string;
  readonly purchaseDate: string;
  readonly officeAccount: string;
  readonly anydeskId: string;
  readonly notes: string;
};

export const deviceDraftFields: readonly (keyof DeviceDraft)[] = [
  'serialNumber',
  'name',
  'categoryId',
  'place',
  'supplier',
  'goesBackOn',
  'purchaseDate',
  'officeAccount',
  'anydeskId',
  'notes',
];

export function deviceDraftOf(device: DeviceFactsFragment): DeviceDraft {
  return {
    serialNumber: device.serialNumber,
    name: device.name,
    categoryId: device.category.id,
    place: device.place ?? '',
    supplier: device.supplier ?? '',
    goesBackOn: device.goesBackOn ?? '',
    purchaseDate: device.purchaseDate ?? '',
    officeAccount: device.officeAccount ?? '',
    anydeskId: device.anydeskId ?? '',
    notes: device.notes ?? '',
  };
}

const neededFields: readonly (keyof DeviceDraft)[] = ['serialNumber', 'name', 'categoryId'];

/** Only what differs; what was emptied is taken away. */
export function changedDevice(change: Partial<DeviceDraft>, before: DeviceDraft) {
  return Object.fromEntries(
    Object.entries(change).flatMap(([name, typed]) => {
      const field = name as keyof DeviceDraft;
      const value = typed.trim();
      if (value === before[field]) return [];
      return [[field, value === '' && !neededFields.includes(field) ? null : value]];
    }),
  ) as { readonly [Field in keyof DeviceDraft]?: string | null };
}
