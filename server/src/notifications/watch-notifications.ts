import { followEvents } from '../bookings/calendar/follow-events.ts';
import type { Notification } from '../generated/prisma/client.ts';
import { visibilityOf } from '../people/rights/load-viewer.ts';
import { differs } from '../people/rights/rights-watch.ts';
import type { RequestContext, Viewer } from '../platform/context.ts';
import { withVisibility } from '../platform/database/visibility.ts';
import type { DomainEvent } from '../platform/outbox/domain-event.ts';
import type { Position } from '../platform/outbox/event-cursor.ts';
import { may } from '../platform/may.ts';
import { countUnread, ownNotifications } from './queries.ts';

export type NotificationNews = {
  readonly position: Position;
  /** Null in a heartbeat. */
  readonly notification: Notification | null;
  /** Those that were marked as read; empty where the notification is new or withdrawn. */
  readonly readIds: readonly string[];
  /** The one that was withdrawn. */
  readonly withdrawnIds: readonly string[];
  readonly unreadCount: number;
};

const mostReadIds = 200;
const marks = 'notifications_read';
const withdrawal = 'notifications_withdrawn';

/**
 * Yields the viewer's notifications, each once and in the order of the events, those that are withdrawn, and those that
 * they mark as read on any device. Nothing comes from tenants that they can no longer see.
 * @param heartbeats whether the position is sent each quiet minute
 */
export async function* watchNotifications(
  context: RequestContext,
  after: Position,
  heartbeats: boolean,
  signal: AbortSignal,
): AsyncGenerator<NotificationNews> {
  const concerns = (event: DomainEvent, viewer: Viewer | null) =>
    viewer !== null && event.recipients.includes(viewer.userId);
  const interest = { meets: (event: DomainEvent) => concerns(event, context.viewer), concerns };
  for await (const { events, viewer, before, to } of followEvents(context, after, interest, signal)) {
    if (before !== null) continue;
    if (events.length === 0) {
      if (heartbeats && may(viewer, 'notification:read'))
        yield {
          position: to,
          notification: null,
          readIds: [],
          withdrawnIds: [],
          unreadCount: await withVisibility(visibilityOf(viewer), () => countUnread({ db: context.db, viewer })),
        };
      continue;
    }
    const news = await withVisibility(visibilityOf(viewer), () => newsOf(context, viewer, events));
    for (const one of news) {
      // Rights may have changed while the earlier ones were sent.
      if (differs(context.viewer, viewer)) break;
      yield one;
    }
  }
}

async function newsOf(
  { db }: RequestContext,
  viewer: Viewer,
  events: readonly DomainEvent[],
): Promise<NotificationNews[]> {
  if (!may(viewer, 'notification:read')) return [];
  const ownFilter = ownNotifications(viewer);
  const actsOf = (type: string) => events.filter((event) => event.type === type).map(({ subject }) => subject);
  const newNotifications = await db.prisma.notification.findMany({
    where: { ...ownFilter, causeId: { in: actsOf('notification_written') } },
  });
  const withdrawnActs = actsOf(withdrawal);
  const withdrawn =
    withdrawnActs.length === 0
      ? []
      : await db.prisma.notification.findMany({
          where: { ...ownFilter, withdrawnAt: { not: null }, causeId: { in: withdrawnActs } },
        });
  // Marks add up: the last of them covers all.
  const lastMark = events.findLast(({ type }) => type === marks);
  const marked = lastMark
    ? await db.prisma.notification.findMany({
        where: { ...ownFilter, readAt: { not: null } },
        orderBy: [{ readAt: 'desc' }, { createdAt: 'desc' }, { id: 'asc' }],
        take: mostReadIds,
      })
    : [];
  const unreadCount = await countUnread({ db, viewer });
  return events.flatMap((event): NotificationNews[] => {
    const concerned =
      event === lastMark
        ? marked
        : (event.type === withdrawal ? withdrawn : newNotifications).filter(({ causeId }) => causeId === event.subject);
    const [notification] = event.type === marks && event !== lastMark ? [] : concerned;
    if (!notification) return [];
    const ids = (of: boolean) => (of ? concerned.map(({ id }) => id) : []);
    return [
      {
        position: event.position,
        notification,
        readIds: ids(event === lastMark),
        withdrawnIds: ids(event.type === withdrawal),
        unreadCount,
      },
    ];
  });
}
