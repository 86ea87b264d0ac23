import { degreeOf } from '../people/rights/policy.ts';
import { builder } from '../platform/builder.ts';
import { may } from '../platform/may.ts';
import { guardNode } from '../platform/node-field.ts';
import { BookingKind, BookingStatus } from '../generated/prisma/enums.ts';
import { type ActionName, type ActionOffer, offersFor, rules } from './policy.ts';

builder.enumType(BookingStatus, {
  name: 'BookingStatus',
  description:
    'Where a booking is in its life. ROOM_ASSIGNED, CONFIRMED and COMPLETED take a room; a PENDING one (a ghost) blocks nobody.',
});
builder.enumType(BookingKind, {
  name: 'BookingKind',
  description: 'A booking of a room, with or without devices; or of devices alone.',
});
const BookingActionName = builder.enumType('BookingActionName', { values: Object.keys(rules) as ActionName[] });

const BookingAction = builder.objectRef<ActionOffer>('BookingAction').implement({
  description: 'What the viewer may do with a booking as it is now: the same answer as the mutation would give.',
  fields: (t) => ({
    name: t.expose('name', { type: BookingActionName }),
    allowed: t.exposeBoolean('allowed'),
    reason: t.exposeString('reason', { nullable: true, description: 'Why not, for people; null when it is allowed.' }),
  }),
});

export const Booking = builder.prismaNode('Booking', {
  description: 'One client’s claim on one interval, with or without a room.',
  id: { field: 'id' },
  fields: (t) => {
    // Some users may see how a booking runs and need not know its contact (the kitchen, say).
    const privately = (
      field: 'clientContactPerson' | 'clientEmail' | 'clientPhone' | 'notes' | 'bossNotes' | 'statusReason',
      description: string,
    ) =>
      t.string({
        nullable: true,
        description: `${description} Null for those without booking:read in its division.`,
        resolve: (booking, _args, { viewer }) =>
          degreeOf(viewer, booking.tenantId) === 'full' ? booking[field] : null,
      });
    return {
      reference: t.exposeString('reference', { description: 'For the telephone: "BK-7QK3M9".' }),
      version: t.exposeInt('version', {
        description: 'Counts its changes, from 1. Give it as `expectedVersion` to change only what you saw.',
      }),
      kind: t.expose('kind', { type: BookingKind }),
      status: t.expose('status', { type: BookingStatus }),
      tenant: t.relation('tenant'),
      clientName: t.exposeString('clientName'),
      numLearners: t.exposeInt('numLearners'),
      numFacilitators: t.exposeInt('numFacilitators'),
      startsAt: t.expose('startsAt', { type: 'DateTime' }),
      endsAt: t.expose('endsAt', {
        type: 'DateTime',
        description:
          'The first moment that is no longer booked: one that ends at 12:00 and one that starts at 12:00 do not meet.',
      }),
      setupMinutes: t.exposeInt('setupMinutes', {
        description:
          'Taken before the start, as part of what is taken. Without a room, what a boss set for it, else 0.',
      }),
      teardownMinutes: t.exposeInt('teardownMinutes', { description: 'Taken after the end, likewise.' }),
      setupSetByHand: t.exposeBoolean('setupSetByHand', {
        description:
          'A boss set setupMinutes for this booking: they go along to another room. Otherwise another room brings its own.',
      }),
      teardownSetByHand: t.exposeBoolean('teardownSetByHand', { description: 'The same of teardownMinutes.' }),
      room: t.relation('room', {
        nullable: true,
        description: 'The room it takes; null for a ghost and for one that is over without having taken place.',
      }),
      requestedRoom: t.relation('requestedRoom', { nullable: true, description: 'The wish. It blocks nobody.' }),
      seriesId: t.id({
        nullable: true,
        description: 'Shared by the bookings made in one request.',
        resolve: (booking) => booking.seriesId,
      }),
      clientContactPerson: privately('clientContactPerson', 'Whom to call.'),
      clientEmail: privately('clientEmail', 'Their e-mail address.'),
      clientPhone: privately('clientPhone', 'Their phone number.'),
      notes: privately('notes', 'The requester’s note.'),
      bossNotes: privately('bossNotes', 'The Room Boss’s note.'),
      statusReason: privately('statusReason', 'Why it was rejected, cancelled, taken back or displaced.'),
      createdAt: t.expose('createdAt', { type: 'DateTime' }),
      createdBy: t.relation('createdBy', { description: 'Who typed it. That stays when it is handed over.' }),
      requester: t.relation('requester', {
        description:
          'Who asks for it: who typed it, or to whom it was handed over since. They may change and cancel it as far as `actions` says, and are told what becomes of it.',
      }),
      actions: t.field({
        type: [BookingAction],
        description: 'What the viewer may do with it now, and why not.',
        resolve: (booking, _args, { viewer, clock }) => offersFor(viewer, booking, clock()),
      }),
    };
  },
});

// As Query.booking.
guardNode(
  'Booking',
  ({ viewer }) => may(viewer, 'calendar:read'),
  ({ viewer }, { tenantId }) => degreeOf(viewer, tenantId) !== 'busy',
);
