import type { FeatureWords } from '../bookings/feature-words.ts';

export const bookingListWords: FeatureWords = {
  actions: {
    exportBookings: 'Export bookings',
  },
};
