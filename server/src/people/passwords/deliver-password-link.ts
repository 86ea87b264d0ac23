import type { RequestContext } from '../../platform/context.ts';
import { withVisibility } from '../../platform/database/visibility.ts';
import type { Mail } from '../../platform/mail.ts';
import { linkMinutes, type NewLink } from './password-links.ts';

export type Addressee = { readonly displayName: string; readonly username: string; readonly email: string | null };

/** How a link reaches its person: mailed, or through its maker, who sees it this once. */
export type DeliveredLink = {
  readonly expiresAt: Date;
  readonly mailedTo: string | null;
  readonly mailFailed: boolean;
  readonly url: string | null;
};

type Needs = Pick<RequestContext, 'db' | 'clock' | 'mail' | 'publicUrl' | 'facility'>;

/** Delivers a link after commit. If the mail server does not accept it, its maker passes it on. */
export async function deliverPasswordLink(needs: Needs, link: NewLink, to: Addressee): Promise<DeliveredLink> {
  const { mail } = needs;
  const { expiresAt } = link;
  if (mail && to.email !== null && (await mailPasswordLink({ ...needs, mail }, link, { ...to, email: to.email }))) {
    return { expiresAt, mailedTo: to.email, mailFailed: false, url: null };
  }
  return { expiresAt, mailedTo: null, mailFailed: mail !== null && to.email !== null, url: urlOf(needs, link) };
}

/** True once the mail server accepted it. The link records either outcome for those who manage people. */
export async function mailPasswordLink(
  needs: Needs & { readonly mail: Mail },
  link: NewLink,
  to: Addressee & { readonly email: string },
): Promise<boolean> {
  const { db, clock, mail, facility } = needs;
  const invited = link.purpose === 'INVITATION';
  const isSent = await mail.send({
    to: to.email,
    subject: invited ? `${facility.name}: your account` : `${facility.name}: a new password`,
    text: [
      `Dear ${to.displayName},`,
      invited
        ? `You have an account at ${facility.name}. Your username is ${to.username}. Choose your password here:`
        : `A new password was requested for ${to.username}. Choose it here:`,
      urlOf(needs, link),
      `The link works once and expires in ${linkMinutes} minutes.${invited ? '' : ' If you did not request this, ignore this e-mail: your password stays the same.'}`,
    ].join('\n\n'),
  });
  // Awaited inside: Prisma begins only then, and would have the caller's visibility otherwise.
  await withVisibility({ tenantIds: [], userId: link.userId }, async () => {
    await db.prisma.passwordLink.updateMany({
      where: { id: link.id },
      data: isSent ? { mailedAt: clock() } : { mailFailedAt: clock() },
    });
  });
  return isSent;
}

// In the fragment, which browsers do not send: no log and no referrer contains it.
function urlOf({ publicUrl }: Pick<Needs, 'publicUrl'>, { token }: NewLink): string {
  return `${publicUrl}/set-password#${token}`;
}
