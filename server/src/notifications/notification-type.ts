import { NotificationType } from '../generated/prisma/enums.ts';
import { degreeOf } from '../people/policy.ts';
import { builder } from '../platform/builder.ts';
import { may } from '../platform/may.ts';
import { guardNode } from '../platform/node-field.ts';

builder.enumType(NotificationType, {
  name: 'NotificationType',
  description: 'BOOKING_PENDING: a ghost waits for a room. ROOM_ASSIGNED, BOOKING_REJECTED, BOOKING_DISPLACED (it lost its room and waits again), BOOKING_CANCELLED: for who asked for it. DEVICE_REQUEST: a booking wants devices. DAILY_SUMMARY: the figures of the day, each morning at 06:30.',
});

type Figures = Readonly<Record<'date', string> & Record<'bookings' | 'waiting' | 'overdue' | 'roomsClosed' | 'devicesWanted', number>>;

const DailySummary = builder.objectRef<Figures>('DailySummary').implement({
  description: 'How the day looked in the morning, over all divisions.',
  fields: (t) => ({
    date: t.exposeString('date', { description: 'Of the facility: "2026-11-23".' }),
    bookings: t.exposeInt('bookings', { description: 'That have a room.' }),
    waiting: t.exposeInt('waiting', { description: 'Ghosts, today and ahead.' }),
    overdue: t.exposeInt('overdue', { description: 'Ghosts that were to have begun before today.' }),
    roomsClosed: t.exposeInt('roomsClosed'),
    devicesWanted: t.exposeInt('devicesWanted', { description: 'By the bookings of the day.' }),
  }),
});

export const NotificationNode = builder.prismaNode('Notification', {
  description: 'Told to one person, once a cause. What it is about is read as that person may see it now.',
  id: { field: 'id' },
  fields: (t) => ({
    type: t.expose('type', { type: NotificationType }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    readAt: t.expose('readAt', { type: 'DateTime', nullable: true, description: 'One’s own mark; that of others is theirs.' }),
    booking: t.relation('booking', { nullable: true, description: 'As it is now.' }),
    room: t.relation('room', { nullable: true, description: 'The room that was given, lost, or wished for.' }),
    actor: t.relation('actor', { nullable: true, description: 'Who did it; null where nobody said.' }),
    reason: t.string({
      nullable: true,
      description: 'Why, in their words. Null for those who see only how a booking runs.',
      select: { reason: true, tenantId: true },
      resolve: ({ reason, tenantId }, _args, { viewer }) => (tenantId === null || degreeOf(viewer, tenantId) === 'full' ? reason : null),
    }),
    summary: t.field({
      type: DailySummary,
      nullable: true,
      description: 'With DAILY_SUMMARY.',
      select: { facts: true },
      resolve: ({ facts }) => facts as Figures | null,
    }),
  }),
});

// One's own alone, which row security knows; and what was not for the feed stays out of it.
guardNode('Notification', ({ viewer }) => may(viewer, 'notification:read'));
