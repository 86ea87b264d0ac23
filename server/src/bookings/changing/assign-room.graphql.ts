import { atMost, capReasons } from '../../platform/at-most.ts';
import { builder } from '../../platform/builder.ts';
import { keyOrNone } from '../../platform/global-id.ts';
import { rightsFor } from '../policy.ts';
import { assignRoom } from './assign-room.ts';
import { placeErrors, ref } from './booking-change.graphql.ts';
import { acknowledgePast, dryRun, expectedVersion } from './booking-ref-input.ts';
import { AssignRoomPayload } from './payload-types.ts';
import { turnaroundFields } from './turnaround-input.ts';

const inOneStep =
  'it moves and gets its room in one step, which is told and undone as one. Needs the right to reschedule, too.';

const AssignRoomInput = builder.inputType('AssignRoomInput', {
  fields: (t) => ({
    bookingId: t.id({ required: true }),
    roomId: t.id({ required: true }),
    startsAt: t.field({ type: 'DateTime', description: `Another start than it asked for: ${inOneStep}` }),
    endsAt: t.field({ type: 'DateTime', description: `Another end than it asked for: ${inOneStep}` }),
    notes: t.string({ description: 'The boss’s note.' }),
    expectedVersion: t.int({ description: expectedVersion }),
    acknowledgeOverCapacity: t.boolean({
      defaultValue: false,
      description: 'More people come than the room seats, and that is meant.',
    }),
    acknowledgePast: t.boolean({ defaultValue: false, description: acknowledgePast }),
    ...turnaroundFields(t),
    displaceBookingIds: t.idList(
      atMost(
        200,
        'Exactly these give way and go back to PENDING; anything else in the way is RoomTakenError.',
        capReasons.locks,
      ),
    ),
    reason: t.string({ description: 'Needed with displaceBookingIds.' }),
    dryRun: t.boolean({ defaultValue: false, description: dryRun }),
  }),
});

builder.mutationField('assignRoom', (t) =>
  t.field({
    type: AssignRoomPayload,
    description: 'Gives a ghost its room, and with displaceBookingIds the place of others.',
    authScopes: { anyPermission: rightsFor('ASSIGN_ROOM') },
    args: { input: t.arg({ type: AssignRoomInput, required: true }) },
    errors: { types: placeErrors },
    resolve: (_root, { input }, context) =>
      assignRoom(context, {
        ...ref(input),
        roomId: keyOrNone('Room', input.roomId),
        displaceBookingIds: input.displaceBookingIds?.map((id) => keyOrNone('Booking', id)),
      }),
  }),
);
