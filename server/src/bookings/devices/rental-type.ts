import { builder } from '../../platform/builder.ts';
import { Booking } from '../booking-type.ts';
import { bookingOf, DeviceAssignment, needsContact, Rental, seesContact } from './device-types.ts';
import { assignmentsOfRental, daysOverdueOf, loadRental } from './load-device-rows.ts';

builder.node(Rental, {
  description: 'Devices of one booking that leave the building under one number.',
  id: { resolve: ({ id }) => id },
  loadWithoutCache: (id, context) => loadRental(context, id),
  fields: (t) => {
    const privately = (name: 'contactPerson' | 'phone' | 'email' | 'address', description: string) =>
      t.string({
        nullable: true,
        description: `${description} ${needsContact}`,
        resolve: (rental, _args, { viewer }) => (seesContact(viewer, rental.tenantId) ? rental[name] : null),
      });
    return {
      number: t.exposeString('number', {
        description: 'On its form. Once in a booking; another booking may have it too.',
      }),
      booking: t.field({
        type: Booking,
        nullable: true,
        description: 'For whom. Null where it is not the viewer’s to see.',
        resolve: ({ bookingId }, _args, context) => bookingOf(context, bookingId),
      }),
      company: t.exposeString('company', { description: 'With whom the devices are.' }),
      contactPerson: privately('contactPerson', 'Who answers for them out there.'),
      phone: privately('phone', 'Their number.'),
      email: privately('email', 'Their e-mail address.'),
      address: privately('address', 'Where the devices are.'),
      dueOn: t.field({
        type: 'Date',
        description: 'The day of return: they are overdue when it has ended.',
        resolve: ({ dueOn }) => dueOn.toISOString().slice(0, 10),
      }),
      daysOverdue: t.int({
        description: 'How many days ago it was due, as long as a device of it is out; else 0.',
        resolve: ({ id }, _args, context) => daysOverdueOf(context, id),
      }),
      assignments: t.field({
        type: [DeviceAssignment],
        description: 'What goes out under it, returned ones included, by serial number.',
        resolve: ({ id }, _args, context) => assignmentsOfRental(context, id),
      }),
      version: t.exposeInt('version', { description: 'Counts its changes, from 1.' }),
    };
  },
});
