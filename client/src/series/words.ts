import type { FeatureWords } from '../bookings/feature-words.ts';

export const seriesWords: FeatureWords = {
  actions: {
    handOverSeries: 'Hand a series over',
  },
};
