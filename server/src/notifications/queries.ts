import type { Prisma } from '../generated/prisma/client.ts';
import type { NotificationType } from '../generated/prisma/enums.ts';
import { degreeOf } from '../people/rights/policy.ts';
import type { Context, Viewer } from '../platform/context.ts';
import { noSuchKey } from '../platform/global-id.ts';

export type NotificationFilter = {
  readonly unreadOnly?: boolean | null | undefined;
  readonly types?: readonly NotificationType[] | null | undefined;
  readonly bookingId?: string | null | undefined;
};

/** Notifications of no division: figures over all divisions are for viewers who can see all. */
function aboutTheWholeFacility(viewer: Viewer | null): Prisma.NotificationWhereInput[] {
  return degreeOf(viewer, noSuchKey) === 'busy' ? [] : [{ tenantIds: { isEmpty: true } }];
}

function visibleTenantIds(viewer: Viewer | null): string[] {
  return viewer?.tenants.map((tenant) => tenant.id) ?? [];
}

/**
 * A second check besides row security: the viewer's own, from visible tenants. Withdrawn notifications are excluded.
 */
export function ownNotifications(viewer: Viewer | null) {
  return {
    recipientId: viewer?.userId ?? noSuchKey,
    inApp: true,
    withdrawnAt: null,
    OR: [...aboutTheWholeFacility(viewer), { tenantIds: { hasSome: visibleTenantIds(viewer) } }],
  } satisfies Prisma.NotificationWhereInput;
}

/**
 * Filters by what a notification lists, as far as the viewer can see it: not by items of tenants that they can no
 * longer see.
 */
function listing(viewer: Viewer | null, { types, bookingId }: NotificationFilter): Prisma.NotificationWhereInput {
  const listed: Prisma.NotificationItemWhereInput = {
    tenantId: { in: visibleTenantIds(viewer) },
    OR: [{ toldTo: { has: viewer?.userId ?? noSuchKey } }, { alsoToldTo: { has: viewer?.userId ?? noSuchKey } }],
    ...(types ? { type: { in: [...types] } } : {}),
    ...(bookingId == null ? {} : { bookingId }),
  };
  const aboutNone: Prisma.NotificationWhereInput[] =
    types && bookingId == null ? [{ tenantIds: { isEmpty: true }, type: { in: [...types] } }] : [];
  return { OR: [...aboutNone, { act: { items: { some: listed } } }] };
}

export function whereNotifications(viewer: Viewer | null, filter: NotificationFilter): Prisma.NotificationWhereInput {
  return {
    ...ownNotifications(viewer),
    ...(filter.unreadOnly ? { readAt: null } : {}),
    ...(filter.types || filter.bookingId != null ? { AND: [listing(viewer, filter)] } : {}),
  };
}

export function countUnread({ db, viewer }: Pick<Context, 'db' | 'viewer'>): Promise<number> {
  return viewer === null
    ? Promise.resolve(0)
    : db.prisma.notification.count({ where: { ...ownNotifications(viewer), readAt: null } });
}
