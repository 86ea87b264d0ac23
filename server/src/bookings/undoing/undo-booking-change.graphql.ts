import { builder } from '../../platform/builder.ts';
import { BusyError, InvalidInputError, NotAllowedError, NotFoundError } from '../../platform/errors.ts';
import { DeviceTakenError } from '../devices/errors.ts';
import { NothingToUndoError, RoomTakenError, StaleBookingError, UndoTooLateError } from '../errors.ts';
import { ref } from '../changing/booking-change.graphql.ts';
import { BookingRefInput } from '../changing/booking-ref-input.ts';
import { UndoBookingChangePayload } from '../changing/payload-types.ts';
import { rightsToUndo, undoBookingChange } from './undo-booking-change.ts';

const undoErrors = [
  UndoTooLateError,
  NothingToUndoError,
  StaleBookingError,
  RoomTakenError,
  DeviceTakenError,
  InvalidInputError,
  NotAllowedError,
  NotFoundError,
  BusyError,
];

builder.mutationField('undoBookingChange', (t) =>
  t.field({
    type: UndoBookingChangePayload,
    description:
      'Takes the caller’s own newest change of a booking back, within 30 seconds and if nothing happened since. What was done in one go goes back in one go, or not at all; a booking that was made is cancelled.',
    authScopes: { anyPermission: rightsToUndo },
    args: { input: t.arg({ type: BookingRefInput, required: true }) },
    errors: { types: undoErrors },
    resolve: (_root, { input }, context) => undoBookingChange(context, ref(input)),
  }),
);
