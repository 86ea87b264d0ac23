import { degreeOf } from '../people/rights/policy.ts';
import { builder } from '../platform/builder.ts';
import { figure } from '../platform/limit-row.ts';
import { bookingBounds } from './booking-bounds.ts';
import type { OffSiteNow } from './off-site.ts';

export const OffSiteInput = builder.inputType('OffSiteInput', {
  description: 'Devices that leave the building.',
  fields: (t) => ({
    rentalNumber: t.string({
      required: true,
      description: `One number may cover many devices. ${figure(bookingBounds.rentalNumber)} characters at most.`,
    }),
    contactPerson: t.string({ required: true, description: 'Who answers for them out there.' }),
    phone: t.string({ required: true }),
    email: t.string(),
    company: t.string({ required: true }),
    address: t.string({
      required: true,
      description: `Where they are, ${figure(bookingBounds.rentalAddress)} characters at most.`,
    }),
    returnOn: t.field({
      type: 'Date',
      required: true,
      description:
        'The day they are due back; not before the booking ends, nor after the last bookable day of the facility.',
    }),
  }),
});

/** An e-mail address that is not given becomes null. */
export function offSiteFields(input: typeof OffSiteInput.$inferInput) {
  return { ...input, email: input.email ?? null };
}

export const OffSite = builder
  .objectRef<{ readonly rental: OffSiteNow; readonly tenantId: string }>('OffSite')
  .implement({
    description: 'Where devices go that leave the building, and until when.',
    fields: (t) => {
      const privately = (name: 'contactPerson' | 'phone' | 'email' | 'address', description: string) =>
        t.string({
          nullable: true,
          description: `${description} Null for those without booking:read in its division.`,
          resolve: ({ rental, tenantId }, _args, { viewer }) =>
            degreeOf(viewer, tenantId) === 'full' ? rental[name] : null,
        });
      return {
        rentalNumber: t.string({
          description: 'One number may cover many devices.',
          resolve: ({ rental }) => rental.rentalNumber,
        }),
        company: t.string({ resolve: ({ rental }) => rental.company }),
        returnOn: t.field({
          type: 'Date',
          description: 'The day they are due back.',
          resolve: ({ rental }) => rental.returnOn,
        }),
        contactPerson: privately('contactPerson', 'Who answers for them out there.'),
        phone: privately('phone', 'Their number.'),
        email: privately('email', 'Their e-mail address.'),
        address: privately('address', 'Where the devices are.'),
      };
    },
  });
