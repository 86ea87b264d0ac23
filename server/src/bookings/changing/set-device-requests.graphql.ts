import { builder } from '../../platform/builder.ts';
import { BusyError, InvalidInputError, NotAllowedError, NotFoundError } from '../../platform/errors.ts';
import { keyOrNone } from '../../platform/global-id.ts';
import { deviceWishKeys, DeviceWishInput, wishLimit } from '../devices/device-wish-input.ts';
import { DeviceInUseError, DeviceUnfitError, RequestFilledError, StaleDeviceDataError } from '../devices/errors.ts';
import { WrongStatusError } from '../errors.ts';
import { dryRun, expectedVersion } from './booking-ref-input.ts';
import { bookingPayload } from './payload-types.ts';
import { rightsToSetRequests, setDeviceRequests } from './set-device-requests.ts';

const SetDeviceRequestsInput = builder.inputType('SetDeviceRequestsInput', {
  description: 'All that the booking wants of devices from now on.',
  fields: (t) => ({
    bookingId: t.id({ required: true }),
    requests: t.field({
      type: [DeviceWishInput],
      required: true,
      ...wishLimit(
        'All of them: one that is left out is withdrawn, which is refused while devices are assigned to it. Empty for none.',
      ),
    }),
    expectedVersion: t.int({ description: expectedVersion }),
    dryRun: t.boolean({ defaultValue: false, description: dryRun }),
  }),
});

builder.mutationField('setDeviceRequests', (t) =>
  t.field({
    type: bookingPayload('SetDeviceRequestsPayload'),
    description:
      'Says what a booking wants of devices, in one change. `devicesNeeded` and `deviceTypePreference` become the sum. A number may be lowered to what is assigned already, which confirms the booking where nothing else is missing.',
    authScopes: { anyPermission: rightsToSetRequests },
    args: { input: t.arg({ type: SetDeviceRequestsInput, required: true }) },
    errors: {
      types: [
        RequestFilledError,
        DeviceInUseError,
        DeviceUnfitError,
        StaleDeviceDataError,
        WrongStatusError,
        InvalidInputError,
        NotAllowedError,
        NotFoundError,
        BusyError,
      ],
    },
    resolve: (_root, { input }, context) =>
      setDeviceRequests(context, {
        ...input,
        bookingId: keyOrNone('Booking', input.bookingId),
        requests: input.requests.map(deviceWishKeys),
      }),
  }),
);
