import type { CacheExchangeOpts, KeyingConfig } from '@urql/exchange-graphcache';
import { applyBookingChange } from '../bookings/apply-booking-change.ts';
import { applyCalendarChange } from '../calendar/data/apply-calendar-change.ts';
import { isHeartbeat, withoutOldNews } from '../calendar/data/calendar-change.ts';
import { applyNotification, isNotificationHeartbeat } from '../notifications/apply-notification.ts';
import { applyRoomPayload, applyRoomsChange, isRoomsHeartbeat, newerRooms } from '../rooms/facts/apply-rooms-change.ts';
import { errorTypes } from '../graphql/generated/error-types.ts';
import type { LiveFields } from '../graphql/live-windows.ts';

/** Which stream keeps which query true. A feature adds its line. */
export const liveFields: LiveFields = {
  calendarChanged: { snapshot: 'calendar', positioned: true, isHeartbeat, sift: withoutOldNews },
  bookingChanged: { snapshot: 'booking', positioned: false },
  notificationReceived: { snapshot: 'notifications', positioned: true, isHeartbeat: isNotificationHeartbeat },
  viewerChanged: { snapshot: 'viewer', positioned: false, startsWithState: true },
  roomsChanged: {
    snapshot: 'roomsChanged',
    positioned: false,
    startsWithState: true,
    isHeartbeat: isRoomsHeartbeat,
    sift: newerRooms,
  },
};

// A division has only its name: on its own it would tie all windows together, and each answer would read all of them.
const keys: KeyingConfig = { Tenant: () => null };

export const cacheConfig: CacheExchangeOpts = {
  keys,
  // While it writes, the cache tries every fragment of a union and misses the fields of those that do not match. What has no
  // id is nothing on its own and belongs to the place that asked for it.
  logger: (severity, message) => {
    if (!/^Invalid (undefined|key)/.test(message)) console[severity](message);
  },
  // With this no fragment has to be matched by guessing, and no schema is shipped.
  possibleTypes: { Error: errorTypes, Node: [] },
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
