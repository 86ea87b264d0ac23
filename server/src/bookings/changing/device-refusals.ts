import { InvalidInputError } from '../../platform/errors.ts';

const refusals: Readonly<Record<string, readonly [path: string, message: string]>> = {
  no_overlapping_device_assignments: [
    '',
    'A device of this booking is planned or in maintenance at that time. Release the device first, or choose another time.',
  ],
  no_more_than_requested: [
    'devicesNeeded',
    'More devices are assigned already. Release some of them first, or ask for at least as many.',
  ],
  device_fits_its_request: [
    'deviceTypePreference',
    'Devices that are assigned already are of another kind. Release them first, or keep the preference.',
  ],
  devices_are_requested_in_detail: [
    'devicesNeeded',
    'This booking has several device requests, or one for a category. Change those instead.',
  ],
};

/** The error where the devices of a booking do not allow its change, by the constraint that refused it. */
export function deviceRefusal(constraint: string | null | undefined): InvalidInputError | undefined {
  const [path, message] = refusals[constraint ?? ''] ?? [];
  return path === undefined || message === undefined ? undefined : new InvalidInputError([{ path, message }]);
}
