import type { UpdateResolver } from '@urql/exchange-graphcache';
import type { NotificationNewsSubscription } from '../graphql/generated/graphql.ts';
import { UnreadCount } from './unread-count.ts';

type News = NotificationNewsSubscription['notificationReceived'];

export function isNotificationHeartbeat(news: unknown): boolean {
  return (news as News).notification === null;
}

/** The bell counts on; every list that is shown is read anew, since only the server knows what belongs to it. */
export const applyNotification: UpdateResolver = (result, _args, cache) => {
  const { unreadCount } = result['notificationReceived'] as unknown as News;
  for (const { fieldName, fieldKey, arguments: args } of cache.inspectFields('Query')) {
    if (fieldName === 'notifications' && args?.['first'] !== 1) cache.invalidate('Query', fieldKey);
  }
  cache.updateQuery(
    { query: UnreadCount },
    (before) => before && { ...before, notifications: { ...before.notifications, unreadCount } },
  );
};
