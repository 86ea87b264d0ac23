import type { PersonalToken } from '../../generated/prisma/client.ts';
import type { Context, Viewer } from '../../platform/context.ts';
import { withVisibility } from '../../platform/database/visibility.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { changePeople, mayEverywhere, mustManage } from '../rights/managed.ts';
import { personKey } from '../person-key.ts';
import { mustBeInPerson } from '../rights/policy.ts';

/**
 * Finds the viewer's own tokens that were not revoked, newest first. Expired ones stay listed: they explain why a tool
 * has stopped.
 * @throws NotAllowedError
 */
export async function findOwnTokens({ db }: Pick<Context, 'db'>, viewer: Viewer): Promise<PersonalToken[]> {
  const { userId } = mustBeInPerson(viewer);
  // Just after sign-in the request itself has no viewer yet.
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
 * Revokes a token of the viewer, or of a person whom they manage. It is refused with its next request, everywhere.
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
