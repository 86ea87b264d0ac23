import { z } from 'zod';
import type { NotificationType } from '../generated/prisma/enums.ts';
import { loadPerson, sightOf } from '../people/load-viewer.ts';
import { degreeOf } from '../people/policy.ts';
import type { Context, RequestContext } from '../platform/context.ts';
import { withSight } from '../platform/database/sight.ts';
import { may } from '../platform/may.ts';
import { letterFor } from './letter-for.ts';

type Needs = Pick<Context, 'db' | 'clock' | 'facility'> & Pick<RequestContext, 'mail' | 'publicUrl'>;

export type ToldByMail = {
  readonly type: NotificationType;
  readonly reason: string | null;
  readonly email: string;
  readonly recipient: string;
  readonly actor: string | null;
  readonly room: string | null;
  readonly facts: Readonly<Record<string, number | string>> | null;
  readonly bookingId: string | null;
  readonly tenantId: string | null;
  readonly reference: string | null;
  readonly clientName: string | null;
  readonly startsAt: Date | null;
  readonly endsAt: Date | null;
};

const payloadOf = z.object({ id: z.uuid(), recipientId: z.uuid() });

/**
 * One notification by mail, half a minute after its cause: with the recipient's sight of now, and not at all when it was
 * read meanwhile, or what it tells no longer stands. Whoever dies between the mail server's yes and the mark sends it once
 * more, under the same Message-ID.
 * @throws when the mail server does not take it, so that it is tried again
 */
export const mailNotification = async (needs: Needs, payload: unknown): Promise<void> => {
  const { db, clock, mail } = needs;
  const { id, recipientId } = payloadOf.parse(payload);
  if (!mail) return;
  const person = await loadPerson(db, recipientId);
  if (!may(person, 'notification:read')) return;
  await withSight(sightOf(person), async () => {
    const [told] = await db.sql<ToldByMail>('notificationToMail', notificationToMail, [id, recipientId]);
    if (!told) return;
    const full = told.tenantId === null || degreeOf(person, told.tenantId) === 'full';
    const letter = letterFor(needs, { ...told, reason: full ? told.reason : null });
    const sent = await mail.send({ ...letter, to: told.email, messageId: `<notification-${id}@${new URL(needs.publicUrl).hostname}>` });
    if (!sent) throw new Error('the mail server did not take it');
    await db.prisma.notification.updateMany({ where: { id, recipientId, mailedAt: null }, data: { mailedAt: clock() } });
  });
};

/** A booking that is not the recipient's to see any more is not there; a newer one of the same kind tells of itself. */
const notificationToMail = `
  select n.type::text as type, n.reason, u.email, u.display_name as recipient, a.display_name as actor, r.name as room, n.facts,
    b.id as "bookingId", b.tenant_id as "tenantId", b.reference, b.client_name as "clientName", b.starts_at as "startsAt", b.ends_at as "endsAt"
  from notifications n join users u on u.id = n.recipient_id
  left join bookings b on b.id = n.booking_id left join rooms r on r.id = n.room_id left join users a on a.id = n.actor_id
  left join notification_preferences p on p.user_id = n.recipient_id and p.type = n.type
  where n.id = $1::uuid and n.recipient_id = $2::uuid and n.read_at is null and n.mailed_at is null
    and u.email is not null and coalesce(p.by_mail, mailed_unless_told(n.type))
    and case n.type
      when 'BOOKING_PENDING' then b.status = 'PENDING'
      when 'ROOM_ASSIGNED' then b.room_id = n.room_id and b.status in ('ROOM_ASSIGNED', 'CONFIRMED')
      when 'BOOKING_REJECTED' then b.status = 'REJECTED'
      when 'BOOKING_DISPLACED' then b.status = 'PENDING'
      when 'BOOKING_CANCELLED' then b.status = 'CANCELLED'
      when 'DEVICE_REQUEST' then b.devices_needed > 0 and b.status in ('PENDING', 'ROOM_ASSIGNED', 'CONFIRMED')
      when 'DAILY_SUMMARY' then true
    end
    and not exists (
      select from notifications later
      where later.recipient_id = n.recipient_id and later.booking_id = n.booking_id and later.type = n.type and later.created_at > n.created_at)`;
