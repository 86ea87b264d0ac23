import { useEffect, useRef, useState } from 'react';
import { useLiveWindow } from '../graphql/use-live-window.ts';
import type { NotificationLineFragment } from '../graphql/generated/graphql.ts';
import { useHere } from '../people/here.tsx';
import { useGoTo } from '../links/go-to.ts';
import { dateOf } from '../time/day.ts';
import { setTitleBadge } from '../ui/title-badge.ts';
import { useToast } from '../ui/toaster.tsx';
import { BellButton } from './bell-button.tsx';
import { countOf, spokenWords } from './notification-words.ts';
import { unreadWindow } from './unread-window.ts';

/** Only bad news about one's own booking comes forward by itself; the rest waits at the bell. */
const urgentTypes: ReadonlySet<string> = new Set(['BOOKING_REJECTED', 'BOOKING_DISPLACED']);

/** Shows how many are unread, kept true; says politely what is new. */
export function Bell({ onOpen }: { onOpen(): void }) {
  const [announcement, setAnnouncement] = useState('');
  const bring = useBringForward();
  const takeBack = useRef(new Map<string, () => void>());
  const { data } = useLiveWindow(
    unreadWindow,
    {},
    {
      requestPolicy: 'cache-first',
      onChange: ({ notification, readIds, withdrawnIds }) => {
        for (const id of withdrawnIds) {
          takeBack.current.get(id)?.();
          takeBack.current.delete(id);
        }
        if (notification && readIds.length === 0 && withdrawnIds.length === 0) announce(notification);
      },
    },
  );
  const count = data?.notifications.unreadCount ?? 0;

  useEffect(() => setTitleBadge(count), [count]);

  function announce(notification: NotificationLineFragment) {
    const words = `New notification: ${spokenWords(notification)}`;
    setAnnouncement(words);
    const forget = urgentTypes.has(notification.type) ? bring(notification) : null;
    takeBack.current.set(notification.id, () => {
      forget?.();
      setAnnouncement((before) => (before === words ? '' : before));
    });
  }

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
  return (line) => {
    const booking = countOf(line) === 1 ? line.items[0]?.booking : undefined;
    const show = booking && (() => goTo.booking(booking.id, dateOf(Date.parse(booking.startsAt), timeZone)));
    return toast({ text: spokenWords(line), ...(show ? { action: { label: 'Show', run: show } } : {}) });
  };
}
