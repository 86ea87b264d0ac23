import type { z } from 'zod';
import { isInDetail, wishesOf } from '../bookings/devices/device-wishes.ts';
import { updateBookingInput } from '../bookings/input.ts';
import { planUpdate, type UpdateBookingInput } from '../bookings/changing/update-booking.ts';
import { bookingsTable } from '../bookings/bookings-table.ts';
import type { Outcome } from '../bookings/changing/under-locks.ts';
import type { Booking } from '../generated/prisma/client.ts';
import type { Context } from '../platform/context.ts';
import { updateAll } from '../platform/database/table.ts';
import { parse, refuse } from '../platform/input.ts';
import { findRooms } from '../resources/rooms.ts';
import { type ChangedSeries, changeSeries, type SeriesRef } from './change-series.ts';
import { localOf } from './recurrence.ts';

/**
 * Changes everything about the bookings of a series but their rooms and times.
 * @throws InvalidInputError NotAllowedError NotFoundError WrongStatusError StaleBookingError BusyError
 */
export async function updateSeries(
  context: Context,
  input: UpdateBookingInput & SeriesRef,
): Promise<Outcome<ChangedSeries>> {
  const fields = parse(updateBookingInput, input.fields);
  const wish = input.requestedRoomId;
  if (wish != null && !(await findRooms(context, [wish])).get(wish)?.active)
    refuse('requestedRoomId', 'There is no such room.');
  return changeSeries(context, {
    action: 'UPDATE',
    cause: 'updateSeries',
    ref: input,
    plan: async ({ bookings, series }) => {
      mustNotBeInDetail(bookings, fields, series.timeZone);
      const rooms = await findRooms(
        context,
        bookings.flatMap(({ roomId }) => roomId ?? []),
      );
      // The data are the same for each of them; whether the change is allowed is checked for each.
      const [data = {}] = bookings.map((booking) => planUpdate(context, rooms, { ...input, fields }, booking));
      return {
        wishes: wish == null ? [] : [wish],
        write: () =>
          updateAll(
            bookingsTable,
            bookings.map(({ id }) => id),
            data,
          ),
      };
    },
  });
}

type DeviceFields = Pick<z.output<typeof updateBookingInput>, 'devicesNeeded' | 'deviceTypePreference'>;

/** @throws InvalidInputError naming the first date whose devices a number and a preference cannot say */
function mustNotBeInDetail(bookings: readonly Booking[], fields: DeviceFields, timeZone: string): void {
  const { devicesNeeded, deviceTypePreference } = fields;
  const inDetail = bookings.find(
    (booking) =>
      isInDetail(wishesOf(booking)) &&
      ((devicesNeeded ?? booking.devicesNeeded) !== booking.devicesNeeded ||
        (deviceTypePreference ?? booking.deviceTypePreference) !== booking.deviceTypePreference),
  );
  if (!inDetail) return;
  const date = localOf(inDetail.startsAt, timeZone).toPlainDate().toString();
  refuse(
    'devicesNeeded',
    `${date} has several device requests, or one for a category. Change those of that date instead, and leave the devices of the series as they are.`,
  );
}
