import type { RequestContext } from '../../platform/context.ts';
import { refuse } from '../../platform/input.ts';
import { type DeliveredLink, deliverPasswordLink } from './deliver-password-link.ts';
import { changePeople, mustBeAllowedEverywhere, mustManage } from '../rights/managed.ts';
import { makePasswordLink } from './password-links.ts';
import { mustBeInPerson } from '../rights/policy.ts';

/**
 * A link for somebody who cannot sign in: mailed to them, or shown this once to who asked for it.
 * @throws NotAllowedError NotFoundError InvalidInputError BusyError
 */
export async function createPasswordLink(
  context: RequestContext,
  userId: string,
): Promise<{ userId: string; link: DeliveredLink }> {
  // A link is a password: a token that makes its owner one would outlive its own revocation.
  const viewer = mustBeInPerson(mustBeAllowedEverywhere(context.viewer, 'user:manage'));
  const { person, link } = await changePeople(context, 'createPasswordLink', async (tx) => {
    const found = await mustManage(tx, viewer, userId);
    if (!found.active) refuse('userId', 'This account is shut. Open it first.');
    const purpose = found.invited ? 'INVITATION' : 'RESET';
    return {
      person: found,
      link: await makePasswordLink(tx, { userId, purpose, madeBy: viewer, now: context.clock() }),
    };
  });
  return { userId, link: await deliverPasswordLink(context, link, person) };
}
