import type { FeatureWords } from '../bookings/feature-words.ts';

export const bookingListWords: FeatureWords = {
  actions: {
    exportBookings: 'Take bookings as a sheet',
  },
};
