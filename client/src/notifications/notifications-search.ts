import type { NotificationType } from '../graphql/generated/graphql.ts';

const notificationTypes: readonly NotificationType[] = [
  'BOOKING_PENDING',
  'ROOM_ASSIGNED',
  'BOOKING_REJECTED',
  'BOOKING_DISPLACED',
  'BOOKING_CANCELLED',
  'BOOKING_CHANGED',
  'BOOKING_CONFIRMED',
  'DEVICE_REQUEST',
  'DAILY_SUMMARY',
];

/** What of the page is in its address: the mails link to its preferences. */
export type NotificationsSearch = {
  readonly only?: 'unread' | undefined;
  readonly type?: NotificationType | undefined;
  readonly panel?: 'preferences' | undefined;
  /** The division stays chosen from page to page. */
  readonly tenant?: string | undefined;
};

export function notificationsSearch(search: Record<string, unknown>): NotificationsSearch {
  return {
    only: search['only'] === 'unread' ? 'unread' : undefined,
    type: notificationTypes.find((type) => type === search['type']),
    panel: search['panel'] === 'preferences' ? 'preferences' : undefined,
    tenant: typeof search['tenant'] === 'string' && search['tenant'] !== '' ? search['tenant'] : undefined,
  };
}
