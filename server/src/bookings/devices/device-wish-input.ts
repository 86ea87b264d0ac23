import { DeviceKind } from '../../generated/prisma/enums.ts';
import { atMost, capReasons } from '../../platform/at-most.ts';
import { builder } from '../../platform/builder.ts';
import { keyOrNone } from '../../platform/global-id.ts';
import { idOf } from '../../platform/named-ids.ts';
import { figure } from '../../platform/limit-row.ts';
import { bookingBounds } from '../booking-bounds.ts';
import type { DeviceWishesInput } from './device-wishes.ts';

export const DeviceWishInput = builder.inputType('DeviceWishInput', {
  description:
    'So many devices of a category, of a kind, or of any where neither is given. Each is wanted once in a booking.',
  fields: (t) => ({
    id: t.id(
      idOf('DeviceRequest', { description: 'In setDeviceRequests: this request, changed. A new one when not given.' }),
    ),
    kind: t.field({
      type: DeviceKind,
      description: 'Any category of this kind will do. Not together with categoryId.',
    }),
    categoryId: t.id(
      idOf('DeviceCategory', { description: 'Only this category will do; one that does not exist is refused.' }),
    ),
    quantity: t.int({ required: true, description: 'How many, 1 or more.' }),
    note: t.string({
      description: `For those who assign devices, ${figure(bookingBounds.bookingNote)} characters at most.`,
    }),
  }),
});

/** The bound of a list of them, with its description. */
export function wishLimit(description: string) {
  return atMost(1_000, `${description} At most ${figure(bookingBounds.deviceWishes)}, none twice.`, capReasons.bulk);
}

/** The same with keys instead of global ids; an id of another type becomes a key that no row has. */
export function deviceWishKeys({
  id,
  kind,
  categoryId,
  quantity,
  note,
}: typeof DeviceWishInput.$inferInput): DeviceWishesInput[number] {
  return {
    id: id == null ? null : keyOrNone('DeviceRequest', id),
    kind: kind ?? null,
    categoryId: categoryId == null ? null : keyOrNone('DeviceCategory', categoryId),
    quantity,
    note: note ?? null,
  };
}
