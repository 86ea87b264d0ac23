import { builder } from '../../platform/builder.ts';
import { rightsFor } from '../policy.ts';
import { BookingReasonInput, changeErrors, ref } from './booking-change.graphql.ts';
import { bookingPayload } from './payload-types.ts';
import { unassignRoom } from './unassign-room.ts';

builder.mutationField('unassignRoom', (t) =>
  t.field({
    type: bookingPayload('UnassignRoomPayload'),
    description: 'Takes the room back; the booking is a ghost again.',
    authScopes: { anyPermission: rightsFor('UNASSIGN_ROOM') },
    args: { input: t.arg({ type: BookingReasonInput, required: true }) },
    errors: { types: changeErrors },
    resolve: (_root, { input }, context) => unassignRoom(context, ref(input)),
  }),
);
