import type { RequestContext } from '../../platform/context.ts';
import { boolean, statement } from '../../platform/database/statement.ts';
import { NotAllowedError } from '../../platform/errors.ts';
import { refuse } from '../../platform/input.ts';
import { networkOf } from '../../platform/http/network-of.ts';
import { endSessions } from '../sessions/end-sessions.ts';
import { holdOwnAccess } from '../rights/hold-own-access.ts';
import { voidPasswordLinks } from './password-links.ts';
import { mustBeGoodPassword } from './password-rules.ts';
import { hashInTurn } from '../credentials/passwords.ts';
import { personKey } from '../person-key.ts';
import { mustBeInPerson } from '../rights/policy.ts';
import { hashing } from '../credentials/turns.ts';
import { provePassword } from '../credentials/verify-credentials.ts';

type NewPassword = {
  readonly currentPassword: string;
  readonly newPassword: string;
  readonly keepTokens?: boolean | null | undefined;
};
type Needs = Pick<RequestContext, 'viewer' | 'db' | 'clock' | 'tryLimits' | 'origin'>;

const setOwnPassword = statement('changePassword', { kept: boolean }, 'select set_own_password($1, $2) as kept');

/**
 * Sets a new password for the caller; every other session of the person ends, and their tokens for tools unless they
 * choose to keep them. A stranger at an unlocked screen would have to know the current one, and has as few tries as at
 * sign-in.
 * @throws NotAllowedError InvalidInputError TooManyAttemptsError PasswordMustBeSetError BusyError
 */
export async function changePassword(needs: Needs, input: NewPassword): Promise<void> {
  const { db, clock, origin } = needs;
  const viewer = mustBeInPerson(needs.viewer);
  mustBeGoodPassword(input.newPassword, viewer.username);
  if (input.newPassword === input.currentPassword)
    refuse('newPassword', 'The new password is the same as the current one.');

  const proven = await provePassword(needs, {
    username: viewer.username,
    password: input.currentPassword,
    address: origin.address,
  });
  const hash = await hashing.take(networkOf(origin.address), (turn) => hashInTurn(turn, input.newPassword));
  await db.transaction({ cause: 'changePassword', at: [personKey(viewer.userId)] }, async (tx) => {
    await holdOwnAccess(tx, viewer, clock());
    const [changed] = await tx.run(setOwnPassword(hash, proven.passwordHash));
    if (!changed?.kept)
      throw new NotAllowedError('session:use', 'Your password has just been changed somewhere else. Sign in again.');
    await tx.run(voidPasswordLinks(viewer.userId, clock()));
    await endSessions(tx, {
      userId: viewer.userId,
      except: viewer.via.id,
      tokensToo: input.keepTokens !== true,
      now: clock(),
    });
  });
}
