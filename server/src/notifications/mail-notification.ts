import { z } from 'zod';
import { loadPerson, visibilityOf } from '../people/rights/load-viewer.ts';
import type { Context, RequestContext } from '../platform/context.ts';
import { withVisibility } from '../platform/database/visibility.ts';
import { may } from '../platform/may.ts';
import { letterFor } from './letter-for.ts';
import { loadMail, type MailRequest } from './load-mail.ts';

export type MailNeeds = Pick<Context, 'db' | 'clock' | 'facility'> & Pick<RequestContext, 'mail' | 'publicUrl'>;

const oneLine = z.object({ id: z.uuid(), recipientId: z.uuid() });
const severalLines = z.object({ recipientId: z.uuid(), due: z.coerce.date() });

/**
 * Mails one notification, once its act can no longer be undone.
 * @throws when the mail server does not accept it, so that it is tried again
 */
export async function mailNotification(needs: MailNeeds, payload: unknown): Promise<void> {
  const { id, recipientId } = oneLine.parse(payload);
  await mailTo(needs, recipientId, { id }, `notification-${id}`);
}

/**
 * Mails the notifications of an hour or a day in one mail. Which ones was decided when each was written, so that a
 * repetition is the same mail.
 * @throws when the mail server does not accept it, so that it is tried again
 */
export async function mailDigest(needs: MailNeeds, payload: unknown): Promise<void> {
  const { recipientId, due } = severalLines.parse(payload);
  await mailTo(needs, recipientId, { due }, `digest-${recipientId}-${due.getTime() / 1000}`);
}

/**
 * Mails with the recipient's current visibility, and not at all when it was read meanwhile, or no longer holds. A
 * server that dies between the mail server's acceptance and the mark sends it once more, under the same Message-ID.
 */
async function mailTo(needs: MailNeeds, recipientId: string, request: MailRequest, messageName: string): Promise<void> {
  const { db, clock, mail } = needs;
  if (!mail) return;
  const person = await loadPerson(db, recipientId);
  if (!may(person, 'notification:read')) return;
  await withVisibility(visibilityOf(person), async () => {
    const lines = person === null ? [] : await loadMail(needs, person, request);
    const [first] = lines;
    if (!first) return;
    const isSent = await mail.send({
      ...letterFor(needs, lines),
      to: first.email,
      messageId: `<${messageName}@${new URL(needs.publicUrl).hostname}>`,
    });
    if (!isSent) throw new Error('the mail server did not take it');
    await db.prisma.notification.updateMany({
      where: { id: { in: lines.map(({ id }) => id) }, recipientId, mailedAt: null },
      data: { mailedAt: clock() },
    });
  });
}
