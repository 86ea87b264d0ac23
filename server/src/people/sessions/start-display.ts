import type { RequestContext } from '../../platform/context.ts';
import { holdOwnAccess } from '../rights/hold-own-access.ts';
import { personKey } from '../person-key.ts';
import { mustBeInPerson } from '../rights/policy.ts';
import { beginSession, handOver, type OpenSession } from './sessions.ts';
import { nameLine } from '../name-line.ts';

type Needs = Pick<RequestContext, 'db' | 'clock' | 'tokens' | 'origin' | 'viewer'>;

/**
 * Puts a wall display's session in the place of the one it is started from: it only reads, and lasts. Whoever walks up
 * to the screen later finds nothing of the person's own session in it.
 * @throws NotAllowedError InvalidInputError
 */
export async function startDisplay(needs: Needs, rawName: string): Promise<OpenSession> {
  const viewer = mustBeInPerson(needs.viewer);
  const { userId, via } = viewer;
  const name = nameLine(rawName, 'name');
  const begun = await needs.db.transaction({ cause: 'startDisplay', at: [personKey(userId)] }, async (tx) => {
    // Where it was ended elsewhere a moment ago, nothing lasting comes out of it.
    await holdOwnAccess(tx, viewer, needs.clock());
    await tx.session.updateMany({ where: { id: via.id, userId, endedAt: null }, data: { endedAt: needs.clock() } });
    return beginSession(tx, needs, { userId, kind: 'DISPLAY', name });
  });
  return handOver(needs, begun);
}
