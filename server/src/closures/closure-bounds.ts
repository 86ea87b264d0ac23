import { inputBounds } from '../platform/limit-row.ts';

export const closureBounds = inputBounds({
  closedRooms: {
    value: 2_000,
    unit: 'rooms that one closure takes',
    reason: 'Each is locked, and PostgreSQL keeps the locks of everybody in one table of fixed size.',
  },
  closureReason: {
    value: 200,
    unit: 'characters of the reason of a closure',
    reason: 'It stands on the bars of the calendar.',
  },
  givingWay: {
    value: 1_000,
    unit: 'bookings that give way to a closure',
    reason: 'Each is locked, changed and told in one transaction.',
  },
});
