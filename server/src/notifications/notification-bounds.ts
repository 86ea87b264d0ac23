import { inputBounds } from '../platform/limit-row.ts';

export const notificationBounds = inputBounds({
  itemPage: {
    value: 100,
    unit: 'bookings of a notification in one answer',
    reason: 'Each is read as its reader may see it now; `skip` leads on.',
  },
  itemsSkipped: { value: 100_000, unit: 'bookings of a notification to pass over', reason: 'No act covers as many.' },
});
