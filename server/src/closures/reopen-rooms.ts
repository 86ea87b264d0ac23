import { lockInOrder } from '../bookings/placing/locks.ts';
import type { Closure } from '../generated/prisma/client.ts';
import { mustBeAllowed } from '../people/rights/policy.ts';
import type { Context } from '../platform/context.ts';
import { StartOver } from '../platform/database/database.ts';
import { sqlIn } from '../platform/database/sql-in.ts';
import { NotFoundError } from '../platform/errors.ts';
import { refuse } from '../platform/input.ts';

/**
 * Opens closed rooms again from now on: a closure that runs ends now, one that has not begun is gone.
 * @returns whether something of the closure is left
 * @throws InvalidInputError NotAllowedError NotFoundError BusyError
 */
export async function reopenRooms(
  context: Context,
  { closureId }: { closureId: string },
): Promise<{ closureId: string | null }> {
  mustBeAllowed(context.viewer, 'room:close');
  return context.db.transaction({ cause: 'reopenRooms', at: [`closure ${closureId}`] }, async (tx) => {
    const seen = await tx.closure.findFirst({ where: { id: closureId } });
    if (!seen) throw new NotFoundError('closure');
    await lockInOrder(tx, { rooms: seen.roomIds });
    const [closure] = await sqlIn(tx)<Pick<Closure, 'version' | 'startsAt' | 'endsAt'>>(
      'lockClosure',
      'select version, starts_at as "startsAt", ends_at as "endsAt" from closures where id = $1::uuid for update',
      [closureId],
    );
    if (!closure) throw new NotFoundError('closure');
    if (closure.version !== seen.version) throw new StartOver();
    const now = context.clock();
    if (closure.endsAt <= now) refuse('closureId', 'This closure has ended already.');
    if (closure.startsAt >= now) {
      await tx.closure.delete({ where: { id: closureId } });
      return { closureId: null };
    }
    await tx.closure.update({ where: { id: closureId }, data: { endsAt: now } });
    return { closureId };
  });
}
