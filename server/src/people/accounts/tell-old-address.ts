import type { RequestContext } from '../../platform/context.ts';
import type { Addressee } from '../passwords/deliver-password-link.ts';

/** Mails the old address after commit, in the background: its reader learns that mail no longer comes there. */
export function tellOldAddress(
  { mail, background, facility }: Pick<RequestContext, 'mail' | 'background' | 'facility'>,
  { displayName, username, email }: Addressee,
): void {
  if (!mail || email === null) return;
  background.start('telling an old address', async () => {
    await mail.send({
      to: email,
      subject: `${facility.name}: your e-mail address was changed`,
      text: [
        `Dear ${displayName},`,
        `The e-mail address of your account ${username} at ${facility.name} was changed. E-mails no longer go to this address, and links that were sent here no longer work.`,
        'If you did not expect this, tell an administrator now.',
      ].join('\n\n'),
    });
  });
}
