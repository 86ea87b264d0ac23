import { useNavigate, useSearch } from '@tanstack/react-router';
import { CheckCheck, Settings2 } from 'lucide-react';
import { useCallback } from 'react';
import { Page } from '../frame/page.tsx';
import type { NotificationType } from '../graphql/generated/graphql.ts';
import { Button } from '../ui/button.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { useShortcuts } from '../ui/keys/shortcuts.ts';
import { Feed } from './feed.tsx';
import { typeNames, typeWords } from './notification-words.ts';
import type { NotificationsSearch } from './notifications-search.ts';
import { PreferencesDrawer } from './preferences-drawer.tsx';
import { useMarkRead } from './use-mark-read.ts';

const filterOptions: readonly { readonly value: 'all' | 'unread'; readonly label: string }[] = [
  { value: 'all', label: 'All' },
  { value: 'unread', label: 'Unread' },
];

/** Everything one was told, newest first. */
export function NotificationsPage() {
  const { only, type, panel } = useSearch({ from: '/signed-in/notifications' });
  const navigate = useNavigate();
  const show = useCallback(
    (change: NotificationsSearch) =>
      void navigate({
        to: '/notifications',
        search: (before: NotificationsSearch) => ({ ...before, ...change }),
        replace: !('panel' in change),
      }),
    [navigate],
  );
  const mark = useMarkRead();
  const close = useCallback(() => {
    show({ panel: undefined });
    document.querySelector<HTMLElement>('.notifications-how')?.focus();
  }, [show]);

  useShortcuts(
    {
      o: { words: 'All or unread only', run: () => show({ only: only ? undefined : 'unread' }) },
      m: { words: 'Mark all as read', run: () => mark() },
      p: { words: 'Notification settings', run: () => show({ panel: 'preferences' }) },
      ...(panel ? { Escape: { words: 'Close panel', run: close } } : {}),
    },
    'Notifications',
  );

  return (
    <Page
      title="Notifications"
      needs="notification:read"
      toolbar={
        <>
          <Button
            className="page-action notifications-mark"
            title="Mark all as read (M)"
            aria-keyshortcuts="M"
            onClick={() => mark()}
          >
            <CheckCheck aria-hidden="true" />
            <span>Mark all as read</span>
          </Button>
          <Button
            className="notifications-how"
            title="Notification settings (P)"
            aria-keyshortcuts="P"
            aria-expanded={panel !== undefined}
            onClick={() => show({ panel: panel ? undefined : 'preferences' })}
          >
            <Settings2 aria-hidden="true" />
            <span>Notification settings</span>
          </Button>
        </>
      }
      drawer={panel && <PreferencesDrawer onClose={close} />}
    >
      <div className="page-bar">
        <Segmented
          label="Show"
          options={filterOptions}
          value={only ?? 'all'}
          onChange={(value) => show({ only: value === 'unread' ? value : undefined })}
        />
        <select
          className="select"
          aria-label="Kind"
          value={type ?? ''}
          onChange={({ target }) =>
            show({ type: target.value === '' ? undefined : (target.value as NotificationType) })
          }
        >
          <option value="">Every kind</option>
          {typeNames.map((name) => (
            <option key={name} value={name}>
              {typeWords[name].words}
            </option>
          ))}
        </select>
      </div>
      <div className="page-scroll notifications-page">
        <Feed key={`${only} ${type}`} filter={{ unreadOnly: only === 'unread', types: type ? [type] : null }} />
      </div>
    </Page>
  );
}
