import { CheckCheck, X } from 'lucide-react';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useGoTo } from '../links/go-to.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { useCloseDialog } from '../ui/dialog.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { Feed } from './feed.tsx';
import { UnreadCount } from './unread-window.ts';
import { useMarkRead } from './use-mark-read.ts';

const filterOptions: readonly { readonly value: 'all' | 'unread'; readonly label: string }[] = [
  { value: 'all', label: 'All' },
  { value: 'unread', label: 'Unread' },
];

/** What the bell opens: the feed over the page, and the ways on from it. */
export function FeedPanel() {
  const [shown, setShown] = useState<'all' | 'unread'>('all');
  const [{ data }] = useQuery({ query: UnreadCount });
  const mark = useMarkRead();
  const close = useCloseDialog();
  const goTo = useGoTo();
  const none = data?.notifications.unreadCount === 0;
  return (
    <div className="notifications-panel">
      <header className="notifications-head">
        <h2>Notifications</h2>
        <Segmented label="Show" options={filterOptions} value={shown} onChange={(value) => setShown(value)} />
        <IconButton label="Close" onClick={close}>
          <X aria-hidden="true" />
        </IconButton>
      </header>
      <div className="notifications-scroll">
        <Feed key={shown} filter={{ unreadOnly: shown === 'unread', types: null }} onFollowed={close} />
      </div>
      <footer className="notifications-foot">
        <Button aria-disabled={none || undefined} onClick={() => none || mark()}>
          <CheckCheck aria-hidden="true" />
          <span>Mark all as read</span>
        </Button>
        <Button
          look="ghost"
          onClick={() => {
            close();
            goTo.page('/notifications');
          }}
        >
          All notifications
        </Button>
      </footer>
    </div>
  );
}
