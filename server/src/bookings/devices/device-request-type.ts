import type { DeviceRequest as RequestRow } from '../../generated/prisma/client.ts';
import { DeviceKind } from '../../generated/prisma/enums.ts';
import { builder } from '../../platform/builder.ts';
import type { RequestContext } from '../../platform/context.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { DeviceAvailabilityType } from '../../resources/devices/availability-type.ts';
import { categoryOf, DeviceCategory } from '../../resources/devices/device-type.ts';
import { loadDeviceAvailabilities } from '../../resources/devices/load-availability.ts';
import { Booking } from '../booking-type.ts';
import { bookingOf, DeviceAssignment, DeviceRequest } from './device-types.ts';
import { assignmentsOfRequest, loadDeviceRequest, loadRequestStanding } from './load-device-rows.ts';

const DeviceRequestState = builder.enumType('DeviceRequestState', {
  description: 'How far a request is served, computed when it is asked for.',
  values: {
    OPEN: { description: 'Nothing is assigned.' },
    PARTLY: { description: 'Something is assigned, and something still wanted.' },
    FILLED: { description: 'All that is wanted is assigned.' },
    CLOSED: {
      description:
        'Nothing more comes of it: it was withdrawn, or its booking is rejected, cancelled, completed or over; off-site, its day of return.',
    },
  } as const,
});

/** @throws NotFoundError for a row that was removed meanwhile */
async function standingOf(context: RequestContext, id: string) {
  const standing = await loadRequestStanding(context, id);
  if (standing === null) throw new NotFoundError('device request');
  return standing;
}

async function stateOf({ id, quantity }: RequestRow, _args: object, context: RequestContext) {
  const { isOpen, assigned } = await standingOf(context, id);
  if (!isOpen) return 'CLOSED';
  return assigned === 0 ? 'OPEN' : assigned < quantity ? 'PARTLY' : 'FILLED';
}

async function availabilityOf({ id, kind, categoryId }: RequestRow, context: RequestContext) {
  const { startsAt, endsAt } = await standingOf(context, id);
  const window = { from: startsAt, to: endsAt, withoutRequestId: id };
  const [availability = null] = await loadDeviceAvailabilities(context, window, [{ kind, categoryId }]);
  return availability;
}

builder.node(DeviceRequest, {
  description: 'How many devices a booking wants, and which: of a category, of a kind, or any where both are null.',
  id: { resolve: ({ id }) => id },
  loadWithoutCache: (id, context) => loadDeviceRequest(context, id),
  fields: (t) => ({
    booking: t.field({
      type: Booking,
      description: 'Whose request it is.',
      resolve: async ({ bookingId }, _args, context) => {
        const booking = await bookingOf(context, bookingId);
        if (booking === null) throw new NotFoundError('booking');
        return booking;
      },
    }),
    kind: t.expose('kind', { type: DeviceKind, nullable: true, description: 'Null for a category, and for any.' }),
    category: t.field({
      type: DeviceCategory,
      nullable: true,
      description: 'Null for a kind, and for any.',
      resolve: ({ categoryId }, _args, context) => (categoryId === null ? null : categoryOf(context, categoryId)),
    }),
    quantity: t.exposeInt('quantity', { description: 'How many are wanted, at least 1.' }),
    assigned: t.int({
      description: 'How many of them are given. What was released or taken away is wanted again and does not count.',
      resolve: async ({ id }, _args, context) => (await standingOf(context, id)).assigned,
    }),
    state: t.field({ type: DeviceRequestState, description: 'How far it is served now.', resolve: stateOf }),
    version: t.exposeInt('version', {
      description: 'Counts its changes, from 1: what is assigned, handed out or returned as well.',
    }),
    note: t.exposeString('note', { nullable: true, description: 'What the devices should be like.' }),
    assignments: t.field({
      type: [DeviceAssignment],
      description: 'What was given for it, returned ones included, by serial number. Released ones are not there.',
      resolve: ({ id }, _args, context) => assignmentsOfRequest(context, id),
    }),
    availability: t.field({
      type: DeviceAvailabilityType,
      nullable: true,
      // Counted for each request by itself.
      complexity: { field: 50, multiplier: 1 },
      description:
        'What can be promised for it, itself left out, from its start to the end of its day of return. Dear: ask for one request.',
      resolve: (request, _args, context) => availabilityOf(request, context),
    }),
  }),
});
