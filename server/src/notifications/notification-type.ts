import { z } from 'zod';
import { Booking } from '../bookings/booking-type.ts';
import { NotificationType } from '../generated/prisma/enums.ts';
import { builder } from '../platform/builder.ts';
import { figure } from '../platform/limit-row.ts';
import { pageSize } from '../platform/page-size.ts';
import { may } from '../platform/may.ts';
import { guardNode } from '../platform/node-field.ts';
import { Room } from '../resources/schema.ts';
import {
  bookingOf,
  firstItemOf,
  itemsOf,
  NotificationCount,
  NotificationItem,
  reasonOf,
} from './notification-item-type.ts';
import { notificationBounds } from './notification-bounds.ts';

builder.enumType(NotificationType, {
  name: 'NotificationType',
  description:
    'BOOKING_PENDING: a ghost waits for a room. ROOM_ASSIGNED, BOOKING_REJECTED, BOOKING_DISPLACED (it lost its room and waits again), BOOKING_CANCELLED, BOOKING_CONFIRMED: for the requester. BOOKING_CHANGED: others changed its day, hours, room, people, catering, supplies, devices or requester; for the requester, and for those who place bookings while it waits. DEVICE_REQUEST: a booking wants devices, or fewer or other ones, or at another time. DAILY_SUMMARY: the figures of the day, each morning at 06:30.',
});

type Figures = Readonly<
  Record<'date', string> & Record<'bookings' | 'waiting' | 'overdue' | 'roomsClosed' | 'devicesWanted', number>
>;

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
  description:
    'What one person is told of one act, however many bookings it covers. What it is about is read as that person may see it now.',
  id: { field: 'id' },
  fields: (t) => ({
    type: t.field({
      type: NotificationType,
      description: 'Of its `items`, what matters most.',
      select: { type: true, causeId: true },
      resolve: async (line, _args, context) => (await firstItemOf(context, line))?.type ?? line.type,
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    readAt: t.expose('readAt', {
      type: 'DateTime',
      nullable: true,
      description: 'One’s own mark; that of others is theirs.',
    }),
    booking: t.field({
      type: Booking,
      nullable: true,
      description: 'The first of its `items`, as it is now.',
      select: { causeId: true },
      resolve: async (line, _args, context) => {
        const item = await firstItemOf(context, line);
        return item && bookingOf(context, item);
      },
    }),
    room: t.field({
      type: Room,
      nullable: true,
      description: 'Of the first of its `items`: the room that was given, lost, or wished for.',
      select: { causeId: true },
      resolve: async (line, _args, context) => (await firstItemOf(context, line))?.room ?? null,
    }),
    actor: t.relation('actor', { nullable: true, description: 'Who did it; null where nobody said.' }),
    reason: t.string({
      nullable: true,
      description:
        'Of the first of its `items`: why, in the words of who did it. Null for those without booking:read in its division.',
      select: { causeId: true },
      resolve: async (line, _args, context) => {
        const item = await firstItemOf(context, line);
        return item && reasonOf(context, item);
      },
    }),
    itemCount: t.int({
      description: 'How many bookings it covers, of those that are open to one now. 0 for what is about no booking.',
      select: { causeId: true },
      resolve: async (line, _args, context) =>
        (await itemsOf(context, line)).counts.reduce((sum, { count }) => sum + count, 0),
    }),
    counts: t.field({
      type: [NotificationCount],
      description: 'The same by what became of them, what matters most first.',
      select: { causeId: true },
      resolve: async (line, _args, context) => [...(await itemsOf(context, line)).counts],
    }),
    items: t.field({
      type: [NotificationItem],
      description:
        'The bookings it covers, of those that are open to one now: what matters most first, then by their start.',
      args: {
        first: t.arg.int(pageSize(notificationBounds.itemPage, 20)),
        skip: t.arg.int({
          defaultValue: 0,
          validate: z
            .number()
            .min(0, 'At least 0.')
            .max(notificationBounds.itemsSkipped.value, `At most ${figure(notificationBounds.itemsSkipped)}.`)
            .nullish(),
          description: 'How many to pass over.',
        }),
      },
      complexity: ({ first }) => ({ field: 1, multiplier: first ?? 20 }),
      select: { causeId: true },
      resolve: async (line, { first, skip }, context) => {
        const { items } = await itemsOf(context, line, first ?? 20, skip ?? 0);
        const bookings = await Promise.all(items.map((item) => bookingOf(context, item)));
        return items.flatMap((item, index) => {
          const booking = bookings[index];
          return booking ? [{ ...item, booking }] : [];
        });
      },
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

// Only the viewer's own, which row security checks; and not those that were withdrawn, or are not shown in the app.
guardNode<{ readonly inApp: boolean; readonly withdrawnAt: Date | null }>(
  'Notification',
  ({ viewer }) => may(viewer, 'notification:read'),
  (_context, { inApp, withdrawnAt }) => inApp && withdrawnAt === null,
);
