import { z } from 'zod';
import { randomUUID } from 'node:crypto';
import type { Booking } from '../../generated/prisma/client.ts';
import type { Context, Viewer } from '../../platform/context.ts';
import { updateAll } from '../../platform/database/table.ts';
import { type InvalidField, InvalidInputError, NotFoundError } from '../../platform/errors.ts';
import { parse, refuse } from '../../platform/input.ts';
import { may } from '../../platform/may.ts';
import { bookingsById, bookingsTable } from '../bookings-table.ts';
import {
  type DeviceWishesInput,
  deviceWishesInput,
  type ListedWish,
  mustBeCategories,
  wishesOf,
} from '../devices/device-wishes.ts';
import { DeviceInUseError, DeviceUnfitError, RequestFilledError, StaleDeviceDataError } from '../devices/errors.ts';
import { type StandingAssignment, standingAssignments } from '../devices/standing-assignments.ts';
import { WrongStatusError } from '../errors.ts';
import { mustBeAllowedTo, rightsFor, rules } from '../policy.ts';
import type { BookingChangeRef, ChangedBooking } from './change-booking.ts';
import { type Outcome, underLocks } from './under-locks.ts';

export type SetDeviceRequestsInput = BookingChangeRef & { readonly requests: DeviceWishesInput };

const tradedWishes: InvalidField = {
  path: 'requests',
  message: 'Two requests would trade what they want. Leave their ids out, or change one of them first.',
};

const requestsInput = z.object({ requests: deviceWishesInput });

/** The rights of which one is needed to say what a booking wants of devices. */
export const rightsToSetRequests = [...rightsFor('UPDATE'), 'device:assign'];

/**
 * Those who may change a booking say what it wants of devices, and those who assign them.
 * @throws NotAllowedError
 */
export function mustBeAllowedToSetRequests(viewer: Viewer | null, booking: Booking): void {
  if (!may(viewer, 'device:assign', booking.tenantId)) mustBeAllowedTo(viewer, 'UPDATE', booking);
}

/**
 * Says all that a booking wants of devices. A request that is not named is withdrawn, one without an id is new. All of
 * it is one change of the booking.
 * @throws NotFoundError NotAllowedError WrongStatusError StaleDeviceDataError InvalidInputError BusyError
 * RequestFilledError DeviceInUseError DeviceUnfitError where what was assigned stands in the way
 */
export async function setDeviceRequests(
  context: Context,
  input: SetDeviceRequestsInput,
): Promise<Outcome<ChangedBooking>> {
  const { bookingId, expectedVersion, dryRun } = input;
  const { requests } = parse(requestsInput, { requests: input.requests });
  await mustBeCategories(context, requests, 'requests');
  return underLocks(
    context,
    { cause: 'setDeviceRequests', dryRun, at: { bookings: [bookingId] } },
    {
      read: (forUpdate) => ({
        found: bookingsById(forUpdate ? 'ForUpdate' : '', [bookingId]),
        standing: standingAssignments('OfBookings', [bookingId]),
      }),
      decide: ({ found: [booking], standing }) => {
        if (!booking) throw new NotFoundError('booking');
        mustBeAllowedToSetRequests(context.viewer, booking);
        if (expectedVersion != null && expectedVersion !== booking.version)
          throw new StaleDeviceDataError('Booking', bookingId);
        const { from } = rules.UPDATE;
        if (!from.includes(booking.status)) throw new WrongStatusError(booking.status, from);
        if (booking.kind === 'DEVICES_ONLY' && requests.length === 0)
          refuse('requests', 'A booking of devices only needs at least one.');
        const wishes = listed(booking, requests);
        mustServe(wishes, standing);
        return {
          locks: { bookings: [bookingId], rooms: booking.roomId === null ? [] : [booking.roomId] },
          write: () => updateAll(bookingsTable, [bookingId], { deviceWishes: [...wishes] }),
          result: { bookingId },
        };
      },
      whyRefused: (constraint) =>
        constraint === 'one_request_for_a_wish'
          ? () => Promise.resolve(new InvalidInputError([tradedWishes]))
          : undefined,
    },
  );
}

/** @throws InvalidInputError naming each id that is none of this booking's requests */
function listed(booking: Booking, requests: z.output<typeof deviceWishesInput>): ListedWish[] {
  const current = new Set(wishesOf(booking).map(({ id }) => id));
  return requests.map(({ id, ...wish }, index) => {
    if (id !== null && !current.has(id))
      refuse(`requests.${index}.id`, 'This booking has no such request. Leave the id out for a new one.');
    return { ...wish, id: id ?? randomUUID() };
  });
}

/** @throws RequestFilledError DeviceInUseError DeviceUnfitError */
function mustServe(wishes: readonly ListedWish[], standing: readonly StandingAssignment[]): void {
  const standingByRequest = Map.groupBy(standing, ({ requestId }) => requestId);
  const kept = new Map(wishes.map((wish) => [wish.id, wish]));
  const withdrawn = standing.filter(({ requestId }) => !kept.has(requestId));
  if (withdrawn.length > 0)
    throw new DeviceInUseError(
      withdrawn.map(({ id }) => id),
      'Devices were assigned to a request that you leave out. Release them first, or lower it to their number.',
    );
  const unfit = standing.filter(({ requestId, kind, categoryId }) => {
    const wish = kept.get(requestId);
    return (wish?.kind != null && wish.kind !== kind) || (wish?.categoryId != null && wish.categoryId !== categoryId);
  });
  if (unfit.length > 0)
    throw new DeviceUnfitError(
      unfit.map(({ deviceId }) => ({ deviceId, reason: 'It is assigned to this request and would no longer fit it.' })),
    );
  for (const { id, quantity } of wishes) {
    const count = standingByRequest.get(id)?.length ?? 0;
    if (count > quantity)
      throw new RequestFilledError(
        id,
        `${count} devices are assigned to this request. Release some of them first, or ask for at least ${count}.`,
      );
  }
}
