import { graphql } from '../graphql/generated/gql.ts';
import type { Unanswered } from '../forms/use-attempt.ts';
import type {
  AssignRoomMutation,
  CancelBookingMutation,
  CancelSeriesMutation,
  CloseRoomsMutation,
  ConfirmBookingMutation,
  CreateBookingsMutation,
  CreateSeriesMutation,
  ExtendBookingMutation,
  FinishBookingMutation,
  HandOverBookingMutation,
  HandOverSeriesMutation,
  RejectBookingMutation,
  ReopenRoomsMutation,
  RescheduleBookingMutation,
  RescheduleSeriesMutation,
  RestoreSeriesDateMutation,
  UnassignRoomMutation,
  UndoBookingChangeMutation,
  UpdateBookingMutation,
  UpdateSeriesMutation,
} from '../graphql/generated/graphql.ts';

graphql(`
  fragment RefusedInput on InvalidInputError {
    message
    fields {
      path
      message
    }
  }
`);

graphql(`
  fragment RefusedRight on NotAllowedError {
    message
    permission
  }
`);

graphql(`
  fragment RefusedAsGone on NotFoundError {
    message
  }
`);

graphql(`
  fragment RefusedStatus on WrongStatusError {
    message
    status
    allowed
  }
`);

graphql(`
  fragment RefusedAsStale on StaleBookingError {
    message
    booking {
      ...BookingDetails
    }
  }
`);

graphql(`
  fragment RefusedAsBusy on BusyError {
    message
    retryAfterMs
  }
`);

graphql(`
  fragment RefusedKey on IdempotencyMismatchError {
    message
  }
`);

type Answer =
  | AssignRoomMutation['assignRoom']
  | CancelBookingMutation['cancelBooking']
  | CancelSeriesMutation['cancelSeries']
  | CloseRoomsMutation['closeRooms']
  | ConfirmBookingMutation['confirmBooking']
  | CreateBookingsMutation['createBookings']
  | CreateSeriesMutation['createSeries']
  | ExtendBookingMutation['extendBooking']
  | FinishBookingMutation['finishBooking']
  | HandOverBookingMutation['handOverBooking']
  | HandOverSeriesMutation['handOverSeries']
  | RejectBookingMutation['rejectBooking']
  | ReopenRoomsMutation['reopenRooms']
  | RescheduleBookingMutation['rescheduleBooking']
  | RescheduleSeriesMutation['rescheduleSeries']
  | RestoreSeriesDateMutation['restoreSeriesDate']
  | UnassignRoomMutation['unassignRoom']
  | UndoBookingChangeMutation['undoBookingChange']
  | UpdateBookingMutation['updateBooking']
  | UpdateSeriesMutation['updateSeries'];

/** The server understood and said no. Each kind has its own next step. */
export type Refusal = Exclude<Answer, { __typename: `${string}Payload` }>;

/** What stands in the way of something that was tried. */
export type Trouble = Refusal | Unanswered;
