import type { FeatureWords } from '../bookings/feature-words.ts';

export const tenantsWords: FeatureWords = {
  actions: {
    createTenant: 'Add a division',
    updateTenant: 'Change a division',
  },
};
