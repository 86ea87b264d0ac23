import { randomUUID } from 'node:crypto';
import type { Booking } from '../../generated/prisma/client.ts';
import type { DeviceKind } from '../../generated/prisma/enums.ts';

/** What a booking wants of devices: of a category, of a kind, or any where both are null. */
export type DeviceWish = {
  readonly kind: DeviceKind | null;
  readonly categoryId: string | null;
  readonly quantity: number;
  readonly note: string | null;
};

/** A wish as the row of its booking lists it, with the key of its request. */
export type ListedWish = DeviceWish & { readonly id: string };

/** The requests of a booking that are not withdrawn, as its row lists them. */
export function wishesOf({ deviceWishes }: Pick<Booking, 'deviceWishes'>): readonly ListedWish[] {
  return deviceWishes as unknown as readonly ListedWish[];
}

/** The same wishes as requests of another booking. */
export function newWishes(wishes: readonly DeviceWish[]): ListedWish[] {
  return wishes.map(({ kind, categoryId, quantity, note }) => ({
    id: randomUUID(),
    kind,
    categoryId,
    quantity,
    note,
  }));
}

/** Whether a number and a preference cannot say what is wanted. */
export function isInDetail(wishes: readonly DeviceWish[]): boolean {
  return wishes.length > 1 || wishes.some(({ categoryId }) => categoryId !== null);
}
