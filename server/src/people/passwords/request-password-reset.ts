import type { RequestContext } from '../../platform/context.ts';
import { statement, uuid } from '../../platform/database/statement.ts';
import { withVisibility } from '../../platform/database/visibility.ts';
import { networkOf } from '../../platform/http/network-of.ts';
import { mailPasswordLink } from './deliver-password-link.ts';
import { holdPerson } from '../rights/hold-own-access.ts';
import { makePasswordLink } from './password-links.ts';
import { personKey } from '../person-key.ts';
import { mayAskForLink } from '../credentials/tries.ts';
import { nameOf, noteTriedAccount } from '../credentials/verify-credentials.ts';

type Needs = Pick<RequestContext, 'db' | 'clock' | 'log' | 'mail' | 'background' | 'origin' | 'publicUrl' | 'facility'>;

const accountNamed = statement('accountNamed', { id: uuid }, 'select id from users where username = $1');

/**
 * Mails a link to the person, where there is a mail server and the account has an address. What happens before the
 * answer is the same for every name, and the rest happens after it, so neither answer nor time reveals who has an
 * account.
 */
export async function requestPasswordReset(needs: Needs, input: { readonly username: string }): Promise<void> {
  const { db, clock, mail, background, origin } = needs;
  const username = nameOf(input.username);
  const [account] = await db.run(accountNamed(username));
  noteTriedAccount(account?.id ?? null);
  if (!(await mayAskForLink(needs, username, networkOf(origin.address))) || !mail) return;
  background.start('mailing a link for a new password', async () => {
    if (!account) return;
    const userId = account.id;
    const delivery = await withVisibility({ tenantIds: [], userId }, () =>
      db.transaction({ cause: 'requestPasswordReset', at: [personKey(userId)] }, async (tx) => {
        // The address is read under the lock: a link never goes to one that has just been changed.
        await holdPerson(tx, userId);
        const user = await tx.user.findFirst({ where: { id: userId, active: true } });
        if (!user || user.email === null) return null;
        const purpose = user.passwordHash === null ? 'INVITATION' : 'RESET';
        return {
          to: { ...user, email: user.email },
          link: await makePasswordLink(tx, { userId, purpose, madeBy: null, now: clock() }),
        };
      }),
    );
    if (delivery) await mailPasswordLink({ ...needs, mail }, delivery.link, delivery.to);
  });
}
