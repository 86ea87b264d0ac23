import { atMost, capReasons } from '../../platform/at-most.ts';
import { builder } from '../../platform/builder.ts';
import { BusyError, InvalidInputError, NotAllowedError, NotFoundError } from '../../platform/errors.ts';
import { keyOrNone } from '../../platform/global-id.ts';
import { figure } from '../../platform/limit-row.ts';
import { bookingBounds } from '../booking-bounds.ts';
import { DeviceTakenError } from '../devices/errors.ts';
import { BulkRefusedError, RoomTakenError, StaleBookingError, WrongStatusError } from '../errors.ts';
import { dryRun, expectedVersion } from './booking-ref-input.ts';

export const changeErrors = [
  InvalidInputError,
  NotAllowedError,
  NotFoundError,
  WrongStatusError,
  StaleBookingError,
  BusyError,
];
export const placeErrors = [RoomTakenError, DeviceTakenError, ...changeErrors];
export const bulkErrors = [BulkRefusedError, InvalidInputError, NotAllowedError, BusyError];

export const BookingReasonInput = builder.inputType('BookingReasonInput', {
  fields: (t) => ({
    bookingId: t.id({ required: true }),
    reason: t.string({
      required: true,
      description: `For the people it concerns, ${figure(bookingBounds.reason)} characters at most.`,
    }),
    expectedVersion: t.int({ description: expectedVersion }),
    dryRun: t.boolean({ defaultValue: false, description: dryRun }),
  }),
});

export function ref<Input extends { bookingId: string }>(input: Input): Input {
  return {
    ...input,
    bookingId: keyOrNone('Booking', input.bookingId),
  };
}

export function namedRef<Input extends { bookingId: string }>(input: Input) {
  return { ...ref(input), globalId: input.bookingId };
}

export const releaseDevices = atMost(
  500,
  'Devices of what moves that give way: one that is not handed out is released, and its request opens again; one that is out stays due as before. Any other device in the way refuses again.',
  capReasons.bulk,
);

export function deviceKeys(ids: readonly string[] | null | undefined): string[] {
  return (ids ?? []).map((id) => keyOrNone('Device', id));
}

export function roomKey(id: string | null | undefined) {
  return id == null ? id : keyOrNone('Room', id);
}
