import type { RequestContext } from '../../platform/context.ts';
import { boolean, statement } from '../../platform/database/statement.ts';
import { withVisibility } from '../../platform/database/visibility.ts';
import { networkOf } from '../../platform/http/network-of.ts';
import { endSessions } from '../sessions/end-sessions.ts';
import { LinkVoidError } from '../errors.ts';
import { claimPasswordLink, findPasswordLink } from './password-links.ts';
import { mustBeGoodPassword } from './password-rules.ts';
import { personKey } from '../person-key.ts';
import { hashInTurn } from '../credentials/passwords.ts';
import { forgiveAttempts } from '../credentials/tries.ts';
import { hashing } from '../credentials/turns.ts';

type Needs = Pick<RequestContext, 'db' | 'clock' | 'origin'>;

const setOwnPassword = statement('setPassword', { kept: boolean }, 'select set_own_password($1) as kept');

/**
 * Sets the password of the link's person, once, ends all their sessions and revokes their tokens for tools: a person
 * who needs a link does not know who else has been in. The place that it comes from is familiar from then on: they can
 * sign in there even while strangers keep their account locked.
 * @throws LinkVoidError InvalidInputError BusyError
 */
export async function setPassword(
  needs: Needs,
  input: { readonly token: string; readonly newPassword: string },
): Promise<{ username: string }> {
  const { db, clock, origin } = needs;
  // Checked before anything is hashed: a stranger without a link costs nothing.
  const link = await findPasswordLink(needs, input.token);
  if (!link) throw new LinkVoidError();
  const { id: userId, username } = link.user;
  mustBeGoodPassword(input.newPassword, username);

  const network = networkOf(origin.address);
  const hash = await hashing.take(network, (turn) => hashInTurn(turn, input.newPassword));
  await withVisibility({ tenantIds: [], userId }, () =>
    db.transaction({ cause: 'setPassword', at: [personKey(userId)] }, async (tx) => {
      // The person first, then links, then sessions: every writer locks them in this order.
      const [changed] = await tx.run(setOwnPassword(hash));
      if (!changed?.kept || !(await claimPasswordLink(tx, link.id, clock()))) throw new LinkVoidError();
      await endSessions(tx, { userId, tokensToo: true, now: clock() });
    }),
  );
  // Treated as familiar already: no try was counted, so none is given back.
  await forgiveAttempts(needs, { username, network, familiar: true });
  return { username };
}
