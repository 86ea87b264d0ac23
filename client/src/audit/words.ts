import type { FeatureWords } from '../bookings/feature-words.ts';

export const auditWords: FeatureWords = {
  actions: {
    sql: 'Changed directly in the database',
  },
};
