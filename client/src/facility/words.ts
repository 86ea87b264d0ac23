import type { FeatureWords } from '../bookings/feature-words.ts';

export const facilityWords: FeatureWords = {
  actions: {
    setUpAdministrator: 'Set up the first administrator',
    updateFacilitySettings: 'Change the settings',
  },
};
