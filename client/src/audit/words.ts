import type { FeatureWords } from '../bookings/feature-words.ts';

export const auditWords: FeatureWords = {
  actions: {
    sql: 'Written past the application',
  },
};
