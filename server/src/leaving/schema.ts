import { encodeGlobalID } from '@pothos/plugin-relay';
import { Booking } from '../bookings/booking-type.ts';
import { LastAdministratorError, OpenBookingsError } from '../people/errors.ts';
import { peopleBounds } from '../people/people-bounds.ts';
import { Tenant, User } from '../people/schema.ts';
import { atMost } from '../platform/at-most.ts';
import { builder } from '../platform/builder.ts';
import { notForNode } from '../platform/node-field.ts';
import { BusyError, InvalidInputError, NotAllowedError, NotFoundError } from '../platform/errors.ts';
import { keyOrNone } from '../platform/global-id.ts';
import { figure } from '../platform/limit-row.ts';
import { pageSize } from '../platform/page-size.ts';
import { countOpenBookings, type OpenBookings, whereOpen } from './open-bookings.ts';
import { shutAccount, type ShutAccount } from './shut-account.ts';

const OpenBookingsType = builder.objectRef<OpenBookings>('OpenBookings').implement({
  description: 'What a person asks for in one division, as far as it waits, has a room or is confirmed.',
  fields: (t) => ({
    id: t.id({
      description: `Of the person and the division together. ${notForNode}`,
      resolve: ({ userId, tenant }) => encodeGlobalID('OpenBookings', `${userId}:${tenant.id}`),
    }),
    tenant: t.field({ type: Tenant, resolve: ({ tenant }) => tenant }),
    count: t.exposeInt('count', { description: 'How many, those that the viewer may not see included.' }),
    series: t.exposeInt('series', { description: 'Of how many series some of them are.' }),
    hidden: t.int({
      description: 'How many of them are not the viewer’s to see: all of a division whose books are closed to them.',
      resolve: ({ visible, count }) => (visible ? 0 : count),
    }),
    mayHandOver: t.exposeBoolean('mayHandOver', {
      description: 'Whether the viewer may hand them over: with the right room:assign.',
    }),
    bookings: t.prismaField({
      type: [Booking],
      description: 'The next by their start, as far as the viewer may see them.',
      args: { first: t.arg.int(pageSize(peopleBounds.openBookings, 20)) },
      complexity: ({ first }) => ({ field: 1, multiplier: first ?? 20 }),
      resolve: (query, { userId, tenant }, { first }, context) =>
        context.db.prisma.booking.findMany({
          ...query,
          where: whereOpen(context, userId, tenant.id),
          orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
          take: first ?? 20,
        }),
    }),
  }),
});

builder.objectField(User, 'openBookings', (t) =>
  t.field({
    type: [OpenBookingsType],
    nullable: true,
    description:
      'What they ask for that is still open, by division: to look at before their account is shut. Null but for those with user:manage.',
    complexity: { field: 5, multiplier: 4 },
    resolve: ({ id }, _args, context) => countOpenBookings(context, id),
  }),
);

const SuccessorInput = builder.inputType('SuccessorInput', {
  fields: (t) => ({
    tenantId: t.id({ required: true, description: 'Of the open bookings of this division.' }),
    toUserId: t.id({ required: true, description: 'One of peopleWhoMayBook of the division.' }),
  }),
});

const ShutAccountInput = builder.inputType('ShutAccountInput', {
  fields: (t) => ({
    userId: t.id({ required: true }),
    handOver: t.field({
      type: [SuccessorInput],
      ...atMost(
        100,
        'Who takes over the open bookings, a person for each division.',
        'Each division is looked up, and its bookings are locked.',
      ),
    }),
    leaveBookings: t.boolean({
      defaultValue: false,
      description: 'What is not handed over stays with the account that is shut. Without it, OpenBookingsError.',
    }),
  }),
});

const ShutAccountPayload = builder.objectRef<ShutAccount>('ShutAccountPayload').implement({
  fields: (t) => ({
    user: t.prismaField({
      type: User,
      resolve: (query, { userId }, _args, { db }) =>
        db.prisma.user.findFirstOrThrow({ ...query, where: { id: userId } }),
    }),
    handedOver: t.exposeInt('handedOver', { description: 'How many bookings.' }),
  }),
});

builder.mutationField('shutAccount', (t) =>
  t.field({
    type: ShutAccountPayload,
    description: `Shuts an account, ends all its sessions and tokens, and hands over its open bookings: all of it or nothing. Handing over needs room:assign in that division, and takes at most ${figure(peopleBounds.handedOver)} bookings.`,
    authScopes: { permission: 'user:manage' },
    args: { input: t.arg({ type: ShutAccountInput, required: true }) },
    errors: {
      types: [InvalidInputError, NotAllowedError, NotFoundError, LastAdministratorError, OpenBookingsError, BusyError],
    },
    resolve: (_root, { input: { userId, handOver, leaveBookings } }, context) =>
      shutAccount(context, {
        userId: keyOrNone('User', userId),
        handOver:
          handOver?.map((one) => ({
            tenantId: keyOrNone('Tenant', one.tenantId),
            toUserId: keyOrNone('User', one.toUserId),
          })) ?? [],
        leaveBookings: leaveBookings ?? false,
      }),
  }),
);
