import { builder } from '../../platform/builder.ts';
import { keyOrNone } from '../../platform/global-id.ts';
import { rightsFor } from '../policy.ts';
import { assignRooms } from './assign-rooms.ts';
import { bulkErrors, namedRef } from '../changing/booking-change.graphql.ts';
import { AssignRoomsInput } from './bulk-input.ts';
import { bookingsPayload } from '../changing/payload-types.ts';

builder.mutationField('assignRooms', (t) =>
  t.field({
    type: bookingsPayload('AssignRoomsPayload', 'In the order of the assignments.'),
    description:
      'Gives several ghosts their rooms in one transaction: all of them, or none, with the list of what stood in the way. Nobody gives way.',
    authScopes: { anyPermission: rightsFor('ASSIGN_ROOM') },
    args: { input: t.arg({ type: AssignRoomsInput, required: true }) },
    errors: { types: bulkErrors },
    resolve: (_root, { input }, context) =>
      assignRooms(context, {
        assignments: input.assignments.map((one) => ({ ...namedRef(one), roomId: keyOrNone('Room', one.roomId) })),
        dryRun: input.dryRun,
      }),
  }),
);
