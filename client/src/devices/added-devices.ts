import type { FieldErrors } from '../forms/field-errors.ts';
import type { DeviceDraft } from './device-draft.ts';
import { pastedSerials, repeatedSerials } from './pasted-serials.ts';

/** What is typed of several devices: their serial numbers, and what they share. */
export type AddDraft = Omit<DeviceDraft, 'serialNumber' | 'officeAccount' | 'anydeskId'> & {
  readonly serialNumbers: string;
};

/** The server takes no more in one request. */
export const mostAdded = 500;

/** What is wrong with them, as far as this side can tell. */
export function addErrors({ serialNumbers, categoryId }: AddDraft): FieldErrors {
  const serials = pastedSerials(serialNumbers);
  const repeated = repeatedSerials(serials);
  const errors: Record<string, string> = {};
  if (repeated.length > 0) errors['serialNumbers'] = `Listed twice: ${repeated.join(', ')}.`;
  if (serials.length > mostAdded) errors['serialNumbers'] = `Add ${mostAdded} at a time; these are ${serials.length}.`;
  if (categoryId === '') errors['categoryId'] = 'Choose a category.';
  return errors;
}

/** The devices as the API takes them: each with its serial number, and all that they share. */
export function addedDevices({ serialNumbers, name, ...shared }: AddDraft) {
  const { categoryId, place, supplier, goesBackOn, purchaseDate, notes } = shared;
  return pastedSerials(serialNumbers).map((serialNumber) => ({
    serialNumber,
    name: name.trim() || serialNumber,
    categoryId,
    place: place.trim() || null,
    supplier: supplier.trim() || null,
    goesBackOn: goesBackOn || null,
    purchaseDate: purchaseDate || null,
    notes: notes.trim() || null,
  }));
}

/** What the server says about one of them, said at the field that all stand in, with its serial number. */
export function withSerialNamed(errors: FieldErrors, serials: readonly string[]): FieldErrors {
  const bySerial = Object.entries(errors).flatMap(([path, message]) => {
    const found = /^devices\.(\d+)\.(\w+)$/.exec(path);
    if (!found) return [];
    const [, index, field = ''] = found;
    return [{ field, message, serial: serials[Number(index)] ?? '' }];
  });
  const named = bySerial.filter(({ field }) => field === 'serialNumber');
  return {
    ...Object.fromEntries(Object.entries(errors).filter(([path]) => !path.startsWith('devices.'))),
    // What all share is wrong in each of them: once is enough.
    ...Object.fromEntries(
      bySerial.filter(({ field }) => field !== 'serialNumber').map(({ field, message }) => [field, message]),
    ),
    ...(named.length > 0 ? { serialNumbers: namedWords(named) } : {}),
  };
}

const mostNamed = 3;

function namedWords(named: readonly { readonly serial: string; readonly message: string }[]): string {
  const first = named.slice(0, mostNamed).map(({ serial, message }) => `${serial}: ${message}`);
  return named.length > mostNamed ? `${first.join(' ')} And ${named.length - mostNamed} more.` : first.join(' ');
}
