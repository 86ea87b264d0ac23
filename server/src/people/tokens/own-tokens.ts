import type { PersonalToken } from '../../generated/prisma/client.ts';
import type { Context, Viewer } from '../../platform/context.ts';
import { withVisibility } from '../../platform/database/visibility.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { changePeople, mayEverywhere, mustManage } from '../rights/managed.ts';
import { personKey } from '../person-key.ts';
import { mustBeInPerson } from '../rights/policy.ts';

/**
 * One's own tokens that were not revoked, newest first. Those that ran out stay in sight: that is why a tool has stopped.
 * @throws NotAllowedError
 */
export async function findOwnTokens({ db }: Pick<Context, 'db'>, viewer: Viewer): Promise<PersonalToken[]> {
  const { userId } = mustBeInPerson(viewer);
  // Just after sign-in the request itself is still nobody's.
  return withVisibility(
    { tenantIds: [], userId },
    async () =>
      await db.prisma.personalToken.findMany({
        where: { userId, revokedAt: null },
        orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
      }),
  );
}

/**
 * One's own, or that of somebody whom one manages. Holds with the next request, everywhere.
 * @throws NotAllowedError NotFoundError, the same for another's, one that was revoked, and one that never was
 */
export async function revokeToken(context: Context, id: string): Promise<string> {
  const { db, clock } = context;
  const viewer = mustBeInPerson(context.viewer);
  const { userId } = viewer;
  if (mayEverywhere(viewer, 'user:manage')) return revokeManaged(context, viewer, id);
  const { count } = await db.lines.enter(
    [personKey(userId)],
    async () =>
      await db.prisma.personalToken.updateMany({
        where: { id, userId, revokedAt: null },
        data: { revokedAt: clock() },
      }),
  );
  if (count === 0) throw new NotFoundError('token');
  return id;
}

function revokeManaged(context: Context, viewer: Viewer, id: string): Promise<string> {
  return changePeople(context, 'revokeToken', async (tx) => {
    const token = await tx.personalToken.findFirst({ where: { id, revokedAt: null }, select: { userId: true } });
    if (!token) throw new NotFoundError('token');
    if (token.userId !== viewer.userId) await mustManage(tx, viewer, token.userId);
    await tx.personalToken.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: context.clock() } });
    return id;
  });
}
