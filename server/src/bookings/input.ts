import { z } from 'zod';
import { peopleBounds } from '../people/people-bounds.ts';
import { idempotencyKeyInput } from '../platform/idempotency.ts';
import { line, text } from '../platform/input.ts';
import { figure } from '../platform/limit-row.ts';
import { bookingBounds } from './booking-bounds.ts';
import { count } from './counts.ts';
import { deviceWishesInput } from './devices/device-wishes.ts';
import { offSiteInput } from './off-site.ts';
import { extraInputs } from './extras.ts';

const dayMs = 86_400_000;

export const moment = z.date('This is not a moment in time.');
export const reason = line('A reason', bookingBounds.reason);
export const reasonOnly = z.object({ reason });

const clientFields = {
  clientName: line('The client’s name', bookingBounds.clientName),
  clientContactPerson: line('The contact person', bookingBounds.clientName),
  clientEmail: line('The e-mail address', peopleBounds.emailAddress).pipe(z.email('This is not an e-mail address.')),
  clientPhone: line('The phone number', bookingBounds.phoneNumber),
};

const people = {
  numLearners: count('The number of learners'),
  numFacilitators: count('The number of facilitators'),
};

const segment = z.object({
  startsAt: moment,
  endsAt: moment,
  roomId: z.string().nullable(),
  requestedRoomId: z.string().nullable(),
  note: text('The note', bookingBounds.bookingNote).nullable(),
  numLearners: people.numLearners.nullable(),
  numFacilitators: people.numFacilitators.nullable(),
});

export const createBookingsInput = z
  .object({
    tenantId: z.string().nullable(),
    kind: z.enum(['ROOM', 'DEVICES_ONLY']),
    ...clientFields,
    ...people,
    ...extraInputs,
    devices: deviceWishesInput,
    offSite: offSiteInput.nullable(),
    segments: z
      .array(segment)
      .min(1, 'Give at least one segment.')
      .max(bookingBounds.segments.value, `At most ${figure(bookingBounds.segments)} segments.`),
    acknowledgeOverCapacity: z.boolean(),
    idempotencyKey: idempotencyKeyInput.nullable(),
  })
  .superRefine((input, context) => {
    const issue = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
    if (input.kind === 'DEVICES_ONLY' && !wantsDevices(input)) issue(['devicesNeeded'], 'Enter at least one device.');
    if (input.devices.length > 0 && input.devicesNeeded > 0)
      issue(['devices'], 'Say what is wanted in `devices` or in `devicesNeeded`, not in both.');
    for (const [index, { id }] of input.devices.entries())
      if (id !== null) issue(['devices', index, 'id'], 'A new booking has no requests yet. Leave the id out.');
    if (input.kind === 'ROOM' && input.offSite) issue(['offSite'], 'Only a booking for devices only can go off-site.');
    for (const [index, one] of input.segments.entries()) {
      const problem = intervalProblem(one.startsAt, one.endsAt);
      if (problem) issue(['segments', index, 'endsAt'], problem);
      const present = (one.numLearners ?? input.numLearners) + (one.numFacilitators ?? input.numFacilitators);
      if (input.kind === 'ROOM' && present < 1)
        issue(
          one.numLearners === null ? ['numLearners'] : ['segments', index, 'numLearners'],
          'Enter at least one person.',
        );
      if (input.kind === 'DEVICES_ONLY' && one.roomId !== null)
        issue(['segments', index, 'roomId'], 'A booking for devices only takes no room.');
      if (input.kind === 'DEVICES_ONLY' && one.requestedRoomId !== null)
        issue(['segments', index, 'requestedRoomId'], 'A booking for devices only takes no room.');
    }
  });

export function wantsDevices(input: { readonly devicesNeeded: number; readonly devices: readonly unknown[] }): boolean {
  return input.devicesNeeded > 0 || input.devices.length > 0;
}

export type CreateBookingsInput = z.input<typeof createBookingsInput>;

export const updateBookingInput = z
  .object({
    ...clientFields,
    ...people,
    ...extraInputs,
    offSite: offSiteInput.nullable(),
    notes: text('The note', bookingBounds.bookingNote).nullable(),
    bossNotes: text('The note', bookingBounds.bookingNote).nullable(),
  })
  .partial();
export type UpdateBookingFields = z.input<typeof updateBookingInput>;

/**
 * The fault of [from, to), or null: it must end after it starts, last no longer than a booking may, and lie within this
 * era.
 */
export function intervalProblem(from: Date, to: Date): string | null {
  if (!(from < to)) return 'The end must come after the start.';
  if (to.getTime() - from.getTime() > bookingBounds.bookingDays.value * dayMs)
    return `This can span ${figure(bookingBounds.bookingDays)} days at most.`;
  if (from.getUTCFullYear() < 1900 || to.getUTCFullYear() > 9_000) return 'This year is out of range.';
  return null;
}
