import type { FeatureWords } from '../bookings/feature-words.ts';

export const facilityWords: FeatureWords = {
  actions: {
    updateFacilitySettings: 'Change the settings',
  },
};
