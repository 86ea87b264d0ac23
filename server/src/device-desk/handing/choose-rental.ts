import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { bookingBounds } from '../../bookings/booking-bounds.ts';
import { rentalsTable } from '../../bookings/devices/device-tables.ts';
import { farthestWords, lastBookableDay } from '../../bookings/horizon.ts';
import type { OffSiteRental } from '../../bookings/off-site.ts';
import { peopleBounds } from '../../people/people-bounds.ts';
import { mustBeAllowed } from '../../people/rights/policy.ts';
import type { Context } from '../../platform/context.ts';
import type { RowOf } from '../../platform/database/statement.ts';
import { dayOf } from '../../platform/facility.ts';
import { line, parse, refuse } from '../../platform/input.ts';
import type { RentalFacts, RequestFacts } from '../desk-rows.ts';

const rentalInput = z.object({
  number: line('The rental number', bookingBounds.rentalNumber),
  company: line('The company', bookingBounds.clientName),
  contactPerson: line('The contact person', bookingBounds.clientName).nullable(),
  phone: line('The number', bookingBounds.phoneNumber).nullable(),
  email: line('The e-mail address', peopleBounds.emailAddress)
    .pipe(z.email('This is not an e-mail address.'))
    .nullable(),
  address: line('The address', bookingBounds.rentalAddress).nullable(),
  dueOn: z.string('Say on which day they come back.'),
});
type RentalDetails = z.output<typeof rentalInput>;

/** A rental that is there, none at all, or one with these details; what is left out is as the booking wished it. */
export type RentalChoice = { readonly [Name in keyof RentalDetails]?: string | null | undefined } & {
  readonly rentalId?: string | null | undefined;
  readonly inHouse?: boolean | null | undefined;
};

export type ChosenRental = {
  readonly id: string | null;
  /** The end of its day of return. */
  readonly dueAt: Date | null;
  /** The row to be written where it is new. */
  readonly made: RowOf<typeof rentalsTable.columns> | null;
};

const inHouse: ChosenRental = { id: null, dueAt: null, made: null };

/**
 * Chooses under which rental devices go to a request: the newest one of its booking, else one as the booking wished it,
 * unless the caller says otherwise. One that was not wished so needs `device:rent`.
 * @param rentals of the booking, the newest first
 * @throws InvalidInputError NotAllowedError
 */
export function chooseRental(
  context: Context,
  request: RequestFacts,
  rentals: readonly RentalFacts[],
  choice: RentalChoice | null | undefined,
): ChosenRental {
  const { rentalId, inHouse: staysInHouse, ...given } = choice ?? {};
  const isDescribed = Object.values(given).some((value) => value != null);
  if ([rentalId != null, staysInHouse === true, isDescribed].filter(Boolean).length > 1)
    refuse(
      'rental',
      'Name a rental that is there, keep the devices in the house, or describe a new rental: one of these.',
    );
  if (staysInHouse === true) return inHouse;
  if (rentalId != null) {
    const named = rentals.find(({ id }) => id === rentalId);
    return named ? joined(named) : refuse('rental.rentalId', 'This booking has no such rental.');
  }
  const wish = wishedRental(request);
  if (!isDescribed) {
    if (rentals[0]) return joined(rentals[0]);
    return wish ? made(request, wish, request.wishDueAt) : inHouse;
  }
  return described(context, request, rentals, { wish, given });
}

function described(
  context: Context,
  request: RequestFacts,
  rentals: readonly RentalFacts[],
  { wish, given }: { readonly wish: RentalDetails | null; readonly given: RentalChoice },
): ChosenRental {
  const names = Object.keys(rentalInput.shape) as (keyof RentalDetails)[];
  const filled = Object.fromEntries(names.map((name) => [name, given[name] ?? wish?.[name] ?? null]));
  const details = parse(
    rentalInput,
    {
      ...filled,
      number: filled['number'] ?? '',
      company: filled['company'] ?? '',
      dueOn: filled['dueOn'],
    } as RentalDetails,
    'rental',
  );
  const same = rentals.find(({ number }) => number === details.number);
  if (same) {
    if (names.every((name) => same[name] === details[name])) return joined(same);
    refuse(
      'rental.number',
      'This booking has a rental of this number already. Name it by rentalId, or choose another number.',
    );
  }
  const isAsWished = wish !== null && names.every((name) => wish[name] === details[name]);
  if (!isAsWished) mustBeAllowed(context.viewer, 'device:rent', request.tenantId);
  const lastDay = dayOf(new Date(request.endsAt.getTime() - 1), context.facility.timeZone);
  if (details.dueOn < lastDay)
    refuse('rental.dueOn', `The devices are booked until ${lastDay}, and cannot be due back before that.`);
  if (!isAsWished && details.dueOn > lastBookableDay(context))
    refuse('rental.dueOn', `${farthestWords(context, 'Devices can be lent')} Choose an earlier day.`);
  return made(request, details, given.dueOn == null ? request.wishDueAt : request.namedDueAt);
}

function wishedRental({ offSite }: RequestFacts): RentalDetails | null {
  if (offSite === null) return null;
  const { rentalNumber, contactPerson, phone, email, company, address, returnOn } = offSite as OffSiteRental;
  return { number: rentalNumber, company, contactPerson, phone, email, address, dueOn: returnOn };
}

function joined({ id, dueAt }: RentalFacts): ChosenRental {
  return { id, dueAt, made: null };
}

function made({ tenantId, bookingId }: RequestFacts, details: RentalDetails, dueAt: Date | null): ChosenRental {
  const id = randomUUID();
  return { id, dueAt, made: { id, tenantId, bookingId, ...details } };
}
