import type { NotificationType } from '../generated/prisma/enums.ts';
import { degreeOf } from '../people/rights/policy.ts';
import type { Context, Viewer } from '../platform/context.ts';
import { column, jsonb, statement, text, timestamptz, uuid } from '../platform/database/statement.ts';
import { changedFacts, type Item, itemColumns, itemRow, withRooms } from './load-items.ts';

/** A booking of an act as a mail shows it, with its current facts. */
export type MailItem = Item & {
  readonly reference: string;
  readonly clientName: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly roomNow: string | null;
};

export type MailLine = {
  readonly id: string;
  readonly actId: string;
  readonly type: NotificationType;
  readonly actor: string | null;
  readonly facts: Readonly<Record<string, number | string>> | null;
  readonly createdAt: Date;
  readonly email: string;
  readonly recipient: string;
  readonly items: readonly MailItem[];
};

/** One notification, or all that go in one mail. */
export type MailRequest = { readonly id: string } | { readonly due: Date };

/**
 * Loads what is to be mailed to a person, oldest first, with their current visibility: no notification that was read,
 * withdrawn or mailed meanwhile, and no booking whose state has changed since.
 */
export async function loadMail(
  context: Pick<Context, 'db'>,
  person: Viewer,
  request: MailRequest,
): Promise<MailLine[]> {
  const [id, due] = 'id' in request ? [request.id, null] : [null, request.due];
  const lines = await context.db.run(linesToMail(person.userId, id, due));
  if (lines.length === 0) return [];
  const actIds = lines.map(({ actId }) => actId);
  const tenantIds = person.tenants.map((tenant) => tenant.id);
  const rows = await context.db.run(itemsToMail(person.userId, actIds, tenantIds));
  const items = (await withRooms(context, rows))
    // Excludes what was changed and changed back.
    .filter(
      (item) =>
        item.type !== 'BOOKING_CHANGED' || item.before === null || item.after === null || changedFacts(item).length > 0,
    )
    .map((item) => ({ ...item, reason: degreeOf(person, item.tenantId) === 'full' ? item.reason : null }));
  return lines
    .map((line) => ({ ...line, items: items.filter(({ actId }) => actId === line.actId) }))
    .filter(({ items: ownItems, facts }) => ownItems.length > 0 || facts !== null);
}

const linesToMail = statement(
  'linesToMail',
  {
    id: uuid,
    actId: uuid,
    type: column<NotificationType>('text'),
    actor: text.orNull,
    facts: jsonb<Readonly<Record<string, number | string>>>().orNull,
    createdAt: timestamptz,
    email: text,
    recipient: text,
  },
  `
  select n.id, n.cause_id as "actId", n.type::text as type, a.display_name as actor, n.facts, n.created_at as "createdAt", u.email, u.display_name as recipient
  from notifications n join users u on u.id = n.recipient_id
  left join users a on a.id = n.actor_id
  left join notification_preferences p on p.user_id = n.recipient_id and p.type = n.type
  where n.recipient_id = $1::uuid and (n.id = $2::uuid or n.digest_at = $3::timestamptz)
    and n.read_at is null and n.mailed_at is null and n.withdrawn_at is null and u.email is not null
    and (n.facts is null or coalesce(p.by_mail, mailed_unless_told(n.type)))
  order by n.created_at, n.id`,
);

/**
 * A newer notification of the same kind that is mailed as well describes the booking in place of this one, with the
 * facts before the older one.
 */
const itemsToMail = statement(
  'itemsToMail',
  {
    actId: uuid,
    ...itemRow,
    reference: text,
    clientName: text,
    startsAt: timestamptz,
    endsAt: timestamptz,
    roomNow: text.orNull,
  },
  `
  select i.act_id as "actId", ${itemColumns('coalesce(earlier.before, i.before)')},
    b.reference, b.client_name as "clientName", b.starts_at as "startsAt", b.ends_at as "endsAt", r.name as "roomNow"
  from notifications n join notification_items i on i.act_id = n.cause_id join bookings b on b.id = i.booking_id
  left join rooms r on r.id = b.room_id
  left join notification_preferences p on p.user_id = n.recipient_id and p.type = i.type
  left join lateral (
    select e.before from notification_items e join notifications line on line.cause_id = e.act_id and line.recipient_id = $1::uuid
    where e.booking_id = i.booking_id and e.type = i.type and $1::uuid = any (e.mailed_to) and line.created_at < n.created_at
      and line.read_at is null and line.mailed_at is null and line.withdrawn_at is null
    order by line.created_at limit 1
  ) earlier on true
  where n.recipient_id = $1::uuid and n.cause_id = any ($2::uuid[]) and $1::uuid = any (i.mailed_to) and i.tenant_id = any ($3::uuid[])
    and coalesce(p.by_mail, true)
    and case i.type
      when 'BOOKING_PENDING' then b.status = 'PENDING'
      when 'ROOM_ASSIGNED' then b.status in ('ROOM_ASSIGNED', 'CONFIRMED')
      when 'BOOKING_REJECTED' then b.status = 'REJECTED'
      when 'BOOKING_DISPLACED' then b.status = 'PENDING'
      when 'BOOKING_CANCELLED' then b.status = 'CANCELLED'
      when 'BOOKING_CHANGED' then b.status in ('PENDING', 'ROOM_ASSIGNED', 'CONFIRMED')
      when 'BOOKING_CONFIRMED' then b.status = 'CONFIRMED'
      else true
    end
    and not exists (
      select from notification_items later join notifications line on line.cause_id = later.act_id and line.recipient_id = $1::uuid
      where later.booking_id = i.booking_id and later.type = i.type and $1::uuid = any (later.mailed_to)
        and line.created_at > n.created_at and line.withdrawn_at is null)
  order by weight_of(i.type), b.starts_at, b.id`,
);
