import type { Session } from '../../generated/prisma/client.ts';
import type { Context, Viewer } from '../../platform/context.ts';
import { withVisibility } from '../../platform/database/visibility.ts';
import { boolean, statement } from '../../platform/database/statement.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { endSessions } from './end-sessions.ts';
import { personKey } from '../person-key.ts';
import { mustBeInPerson } from '../rights/policy.ts';

export type OwnSession = Session & { readonly current: boolean };
type Needs = Pick<Context, 'db' | 'clock'>;

function openSessionsOf(viewer: Viewer, now: Date) {
  return { userId: viewer.userId, endedAt: null, expiresAt: { gt: now } };
}

/**
 * Finds the viewer's own open sessions, last used first.
 * @throws NotAllowedError for tools and displays: they do not need to know where a person is signed in
 */
export async function findOwnSessions({ db, clock }: Needs, viewer: Viewer): Promise<OwnSession[]> {
  mustBeInPerson(viewer);
  // Just after sign-in the request itself has no viewer yet.
  const rows = await withVisibility(
    { tenantIds: [], userId: viewer.userId },
    async () =>
      await db.prisma.session.findMany({
        where: openSessionsOf(viewer, clock()),
        orderBy: [{ lastUsedAt: 'desc' }, { id: 'asc' }],
      }),
  );
  return rows.map((row) => ({ ...row, current: row.id === viewer.via.id }));
}

const endOwnSession = statement(
  'endOwnSession',
  { ended: boolean },
  'select end_own_session($1::uuid, $2::uuid, $3::timestamptz) as ended',
);

/**
 * Ends one session of the viewer: a device that was lost, a display that was taken down.
 * @throws NotAllowedError NotFoundError, the same for another's, one that has ended, and one that never was
 */
export async function endSession(
  { db, clock, viewer }: Needs & Pick<Context, 'viewer'>,
  id: string,
): Promise<{ readonly id: string; readonly current: boolean }> {
  const person = mustBeInPerson(viewer);
  const hasEnded = await db.transaction({ cause: 'endSession', at: [personKey(person.userId)] }, async (tx) => {
    const [row] = await tx.run(endOwnSession(id, person.via.id, clock()));
    return row?.ended === true;
  });
  if (!hasEnded) throw new NotFoundError('session');
  return { id, current: id === person.via.id };
}

/**
 * Ends all sessions of the viewer, displays included; tokens for tools are revoked one by one.
 * @returns how many
 * @throws NotAllowedError
 */
export async function signOutEverywhere(needs: Needs & Pick<Context, 'viewer'>, keepThis: boolean): Promise<number> {
  const person = mustBeInPerson(needs.viewer);
  return needs.db.transaction({ cause: 'signOutEverywhere', at: [personKey(person.userId)] }, (tx) =>
    endSessions(tx, { userId: person.userId, except: keepThis ? person.via.id : undefined, now: needs.clock() }),
  );
}
