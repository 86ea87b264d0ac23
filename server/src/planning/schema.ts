import { z } from 'zod';
import { Booking } from '../bookings/booking-type.ts';
import { withTenant } from '../bookings/calendar/calendar-type.ts';
import { windowInput } from '../bookings/calendar/window-input.ts';
import { atMost } from '../platform/at-most.ts';
import { builder } from '../platform/builder.ts';
import { keyOrNone } from '../platform/global-id.ts';
import { figure } from '../platform/limit-row.ts';
import { Room } from '../resources/schema.ts';
import { loadPlan, type Placement, type RoomPlan, type Unplaced, planBounds } from './load-plan.ts';

const PlacementType = builder.objectRef<Placement>('PlannedPlacement').implement({
  description: 'A ghost, and the room it could have. Nothing is held: give it to assignRooms, with the version.',
  fields: (t) => ({
    booking: t.field({ type: Booking, resolve: ({ booking }, _args, context) => withTenant(booking, context) }),
    version: t.int({
      description: 'Of the booking, as it was planned: give it as `expectedVersion`.',
      resolve: ({ booking }) => booking.version,
    }),
    room: t.field({ type: Room, resolve: ({ room }) => room }),
    spareSeats: t.exposeInt('spareSeats', { description: 'Seats that stay empty.' }),
    reason: t.exposeString('reason', { description: 'Why this one, in words.' }),
  }),
});

const UnplacedType = builder.objectRef<Unplaced>('UnplacedGhost').implement({
  description: 'A ghost that the plan has no room for.',
  fields: (t) => ({
    booking: t.field({ type: Booking, resolve: ({ booking }, _args, context) => withTenant(booking, context) }),
    reason: t.exposeString('reason', { description: 'Why not, in words.' }),
  }),
});

const RoomPlanType = builder.objectRef<RoomPlan>('RoomPlan').implement({
  description:
    'Rooms for the ghosts of a period: a proposal that holds nothing. The better of two plans is, in this order, the one that places more ghosts; ' +
    'that grants more wishes, because whoever wished knows the client; that leaves fewer seats empty, all placements added up, so that large rooms stay ' +
    'free; and that changes rooms less often between members of a series that follow each other in time, those that stand already included. Nobody is ' +
    'put into a room that seats fewer, into a long-term office, or into one that is no longer booked; the setup and teardown of rooms count.',
  fields: (t) => ({
    cursor: t.field({
      type: 'EventCursor',
      description: 'From before the plan: what is committed after it may have changed what the plan goes by.',
      resolve: ({ position }, _args, { cursors }) => cursors.write(position),
    }),
    placements: t.field({
      type: [PlacementType],
      description: 'By their start.',
      resolve: (plan) => [...plan.placements],
    }),
    unplaced: t.field({ type: [UnplacedType], description: 'By their start.', resolve: (plan) => [...plan.unplaced] }),
    provenBest: t.exposeBoolean('provenBest', {
      description:
        'Whether it is certain that no plan is better. Where too many ghosts depend on each other, it is a good one.',
    }),
    tookMs: t.exposeInt('tookMs', {
      description: 'How long it took, its wait for the computation included, in milliseconds.',
    }),
  }),
});

const planInput = z
  .object({
    bookingIds: z
      .array(z.string())
      .max(planBounds.plannedBookings.value, `At most ${figure(planBounds.plannedBookings)} bookings.`)
      .nullish(),
  })
  .loose();

/** A plan reads a whole facility and keeps a core busy for a second: as much as a large calendar costs. */
const planCost = 2_000;

builder.queryFields((t) => ({
  roomPlan: t.field({
    type: RoomPlanType,
    description: `Rooms for the ghosts of a period, at most ${figure(planBounds.plannedBookings)} of them, planned together as well as possible in about a second. Give what is wanted of it to assignRooms.`,
    authScopes: { permission: 'room:assign' },
    args: {
      from: t.arg({ type: 'DateTime', required: true }),
      to: t.arg({ type: 'DateTime', required: true }),
      bookingIds: t.arg.idList(
        atMost(
          5_000,
          `Only these of them, ${figure(planBounds.plannedBookings)} of a plan. All that wait in the period when not given.`,
        ),
      ),
    },
    validate: windowInput.and(planInput),
    complexity: { field: planCost, multiplier: 5 },
    resolve: (_root, { from, to, bookingIds }, context) =>
      loadPlan(context, { from, to, bookingIds: bookingIds?.map((id) => keyOrNone('Booking', id)) ?? null }),
  }),
}));
