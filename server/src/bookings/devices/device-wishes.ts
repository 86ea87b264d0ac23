import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Booking } from '../../generated/prisma/client.ts';
import type { Context } from '../../platform/context.ts';
import { statement, uuid } from '../../platform/database/statement.ts';
import { InvalidInputError } from '../../platform/errors.ts';
import { text } from '../../platform/input.ts';
import { figure } from '../../platform/limit-row.ts';
import type { DeviceWish } from '../../resources/devices/availability.ts';
import { bookingBounds } from '../booking-bounds.ts';
import { count } from '../counts.ts';

/** So many devices that a booking wants: of a category, of a kind, or any where both are null. */
export type WantedDevices = DeviceWish & { readonly quantity: number; readonly note: string | null };

/** The same as the row of its booking lists it, with the key of its request. */
export type ListedWish = WantedDevices & { readonly id: string };

/** Each wish once, so that a request is known by what it wants. An `id` names a request that is there already. */
export const deviceWishesInput = z
  .array(
    z
      .object({
        id: z.string().nullable(),
        kind: z.enum(['LAPTOP', 'DESKTOP']).nullable(),
        categoryId: z.string().nullable(),
        quantity: count('The number of devices').min(1, 'At least one device is wanted.'),
        note: text('The note', bookingBounds.bookingNote).nullable(),
      })
      .refine(({ kind, categoryId }) => kind === null || categoryId === null, {
        path: ['kind'],
        message: 'Say either the kind or the category: a category has a kind.',
      }),
  )
  .max(bookingBounds.deviceWishes.value, `At most ${figure(bookingBounds.deviceWishes)} requests for a booking.`)
  .superRefine((wishes, context) => {
    for (const [index, { id, kind, categoryId }] of wishes.entries()) {
      const isAlike = (other: (typeof wishes)[number]) => other.kind === kind && other.categoryId === categoryId;
      if (wishes.findIndex(isAlike) < index)
        context.addIssue({
          code: 'custom',
          path: [index],
          message: 'This is wanted above already. Change its number.',
        });
      if (id !== null && wishes.findIndex((other) => other.id === id) < index)
        context.addIssue({ code: 'custom', path: [index, 'id'], message: 'This request is named above already.' });
    }
  });
export type DeviceWishesInput = z.input<typeof deviceWishesInput>;

const knownCategories = statement(
  'knownCategories',
  { id: uuid },
  'select id from device_categories where id = any ($1::uuid[])',
);

/**
 * @param path the field that the errors name
 * @throws InvalidInputError naming each wish for a category that does not exist
 */
export async function mustBeCategories(
  { db }: Pick<Context, 'db'>,
  wishes: readonly Pick<DeviceWish, 'categoryId'>[],
  path: string,
): Promise<void> {
  const ids = wishes.flatMap(({ categoryId }) => categoryId ?? []);
  if (ids.length === 0) return;
  const known = new Set((await db.run(knownCategories(ids))).map(({ id }) => id));
  const fields = wishes.flatMap(({ categoryId }, index) =>
    categoryId === null || known.has(categoryId)
      ? []
      : { path: `${path}.${index}.categoryId`, message: 'There is no such category of devices.' },
  );
  if (fields.length > 0) throw new InvalidInputError(fields);
}

/** The requests of a booking that are not withdrawn, as its row lists them. */
export function wishesOf({ deviceWishes }: Pick<Booking, 'deviceWishes'>): readonly ListedWish[] {
  return deviceWishes as unknown as readonly ListedWish[];
}

/** The same wishes as requests of a new booking. */
export function newWishes(wishes: readonly WantedDevices[]): ListedWish[] {
  return wishes.map(({ kind, categoryId, quantity, note }) => ({
    id: randomUUID(),
    kind,
    categoryId,
    quantity,
    note,
  }));
}

/** Whether a number and a preference cannot say what is wanted. */
export function isInDetail(wishes: readonly WantedDevices[]): boolean {
  return wishes.length > 1 || wishes.some(({ categoryId }) => categoryId !== null);
}
