import type { BookingFacts } from './factories.ts';
import { deskRows } from './rights-matrix-desk.ts';

/** In the order of the cells below. */
export const roles = [
  'anonymous',
  'viewer',
  'staff',
  'admin',
  'room_boss',
  'it_boss',
  'it_staff',
  'training_facility_admin',
  'it_rental_admin',
  'kitchen',
  'superuser',
] as const;
export type Role = (typeof roles)[number];

export type DeviceSubject = 'device' | 'assignment' | 'downtime' | 'category' | 'move';

/** How an operation is called where what is required of its input is not enough to call it. */
export type Call = {
  /** Where the subject goes. Without one there is none, and a cell is one answer. */
  readonly at?: string;
  /** What the subject is: a booking in this state; one that takes place at this moment; a ghost of a series; what a ghost wants of devices; a device, a plan for it, a downtime, a category or a move; the viewer's own division or another; a closure; an account nobody uses; somebody's session or token; a room, or a name for one. */
  readonly of?:
    | NonNullable<BookingFacts['status']>
    | 'running'
    | 'request'
    | DeviceSubject
    | 'series'
    | 'tenant'
    | 'closure'
    | 'user'
    | 'session'
    | 'token'
    | 'room'
    | 'name';
  /** Laid over the input. */
  readonly given?: Readonly<Record<string, unknown>>;
};

const ghost: Call = { at: 'input.bookingId', of: 'PENDING' };
const placed: Call = { at: 'input.bookingId', of: 'ROOM_ASSIGNED' };
const repeated: Call = { at: 'input.bookingId', of: 'series' };
const account: Call = { at: 'input.userId', of: 'user' };

/**
 * Written by hand from docs/domain.md, "Roles and rights" and "Life of a booking", and nothing else: a row an operation, a cell a role. `yes` it is done, `no` the
 * right is missing, `signIn` nobody is signed in, `notFound` and `nothing` as if it did not exist, `invalid` a refusal
 * of the input; `nothingDone` that it was not the caller who did it; `full` and `operational` how much of a booking is shown. Three answers are for one's own booking, one of
 * one's division, and one of another; a single answer is the same for all three.
 */
export const matrix: Readonly<Record<string, readonly [cells: string, call?: Call]>> = {
  //                                   anonymous | viewer            | staff              | admin | room_boss | it_boss | it_staff    | training_f… | it_rental… | kitchen     | superuser
  'Query.facility': [
    'yes       | yes               | yes                | yes   | yes       | yes     | yes         | yes         | yes        | yes         | yes',
  ],
  'Query.viewer': [
    'nothing   | yes               | yes                | yes   | yes       | yes     | yes         | yes         | yes        | yes         | yes',
  ],
  'Query.rooms': [
    'signIn    | yes               | yes                | yes   | yes       | yes     | yes         | yes         | yes        | yes         | yes',
  ],
  'Query.roomUse': [
    'signIn    | no                | no                 | yes   | yes       | no      | no          | yes         | yes        | no          | no',
  ],
  'Query.devices': [
    'signIn    | no                | no                 | yes   | yes       | yes     | yes         | yes         | yes        | no          | no',
  ],
  'Query.deviceByCode': [
    'signIn    | no                | no                 | yes   | yes       | yes     | yes         | yes         | yes        | no          | no',
  ],
  'Query.deviceFigures': [
    'signIn    | no                | no                 | yes   | yes       | yes     | yes         | yes         | yes        | no          | no',
  ],
  'Query.deviceRequests': [
    'signIn    | no                | no                 | yes   | yes       | yes     | yes         | yes         | yes        | no          | no',
  ],
  'Query.deviceAssignments': [
    'signIn    | no                | no                 | yes   | yes       | yes     | yes         | yes         | yes        | no          | no',
  ],
  'Query.rentals': [
    'signIn    | no                | no                 | yes   | yes       | yes     | yes         | yes         | yes        | no          | no',
  ],
  'Query.pickableDevices': [
    'signIn    | no                | no                 | yes   | yes       | yes     | yes         | yes         | yes        | no          | no',
    { at: 'requestId', of: 'request' },
  ],
  'Query.deviceCategories': [
    'signIn    | yes               | yes                | yes   | yes       | yes     | yes         | yes         | yes        | yes         | yes',
  ],
  'Query.deviceAvailability': [
    'signIn    | no                | yes                | yes   | yes       | yes     | yes         | yes         | yes        | no          | no',
  ],
  'Query.deviceAvailabilities': [
    'signIn    | no                | yes                | yes   | yes       | yes     | yes         | yes         | yes        | no          | no',
  ],
  'Query.deviceAvailabilityByDay': [
    'signIn    | no                | yes                | yes   | yes       | yes     | yes         | yes         | yes        | no          | no',
  ],
  'Query.calendar': [
    'signIn    | yes               | yes                | yes   | yes       | yes     | yes         | yes         | yes        | yes         | yes',
  ],
  'Query.bookings': [
    'signIn    | yes               | yes                | yes   | yes       | yes     | yes         | yes         | yes        | yes         | yes',
  ],
  'Query.clientSuggestions': [
    'signIn    | no                | yes                | yes   | yes       | no      | no          | yes         | yes        | no          | no',
    { given: { search: 'client' } },
  ],
  'Query.roomSuggestions': [
    'signIn    | yes               | yes                | yes   | yes       | yes     | yes         | yes         | yes        | yes         | yes',
  ],
  'Query.seriesPreview': [
    'signIn    | no                | yes                | yes   | yes       | no      | no          | yes         | yes        | no          | no',
    { given: { rule: { frequency: 'DAILY', count: 2 } } },
  ],
  'Query.roomPlan': [
    'signIn    | no                | no                 | yes   | yes       | no      | no          | yes         | yes        | no          | no',
  ],
  'Query.peopleWhoMayBook': [
    'signIn    | no                | yes                | yes   | yes       | no      | no          | yes         | yes        | no          | no',
  ],
  'Query.domainEvents': [
    'signIn    | yes               | yes                | yes   | yes       | yes     | yes         | yes         | yes        | yes         | yes',
  ],
  'Query.booking': [
    'signIn    | full/full/nothing | full/full/nothing  | full  | full      | full    | operational | full        | full       | operational | operational',
    { at: 'id', of: 'CONFIRMED' },
  ],
  'Query.node': [
    'nothing   | full/full/nothing | full/full/nothing  | full  | full      | full    | operational | full        | full       | operational | operational',
    { at: 'id', of: 'PENDING' },
  ],
  'Query.nodes': [
    'signIn    | yes               | yes                | yes   | yes       | yes     | yes         | yes         | yes        | yes         | yes',
  ],
  'Query.notifications': [
    'signIn    | no                | yes                | yes   | yes       | yes     | yes         | yes         | yes        | no          | yes',
  ],
  'Query.notificationPreferences': [
    'signIn    | no                | yes                | yes   | yes       | yes     | yes         | yes         | yes        | no          | yes',
  ],
  'Query.mailRhythm': [
    'signIn    | no                | yes                | yes   | yes       | yes     | yes         | yes         | yes        | no          | yes',
  ],
  'Query.auditLog': [
    'signIn    | no                | no                 | yes   | no        | no      | no          | no          | no         | no          | no',
  ],
  'Query.users': [
    'signIn    | no                | no                 | yes   | no        | no      | no          | no          | no         | no          | no',
  ],
  'Query.roles': [
    'signIn    | no                | no                 | yes   | no        | no      | no          | no          | no         | no          | no',
  ],
  'Query.tenants': [
    'signIn    | no                | no                 | yes   | no        | no      | no          | no          | no         | no          | no',
  ],
  'Query.passwordLink': [
    'nothing   | nothing           | nothing            | nothing | nothing | nothing | nothing     | nothing     | nothing    | nothing     | nothing',
  ],

  'Mutation.createBookings': [
    'signIn    | no                | yes/yes/invalid    | yes   | yes       | no      | no          | yes         | yes        | no          | no',
    { at: 'input.tenantId', of: 'tenant' },
  ],
  'Mutation.assignRoom': [
    'signIn    | no                | no                 | yes   | yes       | no      | no          | yes         | yes        | no          | no',
    ghost,
  ],
  // In a list a booking that is not there is one line of what stood in the way: BulkRefusedError.
  'Mutation.assignRooms': [
    'signIn    | no                | no                 | yes   | yes       | no      | no          | yes         | yes        | no          | no',
    { at: 'input.assignments.0.bookingId', of: 'PENDING' },
  ],
  'Mutation.confirmBookings': [
    'signIn    | no                | no                 | yes   | yes       | no      | no          | yes         | yes        | no          | no',
    { at: 'input.bookings.0.bookingId', of: 'ROOM_ASSIGNED' },
  ],
  'Mutation.rejectBookings': [
    'signIn    | no                | no                 | yes   | yes       | no      | no          | yes         | yes        | no          | no',
    { at: 'input.bookings.0.bookingId', of: 'PENDING' },
  ],
  'Mutation.unassignRoom': [
    'signIn    | no                | no                 | yes   | yes       | no      | no          | yes         | yes        | no          | no',
    placed,
  ],
  'Mutation.confirmBooking': [
    'signIn    | no                | no                 | yes   | yes       | no      | no          | yes         | yes        | no          | no',
    placed,
  ],
  'Mutation.rejectBooking': [
    'signIn    | no                | no                 | yes   | yes       | no      | no          | yes         | yes        | no          | no',
    ghost,
  ],
  'Mutation.rescheduleBooking': [
    'signIn    | no                | yes/no/notFound    | yes   | yes       | no      | no          | yes         | yes        | no          | no',
    ghost,
  ],
  'Mutation.rescheduleBooking, placed': [
    'signIn | no                | no/no/notFound     | yes   | yes       | no      | no          | yes         | yes        | no          | no',
    placed,
  ],
  'Mutation.updateBooking': [
    'signIn    | no                | yes/no/notFound    | yes   | yes       | no      | no          | yes         | yes        | no          | no',
    ghost,
  ],
  'Mutation.updateBooking, placed': [
    'signIn    | no                | no/no/notFound     | yes   | yes       | no      | no          | yes         | yes        | no          | no',
    placed,
  ],
  'Mutation.updateBooking, boss notes': [
    'signIn | no                | no/no/notFound     | yes   | yes       | no      | no          | yes         | yes        | no          | no',
    { ...ghost, given: { bossNotes: 'Mine' } },
  ],
  'Mutation.setDeviceRequests': [
    'signIn    | no                | yes/no/notFound    | yes   | yes       | yes     | yes         | yes         | yes        | no          | no',
    { ...ghost, given: { requests: [{ quantity: 2 }] } },
  ],
  'Mutation.setDeviceRequests, placed': [
    'signIn    | no                | no/no/notFound     | yes   | yes       | yes     | yes         | yes         | yes        | no          | no',
    { ...placed, given: { requests: [{ quantity: 2 }] } },
  ],
  'Mutation.cancelBooking': [
    'signIn    | no                | yes/no/notFound    | yes   | yes       | no      | no          | yes         | yes        | no          | no',
    ghost,
  ],
  'Mutation.cancelBooking, confirmed': [
    'signIn  | no                | yes/no/notFound    | yes   | yes       | no      | no          | yes         | yes        | no          | no',
    { at: 'input.bookingId', of: 'CONFIRMED' },
  ],
  'Mutation.handOverBooking': [
    'signIn    | no                | yes/no/notFound    | yes   | yes       | no      | no          | yes         | yes        | no          | no',
    { ...ghost, given: { toUserId: 'colleague' } },
  ],
  'Mutation.handOverBooking, confirmed': [
    'signIn | no               | yes/no/notFound    | yes   | yes       | no      | no          | yes         | yes        | no          | no',
    { at: 'input.bookingId', of: 'CONFIRMED', given: { toUserId: 'colleague' } },
  ],
  'Mutation.createSeries': [
    'signIn    | no                | yes/yes/invalid    | yes   | yes       | no      | no          | yes         | yes        | no          | no',
    { at: 'input.tenantId', of: 'tenant', given: { rule: { frequency: 'DAILY', count: 2 } } },
  ],
  'Mutation.rescheduleSeries': [
    'signIn    | no                | yes/no/notFound    | yes   | yes       | no      | no          | yes         | yes        | no          | no',
    repeated,
  ],
  'Mutation.updateSeries': [
    'signIn    | no                | yes/no/notFound    | yes   | yes       | no      | no          | yes         | yes        | no          | no',
    repeated,
  ],
  'Mutation.cancelSeries': [
    'signIn    | no                | yes/no/notFound    | yes   | yes       | no      | no          | yes         | yes        | no          | no',
    repeated,
  ],
  'Mutation.handOverSeries': [
    'signIn    | no                | yes/no/notFound    | yes   | yes       | no      | no          | yes         | yes        | no          | no',
    { ...repeated, given: { toUserId: 'colleague' } },
  ],
  'Mutation.restoreSeriesDate': [
    'signIn    | no                | yes/no/notFound    | yes   | yes       | no      | no          | yes         | yes        | no          | no',
    { ...repeated, given: { date: '2031-09-30' } },
  ],
  'Mutation.finishBooking': [
    'signIn    | no                | no                 | yes   | yes       | no      | no          | yes         | yes        | no          | no',
    { at: 'input.bookingId', of: 'running' },
  ],
  'Mutation.extendBooking': [
    'signIn    | no                | no                 | yes   | yes       | no      | no          | yes         | yes        | no          | no',
    { at: 'input.bookingId', of: 'running', given: { endsAt: '2031-06-01T00:00:00Z' } },
  ],
  'Mutation.undoBookingChange': [
    'signIn    | no                | nothingDone/nothingDone/notFound | nothingDone | nothingDone | nothingDone | nothingDone | nothingDone | nothingDone | no | no',
    ghost,
  ],
  'Mutation.closeRooms': [
    'signIn    | no                | no                 | yes   | yes       | no      | no          | yes         | yes        | no          | no',
  ],
  'Mutation.reopenRooms': [
    'signIn    | no                | no                 | yes   | yes       | no      | no          | yes         | yes        | no          | no',
    { at: 'input.closureId', of: 'closure' },
  ],
  'Mutation.markNotificationsRead': [
    'signIn    | no                | yes                | yes   | yes       | yes     | yes         | yes         | yes        | no          | yes',
  ],
  'Mutation.updateNotificationPreferences': [
    'signIn    | no                | yes                | yes   | yes       | yes     | yes         | yes         | yes        | no          | yes',
  ],

  'Mutation.createRoom': [
    'signIn    | no                | no                 | yes   | yes       | no      | no          | yes         | yes        | no          | no',
    { at: 'input.name', of: 'name' },
  ],
  'Mutation.updateRoom': [
    'signIn    | no                | no                 | yes   | yes       | no      | no          | yes         | yes        | no          | no',
    { given: { expectedVersion: 1 } },
  ],
  'Mutation.orderRooms': [
    'signIn    | no                | no                 | yes   | yes       | no      | no          | yes         | yes        | no          | no',
  ],
  'Mutation.deactivateRoom': [
    'signIn    | no                | no                 | yes   | yes       | no      | no          | yes         | yes        | no          | no',
    { at: 'input.roomId', of: 'room' },
  ],
  'Mutation.reactivateRoom': [
    'signIn    | no                | no                 | yes   | yes       | no      | no          | yes         | yes        | no          | no',
    { at: 'input.roomId', of: 'room' },
  ],

  'Mutation.inviteUser': [
    'signIn    | no                | no                 | yes   | no        | no      | no          | no          | no         | no          | no',
    { given: { roles: [{ role: 'kitchen' }], username: 'somebody.new' } },
  ],
  'Mutation.updateUser': [
    'signIn    | no                | no                 | yes   | no        | no      | no          | no          | no         | no          | no',
    account,
  ],
  'Mutation.shutAccount': [
    'signIn    | no                | no                 | yes   | no        | no      | no          | no          | no         | no          | no',
    account,
  ],
  'Mutation.grantRole': [
    'signIn    | no                | no                 | yes   | no        | no      | no          | no          | no         | no          | no',
    { ...account, given: { role: 'kitchen' } },
  ],
  'Mutation.revokeRole': [
    'signIn    | no                | no                 | yes   | no        | no      | no          | no          | no         | no          | no',
    { ...account, given: { role: 'viewer', tenantId: 'own' } },
  ],
  'Mutation.createPasswordLink': [
    'signIn    | no                | no                 | yes   | no        | no      | no          | no          | no         | no          | no',
    { at: 'userId', of: 'user' },
  ],
  'Mutation.createTenant': [
    'signIn    | no                | no                 | yes   | no        | no      | no          | no          | no         | no          | no',
    { given: { code: 'NEW', name: 'New' } },
  ],
  'Mutation.updateFacilitySettings': [
    'signIn    | no                | no                 | yes   | no        | no      | no          | no          | no         | no          | no',
    {
      given: {
        name: 'Another',
        address: 'Here 1',
        currency: 'ZAR',
        locale: 'en-ZA',
        timeZone: 'Africa/Johannesburg',
        openingHours: [{ weekday: 'MONDAY', opensAt: '07:00', closesAt: '19:00' }],
        usualFrom: '07:30',
        usualUntil: '16:30',
      },
    },
  ],
  'Mutation.updateTenant': [
    'signIn    | no                | no                 | yes   | no        | no      | no          | no          | no         | no          | no',
    { at: 'input.tenantId', of: 'tenant' },
  ],

  // One's own alone, whatever rights one has.
  'Mutation.endSession': [
    'signIn    | yes/notFound/notFound | yes/notFound/notFound | yes/notFound/notFound | yes/notFound/notFound | yes/notFound/notFound | yes/notFound/notFound | yes/notFound/notFound | yes/notFound/notFound | yes/notFound/notFound | yes/notFound/notFound',
    { at: 'id', of: 'session' },
  ],
  'Mutation.revokeToken': [
    'signIn    | yes/notFound/notFound | yes/notFound/notFound | yes/yes/yes | yes/notFound/notFound | yes/notFound/notFound | yes/notFound/notFound | yes/notFound/notFound | yes/notFound/notFound | yes/notFound/notFound | yes/notFound/notFound',
    { at: 'id', of: 'token' },
  ],
  'Mutation.createToken': [
    'signIn    | yes | yes | yes | yes | yes | yes | yes | yes | yes | yes',
    { given: { scopes: ['calendar:read'], expiresAt: '2031-06-01T00:00:00Z' } },
  ],
  'Mutation.signOutEverywhere': ['signIn    | yes | yes | yes | yes | yes | yes | yes | yes | yes | yes'],
  'Mutation.startDisplay': ['signIn    | yes | yes | yes | yes | yes | yes | yes | yes | yes | yes'],

  // Open to everybody; the password, token or link that is given here is a wrong one.
  'Mutation.signIn': [
    'no        | no                | no                 | no    | no        | no      | no          | no          | no         | no          | no',
  ],
  'Mutation.refreshSession': [
    'no        | no                | no                 | no    | no        | no      | no          | no          | no         | no          | no',
  ],
  'Mutation.signOut': [
    'yes       | yes               | yes                | yes   | yes       | yes     | yes         | yes         | yes        | yes         | yes',
  ],
  'Mutation.changePassword': [
    'signIn    | no                | no                 | no    | no        | no      | no          | no          | no         | no          | no',
    { given: { newPassword: 'another-long-word' } },
  ],
  'Mutation.requestPasswordReset': [
    'yes       | yes               | yes                | yes   | yes       | yes     | yes         | yes         | yes        | yes         | yes',
  ],
  'Mutation.setPassword': [
    'void      | void              | void               | void  | void      | void    | void        | void        | void       | void        | void',
    { given: { newPassword: 'another-long-word' } },
  ],

  'Query.setUpLinkWorks': [
    'yes       | yes               | yes                | yes   | yes       | yes     | yes         | yes         | yes        | yes         | yes',
  ],
  'Mutation.setUpAdministrator': [
    'void      | void              | void               | void  | void      | void    | void        | void        | void       | void        | void',
    { given: { newPassword: 'another-long-word' } },
  ],

  ...deskRows,

  'Subscription.calendarChanged': [
    'signIn    | yes               | yes                | yes   | yes       | yes     | yes         | yes         | yes        | yes         | yes',
  ],
  'Subscription.roomsChanged': [
    'signIn    | yes               | yes                | yes   | yes       | yes     | yes         | yes         | yes        | yes         | yes',
  ],
  'Subscription.deviceQueueChanged': [
    'signIn    | no                | no                 | yes   | yes       | yes     | yes         | yes         | yes        | no          | no',
  ],
  'Subscription.facilityChanged': ['signIn    | yes | yes | yes | yes | yes | yes | yes | yes | yes | yes'],
  'Subscription.viewerChanged': ['signIn    | yes | yes | yes | yes | yes | yes | yes | yes | yes | yes'],
  'Subscription.notificationReceived': [
    'signIn    | no                | yes                | yes   | yes       | yes     | yes         | yes         | yes        | no          | yes',
  ],
  'Subscription.bookingChanged': [
    'signIn    | yes/yes/nothing   | yes/yes/nothing    | yes   | yes       | yes     | yes         | yes         | yes        | yes         | yes',
    { at: 'id', of: 'CONFIRMED' },
  ],
};
