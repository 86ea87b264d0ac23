import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useQuery, useSubscription } from 'urql';
import { graphql } from '../graphql/generated/gql.ts';
import type { NotificationLineFragment } from '../graphql/generated/graphql.ts';
import { useHere } from '../people/here.tsx';
import { useGoTo } from '../links/go-to.ts';
import { dateOf } from '../time/day.ts';
import { setTitleBadge } from '../ui/title-badge.ts';
import { useToast } from '../ui/toaster.tsx';
import { BellButton } from './bell-button.tsx';
import { countOf, spokenWords } from './notification-words.ts';
import { UnreadCount } from './unread-count.ts';
import './notification-line.ts';

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

/** Only bad news about one's own booking comes forward by itself; the rest waits at the bell. */
const urgentTypes: ReadonlySet<string> = new Set(['BOOKING_REJECTED', 'BOOKING_DISPLACED']);

/** Shows how many are unread, kept true; says politely what is new. */
export function Bell({ onOpen }: { onOpen(): void }) {
  const [{ data }] = useQuery({ query: UnreadCount });
  const [{ data: news }] = useSubscription({ query: NotificationNews });
  const [announcement, setAnnouncement] = useState('');
  const bring = useBringForward();
  const lastCursor = useRef<string | null>(null);
  const takeBack = useRef(new Map<string, () => void>());
  const count = data?.notifications.unreadCount ?? 0;

  useEffect(() => setTitleBadge(count), [count]);

  useEffect(() => {
    if (!news) return;
    const { cursor, notification, readIds, withdrawnIds } = news.notificationReceived;
    for (const id of withdrawnIds) {
      takeBack.current.get(id)?.();
      takeBack.current.delete(id);
    }
    if (!notification || lastCursor.current === cursor || readIds.length > 0 || withdrawnIds.length > 0) return;
    lastCursor.current = cursor;
    const words = `New notification: ${spokenWords(notification)}`;
    setAnnouncement(words);
    const forget = urgentTypes.has(notification.type) ? bring(notification) : null;
    takeBack.current.set(notification.id, () => {
      forget?.();
      setAnnouncement((before) => (before === words ? '' : before));
    });
  }, [news, bring]);

  return (
    <>
      <BellButton count={count} onOpen={onOpen} />
      <span className="unseen" role="status">
        {announcement}
      </span>
    </>
  );
}

/** What it gives back takes the line away again. */
function useBringForward(): (line: NotificationLineFragment) => () => void {
  const toast = useToast();
  const goTo = useGoTo();
  const { timeZone } = useHere().facility;
  const latest = useRef({ toast, goTo, timeZone });
  useLayoutEffect(() => {
    latest.current = { toast, goTo, timeZone };
  });
  const [bring] = useState(() => (line: NotificationLineFragment) => {
    const booking = countOf(line) === 1 ? line.items[0]?.booking : undefined;
    const { toast: show, goTo: go, timeZone: zone } = latest.current;
    return show({
      text: spokenWords(line),
      ...(booking
        ? { action: { label: 'Show', run: () => go.booking(booking.id, dateOf(Date.parse(booking.startsAt), zone)) } }
        : {}),
    });
  });
  return bring;
}
