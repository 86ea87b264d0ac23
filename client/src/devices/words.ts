import type { FeatureWords } from '../bookings/feature-words.ts';

export const devicesWords: FeatureWords = {
  actions: {
    createDevices: 'Add devices',
    updateDevice: 'Change a device',
    retireDevices: 'Retire devices',
    reactivateDevices: 'Reactivate devices',
    createDeviceCategory: 'Add a device category',
    updateDeviceCategory: 'Change a device category',
  },
};
