import { inputBounds } from '../../platform/limit-row.ts';

export const deviceBounds = inputBounds({
  scannedCode: {
    value: 500,
    unit: 'characters of a code (`deviceByCode`)',
    reason: 'Scanners send a line; a serial number has a few dozen characters.',
  },
  idleDays: {
    value: 3_650,
    unit: 'days for which a device was not used (`DeviceFilter.idleDays`)',
    reason: 'Ten years: no device is older.',
  },
  availabilities: {
    value: 50,
    unit: 'wishes that are counted in one request (`deviceAvailabilities`)',
    reason: 'A form has one for each of its segments; each other window is counted by itself.',
  },
  availabilityDays: {
    value: 92,
    unit: 'days of a chart (`deviceAvailabilityByDay`)',
    reason: 'A quarter: each day is counted by itself.',
  },
});
