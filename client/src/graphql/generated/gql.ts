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
    "\n  fragment BookingBar on Booking {\n    id\n    reference\n    version\n    kind\n    status\n    tenant {\n      id\n      code\n    }\n    clientName\n    numLearners\n    numFacilitators\n    startsAt\n    endsAt\n    room {\n      id\n      name\n    }\n    requestedRoom {\n      id\n      name\n    }\n    coffeeTeaStation\n    morningCatering\n    lunchCatering\n    devicesNeeded\n    deviceTypePreference\n    notes\n  }\n": typeof types.BookingBarFragmentDoc,
    "\n  fragment OccupancyBar on Occupancy {\n    id\n    startsAt\n    endsAt\n    room {\n      id\n    }\n    bookedRoom {\n      id\n      name\n    }\n    booking {\n      ...BookingBar\n    }\n  }\n": typeof types.OccupancyBarFragmentDoc,
    "\n  query RoomsOfCalendar {\n    rooms {\n      ...RoomRow\n    }\n  }\n": typeof types.RoomsOfCalendarDocument,
    "\n  query CalendarWindow($from: DateTime!, $to: DateTime!) {\n    calendar(from: $from, to: $to) {\n      cursor\n      occupancies {\n        ...OccupancyBar\n      }\n      ghosts {\n        ...BookingBar\n      }\n    }\n  }\n": typeof types.CalendarWindowDocument,
    "\n  subscription CalendarChanges($from: DateTime!, $to: DateTime!, $after: EventCursor) {\n    calendarChanged(from: $from, to: $to, after: $after) {\n      cursor\n      removedOccupancyIds\n      occupancies {\n        ...OccupancyBar\n      }\n      removedGhostId\n      ghost {\n        ...BookingBar\n      }\n      bookingId\n      version\n    }\n  }\n": typeof types.CalendarChangesDocument,
    "\n  fragment RoomRow on Room {\n    id\n    name\n    capacity\n    position\n    active\n    longTerm\n    parts {\n      id\n      name\n    }\n  }\n": typeof types.RoomRowFragmentDoc,
    "\n  mutation SignOut {\n    signOut\n  }\n": typeof types.SignOutDocument,
    "\n  fragment SignedInViewer on Viewer {\n    user {\n      id\n      username\n      displayName\n    }\n    tenants {\n      id\n      code\n      name\n    }\n    permissions\n  }\n": typeof types.SignedInViewerFragmentDoc,
    "\n  fragment FacilityFacts on Facility {\n    name\n    timeZone\n    opensAt\n    closesAt\n  }\n": typeof types.FacilityFactsFragmentDoc,
    "\n  fragment SampleAccountList on Facility {\n    sampleAccounts {\n      username\n      title\n    }\n  }\n": typeof types.SampleAccountListFragmentDoc,
    "\n  query Door {\n    facility {\n      name\n      cookiesNeedHttps\n      ...SampleAccountList\n    }\n  }\n": typeof types.DoorDocument,
    "\n  mutation SignIn($input: SignInInput!) {\n    signIn(input: $input) {\n      __typename\n      ... on SignInPayload {\n        expiresAt\n      }\n      ... on NotAllowedError {\n        message\n      }\n    }\n  }\n": typeof types.SignInDocument,
    "\n  query WhoIsHere {\n    facility {\n      ...FacilityFacts\n    }\n    viewer {\n      ...SignedInViewer\n    }\n  }\n": typeof types.WhoIsHereDocument,
};
const documents: Documents = {
    "\n  fragment BookingBar on Booking {\n    id\n    reference\n    version\n    kind\n    status\n    tenant {\n      id\n      code\n    }\n    clientName\n    numLearners\n    numFacilitators\n    startsAt\n    endsAt\n    room {\n      id\n      name\n    }\n    requestedRoom {\n      id\n      name\n    }\n    coffeeTeaStation\n    morningCatering\n    lunchCatering\n    devicesNeeded\n    deviceTypePreference\n    notes\n  }\n": types.BookingBarFragmentDoc,
    "\n  fragment OccupancyBar on Occupancy {\n    id\n    startsAt\n    endsAt\n    room {\n      id\n    }\n    bookedRoom {\n      id\n      name\n    }\n    booking {\n      ...BookingBar\n    }\n  }\n": types.OccupancyBarFragmentDoc,
    "\n  query RoomsOfCalendar {\n    rooms {\n      ...RoomRow\n    }\n  }\n": types.RoomsOfCalendarDocument,
    "\n  query CalendarWindow($from: DateTime!, $to: DateTime!) {\n    calendar(from: $from, to: $to) {\n      cursor\n      occupancies {\n        ...OccupancyBar\n      }\n      ghosts {\n        ...BookingBar\n      }\n    }\n  }\n": types.CalendarWindowDocument,
    "\n  subscription CalendarChanges($from: DateTime!, $to: DateTime!, $after: EventCursor) {\n    calendarChanged(from: $from, to: $to, after: $after) {\n      cursor\n      removedOccupancyIds\n      occupancies {\n        ...OccupancyBar\n      }\n      removedGhostId\n      ghost {\n        ...BookingBar\n      }\n      bookingId\n      version\n    }\n  }\n": types.CalendarChangesDocument,
    "\n  fragment RoomRow on Room {\n    id\n    name\n    capacity\n    position\n    active\n    longTerm\n    parts {\n      id\n      name\n    }\n  }\n": types.RoomRowFragmentDoc,
    "\n  mutation SignOut {\n    signOut\n  }\n": types.SignOutDocument,
    "\n  fragment SignedInViewer on Viewer {\n    user {\n      id\n      username\n      displayName\n    }\n    tenants {\n      id\n      code\n      name\n    }\n    permissions\n  }\n": types.SignedInViewerFragmentDoc,
    "\n  fragment FacilityFacts on Facility {\n    name\n    timeZone\n    opensAt\n    closesAt\n  }\n": types.FacilityFactsFragmentDoc,
    "\n  fragment SampleAccountList on Facility {\n    sampleAccounts {\n      username\n      title\n    }\n  }\n": types.SampleAccountListFragmentDoc,
    "\n  query Door {\n    facility {\n      name\n      cookiesNeedHttps\n      ...SampleAccountList\n    }\n  }\n": types.DoorDocument,
    "\n  mutation SignIn($input: SignInInput!) {\n    signIn(input: $input) {\n      __typename\n      ... on SignInPayload {\n        expiresAt\n      }\n      ... on NotAllowedError {\n        message\n      }\n    }\n  }\n": types.SignInDocument,
    "\n  query WhoIsHere {\n    facility {\n      ...FacilityFacts\n    }\n    viewer {\n      ...SignedInViewer\n    }\n  }\n": types.WhoIsHereDocument,
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
export function graphql(source: "\n  fragment BookingBar on Booking {\n    id\n    reference\n    version\n    kind\n    status\n    tenant {\n      id\n      code\n    }\n    clientName\n    numLearners\n    numFacilitators\n    startsAt\n    endsAt\n    room {\n      id\n      name\n    }\n    requestedRoom {\n      id\n      name\n    }\n    coffeeTeaStation\n    morningCatering\n    lunchCatering\n    devicesNeeded\n    deviceTypePreference\n    notes\n  }\n"): (typeof documents)["\n  fragment BookingBar on Booking {\n    id\n    reference\n    version\n    kind\n    status\n    tenant {\n      id\n      code\n    }\n    clientName\n    numLearners\n    numFacilitators\n    startsAt\n    endsAt\n    room {\n      id\n      name\n    }\n    requestedRoom {\n      id\n      name\n    }\n    coffeeTeaStation\n    morningCatering\n    lunchCatering\n    devicesNeeded\n    deviceTypePreference\n    notes\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment OccupancyBar on Occupancy {\n    id\n    startsAt\n    endsAt\n    room {\n      id\n    }\n    bookedRoom {\n      id\n      name\n    }\n    booking {\n      ...BookingBar\n    }\n  }\n"): (typeof documents)["\n  fragment OccupancyBar on Occupancy {\n    id\n    startsAt\n    endsAt\n    room {\n      id\n    }\n    bookedRoom {\n      id\n      name\n    }\n    booking {\n      ...BookingBar\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RoomsOfCalendar {\n    rooms {\n      ...RoomRow\n    }\n  }\n"): (typeof documents)["\n  query RoomsOfCalendar {\n    rooms {\n      ...RoomRow\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CalendarWindow($from: DateTime!, $to: DateTime!) {\n    calendar(from: $from, to: $to) {\n      cursor\n      occupancies {\n        ...OccupancyBar\n      }\n      ghosts {\n        ...BookingBar\n      }\n    }\n  }\n"): (typeof documents)["\n  query CalendarWindow($from: DateTime!, $to: DateTime!) {\n    calendar(from: $from, to: $to) {\n      cursor\n      occupancies {\n        ...OccupancyBar\n      }\n      ghosts {\n        ...BookingBar\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription CalendarChanges($from: DateTime!, $to: DateTime!, $after: EventCursor) {\n    calendarChanged(from: $from, to: $to, after: $after) {\n      cursor\n      removedOccupancyIds\n      occupancies {\n        ...OccupancyBar\n      }\n      removedGhostId\n      ghost {\n        ...BookingBar\n      }\n      bookingId\n      version\n    }\n  }\n"): (typeof documents)["\n  subscription CalendarChanges($from: DateTime!, $to: DateTime!, $after: EventCursor) {\n    calendarChanged(from: $from, to: $to, after: $after) {\n      cursor\n      removedOccupancyIds\n      occupancies {\n        ...OccupancyBar\n      }\n      removedGhostId\n      ghost {\n        ...BookingBar\n      }\n      bookingId\n      version\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment RoomRow on Room {\n    id\n    name\n    capacity\n    position\n    active\n    longTerm\n    parts {\n      id\n      name\n    }\n  }\n"): (typeof documents)["\n  fragment RoomRow on Room {\n    id\n    name\n    capacity\n    position\n    active\n    longTerm\n    parts {\n      id\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignOut {\n    signOut\n  }\n"): (typeof documents)["\n  mutation SignOut {\n    signOut\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SignedInViewer on Viewer {\n    user {\n      id\n      username\n      displayName\n    }\n    tenants {\n      id\n      code\n      name\n    }\n    permissions\n  }\n"): (typeof documents)["\n  fragment SignedInViewer on Viewer {\n    user {\n      id\n      username\n      displayName\n    }\n    tenants {\n      id\n      code\n      name\n    }\n    permissions\n  }\n"];
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
export function graphql(source: "\n  mutation SignIn($input: SignInInput!) {\n    signIn(input: $input) {\n      __typename\n      ... on SignInPayload {\n        expiresAt\n      }\n      ... on NotAllowedError {\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SignIn($input: SignInInput!) {\n    signIn(input: $input) {\n      __typename\n      ... on SignInPayload {\n        expiresAt\n      }\n      ... on NotAllowedError {\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WhoIsHere {\n    facility {\n      ...FacilityFacts\n    }\n    viewer {\n      ...SignedInViewer\n    }\n  }\n"): (typeof documents)["\n  query WhoIsHere {\n    facility {\n      ...FacilityFacts\n    }\n    viewer {\n      ...SignedInViewer\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;