import { BookingStatus } from '../../generated/prisma/enums.ts';
import { atMost, capReasons } from '../../platform/at-most.ts';
import { builder } from '../../platform/builder.ts';
import { pageInput, pageWords } from '../../platform/connection-page.ts';
import { keyOrNone } from '../../platform/global-id.ts';
import { idOf } from '../../platform/named-ids.ts';
import { countedBy, counterOf, totalFields } from '../../platform/total-count.ts';
import { mustBeRooms } from '../../resources/rooms.ts';
import { Booking } from '../booking-type.ts';
import { inVisibleTenants } from '../queries.ts';
import { bookingPageCursor, bookingsConnection } from './bookings-connection-type.ts';
import { countBookings } from './find-bookings.ts';

const BookingFilter = builder.inputType('BookingFilter', {
  fields: (t) => ({
    from: t.field({ type: 'DateTime', description: 'Only bookings that end after this.' }),
    to: t.field({ type: 'DateTime', description: 'Only bookings that start before this.' }),
    status: t.field({
      type: [BookingStatus],
      ...atMost(300, 'Only bookings in one of these states.', capReasons.values),
    }),
    roomIds: t.idList(atMost(5_000, 'Only bookings that take one of these rooms, or a part of one.', capReasons.rooms)),
    tenantId: t.id({ description: 'Only those of this division.' }),
    search: t.string({
      description:
        'Words of the client’s name and the reference, and of the contact where the viewer sees it: three letters or more from anywhere in a word, fewer from its beginning. All of them must be found.',
    }),
    mine: t.boolean({ description: 'Only those that the viewer asked for.' }),
  }),
});

/** The filter with keys instead of global ids. */
function bookingFilterKeys(filter: typeof BookingFilter.$inferInput | null | undefined) {
  return {
    ...filter,
    roomIds: filter?.roomIds?.map((id) => keyOrNone('Room', id)),
    tenantIds: filter?.tenantId == null ? null : [keyOrNone('Tenant', filter.tenantId)],
  };
}

builder.queryFields((t) => ({
  booking: t.prismaField({
    type: 'Booking',
    nullable: true,
    description: 'Null for one that does not exist, and for one that is not the viewer’s to see.',
    authScopes: { permission: 'calendar:read' },
    args: { id: t.arg.id(idOf('Booking', { required: true })) },
    resolve: (query, _root, { id }, context) =>
      context.db.prisma.booking.findFirst({
        ...query,
        where: { id: keyOrNone('Booking', id), ...inVisibleTenants(context) },
      }),
  }),
  bookings: t.connection(
    {
      type: Booking,
      description: `The bookings of the divisions for which the viewer has booking:read or booking:read-operational, by their start: none without either. ${pageWords}`,
      authScopes: { permission: 'calendar:read' },
      args: { filter: t.arg({ type: BookingFilter }) },
      validate: pageInput(bookingPageCursor),
      resolve: async (_root, { filter, ...args }, context, info) => {
        const keys = bookingFilterKeys(filter);
        if (keys.roomIds) await mustBeRooms(context, 'filter.roomIds', keys.roomIds);
        const page = await bookingsConnection(context, keys, args, info);
        return countedBy((most) => countBookings(context, keys, most), page);
      },
    },
    { name: 'BookingConnection', fields: (f) => totalFields(counterOf)(f) },
    { name: 'BookingEdge' },
  ),
}));
