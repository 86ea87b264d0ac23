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

/** Of no division's books in particular: what adds up all of them is for those to whom all are open. */
function ofTheWholeFacility(viewer: Viewer | null): Prisma.NotificationWhereInput[] {
  return degreeOf(viewer, noSuchKey) === 'busy' ? [] : [{ tenantIds: { isEmpty: true } }];
}

function openTo(viewer: Viewer | null): string[] {
  return viewer?.tenants.map((tenant) => tenant.id) ?? [];
}

/** The second lock on the same door as row security: one's own, from books that are open. What was taken back is not there. */
export function ownNotifications(viewer: Viewer | null) {
  return {
    recipientId: viewer?.userId ?? noSuchKey,
    inApp: true,
    withdrawnAt: null,
    OR: [...ofTheWholeFacility(viewer), { tenantIds: { hasSome: openTo(viewer) } }],
  } satisfies Prisma.NotificationWhereInput;
}

/** By what a line lists, as far as that is open: not by what is in books that were closed meanwhile. */
function listing(viewer: Viewer | null, { types, bookingId }: NotificationFilter): Prisma.NotificationWhereInput {
  const listed: Prisma.NotificationItemWhereInput = {
    tenantId: { in: openTo(viewer) },
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
