import type { Context } from '../../platform/context.ts';
import { refuse } from '../../platform/input.ts';
import { findRooms } from '../../resources/rooms.ts';
import { acknowledgedBy, assignmentOf, parseNotes } from '../changing/assign-room.ts';
import { changeBookings, type NamedRef } from './change-bookings.ts';
import type { Outcome } from '../changing/under-locks.ts';
import type { ChangedBookings } from '../changing/change-booking.ts';

export type RoomAssignment = NamedRef & {
  readonly roomId: string;
  readonly notes?: string | null | undefined;
  readonly acknowledgeOverCapacity?: boolean | null | undefined;
  readonly acknowledgePast?: boolean | null | undefined;
};

/**
 * Gives several ghosts their rooms, all or none; two that want one room at one time are refused as well. No booking
 * gives way here. Returns the bookings' ids in the order of the assignments.
 * @throws BulkRefusedError InvalidInputError BusyError
 */
export async function assignRooms(
  context: Context,
  {
    assignments,
    dryRun,
  }: { readonly assignments: readonly RoomAssignment[]; readonly dryRun?: boolean | null | undefined },
): Promise<Outcome<ChangedBookings>> {
  const bossNotes = assignments.map(({ notes }, index) =>
    notes == null ? undefined : parseNotes(notes, `assignments.${index}.notes`),
  );
  const rooms = await findRooms(
    context,
    assignments.map(({ roomId }) => roomId),
  );
  return changeBookings(context, {
    action: 'ASSIGN_ROOM',
    cause: 'assignRooms',
    refs: assignments,
    dryRun,
    path: 'assignments',
    roomIds: assignments.map(({ roomId }) => roomId),
    plan: (booking, index) => {
      const assignment = assignments[index] ?? refuse('assignments', 'There is no such assignment.');
      return assignmentOf(booking, rooms.get(assignment.roomId), {
        index,
        now: context.clock(),
        ...acknowledgedBy(assignment),
        bossNotes: bossNotes[index],
      });
    },
  });
}
