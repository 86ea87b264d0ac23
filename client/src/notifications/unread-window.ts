import { graphql } from '../graphql/generated/gql.ts';
import { liveWindow } from '../graphql/live-window.ts';
import './notification-line.ts';

export const UnreadCount = graphql(`
  query UnreadCount {
    notifications(first: 1) {
      cursor
      unreadCount
    }
  }
`);

const NotificationNews = graphql(`
  subscription NotificationNews($after: EventCursor) {
    notificationReceived(after: $after) {
      cursor
      unreadCount
      readIds
      withdrawnIds
      notification: news {
        ...NotificationLine
      }
    }
  }
`);

/** How many notifications are unread. Every list that is shown is read anew: only the server knows what belongs to it. */
export const unreadWindow = liveWindow({
  read: UnreadCount,
  follow: NotificationNews,
  isHeartbeat: ({ notification }) => notification === null,
  update: ({ unreadCount }, _variables, cache) => {
    for (const { fieldName, fieldKey, arguments: args } of cache.inspectFields('Query')) {
      if (fieldName === 'notifications' && args?.['first'] !== 1) cache.invalidate('Query', fieldKey);
    }
    cache.updateQuery(
      { query: UnreadCount },
      (before) => before && { ...before, notifications: { ...before.notifications, unreadCount } },
    );
  },
});
