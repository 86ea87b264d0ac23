import type { RequestContext } from '../../platform/context.ts';
import { holdOwnAccess } from '../rights/hold-own-access.ts';
import { personKey } from '../person-key.ts';
import { mustBeInPerson } from '../rights/policy.ts';
import { beginSession, handOver, type OpenSession } from './sessions.ts';
import { nameLine } from '../name-line.ts';

type Needs = Pick<RequestContext, 'db' | 'clock' | 'tokens' | 'origin' | 'viewer'>;

/**
 * Replaces the session it is started from with a wall display's, which only reads, and lasts. A person who walks up to
 * the display later finds nothing of that user's own session in it.
 * @throws NotAllowedError InvalidInputError
 */
export async function startDisplay(needs: Needs, rawName: string): Promise<OpenSession> {
  const viewer = mustBeInPerson(needs.viewer);
  const { userId, via } = viewer;
  const name = nameLine(rawName, 'name');
  const newSession = await needs.db.transaction({ cause: 'startDisplay', at: [personKey(userId)] }, async (tx) => {
    // If the session was ended elsewhere a moment ago, no lasting one comes out of it.
    await holdOwnAccess(tx, viewer, needs.clock());
    await tx.session.updateMany({ where: { id: via.id, userId, endedAt: null }, data: { endedAt: needs.clock() } });
    return beginSession(tx, needs, { userId, kind: 'DISPLAY', name });
  });
  return handOver(needs, newSession);
}
