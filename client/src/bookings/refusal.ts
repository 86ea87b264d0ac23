import { graphql } from '../graphql/generated/gql.ts';
import './device-refusal.ts';
import type { Unanswered } from '../forms/use-attempt.ts';
import type { RefusedFragment } from '../graphql/generated/graphql.ts';

// Written once for every mutation; of its kinds, codegen leaves each mutation those that its union has.
graphql(`
  fragment Refused on Error {
    __typename
    message
    ... on InvalidInputError {
      fields {
        path
        message
      }
    }
    ... on NotAllowedError {
      permission
    }
    ... on WrongStatusError {
      status
      allowed
    }
    ... on StaleBookingError {
      booking {
        ...BookingDetails
      }
    }
    ... on BusyError {
      retryAfterMs
    }
    ... on TooManyAttemptsError {
      retryAfterMs
    }
    ...TakenRoom
    ...TakenDevices
    ...UnfitDevices
    ...DevicesInUse
    ...FilledRequest
  }
`);

type BookingRefusal =
  | 'BusyError'
  | 'DeviceInUseError'
  | 'DeviceTakenError'
  | 'DeviceUnfitError'
  | 'IdempotencyMismatchError'
  | 'InvalidInputError'
  | 'NotAllowedError'
  | 'NotFoundError'
  | 'NothingToUndoError'
  | 'RequestFilledError'
  | 'RoomTakenError'
  | 'StaleBookingError'
  | 'StaleDeviceDataError'
  | 'UndoTooLateError'
  | 'WrongStatusError';

/** The server understood and said no to a change of bookings. Each kind has its own next step. */
export type Refusal = Extract<RefusedFragment, { __typename: BookingRefusal }>;

/** What stands in the way of something that was tried. */
export type Trouble = Refusal | Unanswered;
