import type { FeatureWords } from '../bookings/feature-words.ts';

export const closuresWords: FeatureWords = {
  actions: {
    closeRooms: 'Close rooms',
    reopenRooms: 'Reopen rooms',
  },
};
