import type { FeatureWords } from '../bookings/feature-words.ts';

export const deskWords: FeatureWords = {
  actions: {
    assignDevices: 'Assign devices',
    handOutDevices: 'Hand out devices',
    returnDevices: 'Return devices',
    releaseDevices: 'Release devices',
    swapDevice: 'Swap a device',
    lendDevices: 'Lend devices',
    startDowntime: 'Start maintenance',
    updateDowntime: 'Change maintenance',
    endDowntimes: 'End maintenance',
    undoDeviceMove: 'Undo at the device desk',
  },
};
