import type { FeatureWords } from '../bookings/feature-words.ts';

export const facilityWords: FeatureWords = {
  actions: {
    startServer: 'Server started in another time zone',
    setUpAdministrator: 'Set up the first administrator',
    updateFacilitySettings: 'Change the settings',
  },
};
