import { underLocks } from '../bookings/changing/under-locks.ts';
import { mustBeAllowed } from '../people/rights/policy.ts';
import type { Context } from '../platform/context.ts';
import { joinedStatement } from '../platform/database/statement.ts';
import { deleteFrom, selected, updateAll } from '../platform/database/table.ts';
import { NotFoundError } from '../platform/errors.ts';
import { refuse } from '../platform/input.ts';
import { closuresTable } from './closures-table.ts';

const closureById = joinedStatement(
  'closureById',
  closuresTable.columns,
  ['', 'ForUpdate'],
  (lock) =>
    `select ${selected(closuresTable.columns, 'c')} from closures c where c.id = $1::uuid ${lock ? 'for update' : ''}`,
);

/**
 * Opens closed rooms again from now on: a running closure ends now, one that has not begun is deleted.
 * @returns its id, or null where it was deleted
 * @throws InvalidInputError NotAllowedError NotFoundError BusyError
 */
export function reopenRooms(
  context: Context,
  { closureId }: { closureId: string },
): Promise<{ closureId: string | null }> {
  mustBeAllowed(context.viewer, 'room:close');
  return underLocks(
    context,
    { cause: 'reopenRooms', queue: { key: `closure ${closureId}`, lock: null } },
    {
      read: (forUpdate) => ({ closure: closureById(forUpdate ? 'ForUpdate' : '', closureId) }),
      decide: ({ closure: [closure] }) => {
        if (!closure) throw new NotFoundError('closure');
        const now = context.clock();
        if (closure.endsAt <= now) refuse('closureId', 'This closure is already over.');
        const isAhead = closure.startsAt >= now;
        return {
          locks: { rooms: closure.roomIds },
          write: () =>
            isAhead ? [deleteFrom(closuresTable, [closureId])] : updateAll(closuresTable, [closureId], { endsAt: now }),
          result: { closureId: isAhead ? null : closureId },
        };
      },
    },
  );
}
