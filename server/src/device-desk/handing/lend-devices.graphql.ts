import { Booking } from '../../bookings/booking-type.ts';
import { theBooking } from '../../bookings/changing/payload-types.ts';
import type { Outcome } from '../../bookings/changing/under-locks.ts';
import { DeviceTakenError, DeviceUnfitError } from '../../bookings/devices/errors.ts';
import { builder } from '../../platform/builder.ts';
import { IdempotencyMismatchError } from '../../platform/errors.ts';
import { keyOrNone } from '../../platform/global-id.ts';
import { idempotencyKeyField, repeatedField } from '../../platform/idempotency.ts';
import { figure } from '../../platform/limit-row.ts';
import { bookingBounds } from '../../bookings/booking-bounds.ts';
import { deskBounds } from '../desk-bounds.ts';
import { deskErrors, dryRun, manyDevices, movesField } from '../desk-payload-type.ts';
import { lendDevices, type Loan } from './lend-devices.ts';

const LendDevicesInput = builder.inputType('LendDevicesInput', {
  description: 'Who borrows machines over the counter, and until when.',
  fields: (t) => ({
    tenantId: t.id({ required: true, description: 'The division for which they are lent.' }),
    clientName: t.string({
      required: true,
      description: `Who borrows them, ${figure(bookingBounds.clientName)} characters at most. E-mail and phone of the booking stay empty.`,
    }),
    until: t.field({
      type: 'DateTime',
      required: true,
      description: 'When they are due back; they are lent from now on.',
    }),
    deviceIds: t.idList({ required: true, ...manyDevices('All of them, or none; at least 1.') }),
    takenBy: t.string({
      description: `Who takes them, in words: ${figure(deskBounds.deviceText)} characters at most. The client where it is not given.`,
    }),
    idempotencyKey: t.string(idempotencyKeyField),
    dryRun: t.boolean({ defaultValue: false, description: dryRun }),
  }),
});

const LendDevicesPayload = builder.objectRef<Outcome<Loan>>('LendDevicesPayload').implement({
  fields: (t) => ({
    booking: t.prismaField({
      type: Booking,
      description: 'Of devices only, confirmed, from now until then.',
      resolve: (query, { bookingId, dryRunOutcome }, _args, context) =>
        theBooking(query, bookingId, dryRunOutcome, context),
    }),
    repeated: t.exposeBoolean('repeated', repeatedField),
    ...movesField(t),
  }),
});

builder.mutationField('lendDevices', (t) =>
  t.field({
    type: LendDevicesPayload,
    description:
      'Lends devices over the counter: a booking of devices only that begins now, its request, the assignments and the hand-out, in one act.',
    authScopes: { permission: 'device:lend' },
    args: { input: t.arg({ type: LendDevicesInput, required: true }) },
    errors: { types: [DeviceTakenError, DeviceUnfitError, IdempotencyMismatchError, ...deskErrors] },
    resolve: (_root, { input }, context) =>
      lendDevices(context, {
        ...input,
        tenantId: keyOrNone('Tenant', input.tenantId),
        deviceIds: input.deviceIds.map((id) => keyOrNone('Device', id)),
      }),
  }),
);
