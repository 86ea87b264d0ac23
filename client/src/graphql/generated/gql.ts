/* eslint-disable */
import * as types from './graphql.ts';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  query OwnAccount {\n    viewer {\n      user {\n        id\n      }\n      sessions {\n        ...OwnSession\n      }\n      tokens {\n        ...OwnToken\n      }\n    }\n  }\n": typeof types.OwnAccountDocument,
    "\n  mutation ChangeOwnPassword($input: ChangePasswordInput!) {\n    changePassword(input: $input) {\n      __typename\n      ... on ChangePasswordPayload {\n        sessionsEnded\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedForTries\n      ...RefusedForOldPassword\n      ...RefusedAsBusy\n    }\n  }\n": typeof types.ChangeOwnPasswordDocument,
    "\n  query MailsLinks {\n    facility {\n      mailsLinks\n    }\n  }\n": typeof types.MailsLinksDocument,
    "\n  mutation RequestPasswordReset($username: String!) {\n    requestPasswordReset(username: $username)\n  }\n": typeof types.RequestPasswordResetDocument,
    "\n  mutation CreateToken($input: CreateTokenInput!) {\n    createToken(input: $input) {\n      __typename\n      ... on CreateTokenPayload {\n        text\n        token {\n          ...OwnToken\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n    }\n  }\n": typeof types.CreateTokenDocument,
    "\n  fragment OwnSession on Session {\n    id\n    kind\n    name\n    createdAt\n    lastUsedAt\n    address\n    agent\n    current\n  }\n": typeof types.OwnSessionFragmentDoc,
    "\n  mutation EndSession($id: ID!) {\n    endSession(id: $id) {\n      __typename\n      ... on EndSessionPayload {\n        sessionId\n      }\n      ...RefusedRight\n      ...RefusedAsGone\n    }\n  }\n": typeof types.EndSessionDocument,
    "\n  mutation SignOutEverywhere($keepThis: Boolean!) {\n    signOutEverywhere(keepThis: $keepThis) {\n      __typename\n      ... on SignOutEverywherePayload {\n        ended\n      }\n      ...RefusedRight\n    }\n  }\n": typeof types.SignOutEverywhereDocument,
    "\n  fragment OwnToken on PersonalToken {\n    id\n    name\n    prefix\n    scopes\n    expiresAt\n    lastUsedAt\n  }\n": typeof types.OwnTokenFragmentDoc,
    "\n  mutation RevokeToken($id: ID!) {\n    revokeToken(id: $id) {\n      __typename\n      ... on RevokeTokenPayload {\n        tokenId\n      }\n      ...RefusedRight\n      ...RefusedAsGone\n    }\n  }\n": typeof types.RevokeTokenDocument,
    "\n  fragment RefusedForTries on TooManyAttemptsError {\n    message\n    retryAfterMs\n  }\n": typeof types.RefusedForTriesFragmentDoc,
    "\n  fragment RefusedForOldPassword on PasswordMustBeSetError {\n    message\n  }\n": typeof types.RefusedForOldPasswordFragmentDoc,
    "\n  fragment RefusedLink on LinkVoidError {\n    message\n  }\n": typeof types.RefusedLinkFragmentDoc,
    "\n  query PasswordLink($token: String!) {\n    passwordLink(token: $token) {\n      username\n      displayName\n      purpose\n      expiresAt\n    }\n  }\n": typeof types.PasswordLinkDocument,
    "\n  mutation SetPassword($input: SetPasswordInput!) {\n    setPassword(input: $input) {\n      __typename\n      ... on SetPasswordPayload {\n        username\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedLink\n      ...RefusedAsBusy\n    }\n  }\n": typeof types.SetPasswordDocument,
    "\n  mutation StartWallDisplay($name: String!) {\n    startDisplay(name: $name) {\n      __typename\n      ... on StartDisplayPayload {\n        expiresAt\n      }\n      ...RefusedInput\n      ...RefusedRight\n    }\n  }\n": typeof types.StartWallDisplayDocument,
    "\n  fragment RefusedInBulk on BulkRefusedError {\n    message\n    refusals {\n      index\n      bookingId\n      kind\n      message\n      collidesWith\n      taken {\n        index\n        alternatives {\n          startsAt\n          endsAt\n          reason\n          room {\n            id\n            name\n          }\n        }\n      }\n    }\n  }\n": typeof types.RefusedInBulkFragmentDoc,
    "\n  mutation AssignRooms($input: AssignRoomsInput!) {\n    assignRooms(input: $input) {\n      __typename\n      ... on AssignRoomsPayload {\n        bookings {\n          ...BookingDetails\n        }\n      }\n      ...RefusedInBulk\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsBusy\n    }\n  }\n": typeof types.AssignRoomsDocument,
    "\n  mutation ConfirmBookings($input: ConfirmBookingsInput!) {\n    confirmBookings(input: $input) {\n      __typename\n      ... on ConfirmBookingsPayload {\n        bookings {\n          ...BookingDetails\n        }\n      }\n      ...RefusedInBulk\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsBusy\n    }\n  }\n": typeof types.ConfirmBookingsDocument,
    "\n  mutation RejectBookings($input: RejectBookingsInput!) {\n    rejectBookings(input: $input) {\n      __typename\n      ... on RejectBookingsPayload {\n        bookings {\n          ...BookingDetails\n        }\n      }\n      ...RefusedInBulk\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsBusy\n    }\n  }\n": typeof types.RejectBookingsDocument,
    "\n  query BookingsToConfirm($filter: BookingFilter!) {\n    bookings(filter: $filter, first: 100) {\n      edges {\n        node {\n          ...GhostBar\n        }\n      }\n    }\n  }\n": typeof types.BookingsToConfirmDocument,
    "\n  query PeopleOfAudit {\n    users(first: 100) {\n      edges {\n        node {\n          id\n          displayName\n        }\n      }\n    }\n  }\n": typeof types.PeopleOfAuditDocument,
    "\n  fragment AuditLine on AuditEntry {\n    id\n    at\n    actor {\n      id\n      displayName\n    }\n    via\n    databaseRole\n    action\n    subjectType\n    subjectId\n    tenant {\n      id\n      code\n    }\n    changes {\n      field\n      before\n      after\n    }\n    reason\n    result\n    refusal\n    message\n    address\n    agent\n    requestId\n    repeated\n  }\n": typeof types.AuditLineFragmentDoc,
    "\n  query AuditTrail($filter: AuditFilter, $after: String) {\n    auditLog(filter: $filter, first: 50, after: $after) {\n      edges {\n        node {\n          ...AuditLine\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.AuditTrailDocument,
    "\n  fragment BookingActions on Booking {\n    id\n    version\n    status\n    clientName\n    devicesNeeded\n    actions {\n      name\n      allowed\n      reason\n    }\n  }\n": typeof types.BookingActionsFragmentDoc,
    "\n  fragment BookingFacts on Booking {\n    id\n    version\n    kind\n    status\n    clientName\n    clientContactPerson\n    clientEmail\n    clientPhone\n    startsAt\n    endsAt\n    room {\n      id\n      name\n      capacity\n    }\n    requestedRoom {\n      id\n      name\n    }\n    numLearners\n    numFacilitators\n    coffeeTeaStation\n    morningCatering\n    lunchCatering\n    cateringNotes\n    stationeryNeeded\n    waterBottles\n    devicesNeeded\n    deviceTypePreference\n    offSite {\n      rentalNumber\n      company\n      contactPerson\n      phone\n      email\n      address\n      returnOn\n    }\n    notes\n    bossNotes\n    statusReason\n  }\n": typeof types.BookingFactsFragmentDoc,
    "\n  fragment BookingHead on Booking {\n    id\n    version\n    reference\n    kind\n    status\n    clientName\n    startsAt\n    endsAt\n    tenant {\n      id\n      code\n    }\n    room {\n      id\n      name\n    }\n  }\n": typeof types.BookingHeadFragmentDoc,
    "\n  fragment BookingOrigin on Booking {\n    id\n    version\n    status\n    startsAt\n    endsAt\n    statusReason\n    createdAt\n    createdBy {\n      id\n      displayName\n    }\n  }\n": typeof types.BookingOriginFragmentDoc,
    "\n  mutation UpdateBooking($input: UpdateBookingInput!) {\n    updateBooking(input: $input) {\n      __typename\n      ... on UpdateBookingPayload {\n        booking {\n          ...BookingDetails\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedStatus\n      ...RefusedAsStale\n      ...RefusedAsBusy\n    }\n  }\n": typeof types.UpdateBookingDocument,
    "\n  fragment HistoryEntry on BookingHistoryEntry {\n    id\n    at\n    type\n    version\n    actor {\n      id\n      displayName\n    }\n    outside\n    reason\n    statusAfter\n    roomBefore {\n      id\n      name\n      setupMinutes\n      teardownMinutes\n    }\n    roomAfter {\n      id\n      name\n      setupMinutes\n      teardownMinutes\n    }\n    startsAtBefore\n    endsAtBefore\n    startsAtAfter\n    endsAtAfter\n  }\n": typeof types.HistoryEntryFragmentDoc,
    "\n  fragment StillMissing on Booking {\n    id\n    version\n    kind\n    status\n    startsAt\n    endsAt\n    numLearners\n    numFacilitators\n    room {\n      id\n      name\n      capacity\n    }\n    requestedRoom {\n      id\n      name\n    }\n    coffeeTeaStation\n    morningCatering\n    lunchCatering\n    cateringNotes\n    devicesNeeded\n    deviceTypePreference\n  }\n": typeof types.StillMissingFragmentDoc,
    "\n  mutation CancelBooking($input: BookingReasonInput!) {\n    cancelBooking(input: $input) {\n      __typename\n      ... on CancelBookingPayload {\n        booking {\n          ...BookingDetails\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedStatus\n      ...RefusedAsStale\n      ...RefusedAsBusy\n    }\n  }\n": typeof types.CancelBookingDocument,
    "\n  mutation RejectBooking($input: BookingReasonInput!) {\n    rejectBooking(input: $input) {\n      __typename\n      ... on RejectBookingPayload {\n        booking {\n          ...BookingDetails\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedStatus\n      ...RefusedAsStale\n      ...RefusedAsBusy\n    }\n  }\n": typeof types.RejectBookingDocument,
    "\n  fragment RefusedInput on InvalidInputError {\n    message\n    fields {\n      path\n      message\n    }\n  }\n": typeof types.RefusedInputFragmentDoc,
    "\n  fragment RefusedRight on NotAllowedError {\n    message\n    permission\n  }\n": typeof types.RefusedRightFragmentDoc,
    "\n  fragment RefusedAsGone on NotFoundError {\n    message\n  }\n": typeof types.RefusedAsGoneFragmentDoc,
    "\n  fragment RefusedStatus on WrongStatusError {\n    message\n    status\n    allowed\n  }\n": typeof types.RefusedStatusFragmentDoc,
    "\n  fragment RefusedAsStale on StaleBookingError {\n    message\n    booking {\n      ...BookingDetails\n    }\n  }\n": typeof types.RefusedAsStaleFragmentDoc,
    "\n  fragment RefusedAsBusy on BusyError {\n    message\n    retryAfterMs\n  }\n": typeof types.RefusedAsBusyFragmentDoc,
    "\n  fragment RefusedKey on IdempotencyMismatchError {\n    message\n  }\n": typeof types.RefusedKeyFragmentDoc,
    "\n  fragment RefusedRoom on RoomTakenError {\n    message\n    segments {\n      index\n      startsAt\n      endsAt\n      conflicts {\n        ...StandingOccupancy\n      }\n      alternatives {\n        startsAt\n        endsAt\n        spareSeats\n        reason\n        room {\n          id\n          name\n          capacity\n        }\n      }\n    }\n  }\n": typeof types.RefusedRoomFragmentDoc,
    "\n  fragment StandingOccupancy on Occupancy {\n    id\n    startsAt\n    endsAt\n    room {\n      id\n      name\n    }\n    bookedRoom {\n      id\n      name\n    }\n    booking {\n      id\n      version\n      reference\n      status\n      clientName\n      startsAt\n      endsAt\n      tenant {\n        id\n        code\n      }\n    }\n    closure {\n      id\n      version\n      startsAt\n      endsAt\n      reason\n    }\n  }\n": typeof types.StandingOccupancyFragmentDoc,
    "\n  mutation UnassignRoom($input: BookingReasonInput!) {\n    unassignRoom(input: $input) {\n      __typename\n      ... on UnassignRoomPayload {\n        booking {\n          ...BookingDetails\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedStatus\n      ...RefusedAsStale\n      ...RefusedAsBusy\n    }\n  }\n": typeof types.UnassignRoomDocument,
    "\n  mutation UndoBookingChange($input: BookingRefInput!) {\n    undoBookingChange(input: $input) {\n      __typename\n      ... on UndoBookingChangePayload {\n        booking {\n          ...BookingDetails\n        }\n        bookings {\n          ...BookingDetails\n        }\n      }\n      ...RefusedRoom\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedAsStale\n      ...RefusedAsBusy\n      ... on UndoTooLateError {\n        message\n      }\n      ... on NothingToUndoError {\n        message\n      }\n    }\n  }\n": typeof types.UndoBookingChangeDocument,
    "\n  mutation AssignRoom($input: AssignRoomInput!) {\n    assignRoom(input: $input) {\n      __typename\n      ... on AssignRoomPayload {\n        booking {\n          ...BookingDetails\n        }\n        displaced {\n          ...BookingDetails\n        }\n      }\n      ...RefusedRoom\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedStatus\n      ...RefusedAsStale\n      ...RefusedAsBusy\n    }\n  }\n": typeof types.AssignRoomDocument,
    "\n  query BookingHistory($booking: ID!) {\n    booking(id: $booking) {\n      id\n      history(first: 100) {\n        ...HistoryEntry\n      }\n    }\n  }\n": typeof types.BookingHistoryDocument,
    "\n  query BookingLastChange($booking: ID!) {\n    booking(id: $booking) {\n      id\n      lastChange {\n        ...HistoryEntry\n      }\n    }\n  }\n": typeof types.BookingLastChangeDocument,
    "\n  fragment BookingDetails on Booking {\n    ...BookingFacts\n    ...BookingHead\n    ...StillMissing\n    ...BookingActions\n    ...BookingOrigin\n  }\n": typeof types.BookingDetailsFragmentDoc,
    "\n  query BookingById($id: ID!) {\n    booking(id: $id) {\n      ...BookingDetails\n    }\n  }\n": typeof types.BookingByIdDocument,
    "\n  subscription BookingChanges($id: ID!, $after: EventCursor) {\n    bookingChanged(id: $id, after: $after) {\n      cursor\n      booking {\n        ...BookingDetails\n      }\n    }\n  }\n": typeof types.BookingChangesDocument,
    "\n  mutation ConfirmBooking($input: BookingRefInput!) {\n    confirmBooking(input: $input) {\n      __typename\n      ... on ConfirmBookingPayload {\n        booking {\n          ...BookingDetails\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedStatus\n      ...RefusedAsStale\n      ...RefusedAsBusy\n    }\n  }\n": typeof types.ConfirmBookingDocument,
    "\n  mutation CreateBookings($input: CreateBookingsInput!) {\n    createBookings(input: $input) {\n      __typename\n      ... on CreateBookingsPayload {\n        bookings {\n          ...BookingDetails\n        }\n      }\n      ...RefusedRoom\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsBusy\n      ...RefusedKey\n    }\n  }\n": typeof types.CreateBookingsDocument,
    "\n  mutation RescheduleBooking($input: RescheduleBookingInput!) {\n    rescheduleBooking(input: $input) {\n      __typename\n      ... on RescheduleBookingPayload {\n        booking {\n          ...BookingDetails\n        }\n      }\n      ...RefusedRoom\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedStatus\n      ...RefusedAsStale\n      ...RefusedAsBusy\n    }\n  }\n": typeof types.RescheduleBookingDocument,
    "\n  query RoomSuggestions($from: DateTime!, $to: DateTime!, $attendees: Int!, $excludeBookingId: ID) {\n    roomSuggestions(from: $from, to: $to, attendees: $attendees, excludeBookingId: $excludeBookingId) {\n      reason\n      spareSeats\n      startsAt\n      endsAt\n      room {\n        id\n        name\n        capacity\n        equipment\n        setupMinutes\n        teardownMinutes\n      }\n    }\n  }\n": typeof types.RoomSuggestionsDocument,
    "\n  query RoomsTaken($from: DateTime!, $to: DateTime!) {\n    calendar(from: $from, to: $to) {\n      cursor\n      occupancies {\n        ...StandingOccupancy\n      }\n    }\n    rooms {\n      id\n      setupMinutes\n      teardownMinutes\n    }\n  }\n": typeof types.RoomsTakenDocument,
    "\n  fragment BookingBar on Booking {\n    id\n    reference\n    version\n    kind\n    status\n    tenant {\n      id\n      code\n    }\n    clientName\n    numLearners\n    numFacilitators\n    startsAt\n    endsAt\n    room {\n      id\n      name\n    }\n    requestedRoom {\n      id\n      name\n    }\n    coffeeTeaStation\n    morningCatering\n    lunchCatering\n    devicesNeeded\n    deviceTypePreference\n    notes\n  }\n": typeof types.BookingBarFragmentDoc,
    "\n  fragment GhostBar on Booking {\n    ...BookingBar\n    createdAt\n    createdBy {\n      id\n    }\n  }\n": typeof types.GhostBarFragmentDoc,
    "\n  fragment OccupancyBar on Occupancy {\n    id\n    startsAt\n    endsAt\n    room {\n      id\n    }\n    bookedRoom {\n      id\n      name\n    }\n    booking {\n      ...BookingBar\n    }\n    closure {\n      ...ClosureFacts\n    }\n  }\n": typeof types.OccupancyBarFragmentDoc,
    "\n  query RoomsOfCalendar {\n    rooms {\n      ...RoomRow\n    }\n  }\n": typeof types.RoomsOfCalendarDocument,
    "\n  fragment RoomRow on Room {\n    id\n    version\n    name\n    capacity\n    position\n    active\n    longTerm\n    setupMinutes\n    teardownMinutes\n    equipment\n    parts {\n      id\n      name\n    }\n  }\n": typeof types.RoomRowFragmentDoc,
    "\n  query CalendarGhosts($from: DateTime!, $to: DateTime!) {\n    waiting: calendar(from: $from, to: $to) {\n      ghosts {\n        ...GhostBar\n      }\n    }\n  }\n": typeof types.CalendarGhostsDocument,
    "\n  query CalendarOfRooms($from: DateTime!, $to: DateTime!, $roomIds: [ID!]!) {\n    taken: calendar(from: $from, to: $to, roomIds: $roomIds) {\n      occupancies {\n        ...OccupancyBar\n      }\n    }\n  }\n": typeof types.CalendarOfRoomsDocument,
    "\n  query CalendarPosition($from: DateTime!, $to: DateTime!) {\n    calendar(from: $from, to: $to) {\n      cursor\n    }\n  }\n": typeof types.CalendarPositionDocument,
    "\n  subscription CalendarChanges($from: DateTime!, $to: DateTime!, $after: EventCursor) {\n    calendarChanged(from: $from, to: $to, after: $after) {\n      cursor\n      removedOccupancyIds\n      occupancies {\n        ...OccupancyBar\n      }\n      removedGhostId\n      ghost {\n        ...GhostBar\n      }\n      bookingId\n      version\n    }\n  }\n": typeof types.CalendarChangesDocument,
    "\n  query EndedBookings($from: DateTime!, $to: DateTime!) {\n    bookings(filter: { from: $from, to: $to, status: [CANCELLED, REJECTED] }, first: 100) {\n      edges {\n        node {\n          ...BookingBar\n        }\n      }\n    }\n  }\n": typeof types.EndedBookingsDocument,
    "\n  fragment ClosureFacts on Closure {\n    id\n    version\n    rooms {\n      id\n      name\n    }\n    startsAt\n    endsAt\n    reason\n    closedBy\n  }\n": typeof types.ClosureFactsFragmentDoc,
    "\n  mutation CloseRooms($input: CloseRoomsInput!) {\n    closeRooms(input: $input) {\n      __typename\n      ... on CloseRoomsPayload {\n        closure {\n          ...ClosureFacts\n        }\n        displaced {\n          id\n          version\n          status\n        }\n      }\n      ...RefusedRoom\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedStatus\n      ...RefusedAsBusy\n    }\n  }\n": typeof types.CloseRoomsDocument,
    "\n  mutation ReopenRooms($input: ReopenRoomsInput!) {\n    reopenRooms(input: $input) {\n      __typename\n      ... on ReopenRoomsPayload {\n        closure {\n          ...ClosureFacts\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedAsBusy\n    }\n  }\n": typeof types.ReopenRoomsDocument,
    "\n  subscription NotificationNews($after: EventCursor) {\n    notificationReceived(after: $after) {\n      cursor\n      unreadCount\n      readIds\n      notification {\n        ...NotificationLine\n      }\n    }\n  }\n": typeof types.NotificationNewsDocument,
    "\n  query NotificationFeed($unreadOnly: Boolean, $types: [NotificationType!], $after: String) {\n    notifications(unreadOnly: $unreadOnly, types: $types, first: 30, after: $after) {\n      edges {\n        node {\n          ...NotificationLine\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.NotificationFeedDocument,
    "\n  fragment NotificationLine on Notification {\n    id\n    type\n    createdAt\n    readAt\n    reason\n    room {\n      id\n      name\n    }\n    actor {\n      id\n      displayName\n    }\n    booking {\n      id\n      version\n      reference\n      clientName\n      status\n      startsAt\n      endsAt\n    }\n    summary {\n      date\n      bookings\n      waiting\n      overdue\n      roomsClosed\n      devicesWanted\n    }\n  }\n": typeof types.NotificationLineFragmentDoc,
    "\n  query UnreadCount {\n    notifications(first: 1) {\n      cursor\n      unreadCount\n    }\n  }\n": typeof types.UnreadCountDocument,
    "\n  mutation MarkNotificationsRead($ids: [ID!]) {\n    markNotificationsRead(ids: $ids)\n  }\n": typeof types.MarkNotificationsReadDocument,
    "\n  query NotificationPreferences {\n    notificationPreferences {\n      type\n      inApp\n      byMail\n    }\n  }\n": typeof types.NotificationPreferencesDocument,
    "\n  mutation UpdateNotificationPreferences($input: UpdateNotificationPreferencesInput!) {\n    updateNotificationPreferences(input: $input) {\n      __typename\n      ... on UpdateNotificationPreferencesPayload {\n        preferences {\n          type\n          inApp\n          byMail\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsBusy\n    }\n  }\n": typeof types.UpdateNotificationPreferencesDocument,
    "\n  fragment SignedInViewer on Viewer {\n    user {\n      id\n      username\n      displayName\n    }\n    tenants {\n      id\n      code\n      name\n    }\n    permissions\n    via\n  }\n": typeof types.SignedInViewerFragmentDoc,
    "\n  fragment FacilityFacts on Facility {\n    name\n    timeZone\n    opensAt\n    closesAt\n  }\n": typeof types.FacilityFactsFragmentDoc,
    "\n  fragment SampleAccountList on Facility {\n    sampleAccounts {\n      username\n      title\n    }\n  }\n": typeof types.SampleAccountListFragmentDoc,
    "\n  query Door {\n    facility {\n      name\n      cookiesNeedHttps\n      ...SampleAccountList\n    }\n  }\n": typeof types.DoorDocument,
    "\n  mutation SignIn($input: SignInInput!) {\n    signIn(input: $input) {\n      __typename\n      ... on SignInPayload {\n        expiresAt\n      }\n      ... on NotAllowedError {\n        message\n      }\n      ... on TooManyAttemptsError {\n        retryAfterMs\n      }\n      ... on BusyError {\n        message\n      }\n    }\n  }\n": typeof types.SignInDocument,
    "\n  query WhoIsHere {\n    facility {\n      ...FacilityFacts\n    }\n    viewer {\n      ...SignedInViewer\n    }\n  }\n": typeof types.WhoIsHereDocument,
    "\n  subscription ViewerChanges {\n    viewerChanged {\n      ...SignedInViewer\n    }\n  }\n": typeof types.ViewerChangesDocument,
    "\n  mutation SignOut {\n    signOut\n  }\n": typeof types.SignOutDocument,
    "\n  mutation AcceptPlan($input: AssignRoomsInput!) {\n    assignRooms(input: $input) {\n      __typename\n      ... on AssignRoomsPayload {\n        bookings {\n          id\n          version\n          status\n          room {\n            id\n            name\n          }\n        }\n      }\n      ... on BulkRefusedError {\n        message\n        refusals {\n          index\n          bookingId\n          message\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsBusy\n    }\n  }\n": typeof types.AcceptPlanDocument,
    "\n  query RoomPlan($from: DateTime!, $to: DateTime!) {\n    roomPlan(from: $from, to: $to) {\n      placements {\n        booking {\n          ...PlannedGhost\n        }\n        version\n        room {\n          id\n          name\n          capacity\n        }\n        spareSeats\n        reason\n      }\n      unplaced {\n        booking {\n          ...PlannedGhost\n        }\n        reason\n      }\n      provenBest\n      tookMs\n    }\n  }\n\n  fragment PlannedGhost on Booking {\n    id\n    reference\n    clientName\n    numLearners\n    numFacilitators\n    startsAt\n    endsAt\n    tenant {\n      id\n      code\n    }\n  }\n": typeof types.RoomPlanDocument,
    "\n  subscription RoomChanges {\n    roomsChanged {\n      cursor\n      all\n      closuresChanged\n      rooms {\n        ...RoomRow\n      }\n    }\n  }\n": typeof types.RoomChangesDocument,
    "\n  mutation DeactivateRoom($input: RoomRefInput!) {\n    deactivateRoom(input: $input) {\n      __typename\n      ... on DeactivateRoomPayload {\n        room {\n          ...RoomRow\n        }\n      }\n      ... on RoomInUseError {\n        message\n      }\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedAsBusy\n    }\n  }\n": typeof types.DeactivateRoomDocument,
    "\n  mutation ReactivateRoom($input: RoomRefInput!) {\n    reactivateRoom(input: $input) {\n      __typename\n      ... on ReactivateRoomPayload {\n        room {\n          ...RoomRow\n        }\n      }\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedAsBusy\n    }\n  }\n": typeof types.ReactivateRoomDocument,
    "\n  query AllRooms {\n    rooms(includeInactive: true) {\n      ...RoomRow\n    }\n  }\n": typeof types.AllRoomsDocument,
    "\n  query NextClosures {\n    rooms(includeInactive: true) {\n      id\n      nextClosure {\n        id\n        startsAt\n        endsAt\n        reason\n      }\n    }\n  }\n": typeof types.NextClosuresDocument,
    "\n  mutation OrderRooms($input: OrderRoomsInput!) {\n    orderRooms(input: $input) {\n      __typename\n      ... on OrderRoomsPayload {\n        rooms {\n          id\n          version\n          position\n          active\n        }\n      }\n      ... on Error {\n        message\n      }\n    }\n  }\n": typeof types.OrderRoomsDocument,
    "\n  query RoomUse($roomId: ID!) {\n    roomUse(roomId: $roomId) {\n      count\n      conflicts {\n        id\n        startsAt\n        endsAt\n        booking {\n          id\n          version\n          clientName\n          startsAt\n          endsAt\n          tenant {\n            id\n            code\n          }\n        }\n      }\n      wishCount\n      wishes {\n        id\n        version\n        clientName\n        startsAt\n        endsAt\n      }\n      closures {\n        id\n        startsAt\n        endsAt\n        reason\n      }\n      partsAreFixed\n    }\n  }\n": typeof types.RoomUseDocument,
    "\n  mutation CreateRoom($input: CreateRoomInput!) {\n    createRoom(input: $input) {\n      __typename\n      ... on CreateRoomPayload {\n        room {\n          ...RoomRow\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsBusy\n    }\n  }\n": typeof types.CreateRoomDocument,
    "\n  mutation UpdateRoom($input: UpdateRoomInput!) {\n    updateRoom(input: $input) {\n      __typename\n      ... on UpdateRoomPayload {\n        room {\n          ...RoomRow\n        }\n      }\n      ... on StaleRoomError {\n        message\n        room {\n          ...RoomRow\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedAsBusy\n    }\n  }\n": typeof types.UpdateRoomDocument,
    "\n  fragment FoundBooking on Booking {\n    id\n    reference\n    clientName\n    status\n    startsAt\n    endsAt\n    room {\n      id\n      name\n    }\n    requestedRoom {\n      id\n      name\n    }\n    tenant {\n      id\n      code\n    }\n  }\n": typeof types.FoundBookingFragmentDoc,
    "\n  query SearchBookings($search: String!, $now: DateTime!) {\n    ahead: bookings(first: 8, filter: { search: $search, from: $now }) {\n      pageInfo {\n        hasNextPage\n      }\n      edges {\n        node {\n          ...FoundBooking\n        }\n      }\n    }\n    behind: bookings(last: 8, filter: { search: $search, to: $now }) {\n      pageInfo {\n        hasPreviousPage\n      }\n      edges {\n        node {\n          ...FoundBooking\n        }\n      }\n    }\n  }\n": typeof types.SearchBookingsDocument,
    "\n  query SearchRooms {\n    rooms {\n      id\n      name\n      capacity\n      position\n      longTerm\n    }\n  }\n": typeof types.SearchRoomsDocument,
    "\n  mutation CreateTenant($input: CreateTenantInput!) {\n    createTenant(input: $input) {\n      __typename\n      ... on CreateTenantPayload {\n        tenant {\n          id\n          code\n          name\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsBusy\n    }\n  }\n": typeof types.CreateTenantDocument,
    "\n  mutation UpdateTenant($input: UpdateTenantInput!) {\n    updateTenant(input: $input) {\n      __typename\n      ... on UpdateTenantPayload {\n        tenant {\n          id\n          code\n          name\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedAsBusy\n    }\n  }\n": typeof types.UpdateTenantDocument,
    "\n  query AllTenants {\n    tenants {\n      id\n      code\n      name\n    }\n  }\n": typeof types.AllTenantsDocument,
    "\n  mutation InviteUser($input: InviteUserInput!) {\n    inviteUser(input: $input) {\n      __typename\n      ... on InviteUserPayload {\n        user {\n          ...UserRow\n        }\n        link {\n          ...LinkHandedOver\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsBusy\n    }\n  }\n": typeof types.InviteUserDocument,
    "\n  query RolesAndTenants {\n    roles {\n      name\n      title\n      scope\n      permissions\n    }\n    tenants {\n      id\n      code\n      name\n    }\n  }\n": typeof types.RolesAndTenantsDocument,
    "\n  mutation UpdateUser($input: UpdateUserInput!) {\n    updateUser(input: $input) {\n      __typename\n      ... on UpdateUserPayload {\n        user {\n          ...UserRow\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedLastAdministrator\n      ...RefusedAsBusy\n    }\n  }\n": typeof types.UpdateUserDocument,
    "\n  fragment UserDetails on User {\n    ...UserRow\n    lastPasswordLink {\n      purpose\n      createdAt\n      expiresAt\n      usedAt\n      mailedAt\n      mailFailedAt\n    }\n  }\n": typeof types.UserDetailsFragmentDoc,
    "\n  query OneUser($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n      ...UserDetails\n    }\n  }\n": typeof types.OneUserDocument,
    "\n  mutation CreatePasswordLink($userId: ID!) {\n    createPasswordLink(userId: $userId) {\n      __typename\n      ... on CreatePasswordLinkPayload {\n        link {\n          ...LinkHandedOver\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedAsBusy\n    }\n  }\n": typeof types.CreatePasswordLinkDocument,
    "\n  mutation GrantRole($input: RoleGrantInput!) {\n    grantRole(input: $input) {\n      __typename\n      ... on GrantRolePayload {\n        user {\n          ...UserRow\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedAsBusy\n    }\n  }\n": typeof types.GrantRoleDocument,
    "\n  mutation RevokeRole($input: RoleGrantInput!) {\n    revokeRole(input: $input) {\n      __typename\n      ... on RevokeRolePayload {\n        user {\n          ...UserRow\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedLastAdministrator\n      ...RefusedAsBusy\n    }\n  }\n": typeof types.RevokeRoleDocument,
    "\n  fragment UserRow on User {\n    id\n    username\n    displayName\n    email\n    active\n    invited\n    lastSignInAt\n    roles {\n      role {\n        name\n        title\n      }\n      tenant {\n        id\n        code\n      }\n    }\n  }\n": typeof types.UserRowFragmentDoc,
    "\n  fragment LinkHandedOver on DeliveredPasswordLink {\n    url\n    mailedTo\n    mailFailed\n    expiresAt\n  }\n": typeof types.LinkHandedOverFragmentDoc,
    "\n  fragment RefusedLastAdministrator on LastAdministratorError {\n    message\n  }\n": typeof types.RefusedLastAdministratorFragmentDoc,
    "\n  query UserList($search: String, $after: String) {\n    users(search: $search, first: 50, after: $after) {\n      edges {\n        node {\n          ...UserRow\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.UserListDocument,
};
const documents: Documents = {
    "\n  query OwnAccount {\n    viewer {\n      user {\n        id\n      }\n      sessions {\n        ...OwnSession\n      }\n      tokens {\n        ...OwnToken\n      }\n    }\n  }\n": types.OwnAccountDocument,
    "\n  mutation ChangeOwnPassword($input: ChangePasswordInput!) {\n    changePassword(input: $input) {\n      __typename\n      ... on ChangePasswordPayload {\n        sessionsEnded\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedForTries\n      ...RefusedForOldPassword\n      ...RefusedAsBusy\n    }\n  }\n": types.ChangeOwnPasswordDocument,
    "\n  query MailsLinks {\n    facility {\n      mailsLinks\n    }\n  }\n": types.MailsLinksDocument,
    "\n  mutation RequestPasswordReset($username: String!) {\n    requestPasswordReset(username: $username)\n  }\n": types.RequestPasswordResetDocument,
    "\n  mutation CreateToken($input: CreateTokenInput!) {\n    createToken(input: $input) {\n      __typename\n      ... on CreateTokenPayload {\n        text\n        token {\n          ...OwnToken\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n    }\n  }\n": types.CreateTokenDocument,
    "\n  fragment OwnSession on Session {\n    id\n    kind\n    name\n    createdAt\n    lastUsedAt\n    address\n    agent\n    current\n  }\n": types.OwnSessionFragmentDoc,
    "\n  mutation EndSession($id: ID!) {\n    endSession(id: $id) {\n      __typename\n      ... on EndSessionPayload {\n        sessionId\n      }\n      ...RefusedRight\n      ...RefusedAsGone\n    }\n  }\n": types.EndSessionDocument,
    "\n  mutation SignOutEverywhere($keepThis: Boolean!) {\n    signOutEverywhere(keepThis: $keepThis) {\n      __typename\n      ... on SignOutEverywherePayload {\n        ended\n      }\n      ...RefusedRight\n    }\n  }\n": types.SignOutEverywhereDocument,
    "\n  fragment OwnToken on PersonalToken {\n    id\n    name\n    prefix\n    scopes\n    expiresAt\n    lastUsedAt\n  }\n": types.OwnTokenFragmentDoc,
    "\n  mutation RevokeToken($id: ID!) {\n    revokeToken(id: $id) {\n      __typename\n      ... on RevokeTokenPayload {\n        tokenId\n      }\n      ...RefusedRight\n      ...RefusedAsGone\n    }\n  }\n": types.RevokeTokenDocument,
    "\n  fragment RefusedForTries on TooManyAttemptsError {\n    message\n    retryAfterMs\n  }\n": types.RefusedForTriesFragmentDoc,
    "\n  fragment RefusedForOldPassword on PasswordMustBeSetError {\n    message\n  }\n": types.RefusedForOldPasswordFragmentDoc,
    "\n  fragment RefusedLink on LinkVoidError {\n    message\n  }\n": types.RefusedLinkFragmentDoc,
    "\n  query PasswordLink($token: String!) {\n    passwordLink(token: $token) {\n      username\n      displayName\n      purpose\n      expiresAt\n    }\n  }\n": types.PasswordLinkDocument,
    "\n  mutation SetPassword($input: SetPasswordInput!) {\n    setPassword(input: $input) {\n      __typename\n      ... on SetPasswordPayload {\n        username\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedLink\n      ...RefusedAsBusy\n    }\n  }\n": types.SetPasswordDocument,
    "\n  mutation StartWallDisplay($name: String!) {\n    startDisplay(name: $name) {\n      __typename\n      ... on StartDisplayPayload {\n        expiresAt\n      }\n      ...RefusedInput\n      ...RefusedRight\n    }\n  }\n": types.StartWallDisplayDocument,
    "\n  fragment RefusedInBulk on BulkRefusedError {\n    message\n    refusals {\n      index\n      bookingId\n      kind\n      message\n      collidesWith\n      taken {\n        index\n        alternatives {\n          startsAt\n          endsAt\n          reason\n          room {\n            id\n            name\n          }\n        }\n      }\n    }\n  }\n": types.RefusedInBulkFragmentDoc,
    "\n  mutation AssignRooms($input: AssignRoomsInput!) {\n    assignRooms(input: $input) {\n      __typename\n      ... on AssignRoomsPayload {\n        bookings {\n          ...BookingDetails\n        }\n      }\n      ...RefusedInBulk\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsBusy\n    }\n  }\n": types.AssignRoomsDocument,
    "\n  mutation ConfirmBookings($input: ConfirmBookingsInput!) {\n    confirmBookings(input: $input) {\n      __typename\n      ... on ConfirmBookingsPayload {\n        bookings {\n          ...BookingDetails\n        }\n      }\n      ...RefusedInBulk\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsBusy\n    }\n  }\n": types.ConfirmBookingsDocument,
    "\n  mutation RejectBookings($input: RejectBookingsInput!) {\n    rejectBookings(input: $input) {\n      __typename\n      ... on RejectBookingsPayload {\n        bookings {\n          ...BookingDetails\n        }\n      }\n      ...RefusedInBulk\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsBusy\n    }\n  }\n": types.RejectBookingsDocument,
    "\n  query BookingsToConfirm($filter: BookingFilter!) {\n    bookings(filter: $filter, first: 100) {\n      edges {\n        node {\n          ...GhostBar\n        }\n      }\n    }\n  }\n": types.BookingsToConfirmDocument,
    "\n  query PeopleOfAudit {\n    users(first: 100) {\n      edges {\n        node {\n          id\n          displayName\n        }\n      }\n    }\n  }\n": types.PeopleOfAuditDocument,
    "\n  fragment AuditLine on AuditEntry {\n    id\n    at\n    actor {\n      id\n      displayName\n    }\n    via\n    databaseRole\n    action\n    subjectType\n    subjectId\n    tenant {\n      id\n      code\n    }\n    changes {\n      field\n      before\n      after\n    }\n    reason\n    result\n    refusal\n    message\n    address\n    agent\n    requestId\n    repeated\n  }\n": types.AuditLineFragmentDoc,
    "\n  query AuditTrail($filter: AuditFilter, $after: String) {\n    auditLog(filter: $filter, first: 50, after: $after) {\n      edges {\n        node {\n          ...AuditLine\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.AuditTrailDocument,
    "\n  fragment BookingActions on Booking {\n    id\n    version\n    status\n    clientName\n    devicesNeeded\n    actions {\n      name\n      allowed\n      reason\n    }\n  }\n": types.BookingActionsFragmentDoc,
    "\n  fragment BookingFacts on Booking {\n    id\n    version\n    kind\n    status\n    clientName\n    clientContactPerson\n    clientEmail\n    clientPhone\n    startsAt\n    endsAt\n    room {\n      id\n      name\n      capacity\n    }\n    requestedRoom {\n      id\n      name\n    }\n    numLearners\n    numFacilitators\n    coffeeTeaStation\n    morningCatering\n    lunchCatering\n    cateringNotes\n    stationeryNeeded\n    waterBottles\n    devicesNeeded\n    deviceTypePreference\n    offSite {\n      rentalNumber\n      company\n      contactPerson\n      phone\n      email\n      address\n      returnOn\n    }\n    notes\n    bossNotes\n    statusReason\n  }\n": types.BookingFactsFragmentDoc,
    "\n  fragment BookingHead on Booking {\n    id\n    version\n    reference\n    kind\n    status\n    clientName\n    startsAt\n    endsAt\n    tenant {\n      id\n      code\n    }\n    room {\n      id\n      name\n    }\n  }\n": types.BookingHeadFragmentDoc,
    "\n  fragment BookingOrigin on Booking {\n    id\n    version\n    status\n    startsAt\n    endsAt\n    statusReason\n    createdAt\n    createdBy {\n      id\n      displayName\n    }\n  }\n": types.BookingOriginFragmentDoc,
    "\n  mutation UpdateBooking($input: UpdateBookingInput!) {\n    updateBooking(input: $input) {\n      __typename\n      ... on UpdateBookingPayload {\n        booking {\n          ...BookingDetails\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedStatus\n      ...RefusedAsStale\n      ...RefusedAsBusy\n    }\n  }\n": types.UpdateBookingDocument,
    "\n  fragment HistoryEntry on BookingHistoryEntry {\n    id\n    at\n    type\n    version\n    actor {\n      id\n      displayName\n    }\n    outside\n    reason\n    statusAfter\n    roomBefore {\n      id\n      name\n      setupMinutes\n      teardownMinutes\n    }\n    roomAfter {\n      id\n      name\n      setupMinutes\n      teardownMinutes\n    }\n    startsAtBefore\n    endsAtBefore\n    startsAtAfter\n    endsAtAfter\n  }\n": types.HistoryEntryFragmentDoc,
    "\n  fragment StillMissing on Booking {\n    id\n    version\n    kind\n    status\n    startsAt\n    endsAt\n    numLearners\n    numFacilitators\n    room {\n      id\n      name\n      capacity\n    }\n    requestedRoom {\n      id\n      name\n    }\n    coffeeTeaStation\n    morningCatering\n    lunchCatering\n    cateringNotes\n    devicesNeeded\n    deviceTypePreference\n  }\n": types.StillMissingFragmentDoc,
    "\n  mutation CancelBooking($input: BookingReasonInput!) {\n    cancelBooking(input: $input) {\n      __typename\n      ... on CancelBookingPayload {\n        booking {\n          ...BookingDetails\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedStatus\n      ...RefusedAsStale\n      ...RefusedAsBusy\n    }\n  }\n": types.CancelBookingDocument,
    "\n  mutation RejectBooking($input: BookingReasonInput!) {\n    rejectBooking(input: $input) {\n      __typename\n      ... on RejectBookingPayload {\n        booking {\n          ...BookingDetails\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedStatus\n      ...RefusedAsStale\n      ...RefusedAsBusy\n    }\n  }\n": types.RejectBookingDocument,
    "\n  fragment RefusedInput on InvalidInputError {\n    message\n    fields {\n      path\n      message\n    }\n  }\n": types.RefusedInputFragmentDoc,
    "\n  fragment RefusedRight on NotAllowedError {\n    message\n    permission\n  }\n": types.RefusedRightFragmentDoc,
    "\n  fragment RefusedAsGone on NotFoundError {\n    message\n  }\n": types.RefusedAsGoneFragmentDoc,
    "\n  fragment RefusedStatus on WrongStatusError {\n    message\n    status\n    allowed\n  }\n": types.RefusedStatusFragmentDoc,
    "\n  fragment RefusedAsStale on StaleBookingError {\n    message\n    booking {\n      ...BookingDetails\n    }\n  }\n": types.RefusedAsStaleFragmentDoc,
    "\n  fragment RefusedAsBusy on BusyError {\n    message\n    retryAfterMs\n  }\n": types.RefusedAsBusyFragmentDoc,
    "\n  fragment RefusedKey on IdempotencyMismatchError {\n    message\n  }\n": types.RefusedKeyFragmentDoc,
    "\n  fragment RefusedRoom on RoomTakenError {\n    message\n    segments {\n      index\n      startsAt\n      endsAt\n      conflicts {\n        ...StandingOccupancy\n      }\n      alternatives {\n        startsAt\n        endsAt\n        spareSeats\n        reason\n        room {\n          id\n          name\n          capacity\n        }\n      }\n    }\n  }\n": types.RefusedRoomFragmentDoc,
    "\n  fragment StandingOccupancy on Occupancy {\n    id\n    startsAt\n    endsAt\n    room {\n      id\n      name\n    }\n    bookedRoom {\n      id\n      name\n    }\n    booking {\n      id\n      version\n      reference\n      status\n      clientName\n      startsAt\n      endsAt\n      tenant {\n        id\n        code\n      }\n    }\n    closure {\n      id\n      version\n      startsAt\n      endsAt\n      reason\n    }\n  }\n": types.StandingOccupancyFragmentDoc,
    "\n  mutation UnassignRoom($input: BookingReasonInput!) {\n    unassignRoom(input: $input) {\n      __typename\n      ... on UnassignRoomPayload {\n        booking {\n          ...BookingDetails\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedStatus\n      ...RefusedAsStale\n      ...RefusedAsBusy\n    }\n  }\n": types.UnassignRoomDocument,
    "\n  mutation UndoBookingChange($input: BookingRefInput!) {\n    undoBookingChange(input: $input) {\n      __typename\n      ... on UndoBookingChangePayload {\n        booking {\n          ...BookingDetails\n        }\n        bookings {\n          ...BookingDetails\n        }\n      }\n      ...RefusedRoom\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedAsStale\n      ...RefusedAsBusy\n      ... on UndoTooLateError {\n        message\n      }\n      ... on NothingToUndoError {\n        message\n      }\n    }\n  }\n": types.UndoBookingChangeDocument,
    "\n  mutation AssignRoom($input: AssignRoomInput!) {\n    assignRoom(input: $input) {\n      __typename\n      ... on AssignRoomPayload {\n        booking {\n          ...BookingDetails\n        }\n        displaced {\n          ...BookingDetails\n        }\n      }\n      ...RefusedRoom\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedStatus\n      ...RefusedAsStale\n      ...RefusedAsBusy\n    }\n  }\n": types.AssignRoomDocument,
    "\n  query BookingHistory($booking: ID!) {\n    booking(id: $booking) {\n      id\n      history(first: 100) {\n        ...HistoryEntry\n      }\n    }\n  }\n": types.BookingHistoryDocument,
    "\n  query BookingLastChange($booking: ID!) {\n    booking(id: $booking) {\n      id\n      lastChange {\n        ...HistoryEntry\n      }\n    }\n  }\n": types.BookingLastChangeDocument,
    "\n  fragment BookingDetails on Booking {\n    ...BookingFacts\n    ...BookingHead\n    ...StillMissing\n    ...BookingActions\n    ...BookingOrigin\n  }\n": types.BookingDetailsFragmentDoc,
    "\n  query BookingById($id: ID!) {\n    booking(id: $id) {\n      ...BookingDetails\n    }\n  }\n": types.BookingByIdDocument,
    "\n  subscription BookingChanges($id: ID!, $after: EventCursor) {\n    bookingChanged(id: $id, after: $after) {\n      cursor\n      booking {\n        ...BookingDetails\n      }\n    }\n  }\n": types.BookingChangesDocument,
    "\n  mutation ConfirmBooking($input: BookingRefInput!) {\n    confirmBooking(input: $input) {\n      __typename\n      ... on ConfirmBookingPayload {\n        booking {\n          ...BookingDetails\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedStatus\n      ...RefusedAsStale\n      ...RefusedAsBusy\n    }\n  }\n": types.ConfirmBookingDocument,
    "\n  mutation CreateBookings($input: CreateBookingsInput!) {\n    createBookings(input: $input) {\n      __typename\n      ... on CreateBookingsPayload {\n        bookings {\n          ...BookingDetails\n        }\n      }\n      ...RefusedRoom\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsBusy\n      ...RefusedKey\n    }\n  }\n": types.CreateBookingsDocument,
    "\n  mutation RescheduleBooking($input: RescheduleBookingInput!) {\n    rescheduleBooking(input: $input) {\n      __typename\n      ... on RescheduleBookingPayload {\n        booking {\n          ...BookingDetails\n        }\n      }\n      ...RefusedRoom\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedStatus\n      ...RefusedAsStale\n      ...RefusedAsBusy\n    }\n  }\n": types.RescheduleBookingDocument,
    "\n  query RoomSuggestions($from: DateTime!, $to: DateTime!, $attendees: Int!, $excludeBookingId: ID) {\n    roomSuggestions(from: $from, to: $to, attendees: $attendees, excludeBookingId: $excludeBookingId) {\n      reason\n      spareSeats\n      startsAt\n      endsAt\n      room {\n        id\n        name\n        capacity\n        equipment\n        setupMinutes\n        teardownMinutes\n      }\n    }\n  }\n": types.RoomSuggestionsDocument,
    "\n  query RoomsTaken($from: DateTime!, $to: DateTime!) {\n    calendar(from: $from, to: $to) {\n      cursor\n      occupancies {\n        ...StandingOccupancy\n      }\n    }\n    rooms {\n      id\n      setupMinutes\n      teardownMinutes\n    }\n  }\n": types.RoomsTakenDocument,
    "\n  fragment BookingBar on Booking {\n    id\n    reference\n    version\n    kind\n    status\n    tenant {\n      id\n      code\n    }\n    clientName\n    numLearners\n    numFacilitators\n    startsAt\n    endsAt\n    room {\n      id\n      name\n    }\n    requestedRoom {\n      id\n      name\n    }\n    coffeeTeaStation\n    morningCatering\n    lunchCatering\n    devicesNeeded\n    deviceTypePreference\n    notes\n  }\n": types.BookingBarFragmentDoc,
    "\n  fragment GhostBar on Booking {\n    ...BookingBar\n    createdAt\n    createdBy {\n      id\n    }\n  }\n": types.GhostBarFragmentDoc,
    "\n  fragment OccupancyBar on Occupancy {\n    id\n    startsAt\n    endsAt\n    room {\n      id\n    }\n    bookedRoom {\n      id\n      name\n    }\n    booking {\n      ...BookingBar\n    }\n    closure {\n      ...ClosureFacts\n    }\n  }\n": types.OccupancyBarFragmentDoc,
    "\n  query RoomsOfCalendar {\n    rooms {\n      ...RoomRow\n    }\n  }\n": types.RoomsOfCalendarDocument,
    "\n  fragment RoomRow on Room {\n    id\n    version\n    name\n    capacity\n    position\n    active\n    longTerm\n    setupMinutes\n    teardownMinutes\n    equipment\n    parts {\n      id\n      name\n    }\n  }\n": types.RoomRowFragmentDoc,
    "\n  query CalendarGhosts($from: DateTime!, $to: DateTime!) {\n    waiting: calendar(from: $from, to: $to) {\n      ghosts {\n        ...GhostBar\n      }\n    }\n  }\n": types.CalendarGhostsDocument,
    "\n  query CalendarOfRooms($from: DateTime!, $to: DateTime!, $roomIds: [ID!]!) {\n    taken: calendar(from: $from, to: $to, roomIds: $roomIds) {\n      occupancies {\n        ...OccupancyBar\n      }\n    }\n  }\n": types.CalendarOfRoomsDocument,
    "\n  query CalendarPosition($from: DateTime!, $to: DateTime!) {\n    calendar(from: $from, to: $to) {\n      cursor\n    }\n  }\n": types.CalendarPositionDocument,
    "\n  subscription CalendarChanges($from: DateTime!, $to: DateTime!, $after: EventCursor) {\n    calendarChanged(from: $from, to: $to, after: $after) {\n      cursor\n      removedOccupancyIds\n      occupancies {\n        ...OccupancyBar\n      }\n      removedGhostId\n      ghost {\n        ...GhostBar\n      }\n      bookingId\n      version\n    }\n  }\n": types.CalendarChangesDocument,
    "\n  query EndedBookings($from: DateTime!, $to: DateTime!) {\n    bookings(filter: { from: $from, to: $to, status: [CANCELLED, REJECTED] }, first: 100) {\n      edges {\n        node {\n          ...BookingBar\n        }\n      }\n    }\n  }\n": types.EndedBookingsDocument,
    "\n  fragment ClosureFacts on Closure {\n    id\n    version\n    rooms {\n      id\n      name\n    }\n    startsAt\n    endsAt\n    reason\n    closedBy\n  }\n": types.ClosureFactsFragmentDoc,
    "\n  mutation CloseRooms($input: CloseRoomsInput!) {\n    closeRooms(input: $input) {\n      __typename\n      ... on CloseRoomsPayload {\n        closure {\n          ...ClosureFacts\n        }\n        displaced {\n          id\n          version\n          status\n        }\n      }\n      ...RefusedRoom\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedStatus\n      ...RefusedAsBusy\n    }\n  }\n": types.CloseRoomsDocument,
    "\n  mutation ReopenRooms($input: ReopenRoomsInput!) {\n    reopenRooms(input: $input) {\n      __typename\n      ... on ReopenRoomsPayload {\n        closure {\n          ...ClosureFacts\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedAsBusy\n    }\n  }\n": types.ReopenRoomsDocument,
    "\n  subscription NotificationNews($after: EventCursor) {\n    notificationReceived(after: $after) {\n      cursor\n      unreadCount\n      readIds\n      notification {\n        ...NotificationLine\n      }\n    }\n  }\n": types.NotificationNewsDocument,
    "\n  query NotificationFeed($unreadOnly: Boolean, $types: [NotificationType!], $after: String) {\n    notifications(unreadOnly: $unreadOnly, types: $types, first: 30, after: $after) {\n      edges {\n        node {\n          ...NotificationLine\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.NotificationFeedDocument,
    "\n  fragment NotificationLine on Notification {\n    id\n    type\n    createdAt\n    readAt\n    reason\n    room {\n      id\n      name\n    }\n    actor {\n      id\n      displayName\n    }\n    booking {\n      id\n      version\n      reference\n      clientName\n      status\n      startsAt\n      endsAt\n    }\n    summary {\n      date\n      bookings\n      waiting\n      overdue\n      roomsClosed\n      devicesWanted\n    }\n  }\n": types.NotificationLineFragmentDoc,
    "\n  query UnreadCount {\n    notifications(first: 1) {\n      cursor\n      unreadCount\n    }\n  }\n": types.UnreadCountDocument,
    "\n  mutation MarkNotificationsRead($ids: [ID!]) {\n    markNotificationsRead(ids: $ids)\n  }\n": types.MarkNotificationsReadDocument,
    "\n  query NotificationPreferences {\n    notificationPreferences {\n      type\n      inApp\n      byMail\n    }\n  }\n": types.NotificationPreferencesDocument,
    "\n  mutation UpdateNotificationPreferences($input: UpdateNotificationPreferencesInput!) {\n    updateNotificationPreferences(input: $input) {\n      __typename\n      ... on UpdateNotificationPreferencesPayload {\n        preferences {\n          type\n          inApp\n          byMail\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsBusy\n    }\n  }\n": types.UpdateNotificationPreferencesDocument,
    "\n  fragment SignedInViewer on Viewer {\n    user {\n      id\n      username\n      displayName\n    }\n    tenants {\n      id\n      code\n      name\n    }\n    permissions\n    via\n  }\n": types.SignedInViewerFragmentDoc,
    "\n  fragment FacilityFacts on Facility {\n    name\n    timeZone\n    opensAt\n    closesAt\n  }\n": types.FacilityFactsFragmentDoc,
    "\n  fragment SampleAccountList on Facility {\n    sampleAccounts {\n      username\n      title\n    }\n  }\n": types.SampleAccountListFragmentDoc,
    "\n  query Door {\n    facility {\n      name\n      cookiesNeedHttps\n      ...SampleAccountList\n    }\n  }\n": types.DoorDocument,
    "\n  mutation SignIn($input: SignInInput!) {\n    signIn(input: $input) {\n      __typename\n      ... on SignInPayload {\n        expiresAt\n      }\n      ... on NotAllowedError {\n        message\n      }\n      ... on TooManyAttemptsError {\n        retryAfterMs\n      }\n      ... on BusyError {\n        message\n      }\n    }\n  }\n": types.SignInDocument,
    "\n  query WhoIsHere {\n    facility {\n      ...FacilityFacts\n    }\n    viewer {\n      ...SignedInViewer\n    }\n  }\n": types.WhoIsHereDocument,
    "\n  subscription ViewerChanges {\n    viewerChanged {\n      ...SignedInViewer\n    }\n  }\n": types.ViewerChangesDocument,
    "\n  mutation SignOut {\n    signOut\n  }\n": types.SignOutDocument,
    "\n  mutation AcceptPlan($input: AssignRoomsInput!) {\n    assignRooms(input: $input) {\n      __typename\n      ... on AssignRoomsPayload {\n        bookings {\n          id\n          version\n          status\n          room {\n            id\n            name\n          }\n        }\n      }\n      ... on BulkRefusedError {\n        message\n        refusals {\n          index\n          bookingId\n          message\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsBusy\n    }\n  }\n": types.AcceptPlanDocument,
    "\n  query RoomPlan($from: DateTime!, $to: DateTime!) {\n    roomPlan(from: $from, to: $to) {\n      placements {\n        booking {\n          ...PlannedGhost\n        }\n        version\n        room {\n          id\n          name\n          capacity\n        }\n        spareSeats\n        reason\n      }\n      unplaced {\n        booking {\n          ...PlannedGhost\n        }\n        reason\n      }\n      provenBest\n      tookMs\n    }\n  }\n\n  fragment PlannedGhost on Booking {\n    id\n    reference\n    clientName\n    numLearners\n    numFacilitators\n    startsAt\n    endsAt\n    tenant {\n      id\n      code\n    }\n  }\n": types.RoomPlanDocument,
    "\n  subscription RoomChanges {\n    roomsChanged {\n      cursor\n      all\n      closuresChanged\n      rooms {\n        ...RoomRow\n      }\n    }\n  }\n": types.RoomChangesDocument,
    "\n  mutation DeactivateRoom($input: RoomRefInput!) {\n    deactivateRoom(input: $input) {\n      __typename\n      ... on DeactivateRoomPayload {\n        room {\n          ...RoomRow\n        }\n      }\n      ... on RoomInUseError {\n        message\n      }\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedAsBusy\n    }\n  }\n": types.DeactivateRoomDocument,
    "\n  mutation ReactivateRoom($input: RoomRefInput!) {\n    reactivateRoom(input: $input) {\n      __typename\n      ... on ReactivateRoomPayload {\n        room {\n          ...RoomRow\n        }\n      }\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedAsBusy\n    }\n  }\n": types.ReactivateRoomDocument,
    "\n  query AllRooms {\n    rooms(includeInactive: true) {\n      ...RoomRow\n    }\n  }\n": types.AllRoomsDocument,
    "\n  query NextClosures {\n    rooms(includeInactive: true) {\n      id\n      nextClosure {\n        id\n        startsAt\n        endsAt\n        reason\n      }\n    }\n  }\n": types.NextClosuresDocument,
    "\n  mutation OrderRooms($input: OrderRoomsInput!) {\n    orderRooms(input: $input) {\n      __typename\n      ... on OrderRoomsPayload {\n        rooms {\n          id\n          version\n          position\n          active\n        }\n      }\n      ... on Error {\n        message\n      }\n    }\n  }\n": types.OrderRoomsDocument,
    "\n  query RoomUse($roomId: ID!) {\n    roomUse(roomId: $roomId) {\n      count\n      conflicts {\n        id\n        startsAt\n        endsAt\n        booking {\n          id\n          version\n          clientName\n          startsAt\n          endsAt\n          tenant {\n            id\n            code\n          }\n        }\n      }\n      wishCount\n      wishes {\n        id\n        version\n        clientName\n        startsAt\n        endsAt\n      }\n      closures {\n        id\n        startsAt\n        endsAt\n        reason\n      }\n      partsAreFixed\n    }\n  }\n": types.RoomUseDocument,
    "\n  mutation CreateRoom($input: CreateRoomInput!) {\n    createRoom(input: $input) {\n      __typename\n      ... on CreateRoomPayload {\n        room {\n          ...RoomRow\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsBusy\n    }\n  }\n": types.CreateRoomDocument,
    "\n  mutation UpdateRoom($input: UpdateRoomInput!) {\n    updateRoom(input: $input) {\n      __typename\n      ... on UpdateRoomPayload {\n        room {\n          ...RoomRow\n        }\n      }\n      ... on StaleRoomError {\n        message\n        room {\n          ...RoomRow\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedAsBusy\n    }\n  }\n": types.UpdateRoomDocument,
    "\n  fragment FoundBooking on Booking {\n    id\n    reference\n    clientName\n    status\n    startsAt\n    endsAt\n    room {\n      id\n      name\n    }\n    requestedRoom {\n      id\n      name\n    }\n    tenant {\n      id\n      code\n    }\n  }\n": types.FoundBookingFragmentDoc,
    "\n  query SearchBookings($search: String!, $now: DateTime!) {\n    ahead: bookings(first: 8, filter: { search: $search, from: $now }) {\n      pageInfo {\n        hasNextPage\n      }\n      edges {\n        node {\n          ...FoundBooking\n        }\n      }\n    }\n    behind: bookings(last: 8, filter: { search: $search, to: $now }) {\n      pageInfo {\n        hasPreviousPage\n      }\n      edges {\n        node {\n          ...FoundBooking\n        }\n      }\n    }\n  }\n": types.SearchBookingsDocument,
    "\n  query SearchRooms {\n    rooms {\n      id\n      name\n      capacity\n      position\n      longTerm\n    }\n  }\n": types.SearchRoomsDocument,
    "\n  mutation CreateTenant($input: CreateTenantInput!) {\n    createTenant(input: $input) {\n      __typename\n      ... on CreateTenantPayload {\n        tenant {\n          id\n          code\n          name\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsBusy\n    }\n  }\n": types.CreateTenantDocument,
    "\n  mutation UpdateTenant($input: UpdateTenantInput!) {\n    updateTenant(input: $input) {\n      __typename\n      ... on UpdateTenantPayload {\n        tenant {\n          id\n          code\n          name\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedAsBusy\n    }\n  }\n": types.UpdateTenantDocument,
    "\n  query AllTenants {\n    tenants {\n      id\n      code\n      name\n    }\n  }\n": types.AllTenantsDocument,
    "\n  mutation InviteUser($input: InviteUserInput!) {\n    inviteUser(input: $input) {\n      __typename\n      ... on InviteUserPayload {\n        user {\n          ...UserRow\n        }\n        link {\n          ...LinkHandedOver\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsBusy\n    }\n  }\n": types.InviteUserDocument,
    "\n  query RolesAndTenants {\n    roles {\n      name\n      title\n      scope\n      permissions\n    }\n    tenants {\n      id\n      code\n      name\n    }\n  }\n": types.RolesAndTenantsDocument,
    "\n  mutation UpdateUser($input: UpdateUserInput!) {\n    updateUser(input: $input) {\n      __typename\n      ... on UpdateUserPayload {\n        user {\n          ...UserRow\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedLastAdministrator\n      ...RefusedAsBusy\n    }\n  }\n": types.UpdateUserDocument,
    "\n  fragment UserDetails on User {\n    ...UserRow\n    lastPasswordLink {\n      purpose\n      createdAt\n      expiresAt\n      usedAt\n      mailedAt\n      mailFailedAt\n    }\n  }\n": types.UserDetailsFragmentDoc,
    "\n  query OneUser($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n      ...UserDetails\n    }\n  }\n": types.OneUserDocument,
    "\n  mutation CreatePasswordLink($userId: ID!) {\n    createPasswordLink(userId: $userId) {\n      __typename\n      ... on CreatePasswordLinkPayload {\n        link {\n          ...LinkHandedOver\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedAsBusy\n    }\n  }\n": types.CreatePasswordLinkDocument,
    "\n  mutation GrantRole($input: RoleGrantInput!) {\n    grantRole(input: $input) {\n      __typename\n      ... on GrantRolePayload {\n        user {\n          ...UserRow\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedAsBusy\n    }\n  }\n": types.GrantRoleDocument,
    "\n  mutation RevokeRole($input: RoleGrantInput!) {\n    revokeRole(input: $input) {\n      __typename\n      ... on RevokeRolePayload {\n        user {\n          ...UserRow\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedLastAdministrator\n      ...RefusedAsBusy\n    }\n  }\n": types.RevokeRoleDocument,
    "\n  fragment UserRow on User {\n    id\n    username\n    displayName\n    email\n    active\n    invited\n    lastSignInAt\n    roles {\n      role {\n        name\n        title\n      }\n      tenant {\n        id\n        code\n      }\n    }\n  }\n": types.UserRowFragmentDoc,
    "\n  fragment LinkHandedOver on DeliveredPasswordLink {\n    url\n    mailedTo\n    mailFailed\n    expiresAt\n  }\n": types.LinkHandedOverFragmentDoc,
    "\n  fragment RefusedLastAdministrator on LastAdministratorError {\n    message\n  }\n": types.RefusedLastAdministratorFragmentDoc,
    "\n  query UserList($search: String, $after: String) {\n    users(search: $search, first: 50, after: $after) {\n      edges {\n        node {\n          ...UserRow\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.UserListDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OwnAccount {\n    viewer {\n      user {\n        id\n      }\n      sessions {\n        ...OwnSession\n      }\n      tokens {\n        ...OwnToken\n      }\n    }\n  }\n"): (typeof documents)["\n  query OwnAccount {\n    viewer {\n      user {\n        id\n      }\n      sessions {\n        ...OwnSession\n      }\n      tokens {\n        ...OwnToken\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ChangeOwnPassword($input: ChangePasswordInput!) {\n    changePassword(input: $input) {\n      __typename\n      ... on ChangePasswordPayload {\n        sessionsEnded\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedForTries\n      ...RefusedForOldPassword\n      ...RefusedAsBusy\n    }\n  }\n"): (typeof documents)["\n  mutation ChangeOwnPassword($input: ChangePasswordInput!) {\n    changePassword(input: $input) {\n      __typename\n      ... on ChangePasswordPayload {\n        sessionsEnded\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedForTries\n      ...RefusedForOldPassword\n      ...RefusedAsBusy\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MailsLinks {\n    facility {\n      mailsLinks\n    }\n  }\n"): (typeof documents)["\n  query MailsLinks {\n    facility {\n      mailsLinks\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RequestPasswordReset($username: String!) {\n    requestPasswordReset(username: $username)\n  }\n"): (typeof documents)["\n  mutation RequestPasswordReset($username: String!) {\n    requestPasswordReset(username: $username)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateToken($input: CreateTokenInput!) {\n    createToken(input: $input) {\n      __typename\n      ... on CreateTokenPayload {\n        text\n        token {\n          ...OwnToken\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n    }\n  }\n"): (typeof documents)["\n  mutation CreateToken($input: CreateTokenInput!) {\n    createToken(input: $input) {\n      __typename\n      ... on CreateTokenPayload {\n        text\n        token {\n          ...OwnToken\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment OwnSession on Session {\n    id\n    kind\n    name\n    createdAt\n    lastUsedAt\n    address\n    agent\n    current\n  }\n"): (typeof documents)["\n  fragment OwnSession on Session {\n    id\n    kind\n    name\n    createdAt\n    lastUsedAt\n    address\n    agent\n    current\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EndSession($id: ID!) {\n    endSession(id: $id) {\n      __typename\n      ... on EndSessionPayload {\n        sessionId\n      }\n      ...RefusedRight\n      ...RefusedAsGone\n    }\n  }\n"): (typeof documents)["\n  mutation EndSession($id: ID!) {\n    endSession(id: $id) {\n      __typename\n      ... on EndSessionPayload {\n        sessionId\n      }\n      ...RefusedRight\n      ...RefusedAsGone\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignOutEverywhere($keepThis: Boolean!) {\n    signOutEverywhere(keepThis: $keepThis) {\n      __typename\n      ... on SignOutEverywherePayload {\n        ended\n      }\n      ...RefusedRight\n    }\n  }\n"): (typeof documents)["\n  mutation SignOutEverywhere($keepThis: Boolean!) {\n    signOutEverywhere(keepThis: $keepThis) {\n      __typename\n      ... on SignOutEverywherePayload {\n        ended\n      }\n      ...RefusedRight\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment OwnToken on PersonalToken {\n    id\n    name\n    prefix\n    scopes\n    expiresAt\n    lastUsedAt\n  }\n"): (typeof documents)["\n  fragment OwnToken on PersonalToken {\n    id\n    name\n    prefix\n    scopes\n    expiresAt\n    lastUsedAt\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeToken($id: ID!) {\n    revokeToken(id: $id) {\n      __typename\n      ... on RevokeTokenPayload {\n        tokenId\n      }\n      ...RefusedRight\n      ...RefusedAsGone\n    }\n  }\n"): (typeof documents)["\n  mutation RevokeToken($id: ID!) {\n    revokeToken(id: $id) {\n      __typename\n      ... on RevokeTokenPayload {\n        tokenId\n      }\n      ...RefusedRight\n      ...RefusedAsGone\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment RefusedForTries on TooManyAttemptsError {\n    message\n    retryAfterMs\n  }\n"): (typeof documents)["\n  fragment RefusedForTries on TooManyAttemptsError {\n    message\n    retryAfterMs\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment RefusedForOldPassword on PasswordMustBeSetError {\n    message\n  }\n"): (typeof documents)["\n  fragment RefusedForOldPassword on PasswordMustBeSetError {\n    message\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment RefusedLink on LinkVoidError {\n    message\n  }\n"): (typeof documents)["\n  fragment RefusedLink on LinkVoidError {\n    message\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PasswordLink($token: String!) {\n    passwordLink(token: $token) {\n      username\n      displayName\n      purpose\n      expiresAt\n    }\n  }\n"): (typeof documents)["\n  query PasswordLink($token: String!) {\n    passwordLink(token: $token) {\n      username\n      displayName\n      purpose\n      expiresAt\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetPassword($input: SetPasswordInput!) {\n    setPassword(input: $input) {\n      __typename\n      ... on SetPasswordPayload {\n        username\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedLink\n      ...RefusedAsBusy\n    }\n  }\n"): (typeof documents)["\n  mutation SetPassword($input: SetPasswordInput!) {\n    setPassword(input: $input) {\n      __typename\n      ... on SetPasswordPayload {\n        username\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedLink\n      ...RefusedAsBusy\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation StartWallDisplay($name: String!) {\n    startDisplay(name: $name) {\n      __typename\n      ... on StartDisplayPayload {\n        expiresAt\n      }\n      ...RefusedInput\n      ...RefusedRight\n    }\n  }\n"): (typeof documents)["\n  mutation StartWallDisplay($name: String!) {\n    startDisplay(name: $name) {\n      __typename\n      ... on StartDisplayPayload {\n        expiresAt\n      }\n      ...RefusedInput\n      ...RefusedRight\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment RefusedInBulk on BulkRefusedError {\n    message\n    refusals {\n      index\n      bookingId\n      kind\n      message\n      collidesWith\n      taken {\n        index\n        alternatives {\n          startsAt\n          endsAt\n          reason\n          room {\n            id\n            name\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment RefusedInBulk on BulkRefusedError {\n    message\n    refusals {\n      index\n      bookingId\n      kind\n      message\n      collidesWith\n      taken {\n        index\n        alternatives {\n          startsAt\n          endsAt\n          reason\n          room {\n            id\n            name\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AssignRooms($input: AssignRoomsInput!) {\n    assignRooms(input: $input) {\n      __typename\n      ... on AssignRoomsPayload {\n        bookings {\n          ...BookingDetails\n        }\n      }\n      ...RefusedInBulk\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsBusy\n    }\n  }\n"): (typeof documents)["\n  mutation AssignRooms($input: AssignRoomsInput!) {\n    assignRooms(input: $input) {\n      __typename\n      ... on AssignRoomsPayload {\n        bookings {\n          ...BookingDetails\n        }\n      }\n      ...RefusedInBulk\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsBusy\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConfirmBookings($input: ConfirmBookingsInput!) {\n    confirmBookings(input: $input) {\n      __typename\n      ... on ConfirmBookingsPayload {\n        bookings {\n          ...BookingDetails\n        }\n      }\n      ...RefusedInBulk\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsBusy\n    }\n  }\n"): (typeof documents)["\n  mutation ConfirmBookings($input: ConfirmBookingsInput!) {\n    confirmBookings(input: $input) {\n      __typename\n      ... on ConfirmBookingsPayload {\n        bookings {\n          ...BookingDetails\n        }\n      }\n      ...RefusedInBulk\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsBusy\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RejectBookings($input: RejectBookingsInput!) {\n    rejectBookings(input: $input) {\n      __typename\n      ... on RejectBookingsPayload {\n        bookings {\n          ...BookingDetails\n        }\n      }\n      ...RefusedInBulk\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsBusy\n    }\n  }\n"): (typeof documents)["\n  mutation RejectBookings($input: RejectBookingsInput!) {\n    rejectBookings(input: $input) {\n      __typename\n      ... on RejectBookingsPayload {\n        bookings {\n          ...BookingDetails\n        }\n      }\n      ...RefusedInBulk\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsBusy\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query BookingsToConfirm($filter: BookingFilter!) {\n    bookings(filter: $filter, first: 100) {\n      edges {\n        node {\n          ...GhostBar\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query BookingsToConfirm($filter: BookingFilter!) {\n    bookings(filter: $filter, first: 100) {\n      edges {\n        node {\n          ...GhostBar\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PeopleOfAudit {\n    users(first: 100) {\n      edges {\n        node {\n          id\n          displayName\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query PeopleOfAudit {\n    users(first: 100) {\n      edges {\n        node {\n          id\n          displayName\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment AuditLine on AuditEntry {\n    id\n    at\n    actor {\n      id\n      displayName\n    }\n    via\n    databaseRole\n    action\n    subjectType\n    subjectId\n    tenant {\n      id\n      code\n    }\n    changes {\n      field\n      before\n      after\n    }\n    reason\n    result\n    refusal\n    message\n    address\n    agent\n    requestId\n    repeated\n  }\n"): (typeof documents)["\n  fragment AuditLine on AuditEntry {\n    id\n    at\n    actor {\n      id\n      displayName\n    }\n    via\n    databaseRole\n    action\n    subjectType\n    subjectId\n    tenant {\n      id\n      code\n    }\n    changes {\n      field\n      before\n      after\n    }\n    reason\n    result\n    refusal\n    message\n    address\n    agent\n    requestId\n    repeated\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AuditTrail($filter: AuditFilter, $after: String) {\n    auditLog(filter: $filter, first: 50, after: $after) {\n      edges {\n        node {\n          ...AuditLine\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  query AuditTrail($filter: AuditFilter, $after: String) {\n    auditLog(filter: $filter, first: 50, after: $after) {\n      edges {\n        node {\n          ...AuditLine\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment BookingActions on Booking {\n    id\n    version\n    status\n    clientName\n    devicesNeeded\n    actions {\n      name\n      allowed\n      reason\n    }\n  }\n"): (typeof documents)["\n  fragment BookingActions on Booking {\n    id\n    version\n    status\n    clientName\n    devicesNeeded\n    actions {\n      name\n      allowed\n      reason\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment BookingFacts on Booking {\n    id\n    version\n    kind\n    status\n    clientName\n    clientContactPerson\n    clientEmail\n    clientPhone\n    startsAt\n    endsAt\n    room {\n      id\n      name\n      capacity\n    }\n    requestedRoom {\n      id\n      name\n    }\n    numLearners\n    numFacilitators\n    coffeeTeaStation\n    morningCatering\n    lunchCatering\n    cateringNotes\n    stationeryNeeded\n    waterBottles\n    devicesNeeded\n    deviceTypePreference\n    offSite {\n      rentalNumber\n      company\n      contactPerson\n      phone\n      email\n      address\n      returnOn\n    }\n    notes\n    bossNotes\n    statusReason\n  }\n"): (typeof documents)["\n  fragment BookingFacts on Booking {\n    id\n    version\n    kind\n    status\n    clientName\n    clientContactPerson\n    clientEmail\n    clientPhone\n    startsAt\n    endsAt\n    room {\n      id\n      name\n      capacity\n    }\n    requestedRoom {\n      id\n      name\n    }\n    numLearners\n    numFacilitators\n    coffeeTeaStation\n    morningCatering\n    lunchCatering\n    cateringNotes\n    stationeryNeeded\n    waterBottles\n    devicesNeeded\n    deviceTypePreference\n    offSite {\n      rentalNumber\n      company\n      contactPerson\n      phone\n      email\n      address\n      returnOn\n    }\n    notes\n    bossNotes\n    statusReason\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment BookingHead on Booking {\n    id\n    version\n    reference\n    kind\n    status\n    clientName\n    startsAt\n    endsAt\n    tenant {\n      id\n      code\n    }\n    room {\n      id\n      name\n    }\n  }\n"): (typeof documents)["\n  fragment BookingHead on Booking {\n    id\n    version\n    reference\n    kind\n    status\n    clientName\n    startsAt\n    endsAt\n    tenant {\n      id\n      code\n    }\n    room {\n      id\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment BookingOrigin on Booking {\n    id\n    version\n    status\n    startsAt\n    endsAt\n    statusReason\n    createdAt\n    createdBy {\n      id\n      displayName\n    }\n  }\n"): (typeof documents)["\n  fragment BookingOrigin on Booking {\n    id\n    version\n    status\n    startsAt\n    endsAt\n    statusReason\n    createdAt\n    createdBy {\n      id\n      displayName\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateBooking($input: UpdateBookingInput!) {\n    updateBooking(input: $input) {\n      __typename\n      ... on UpdateBookingPayload {\n        booking {\n          ...BookingDetails\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedStatus\n      ...RefusedAsStale\n      ...RefusedAsBusy\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateBooking($input: UpdateBookingInput!) {\n    updateBooking(input: $input) {\n      __typename\n      ... on UpdateBookingPayload {\n        booking {\n          ...BookingDetails\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedStatus\n      ...RefusedAsStale\n      ...RefusedAsBusy\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment HistoryEntry on BookingHistoryEntry {\n    id\n    at\n    type\n    version\n    actor {\n      id\n      displayName\n    }\n    outside\n    reason\n    statusAfter\n    roomBefore {\n      id\n      name\n      setupMinutes\n      teardownMinutes\n    }\n    roomAfter {\n      id\n      name\n      setupMinutes\n      teardownMinutes\n    }\n    startsAtBefore\n    endsAtBefore\n    startsAtAfter\n    endsAtAfter\n  }\n"): (typeof documents)["\n  fragment HistoryEntry on BookingHistoryEntry {\n    id\n    at\n    type\n    version\n    actor {\n      id\n      displayName\n    }\n    outside\n    reason\n    statusAfter\n    roomBefore {\n      id\n      name\n      setupMinutes\n      teardownMinutes\n    }\n    roomAfter {\n      id\n      name\n      setupMinutes\n      teardownMinutes\n    }\n    startsAtBefore\n    endsAtBefore\n    startsAtAfter\n    endsAtAfter\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment StillMissing on Booking {\n    id\n    version\n    kind\n    status\n    startsAt\n    endsAt\n    numLearners\n    numFacilitators\n    room {\n      id\n      name\n      capacity\n    }\n    requestedRoom {\n      id\n      name\n    }\n    coffeeTeaStation\n    morningCatering\n    lunchCatering\n    cateringNotes\n    devicesNeeded\n    deviceTypePreference\n  }\n"): (typeof documents)["\n  fragment StillMissing on Booking {\n    id\n    version\n    kind\n    status\n    startsAt\n    endsAt\n    numLearners\n    numFacilitators\n    room {\n      id\n      name\n      capacity\n    }\n    requestedRoom {\n      id\n      name\n    }\n    coffeeTeaStation\n    morningCatering\n    lunchCatering\n    cateringNotes\n    devicesNeeded\n    deviceTypePreference\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CancelBooking($input: BookingReasonInput!) {\n    cancelBooking(input: $input) {\n      __typename\n      ... on CancelBookingPayload {\n        booking {\n          ...BookingDetails\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedStatus\n      ...RefusedAsStale\n      ...RefusedAsBusy\n    }\n  }\n"): (typeof documents)["\n  mutation CancelBooking($input: BookingReasonInput!) {\n    cancelBooking(input: $input) {\n      __typename\n      ... on CancelBookingPayload {\n        booking {\n          ...BookingDetails\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedStatus\n      ...RefusedAsStale\n      ...RefusedAsBusy\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RejectBooking($input: BookingReasonInput!) {\n    rejectBooking(input: $input) {\n      __typename\n      ... on RejectBookingPayload {\n        booking {\n          ...BookingDetails\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedStatus\n      ...RefusedAsStale\n      ...RefusedAsBusy\n    }\n  }\n"): (typeof documents)["\n  mutation RejectBooking($input: BookingReasonInput!) {\n    rejectBooking(input: $input) {\n      __typename\n      ... on RejectBookingPayload {\n        booking {\n          ...BookingDetails\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedStatus\n      ...RefusedAsStale\n      ...RefusedAsBusy\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment RefusedInput on InvalidInputError {\n    message\n    fields {\n      path\n      message\n    }\n  }\n"): (typeof documents)["\n  fragment RefusedInput on InvalidInputError {\n    message\n    fields {\n      path\n      message\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment RefusedRight on NotAllowedError {\n    message\n    permission\n  }\n"): (typeof documents)["\n  fragment RefusedRight on NotAllowedError {\n    message\n    permission\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment RefusedAsGone on NotFoundError {\n    message\n  }\n"): (typeof documents)["\n  fragment RefusedAsGone on NotFoundError {\n    message\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment RefusedStatus on WrongStatusError {\n    message\n    status\n    allowed\n  }\n"): (typeof documents)["\n  fragment RefusedStatus on WrongStatusError {\n    message\n    status\n    allowed\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment RefusedAsStale on StaleBookingError {\n    message\n    booking {\n      ...BookingDetails\n    }\n  }\n"): (typeof documents)["\n  fragment RefusedAsStale on StaleBookingError {\n    message\n    booking {\n      ...BookingDetails\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment RefusedAsBusy on BusyError {\n    message\n    retryAfterMs\n  }\n"): (typeof documents)["\n  fragment RefusedAsBusy on BusyError {\n    message\n    retryAfterMs\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment RefusedKey on IdempotencyMismatchError {\n    message\n  }\n"): (typeof documents)["\n  fragment RefusedKey on IdempotencyMismatchError {\n    message\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment RefusedRoom on RoomTakenError {\n    message\n    segments {\n      index\n      startsAt\n      endsAt\n      conflicts {\n        ...StandingOccupancy\n      }\n      alternatives {\n        startsAt\n        endsAt\n        spareSeats\n        reason\n        room {\n          id\n          name\n          capacity\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment RefusedRoom on RoomTakenError {\n    message\n    segments {\n      index\n      startsAt\n      endsAt\n      conflicts {\n        ...StandingOccupancy\n      }\n      alternatives {\n        startsAt\n        endsAt\n        spareSeats\n        reason\n        room {\n          id\n          name\n          capacity\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment StandingOccupancy on Occupancy {\n    id\n    startsAt\n    endsAt\n    room {\n      id\n      name\n    }\n    bookedRoom {\n      id\n      name\n    }\n    booking {\n      id\n      version\n      reference\n      status\n      clientName\n      startsAt\n      endsAt\n      tenant {\n        id\n        code\n      }\n    }\n    closure {\n      id\n      version\n      startsAt\n      endsAt\n      reason\n    }\n  }\n"): (typeof documents)["\n  fragment StandingOccupancy on Occupancy {\n    id\n    startsAt\n    endsAt\n    room {\n      id\n      name\n    }\n    bookedRoom {\n      id\n      name\n    }\n    booking {\n      id\n      version\n      reference\n      status\n      clientName\n      startsAt\n      endsAt\n      tenant {\n        id\n        code\n      }\n    }\n    closure {\n      id\n      version\n      startsAt\n      endsAt\n      reason\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UnassignRoom($input: BookingReasonInput!) {\n    unassignRoom(input: $input) {\n      __typename\n      ... on UnassignRoomPayload {\n        booking {\n          ...BookingDetails\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedStatus\n      ...RefusedAsStale\n      ...RefusedAsBusy\n    }\n  }\n"): (typeof documents)["\n  mutation UnassignRoom($input: BookingReasonInput!) {\n    unassignRoom(input: $input) {\n      __typename\n      ... on UnassignRoomPayload {\n        booking {\n          ...BookingDetails\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedStatus\n      ...RefusedAsStale\n      ...RefusedAsBusy\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UndoBookingChange($input: BookingRefInput!) {\n    undoBookingChange(input: $input) {\n      __typename\n      ... on UndoBookingChangePayload {\n        booking {\n          ...BookingDetails\n        }\n        bookings {\n          ...BookingDetails\n        }\n      }\n      ...RefusedRoom\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedAsStale\n      ...RefusedAsBusy\n      ... on UndoTooLateError {\n        message\n      }\n      ... on NothingToUndoError {\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation UndoBookingChange($input: BookingRefInput!) {\n    undoBookingChange(input: $input) {\n      __typename\n      ... on UndoBookingChangePayload {\n        booking {\n          ...BookingDetails\n        }\n        bookings {\n          ...BookingDetails\n        }\n      }\n      ...RefusedRoom\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedAsStale\n      ...RefusedAsBusy\n      ... on UndoTooLateError {\n        message\n      }\n      ... on NothingToUndoError {\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AssignRoom($input: AssignRoomInput!) {\n    assignRoom(input: $input) {\n      __typename\n      ... on AssignRoomPayload {\n        booking {\n          ...BookingDetails\n        }\n        displaced {\n          ...BookingDetails\n        }\n      }\n      ...RefusedRoom\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedStatus\n      ...RefusedAsStale\n      ...RefusedAsBusy\n    }\n  }\n"): (typeof documents)["\n  mutation AssignRoom($input: AssignRoomInput!) {\n    assignRoom(input: $input) {\n      __typename\n      ... on AssignRoomPayload {\n        booking {\n          ...BookingDetails\n        }\n        displaced {\n          ...BookingDetails\n        }\n      }\n      ...RefusedRoom\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedStatus\n      ...RefusedAsStale\n      ...RefusedAsBusy\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query BookingHistory($booking: ID!) {\n    booking(id: $booking) {\n      id\n      history(first: 100) {\n        ...HistoryEntry\n      }\n    }\n  }\n"): (typeof documents)["\n  query BookingHistory($booking: ID!) {\n    booking(id: $booking) {\n      id\n      history(first: 100) {\n        ...HistoryEntry\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query BookingLastChange($booking: ID!) {\n    booking(id: $booking) {\n      id\n      lastChange {\n        ...HistoryEntry\n      }\n    }\n  }\n"): (typeof documents)["\n  query BookingLastChange($booking: ID!) {\n    booking(id: $booking) {\n      id\n      lastChange {\n        ...HistoryEntry\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment BookingDetails on Booking {\n    ...BookingFacts\n    ...BookingHead\n    ...StillMissing\n    ...BookingActions\n    ...BookingOrigin\n  }\n"): (typeof documents)["\n  fragment BookingDetails on Booking {\n    ...BookingFacts\n    ...BookingHead\n    ...StillMissing\n    ...BookingActions\n    ...BookingOrigin\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query BookingById($id: ID!) {\n    booking(id: $id) {\n      ...BookingDetails\n    }\n  }\n"): (typeof documents)["\n  query BookingById($id: ID!) {\n    booking(id: $id) {\n      ...BookingDetails\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription BookingChanges($id: ID!, $after: EventCursor) {\n    bookingChanged(id: $id, after: $after) {\n      cursor\n      booking {\n        ...BookingDetails\n      }\n    }\n  }\n"): (typeof documents)["\n  subscription BookingChanges($id: ID!, $after: EventCursor) {\n    bookingChanged(id: $id, after: $after) {\n      cursor\n      booking {\n        ...BookingDetails\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConfirmBooking($input: BookingRefInput!) {\n    confirmBooking(input: $input) {\n      __typename\n      ... on ConfirmBookingPayload {\n        booking {\n          ...BookingDetails\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedStatus\n      ...RefusedAsStale\n      ...RefusedAsBusy\n    }\n  }\n"): (typeof documents)["\n  mutation ConfirmBooking($input: BookingRefInput!) {\n    confirmBooking(input: $input) {\n      __typename\n      ... on ConfirmBookingPayload {\n        booking {\n          ...BookingDetails\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedStatus\n      ...RefusedAsStale\n      ...RefusedAsBusy\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateBookings($input: CreateBookingsInput!) {\n    createBookings(input: $input) {\n      __typename\n      ... on CreateBookingsPayload {\n        bookings {\n          ...BookingDetails\n        }\n      }\n      ...RefusedRoom\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsBusy\n      ...RefusedKey\n    }\n  }\n"): (typeof documents)["\n  mutation CreateBookings($input: CreateBookingsInput!) {\n    createBookings(input: $input) {\n      __typename\n      ... on CreateBookingsPayload {\n        bookings {\n          ...BookingDetails\n        }\n      }\n      ...RefusedRoom\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsBusy\n      ...RefusedKey\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RescheduleBooking($input: RescheduleBookingInput!) {\n    rescheduleBooking(input: $input) {\n      __typename\n      ... on RescheduleBookingPayload {\n        booking {\n          ...BookingDetails\n        }\n      }\n      ...RefusedRoom\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedStatus\n      ...RefusedAsStale\n      ...RefusedAsBusy\n    }\n  }\n"): (typeof documents)["\n  mutation RescheduleBooking($input: RescheduleBookingInput!) {\n    rescheduleBooking(input: $input) {\n      __typename\n      ... on RescheduleBookingPayload {\n        booking {\n          ...BookingDetails\n        }\n      }\n      ...RefusedRoom\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedStatus\n      ...RefusedAsStale\n      ...RefusedAsBusy\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RoomSuggestions($from: DateTime!, $to: DateTime!, $attendees: Int!, $excludeBookingId: ID) {\n    roomSuggestions(from: $from, to: $to, attendees: $attendees, excludeBookingId: $excludeBookingId) {\n      reason\n      spareSeats\n      startsAt\n      endsAt\n      room {\n        id\n        name\n        capacity\n        equipment\n        setupMinutes\n        teardownMinutes\n      }\n    }\n  }\n"): (typeof documents)["\n  query RoomSuggestions($from: DateTime!, $to: DateTime!, $attendees: Int!, $excludeBookingId: ID) {\n    roomSuggestions(from: $from, to: $to, attendees: $attendees, excludeBookingId: $excludeBookingId) {\n      reason\n      spareSeats\n      startsAt\n      endsAt\n      room {\n        id\n        name\n        capacity\n        equipment\n        setupMinutes\n        teardownMinutes\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RoomsTaken($from: DateTime!, $to: DateTime!) {\n    calendar(from: $from, to: $to) {\n      cursor\n      occupancies {\n        ...StandingOccupancy\n      }\n    }\n    rooms {\n      id\n      setupMinutes\n      teardownMinutes\n    }\n  }\n"): (typeof documents)["\n  query RoomsTaken($from: DateTime!, $to: DateTime!) {\n    calendar(from: $from, to: $to) {\n      cursor\n      occupancies {\n        ...StandingOccupancy\n      }\n    }\n    rooms {\n      id\n      setupMinutes\n      teardownMinutes\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment BookingBar on Booking {\n    id\n    reference\n    version\n    kind\n    status\n    tenant {\n      id\n      code\n    }\n    clientName\n    numLearners\n    numFacilitators\n    startsAt\n    endsAt\n    room {\n      id\n      name\n    }\n    requestedRoom {\n      id\n      name\n    }\n    coffeeTeaStation\n    morningCatering\n    lunchCatering\n    devicesNeeded\n    deviceTypePreference\n    notes\n  }\n"): (typeof documents)["\n  fragment BookingBar on Booking {\n    id\n    reference\n    version\n    kind\n    status\n    tenant {\n      id\n      code\n    }\n    clientName\n    numLearners\n    numFacilitators\n    startsAt\n    endsAt\n    room {\n      id\n      name\n    }\n    requestedRoom {\n      id\n      name\n    }\n    coffeeTeaStation\n    morningCatering\n    lunchCatering\n    devicesNeeded\n    deviceTypePreference\n    notes\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment GhostBar on Booking {\n    ...BookingBar\n    createdAt\n    createdBy {\n      id\n    }\n  }\n"): (typeof documents)["\n  fragment GhostBar on Booking {\n    ...BookingBar\n    createdAt\n    createdBy {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment OccupancyBar on Occupancy {\n    id\n    startsAt\n    endsAt\n    room {\n      id\n    }\n    bookedRoom {\n      id\n      name\n    }\n    booking {\n      ...BookingBar\n    }\n    closure {\n      ...ClosureFacts\n    }\n  }\n"): (typeof documents)["\n  fragment OccupancyBar on Occupancy {\n    id\n    startsAt\n    endsAt\n    room {\n      id\n    }\n    bookedRoom {\n      id\n      name\n    }\n    booking {\n      ...BookingBar\n    }\n    closure {\n      ...ClosureFacts\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RoomsOfCalendar {\n    rooms {\n      ...RoomRow\n    }\n  }\n"): (typeof documents)["\n  query RoomsOfCalendar {\n    rooms {\n      ...RoomRow\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment RoomRow on Room {\n    id\n    version\n    name\n    capacity\n    position\n    active\n    longTerm\n    setupMinutes\n    teardownMinutes\n    equipment\n    parts {\n      id\n      name\n    }\n  }\n"): (typeof documents)["\n  fragment RoomRow on Room {\n    id\n    version\n    name\n    capacity\n    position\n    active\n    longTerm\n    setupMinutes\n    teardownMinutes\n    equipment\n    parts {\n      id\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CalendarGhosts($from: DateTime!, $to: DateTime!) {\n    waiting: calendar(from: $from, to: $to) {\n      ghosts {\n        ...GhostBar\n      }\n    }\n  }\n"): (typeof documents)["\n  query CalendarGhosts($from: DateTime!, $to: DateTime!) {\n    waiting: calendar(from: $from, to: $to) {\n      ghosts {\n        ...GhostBar\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CalendarOfRooms($from: DateTime!, $to: DateTime!, $roomIds: [ID!]!) {\n    taken: calendar(from: $from, to: $to, roomIds: $roomIds) {\n      occupancies {\n        ...OccupancyBar\n      }\n    }\n  }\n"): (typeof documents)["\n  query CalendarOfRooms($from: DateTime!, $to: DateTime!, $roomIds: [ID!]!) {\n    taken: calendar(from: $from, to: $to, roomIds: $roomIds) {\n      occupancies {\n        ...OccupancyBar\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CalendarPosition($from: DateTime!, $to: DateTime!) {\n    calendar(from: $from, to: $to) {\n      cursor\n    }\n  }\n"): (typeof documents)["\n  query CalendarPosition($from: DateTime!, $to: DateTime!) {\n    calendar(from: $from, to: $to) {\n      cursor\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription CalendarChanges($from: DateTime!, $to: DateTime!, $after: EventCursor) {\n    calendarChanged(from: $from, to: $to, after: $after) {\n      cursor\n      removedOccupancyIds\n      occupancies {\n        ...OccupancyBar\n      }\n      removedGhostId\n      ghost {\n        ...GhostBar\n      }\n      bookingId\n      version\n    }\n  }\n"): (typeof documents)["\n  subscription CalendarChanges($from: DateTime!, $to: DateTime!, $after: EventCursor) {\n    calendarChanged(from: $from, to: $to, after: $after) {\n      cursor\n      removedOccupancyIds\n      occupancies {\n        ...OccupancyBar\n      }\n      removedGhostId\n      ghost {\n        ...GhostBar\n      }\n      bookingId\n      version\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query EndedBookings($from: DateTime!, $to: DateTime!) {\n    bookings(filter: { from: $from, to: $to, status: [CANCELLED, REJECTED] }, first: 100) {\n      edges {\n        node {\n          ...BookingBar\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query EndedBookings($from: DateTime!, $to: DateTime!) {\n    bookings(filter: { from: $from, to: $to, status: [CANCELLED, REJECTED] }, first: 100) {\n      edges {\n        node {\n          ...BookingBar\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ClosureFacts on Closure {\n    id\n    version\n    rooms {\n      id\n      name\n    }\n    startsAt\n    endsAt\n    reason\n    closedBy\n  }\n"): (typeof documents)["\n  fragment ClosureFacts on Closure {\n    id\n    version\n    rooms {\n      id\n      name\n    }\n    startsAt\n    endsAt\n    reason\n    closedBy\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CloseRooms($input: CloseRoomsInput!) {\n    closeRooms(input: $input) {\n      __typename\n      ... on CloseRoomsPayload {\n        closure {\n          ...ClosureFacts\n        }\n        displaced {\n          id\n          version\n          status\n        }\n      }\n      ...RefusedRoom\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedStatus\n      ...RefusedAsBusy\n    }\n  }\n"): (typeof documents)["\n  mutation CloseRooms($input: CloseRoomsInput!) {\n    closeRooms(input: $input) {\n      __typename\n      ... on CloseRoomsPayload {\n        closure {\n          ...ClosureFacts\n        }\n        displaced {\n          id\n          version\n          status\n        }\n      }\n      ...RefusedRoom\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedStatus\n      ...RefusedAsBusy\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReopenRooms($input: ReopenRoomsInput!) {\n    reopenRooms(input: $input) {\n      __typename\n      ... on ReopenRoomsPayload {\n        closure {\n          ...ClosureFacts\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedAsBusy\n    }\n  }\n"): (typeof documents)["\n  mutation ReopenRooms($input: ReopenRoomsInput!) {\n    reopenRooms(input: $input) {\n      __typename\n      ... on ReopenRoomsPayload {\n        closure {\n          ...ClosureFacts\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedAsBusy\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription NotificationNews($after: EventCursor) {\n    notificationReceived(after: $after) {\n      cursor\n      unreadCount\n      readIds\n      notification {\n        ...NotificationLine\n      }\n    }\n  }\n"): (typeof documents)["\n  subscription NotificationNews($after: EventCursor) {\n    notificationReceived(after: $after) {\n      cursor\n      unreadCount\n      readIds\n      notification {\n        ...NotificationLine\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query NotificationFeed($unreadOnly: Boolean, $types: [NotificationType!], $after: String) {\n    notifications(unreadOnly: $unreadOnly, types: $types, first: 30, after: $after) {\n      edges {\n        node {\n          ...NotificationLine\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  query NotificationFeed($unreadOnly: Boolean, $types: [NotificationType!], $after: String) {\n    notifications(unreadOnly: $unreadOnly, types: $types, first: 30, after: $after) {\n      edges {\n        node {\n          ...NotificationLine\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment NotificationLine on Notification {\n    id\n    type\n    createdAt\n    readAt\n    reason\n    room {\n      id\n      name\n    }\n    actor {\n      id\n      displayName\n    }\n    booking {\n      id\n      version\n      reference\n      clientName\n      status\n      startsAt\n      endsAt\n    }\n    summary {\n      date\n      bookings\n      waiting\n      overdue\n      roomsClosed\n      devicesWanted\n    }\n  }\n"): (typeof documents)["\n  fragment NotificationLine on Notification {\n    id\n    type\n    createdAt\n    readAt\n    reason\n    room {\n      id\n      name\n    }\n    actor {\n      id\n      displayName\n    }\n    booking {\n      id\n      version\n      reference\n      clientName\n      status\n      startsAt\n      endsAt\n    }\n    summary {\n      date\n      bookings\n      waiting\n      overdue\n      roomsClosed\n      devicesWanted\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query UnreadCount {\n    notifications(first: 1) {\n      cursor\n      unreadCount\n    }\n  }\n"): (typeof documents)["\n  query UnreadCount {\n    notifications(first: 1) {\n      cursor\n      unreadCount\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MarkNotificationsRead($ids: [ID!]) {\n    markNotificationsRead(ids: $ids)\n  }\n"): (typeof documents)["\n  mutation MarkNotificationsRead($ids: [ID!]) {\n    markNotificationsRead(ids: $ids)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query NotificationPreferences {\n    notificationPreferences {\n      type\n      inApp\n      byMail\n    }\n  }\n"): (typeof documents)["\n  query NotificationPreferences {\n    notificationPreferences {\n      type\n      inApp\n      byMail\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateNotificationPreferences($input: UpdateNotificationPreferencesInput!) {\n    updateNotificationPreferences(input: $input) {\n      __typename\n      ... on UpdateNotificationPreferencesPayload {\n        preferences {\n          type\n          inApp\n          byMail\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsBusy\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateNotificationPreferences($input: UpdateNotificationPreferencesInput!) {\n    updateNotificationPreferences(input: $input) {\n      __typename\n      ... on UpdateNotificationPreferencesPayload {\n        preferences {\n          type\n          inApp\n          byMail\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsBusy\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SignedInViewer on Viewer {\n    user {\n      id\n      username\n      displayName\n    }\n    tenants {\n      id\n      code\n      name\n    }\n    permissions\n    via\n  }\n"): (typeof documents)["\n  fragment SignedInViewer on Viewer {\n    user {\n      id\n      username\n      displayName\n    }\n    tenants {\n      id\n      code\n      name\n    }\n    permissions\n    via\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment FacilityFacts on Facility {\n    name\n    timeZone\n    opensAt\n    closesAt\n  }\n"): (typeof documents)["\n  fragment FacilityFacts on Facility {\n    name\n    timeZone\n    opensAt\n    closesAt\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SampleAccountList on Facility {\n    sampleAccounts {\n      username\n      title\n    }\n  }\n"): (typeof documents)["\n  fragment SampleAccountList on Facility {\n    sampleAccounts {\n      username\n      title\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Door {\n    facility {\n      name\n      cookiesNeedHttps\n      ...SampleAccountList\n    }\n  }\n"): (typeof documents)["\n  query Door {\n    facility {\n      name\n      cookiesNeedHttps\n      ...SampleAccountList\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignIn($input: SignInInput!) {\n    signIn(input: $input) {\n      __typename\n      ... on SignInPayload {\n        expiresAt\n      }\n      ... on NotAllowedError {\n        message\n      }\n      ... on TooManyAttemptsError {\n        retryAfterMs\n      }\n      ... on BusyError {\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SignIn($input: SignInInput!) {\n    signIn(input: $input) {\n      __typename\n      ... on SignInPayload {\n        expiresAt\n      }\n      ... on NotAllowedError {\n        message\n      }\n      ... on TooManyAttemptsError {\n        retryAfterMs\n      }\n      ... on BusyError {\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WhoIsHere {\n    facility {\n      ...FacilityFacts\n    }\n    viewer {\n      ...SignedInViewer\n    }\n  }\n"): (typeof documents)["\n  query WhoIsHere {\n    facility {\n      ...FacilityFacts\n    }\n    viewer {\n      ...SignedInViewer\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription ViewerChanges {\n    viewerChanged {\n      ...SignedInViewer\n    }\n  }\n"): (typeof documents)["\n  subscription ViewerChanges {\n    viewerChanged {\n      ...SignedInViewer\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignOut {\n    signOut\n  }\n"): (typeof documents)["\n  mutation SignOut {\n    signOut\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AcceptPlan($input: AssignRoomsInput!) {\n    assignRooms(input: $input) {\n      __typename\n      ... on AssignRoomsPayload {\n        bookings {\n          id\n          version\n          status\n          room {\n            id\n            name\n          }\n        }\n      }\n      ... on BulkRefusedError {\n        message\n        refusals {\n          index\n          bookingId\n          message\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsBusy\n    }\n  }\n"): (typeof documents)["\n  mutation AcceptPlan($input: AssignRoomsInput!) {\n    assignRooms(input: $input) {\n      __typename\n      ... on AssignRoomsPayload {\n        bookings {\n          id\n          version\n          status\n          room {\n            id\n            name\n          }\n        }\n      }\n      ... on BulkRefusedError {\n        message\n        refusals {\n          index\n          bookingId\n          message\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsBusy\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RoomPlan($from: DateTime!, $to: DateTime!) {\n    roomPlan(from: $from, to: $to) {\n      placements {\n        booking {\n          ...PlannedGhost\n        }\n        version\n        room {\n          id\n          name\n          capacity\n        }\n        spareSeats\n        reason\n      }\n      unplaced {\n        booking {\n          ...PlannedGhost\n        }\n        reason\n      }\n      provenBest\n      tookMs\n    }\n  }\n\n  fragment PlannedGhost on Booking {\n    id\n    reference\n    clientName\n    numLearners\n    numFacilitators\n    startsAt\n    endsAt\n    tenant {\n      id\n      code\n    }\n  }\n"): (typeof documents)["\n  query RoomPlan($from: DateTime!, $to: DateTime!) {\n    roomPlan(from: $from, to: $to) {\n      placements {\n        booking {\n          ...PlannedGhost\n        }\n        version\n        room {\n          id\n          name\n          capacity\n        }\n        spareSeats\n        reason\n      }\n      unplaced {\n        booking {\n          ...PlannedGhost\n        }\n        reason\n      }\n      provenBest\n      tookMs\n    }\n  }\n\n  fragment PlannedGhost on Booking {\n    id\n    reference\n    clientName\n    numLearners\n    numFacilitators\n    startsAt\n    endsAt\n    tenant {\n      id\n      code\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription RoomChanges {\n    roomsChanged {\n      cursor\n      all\n      closuresChanged\n      rooms {\n        ...RoomRow\n      }\n    }\n  }\n"): (typeof documents)["\n  subscription RoomChanges {\n    roomsChanged {\n      cursor\n      all\n      closuresChanged\n      rooms {\n        ...RoomRow\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeactivateRoom($input: RoomRefInput!) {\n    deactivateRoom(input: $input) {\n      __typename\n      ... on DeactivateRoomPayload {\n        room {\n          ...RoomRow\n        }\n      }\n      ... on RoomInUseError {\n        message\n      }\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedAsBusy\n    }\n  }\n"): (typeof documents)["\n  mutation DeactivateRoom($input: RoomRefInput!) {\n    deactivateRoom(input: $input) {\n      __typename\n      ... on DeactivateRoomPayload {\n        room {\n          ...RoomRow\n        }\n      }\n      ... on RoomInUseError {\n        message\n      }\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedAsBusy\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReactivateRoom($input: RoomRefInput!) {\n    reactivateRoom(input: $input) {\n      __typename\n      ... on ReactivateRoomPayload {\n        room {\n          ...RoomRow\n        }\n      }\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedAsBusy\n    }\n  }\n"): (typeof documents)["\n  mutation ReactivateRoom($input: RoomRefInput!) {\n    reactivateRoom(input: $input) {\n      __typename\n      ... on ReactivateRoomPayload {\n        room {\n          ...RoomRow\n        }\n      }\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedAsBusy\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AllRooms {\n    rooms(includeInactive: true) {\n      ...RoomRow\n    }\n  }\n"): (typeof documents)["\n  query AllRooms {\n    rooms(includeInactive: true) {\n      ...RoomRow\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query NextClosures {\n    rooms(includeInactive: true) {\n      id\n      nextClosure {\n        id\n        startsAt\n        endsAt\n        reason\n      }\n    }\n  }\n"): (typeof documents)["\n  query NextClosures {\n    rooms(includeInactive: true) {\n      id\n      nextClosure {\n        id\n        startsAt\n        endsAt\n        reason\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation OrderRooms($input: OrderRoomsInput!) {\n    orderRooms(input: $input) {\n      __typename\n      ... on OrderRoomsPayload {\n        rooms {\n          id\n          version\n          position\n          active\n        }\n      }\n      ... on Error {\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation OrderRooms($input: OrderRoomsInput!) {\n    orderRooms(input: $input) {\n      __typename\n      ... on OrderRoomsPayload {\n        rooms {\n          id\n          version\n          position\n          active\n        }\n      }\n      ... on Error {\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RoomUse($roomId: ID!) {\n    roomUse(roomId: $roomId) {\n      count\n      conflicts {\n        id\n        startsAt\n        endsAt\n        booking {\n          id\n          version\n          clientName\n          startsAt\n          endsAt\n          tenant {\n            id\n            code\n          }\n        }\n      }\n      wishCount\n      wishes {\n        id\n        version\n        clientName\n        startsAt\n        endsAt\n      }\n      closures {\n        id\n        startsAt\n        endsAt\n        reason\n      }\n      partsAreFixed\n    }\n  }\n"): (typeof documents)["\n  query RoomUse($roomId: ID!) {\n    roomUse(roomId: $roomId) {\n      count\n      conflicts {\n        id\n        startsAt\n        endsAt\n        booking {\n          id\n          version\n          clientName\n          startsAt\n          endsAt\n          tenant {\n            id\n            code\n          }\n        }\n      }\n      wishCount\n      wishes {\n        id\n        version\n        clientName\n        startsAt\n        endsAt\n      }\n      closures {\n        id\n        startsAt\n        endsAt\n        reason\n      }\n      partsAreFixed\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateRoom($input: CreateRoomInput!) {\n    createRoom(input: $input) {\n      __typename\n      ... on CreateRoomPayload {\n        room {\n          ...RoomRow\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsBusy\n    }\n  }\n"): (typeof documents)["\n  mutation CreateRoom($input: CreateRoomInput!) {\n    createRoom(input: $input) {\n      __typename\n      ... on CreateRoomPayload {\n        room {\n          ...RoomRow\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsBusy\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateRoom($input: UpdateRoomInput!) {\n    updateRoom(input: $input) {\n      __typename\n      ... on UpdateRoomPayload {\n        room {\n          ...RoomRow\n        }\n      }\n      ... on StaleRoomError {\n        message\n        room {\n          ...RoomRow\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedAsBusy\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateRoom($input: UpdateRoomInput!) {\n    updateRoom(input: $input) {\n      __typename\n      ... on UpdateRoomPayload {\n        room {\n          ...RoomRow\n        }\n      }\n      ... on StaleRoomError {\n        message\n        room {\n          ...RoomRow\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedAsBusy\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment FoundBooking on Booking {\n    id\n    reference\n    clientName\n    status\n    startsAt\n    endsAt\n    room {\n      id\n      name\n    }\n    requestedRoom {\n      id\n      name\n    }\n    tenant {\n      id\n      code\n    }\n  }\n"): (typeof documents)["\n  fragment FoundBooking on Booking {\n    id\n    reference\n    clientName\n    status\n    startsAt\n    endsAt\n    room {\n      id\n      name\n    }\n    requestedRoom {\n      id\n      name\n    }\n    tenant {\n      id\n      code\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SearchBookings($search: String!, $now: DateTime!) {\n    ahead: bookings(first: 8, filter: { search: $search, from: $now }) {\n      pageInfo {\n        hasNextPage\n      }\n      edges {\n        node {\n          ...FoundBooking\n        }\n      }\n    }\n    behind: bookings(last: 8, filter: { search: $search, to: $now }) {\n      pageInfo {\n        hasPreviousPage\n      }\n      edges {\n        node {\n          ...FoundBooking\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query SearchBookings($search: String!, $now: DateTime!) {\n    ahead: bookings(first: 8, filter: { search: $search, from: $now }) {\n      pageInfo {\n        hasNextPage\n      }\n      edges {\n        node {\n          ...FoundBooking\n        }\n      }\n    }\n    behind: bookings(last: 8, filter: { search: $search, to: $now }) {\n      pageInfo {\n        hasPreviousPage\n      }\n      edges {\n        node {\n          ...FoundBooking\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SearchRooms {\n    rooms {\n      id\n      name\n      capacity\n      position\n      longTerm\n    }\n  }\n"): (typeof documents)["\n  query SearchRooms {\n    rooms {\n      id\n      name\n      capacity\n      position\n      longTerm\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateTenant($input: CreateTenantInput!) {\n    createTenant(input: $input) {\n      __typename\n      ... on CreateTenantPayload {\n        tenant {\n          id\n          code\n          name\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsBusy\n    }\n  }\n"): (typeof documents)["\n  mutation CreateTenant($input: CreateTenantInput!) {\n    createTenant(input: $input) {\n      __typename\n      ... on CreateTenantPayload {\n        tenant {\n          id\n          code\n          name\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsBusy\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateTenant($input: UpdateTenantInput!) {\n    updateTenant(input: $input) {\n      __typename\n      ... on UpdateTenantPayload {\n        tenant {\n          id\n          code\n          name\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedAsBusy\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateTenant($input: UpdateTenantInput!) {\n    updateTenant(input: $input) {\n      __typename\n      ... on UpdateTenantPayload {\n        tenant {\n          id\n          code\n          name\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedAsBusy\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AllTenants {\n    tenants {\n      id\n      code\n      name\n    }\n  }\n"): (typeof documents)["\n  query AllTenants {\n    tenants {\n      id\n      code\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation InviteUser($input: InviteUserInput!) {\n    inviteUser(input: $input) {\n      __typename\n      ... on InviteUserPayload {\n        user {\n          ...UserRow\n        }\n        link {\n          ...LinkHandedOver\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsBusy\n    }\n  }\n"): (typeof documents)["\n  mutation InviteUser($input: InviteUserInput!) {\n    inviteUser(input: $input) {\n      __typename\n      ... on InviteUserPayload {\n        user {\n          ...UserRow\n        }\n        link {\n          ...LinkHandedOver\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsBusy\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RolesAndTenants {\n    roles {\n      name\n      title\n      scope\n      permissions\n    }\n    tenants {\n      id\n      code\n      name\n    }\n  }\n"): (typeof documents)["\n  query RolesAndTenants {\n    roles {\n      name\n      title\n      scope\n      permissions\n    }\n    tenants {\n      id\n      code\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateUser($input: UpdateUserInput!) {\n    updateUser(input: $input) {\n      __typename\n      ... on UpdateUserPayload {\n        user {\n          ...UserRow\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedLastAdministrator\n      ...RefusedAsBusy\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateUser($input: UpdateUserInput!) {\n    updateUser(input: $input) {\n      __typename\n      ... on UpdateUserPayload {\n        user {\n          ...UserRow\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedLastAdministrator\n      ...RefusedAsBusy\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment UserDetails on User {\n    ...UserRow\n    lastPasswordLink {\n      purpose\n      createdAt\n      expiresAt\n      usedAt\n      mailedAt\n      mailFailedAt\n    }\n  }\n"): (typeof documents)["\n  fragment UserDetails on User {\n    ...UserRow\n    lastPasswordLink {\n      purpose\n      createdAt\n      expiresAt\n      usedAt\n      mailedAt\n      mailFailedAt\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OneUser($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n      ...UserDetails\n    }\n  }\n"): (typeof documents)["\n  query OneUser($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n      ...UserDetails\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreatePasswordLink($userId: ID!) {\n    createPasswordLink(userId: $userId) {\n      __typename\n      ... on CreatePasswordLinkPayload {\n        link {\n          ...LinkHandedOver\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedAsBusy\n    }\n  }\n"): (typeof documents)["\n  mutation CreatePasswordLink($userId: ID!) {\n    createPasswordLink(userId: $userId) {\n      __typename\n      ... on CreatePasswordLinkPayload {\n        link {\n          ...LinkHandedOver\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedAsBusy\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation GrantRole($input: RoleGrantInput!) {\n    grantRole(input: $input) {\n      __typename\n      ... on GrantRolePayload {\n        user {\n          ...UserRow\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedAsBusy\n    }\n  }\n"): (typeof documents)["\n  mutation GrantRole($input: RoleGrantInput!) {\n    grantRole(input: $input) {\n      __typename\n      ... on GrantRolePayload {\n        user {\n          ...UserRow\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedAsBusy\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeRole($input: RoleGrantInput!) {\n    revokeRole(input: $input) {\n      __typename\n      ... on RevokeRolePayload {\n        user {\n          ...UserRow\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedLastAdministrator\n      ...RefusedAsBusy\n    }\n  }\n"): (typeof documents)["\n  mutation RevokeRole($input: RoleGrantInput!) {\n    revokeRole(input: $input) {\n      __typename\n      ... on RevokeRolePayload {\n        user {\n          ...UserRow\n        }\n      }\n      ...RefusedInput\n      ...RefusedRight\n      ...RefusedAsGone\n      ...RefusedLastAdministrator\n      ...RefusedAsBusy\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment UserRow on User {\n    id\n    username\n    displayName\n    email\n    active\n    invited\n    lastSignInAt\n    roles {\n      role {\n        name\n        title\n      }\n      tenant {\n        id\n        code\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment UserRow on User {\n    id\n    username\n    displayName\n    email\n    active\n    invited\n    lastSignInAt\n    roles {\n      role {\n        name\n        title\n      }\n      tenant {\n        id\n        code\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment LinkHandedOver on DeliveredPasswordLink {\n    url\n    mailedTo\n    mailFailed\n    expiresAt\n  }\n"): (typeof documents)["\n  fragment LinkHandedOver on DeliveredPasswordLink {\n    url\n    mailedTo\n    mailFailed\n    expiresAt\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment RefusedLastAdministrator on LastAdministratorError {\n    message\n  }\n"): (typeof documents)["\n  fragment RefusedLastAdministrator on LastAdministratorError {\n    message\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query UserList($search: String, $after: String) {\n    users(search: $search, first: 50, after: $after) {\n      edges {\n        node {\n          ...UserRow\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  query UserList($search: String, $after: String) {\n    users(search: $search, first: 50, after: $after) {\n      edges {\n        node {\n          ...UserRow\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;