import { z } from 'zod';
import { peopleBounds } from '../people/people-bounds.ts';
import type { Context } from '../platform/context.ts';
import type { InvalidField } from '../platform/errors.ts';
import { dayOf, type Facility } from '../platform/facility.ts';
import { line, refuse } from '../platform/input.ts';
import { bookingBounds } from './booking-bounds.ts';
import { farthestWords, lastBookableDay } from './horizon.ts';

/** Devices that leave the building: under which rental, with whom, to where, until when (docs/domain.md, "The booking form"). */
export const offSiteInput = z.object({
  rentalNumber: line('The rental number', bookingBounds.rentalNumber),
  contactPerson: line('The contact person', bookingBounds.clientName),
  phone: line('The number', bookingBounds.phoneNumber),
  email: line('The e-mail address', peopleBounds.emailAddress)
    .pipe(z.email('This is not an e-mail address.'))
    .nullable(),
  company: line('The company', bookingBounds.clientName),
  address: line('The address', bookingBounds.rentalAddress),
  /** A day in the facility's zone. */
  returnOn: z.string(),
});
export type OffSiteRental = z.output<typeof offSiteInput>;

/** As it is now: a rental that was made at the desk need not name everything. */
export type OffSiteNow = Pick<OffSiteRental, 'rentalNumber' | 'company' | 'returnOn'> & {
  readonly [Name in 'contactPerson' | 'phone' | 'email' | 'address']: string | null;
};

/**
 * @param path the field that the error names
 * @throws InvalidInputError where they would be back before their booking is over
 */
export function mustReturnAfter(
  offSite: OffSiteRental | null | undefined,
  endsAt: Date,
  { timeZone }: Pick<Facility, 'timeZone'>,
  path = 'offSite.returnOn',
): void {
  if (!offSite) return;
  const last = lastDayOf(endsAt, timeZone);
  if (offSite.returnOn < last)
    refuse(
      path,
      `The devices are due back on ${offSite.returnOn}, but booked until ${last}. Choose a later return date.`,
    );
}

// The last booked moment: a booking that ends at midnight is over the day before.
function lastDayOf(endsAt: Date, timeZone: string): string {
  return dayOf(new Date(endsAt.getTime() - 1), timeZone);
}

type CurrentBooking = { readonly endsAt: Date; readonly offSite: unknown };

/**
 * The fault of a day of return that is too far ahead: nothing, or one field.
 * @param was the current booking: what is booked or due back further ahead already may stay so
 */
export function returnTooFar(
  place: Pick<Context, 'clock' | 'facility'>,
  offSite: OffSiteRental | null | undefined,
  was: CurrentBooking | null = null,
): InvalidField[] {
  const rental = was?.offSite as OffSiteRental | null | undefined;
  const latest =
    [
      lastBookableDay(place),
      ...(was ? [lastDayOf(was.endsAt, place.facility.timeZone)] : []),
      ...(rental ? [rental.returnOn] : []),
    ]
      .toSorted()
      .at(-1) ?? '';
  return offSite && offSite.returnOn > latest
    ? [{ path: 'offSite.returnOn', message: `${farthestWords(place, 'Devices can be lent')} Choose an earlier day.` }]
    : [];
}
