import type { RequestContext } from '../../platform/context.ts';
import { refuse } from '../../platform/input.ts';
import { type DeliveredLink, deliverPasswordLink } from './deliver-password-link.ts';
import { changePeople, mustBeAllowedEverywhere, mustManage } from '../rights/managed.ts';
import { makePasswordLink } from './password-links.ts';
import { mustBeInPerson } from '../rights/policy.ts';

/**
 * Makes a link for a person who cannot sign in: mailed to them, or shown once to the caller.
 * @throws NotAllowedError NotFoundError InvalidInputError BusyError
 */
export async function createPasswordLink(
  context: RequestContext,
  userId: string,
): Promise<{ userId: string; link: DeliveredLink }> {
  // A link is a password: a token that makes its owner one would outlive its own revocation.
  const viewer = mustBeInPerson(mustBeAllowedEverywhere(context.viewer, 'user:manage'));
  const { person, link } = await changePeople(context, 'createPasswordLink', async (tx) => {
    const managedPerson = await mustManage(tx, viewer, userId);
    if (!managedPerson.active) refuse('userId', 'This account is closed. Reopen it first.');
    const purpose = managedPerson.invited ? 'INVITATION' : 'RESET';
    return {
      person: managedPerson,
      link: await makePasswordLink(tx, { userId, purpose, madeBy: viewer, now: context.clock() }),
    };
  });
  return { userId, link: await deliverPasswordLink(context, link, person) };
}
