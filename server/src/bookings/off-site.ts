import { z } from 'zod';
import type { Facility } from '../platform/facility.ts';
import { line, refuse } from '../platform/input.ts';

/** Devices that leave the building: under which rental, with whom, to where, until when (domain.md, 6). */
export const offSiteInput = z.object({
  rentalNumber: line('The rental number', 100),
  contactPerson: line('The contact person', 200),
  phone: line('The number', 50),
  email: line('The e-mail address', 254).pipe(z.email('This is not an e-mail address.')).nullable(),
  company: line('The company', 200),
  address: line('The address', 500),
  /** A day in the facility's zone. */
  returnOn: z.string(),
});
export type OffSiteRental = z.output<typeof offSiteInput>;

/**
 * @param path whose fault it is
 * @throws InvalidInputError where they would be back before their booking is over
 */
export const mustReturnAfter = (offSite: OffSiteRental | null | undefined, endsAt: Date, { timeZone }: Pick<Facility, 'timeZone'>, path = 'offSite.returnOn'): void => {
  if (!offSite) return;
  // The last moment that is booked: one that ends at midnight is over the day before.
  const last = new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(endsAt.getTime() - 1);
  if (offSite.returnOn < last) refuse(path, `The devices are due back on ${offSite.returnOn}, and booked until ${last}: they cannot be back before that.`);
};
