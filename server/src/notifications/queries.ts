import type { Prisma } from '../generated/prisma/client.ts';
import type { NotificationType } from '../generated/prisma/enums.ts';
import { degreeOf } from '../people/policy.ts';
import type { Context, Viewer } from '../platform/context.ts';
import { noSuchKey } from '../platform/global-id.ts';

export type NotificationFilter = {
  readonly unreadOnly?: boolean | null | undefined;
  readonly types?: readonly NotificationType[] | null | undefined;
  readonly bookingId?: string | null | undefined;
};

/** Of no division's books in particular: what adds up all of them is for those to whom all are open. */
const ofTheWholeFacility = (viewer: Viewer | null): Prisma.NotificationWhereInput[] => (degreeOf(viewer, noSuchKey) === 'busy' ? [] : [{ tenantId: null }]);

/** The second lock on the same door as row security: one's own, from books that are open. */
export const ownNotifications = (viewer: Viewer | null): Prisma.NotificationWhereInput => ({
  recipientId: viewer?.userId ?? '00000000-0000-0000-0000-000000000000',
  inApp: true,
  OR: [...ofTheWholeFacility(viewer), { tenantId: { in: viewer?.tenants.map((tenant) => tenant.id) ?? [] } }],
});

export const whereNotifications = (viewer: Viewer | null, { unreadOnly, types, bookingId }: NotificationFilter): Prisma.NotificationWhereInput => ({
  ...ownNotifications(viewer),
  ...(unreadOnly ? { readAt: null } : {}),
  ...(types ? { type: { in: [...types] } } : {}),
  ...(bookingId == null ? {} : { bookingId }),
});

export const countUnread = ({ db, viewer }: Pick<Context, 'db' | 'viewer'>): Promise<number> =>
  viewer === null ? Promise.resolve(0) : db.prisma.notification.count({ where: { ...ownNotifications(viewer), readAt: null } });
