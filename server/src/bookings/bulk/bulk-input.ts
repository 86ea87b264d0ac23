import { atMost, capReasons } from '../../platform/at-most.ts';
import { builder } from '../../platform/builder.ts';
import { figure } from '../../platform/limit-row.ts';
import { bookingBounds } from '../booking-bounds.ts';
import { acknowledgePast, BookingRefInput, dryRun, expectedVersion } from '../changing/booking-ref-input.ts';
import { mostAtOnce } from './change-bookings.ts';

const RoomAssignmentInput = builder.inputType('RoomAssignmentInput', {
  description: 'One ghost and its room.',
  fields: (t) => ({
    bookingId: t.id({ required: true }),
    roomId: t.id({ required: true }),
    notes: t.string({ description: 'The boss’s note.' }),
    expectedVersion: t.int({ description: expectedVersion }),
    acknowledgeOverCapacity: t.boolean({
      defaultValue: false,
      description: 'More people come than the room seats, and that is meant.',
    }),
    acknowledgePast: t.boolean({ defaultValue: false, description: acknowledgePast }),
  }),
});

export const AssignRoomsInput = builder.inputType('AssignRoomsInput', {
  fields: (t) => ({
    assignments: t.field({
      type: [RoomAssignmentInput],
      required: true,
      ...atMost(1_000, `At least 1, at most ${mostAtOnce}.`, capReasons.bulk),
    }),
    dryRun: t.boolean({ defaultValue: false, description: dryRun }),
  }),
});

const refs = atMost(
  1_000,
  `At least 1, at most ${mostAtOnce}. A dryRun of one of them makes all of it one.`,
  capReasons.bulk,
);

export const ConfirmBookingsInput = builder.inputType('ConfirmBookingsInput', {
  fields: (t) => ({
    bookings: t.field({ type: [BookingRefInput], required: true, ...refs }),
    dryRun: t.boolean({ defaultValue: false, description: dryRun }),
  }),
});

export const RejectBookingsInput = builder.inputType('RejectBookingsInput', {
  fields: (t) => ({
    bookings: t.field({ type: [BookingRefInput], required: true, ...refs }),
    reason: t.string({
      required: true,
      description: `For the people it concerns, the same for all; ${figure(bookingBounds.reason)} characters at most.`,
    }),
    dryRun: t.boolean({ defaultValue: false, description: dryRun }),
  }),
});

type Refs = {
  readonly bookings: readonly { readonly dryRun?: boolean | null | undefined }[];
  readonly dryRun?: boolean | null | undefined;
};
export function isTried({ bookings, dryRun: wholeIsDryRun }: Refs): boolean {
  return wholeIsDryRun === true || bookings.some((one) => one.dryRun === true);
}
