import { encodeGlobalID } from '@pothos/plugin-relay';
import { MailRhythm, NotificationType } from '../generated/prisma/enums.ts';
import { visibilityOf } from '../people/rights/load-viewer.ts';
import { ViewerType } from '../people/schema.ts';
import { atMost, capReasons } from '../platform/at-most.ts';
import { builder } from '../platform/builder.ts';
import { pageCursor } from '../platform/connection-cursor.ts';
import { pageInput, pageWords } from '../platform/connection-page.ts';
import type { RequestContext, Viewer } from '../platform/context.ts';
import { withVisibility } from '../platform/database/visibility.ts';
import { BusyError, InvalidInputError, NotAllowedError } from '../platform/errors.ts';
import { keyOrNone } from '../platform/global-id.ts';
import { may } from '../platform/may.ts';
import { idOf } from '../platform/named-ids.ts';
import type { Position } from '../platform/outbox/event-cursor.ts';
import { asksFor } from '../platform/asks-for.ts';
import { stoppable } from '../platform/stoppable.ts';
import { totalFields } from '../platform/total-count.ts';
import { markNotificationsRead } from './mark-notifications-read.ts';
import { NotificationNode } from './notification-type.ts';
import { loadMailRhythm, loadPreferences, type Preference, updatePreferences } from './preferences.ts';
import { countUnread, type NotificationFilter, whereNotifications } from './queries.ts';
import { type NotificationNews, watchNotifications } from './watch-notifications.ts';

const readRight = 'notification:read';

const PreferenceType = builder.objectRef<Preference>('NotificationPreference').implement({
  description: 'How one is told of one type.',
  fields: (t) => ({
    type: t.expose('type', { type: NotificationType }),
    inApp: t.exposeBoolean('inApp', { description: 'By the bell. On unless switched off.' }),
    byMail: t.exposeBoolean('byMail', {
      description:
        'As well by mail, once it can no longer be undone: within a minute, or as `mailRhythm` says. Off unless switched on; on unless switched off for BOOKING_REJECTED, BOOKING_DISPLACED, BOOKING_CANCELLED, and a BOOKING_CHANGED of one’s own.',
    }),
  }),
});

const PreferenceInput = builder.inputType('NotificationPreferenceInput', {
  fields: (t) => ({
    type: t.field({ type: NotificationType, required: true }),
    inApp: t.boolean({ required: true }),
    byMail: t.boolean({ required: true }),
  }),
});

builder.enumType(MailRhythm, {
  name: 'MailRhythm',
  description:
    'How often one gets mail. AT_ONCE: one for each act. HOURLY, DAILY: one of all that is still unread and stands, with each full hour, or at 07:00 in the facility.',
});

const UpdatePreferencesInput = builder.inputType('UpdateNotificationPreferencesInput', {
  fields: (t) => ({
    preferences: t.field({
      type: [PreferenceInput],
      required: true,
      ...atMost(
        200,
        'Each type once; those not named stay as they are. Empty where only `mailRhythm` changes.',
        capReasons.values,
      ),
    }),
    mailRhythm: t.field({
      type: MailRhythm,
      description: 'Stays as it is when not given. Mails that wait already go as they were planned.',
    }),
  }),
});

function preferencesOf(viewer: Viewer | null, context: RequestContext): Promise<Preference[]> {
  return viewer === null ? Promise.resolve([]) : loadPreferences(context, viewer);
}

function rhythmOf(viewer: Viewer | null, context: RequestContext): Promise<MailRhythm> {
  return viewer === null ? Promise.resolve('AT_ONCE') : loadMailRhythm(context, viewer);
}

const UpdatePreferencesPayload = builder
  .objectRef<{ readonly preferences: Preference[]; readonly mailRhythm: MailRhythm }>(
    'UpdateNotificationPreferencesPayload',
  )
  .implement({
    fields: (t) => ({
      preferences: t.expose('preferences', { type: [PreferenceType] }),
      mailRhythm: t.expose('mailRhythm', { type: MailRhythm }),
    }),
  });

builder.objectField(ViewerType, 'unreadNotifications', (t) =>
  t.int({
    description: 'How many notifications they have not read.',
    // Just after sign-in the request itself has no viewer yet.
    resolve: (viewer, _args, { db }) =>
      may(viewer, readRight) ? withVisibility(visibilityOf(viewer), () => countUnread({ db, viewer })) : 0,
  }),
);

/** How far the stream was known before a list was read: a client that follows from there misses nothing in between. */
const readSince = new WeakMap<RequestContext, Position>();

type NotificationArgs = {
  readonly unreadOnly?: boolean | null | undefined;
  readonly types?: readonly NotificationType[] | null | undefined;
  readonly bookingId?: string | null | undefined;
};
/** As Pothos makes it of a page. */
type NotificationList = { readonly args: NotificationArgs };

/** The filter with a key instead of a global id. */
function notificationFilterKeys({ bookingId, ...filter }: NotificationArgs): NotificationFilter {
  return { ...filter, bookingId: bookingId == null ? null : keyOrNone('Booking', bookingId) };
}

builder.queryFields((t) => ({
  notifications: t.prismaConnection(
    {
      type: NotificationNode,
      cursor: 'id',
      description: `What one was told, newest first. ${pageWords}`,
      authScopes: { permission: readRight },
      args: {
        unreadOnly: t.arg.boolean({ defaultValue: false }),
        types: t.arg({
          type: [NotificationType],
          ...atMost(300, 'Only those that list a booking of such a type. All when not given.', capReasons.values),
        }),
        bookingId: t.arg.id({ description: 'Only those that list this booking.' }),
      },
      validate: pageInput(pageCursor),
      resolve: (query, _root, args, context) => {
        if (!readSince.has(context)) readSince.set(context, context.events.position);
        return context.db.prisma.notification.findMany({
          ...query,
          where: whereNotifications(context.viewer, notificationFilterKeys(args)),
          orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        });
      },
    },
    {
      name: 'NotificationConnection',
      fields: (f) => ({
        cursor: f.field({
          type: 'EventCursor',
          description: 'Where to follow `notificationReceived` from, so that nothing is missed in between.',
          resolve: (_list, _args, context) => context.cursors.write(readSince.get(context) ?? context.events.position),
        }),
        unreadCount: f.int({
          description: 'Of all of them, whatever the filter.',
          resolve: (_list, _args, context) => countUnread(context),
        }),
        ...totalFields<NotificationList>(({ args }, { db, viewer }) => (most) => {
          const where = whereNotifications(viewer, notificationFilterKeys(args));
          return db.prisma.notification.count({ where, take: most });
        })(f),
      }),
    },
    { name: 'NotificationEdge' },
  ),
  notificationPreferences: t.field({
    type: [PreferenceType],
    description: 'How one is told, type by type.',
    authScopes: { permission: readRight },
    resolve: (_root, _args, context) => preferencesOf(context.viewer, context),
  }),
  mailRhythm: t.field({
    type: MailRhythm,
    description: 'How often one gets mail of notifications. AT_ONCE unless chosen otherwise.',
    authScopes: { permission: readRight },
    resolve: (_root, _args, context) => rhythmOf(context.viewer, context),
  }),
}));

builder.mutationFields((t) => ({
  markNotificationsRead: t.field({
    type: 'Int',
    description:
      'Marks one’s own as read, and nobody else’s. How many changed. A token needs notification:manage as well: what is read is not mailed.',
    authScopes: { permission: readRight },
    args: {
      ids: t.arg.idList(
        idOf(
          'Notification',
          atMost(1_000, 'All of them when not given. What is another’s is as if it were not there.'),
        ),
      ),
    },
    resolve: (_root, { ids }, context) =>
      markNotificationsRead(context, ids?.map((id) => keyOrNone('Notification', id)) ?? null),
  }),
  updateNotificationPreferences: t.field({
    type: UpdatePreferencesPayload,
    description: 'How one wants to be told from now on. A token needs notification:manage as well.',
    authScopes: { permission: readRight },
    args: { input: t.arg({ type: UpdatePreferencesInput, required: true }) },
    errors: { types: [InvalidInputError, NotAllowedError, BusyError] },
    resolve: async (_root, { input }, context) => {
      await updatePreferences(context, input);
      return {
        preferences: await preferencesOf(context.viewer, context),
        mailRhythm: await rhythmOf(context.viewer, context),
      };
    },
  }),
}));

/** @throws CursorInvalidError CursorExpiredError at once, as the answer to the subscription */
async function startPosition({ events, cursors }: RequestContext, after: string | null | undefined): Promise<Position> {
  if (after == null) return events.position;
  const position = cursors.read(after);
  await events.admit(position);
  return position;
}

const NotificationReceivedType = builder.objectRef<NotificationNews>('NotificationReceived').implement({
  description:
    'A notification that is new; or, where `readIds` names some, that they were marked as read, on this device or another; or, where `withdrawnIds` names some, that their act was undone. One with `news: null` is a heartbeat; keep its cursor.',
  fields: (t) => ({
    cursor: t.field({ type: 'EventCursor', resolve: ({ position }, _args, { cursors }) => cursors.write(position) }),
    notification: t.field({
      type: NotificationNode,
      description: 'As `news`. Who asks for it is sent no heartbeats, since in those there is none.',
      resolve: ({ notification }) => {
        if (notification === null) throw new Error('a heartbeat was sent to somebody who asks for its notification');
        return notification;
      },
    }),
    news: t.field({
      type: NotificationNode,
      nullable: true,
      description:
        'The new one; with `readIds`, the one that was marked last; with `withdrawnIds`, the one that is gone: take it away; null in a heartbeat, which comes each quiet minute.',
      resolve: ({ notification }) => notification,
    }),
    readIds: t.idList({
      description:
        'Those that were marked as read, last first, at most 200, some of which may have been before; empty for a new one. With an `unreadCount` of 0 all are read.',
      resolve: ({ readIds }) => readIds.map((id) => encodeGlobalID('Notification', id)),
    }),
    withdrawnIds: t.idList({
      description: 'Those that are no longer there, because what they told of was undone; empty otherwise.',
      resolve: ({ withdrawnIds }) => withdrawnIds.map((id) => encodeGlobalID('Notification', id)),
    }),
    unreadCount: t.exposeInt('unreadCount'),
  }),
});

builder.subscriptionFields((t) => ({
  notificationReceived: t.field({
    type: NotificationReceivedType,
    description:
      'What one is told, each once and in order, what of it is taken back, and what one marks as read anywhere. Give the last cursor you saw as `after`, also after a reconnect, also to another server.',
    authScopes: { permission: readRight },
    args: { after: t.arg({ type: 'EventCursor', description: 'From now on when not given.' }) },
    subscribe: async (_root, { after }, context, info) => {
      const position = await startPosition(context, after);
      return stoppable((signal) => watchNotifications(context, position, !asksFor(info, 'notification'), signal));
    },
    resolve: (news) => news,
  }),
}));
