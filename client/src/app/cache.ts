import type { CacheExchangeOpts, KeyingConfig } from '@urql/exchange-graphcache';
import { applyBookingChange } from '../bookings/apply-booking-change.ts';
import { applyCalendarChange } from '../calendar/data/apply-calendar-change.ts';
import { isHeartbeat, withoutOldNews } from '../calendar/data/calendar-change.ts';
import { applyNotification, isNotificationHeartbeat } from '../notifications/apply-notification.ts';
import { applyRoomPayload, applyRoomsChange, isRoomsHeartbeat, newerRooms } from '../rooms/facts/apply-rooms-change.ts';
import type { LiveFields } from '../graphql/live-windows.ts';

/** Which stream keeps which query true. A feature adds its line. */
export const liveFields: LiveFields = {
  calendarChanged: { snapshot: 'calendar', positioned: true, isHeartbeat, sift: withoutOldNews },
  bookingChanged: { snapshot: 'booking', positioned: false },
  notificationReceived: { snapshot: 'notifications', positioned: true, isHeartbeat: isNotificationHeartbeat },
  viewerChanged: { snapshot: 'viewer', positioned: false, standing: true },
  roomsChanged: {
    snapshot: 'roomsChanged',
    positioned: false,
    standing: true,
    isHeartbeat: isRoomsHeartbeat,
    sift: newerRooms,
  },
};

const refusals = [
  ...['NotAllowedError', 'NotFoundError', 'InvalidInputError', 'RoomTakenError', 'WrongStatusError'],
  ...[
    'StaleBookingError',
    'BusyError',
    'IdempotencyMismatchError',
    'BulkRefusedError',
    'UndoTooLateError',
    'NothingToUndoError',
  ],
  ...[
    'TooManyAttemptsError',
    'TooManyTokensError',
    'PasswordMustBeSetError',
    'LinkVoidError',
    'LastAdministratorError',
    'OpenBookingsError',
  ],
  ...['RoomInUseError', 'StaleRoomError'],
];

// Wrappers, facts and refusals: they belong to the place that asked for them and are nothing on their own.
const embedded = [
  ...[
    'Calendar',
    'CalendarChange',
    'BookingChange',
    'BookingAction',
    'OffSite',
    'RoomSuggestion',
    'TakenSegment',
    'BookingRefusal',
    'InvalidField',
  ],
  // A division has only its name: on its own it would tie all windows together, and each answer would read all of them.
  'Tenant',
  ...['Viewer', 'Facility', 'SampleAccount', 'SignInPayload', 'RefreshSessionPayload'],
  ...['BookingConnection', 'BookingEdge', 'PageInfo', 'DomainEventPage', 'DomainEvent'],
  ...[
    'OpenPasswordLink',
    'DeliveredPasswordLink',
    'UserPasswordLink',
    'Role',
    'HeldRole',
    'UserConnection',
    'UserEdge',
  ],
  ...['AuditConnection', 'AuditEdge', 'AuditChange'],
  ...refusals,
  ...['CreateBookingsPayload', 'RescheduleBookingPayload', 'UpdateBookingPayload', 'AssignRoomPayload'],
  ...[
    'StartDisplayPayload',
    'EndSessionPayload',
    'SignOutEverywherePayload',
    'CreateTokenPayload',
    'RevokeTokenPayload',
  ],
  ...[
    'ChangePasswordPayload',
    'SetPasswordPayload',
    'CreatePasswordLinkPayload',
    'InviteUserPayload',
    'UpdateUserPayload',
  ],
  ...['GrantRolePayload', 'RevokeRolePayload', 'CreateTenantPayload', 'UpdateTenantPayload'],
  ...[
    'UnassignRoomPayload',
    'ConfirmBookingPayload',
    'RejectBookingPayload',
    'CancelBookingPayload',
    'HandOverBookingPayload',
    'ShutAccountPayload',
  ],
  ...[
    'NotificationConnection',
    'NotificationEdge',
    'NotificationReceived',
    'NotificationItem',
    'NotificationCount',
    'BookingFacts',
    'DailySummary',
    'NotificationPreference',
    'UpdateNotificationPreferencesPayload',
  ],
  ...['RoomPlan', 'PlannedPlacement', 'UnplacedGhost'],
  ...['AssignRoomsPayload', 'ConfirmBookingsPayload', 'RejectBookingsPayload', 'UndoBookingChangePayload'],
  ...['CloseRoomsPayload', 'ReopenRoomsPayload'],
  ...['SeriesPreview', 'SeriesDate', 'LeftOutDate', 'SkippedBooking'],
  ...[
    'CreateSeriesPayload',
    'RescheduleSeriesPayload',
    'UpdateSeriesPayload',
    'CancelSeriesPayload',
    'RestoreSeriesDatePayload',
    'HandOverSeriesPayload',
  ],
  ...['FinishBookingPayload', 'ExtendBookingPayload', 'ClientSuggestion'],
  ...[
    'RoomsChange',
    'RoomUse',
    'CreateRoomPayload',
    'UpdateRoomPayload',
    'OrderRoomsPayload',
    'DeactivateRoomPayload',
    'ReactivateRoomPayload',
  ],
];

const keys: KeyingConfig = Object.fromEntries(embedded.map((typename) => [typename, () => null]));

export const cacheConfig: CacheExchangeOpts = {
  keys,
  // While it writes, the cache tries every fragment of a union and misses the fields of those that do not match.
  logger: (severity, message) => {
    if (!message.startsWith('Invalid undefined')) console[severity](message);
  },
  // With this no fragment has to be matched by guessing, and no schema is shipped.
  possibleTypes: { Error: refusals, Node: [] },
  updates: {
    Subscription: {
      calendarChanged: applyCalendarChange,
      bookingChanged: applyBookingChange,
      roomsChanged: applyRoomsChange,
      notificationReceived: applyNotification,
    },
    Mutation: Object.fromEntries(
      ['createRoom', 'orderRooms', 'deactivateRoom', 'reactivateRoom'].map((name) => [name, applyRoomPayload(name)]),
    ),
  },
};
