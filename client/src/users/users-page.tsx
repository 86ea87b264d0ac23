import { useSearch } from '@tanstack/react-router';
import { UserPlus } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { Page } from '../frame/page.tsx';
import { Button } from '../ui/button.tsx';
import { useShortcuts } from '../ui/keys/shortcuts.ts';
import { useSettled } from '../forms/use-settled.ts';
import { InviteDrawer } from './invite-drawer.tsx';
import { useShowUsers } from './use-show-users.ts';
import { UserDrawer } from './user-drawer.tsx';
import { UserTable } from './user-table.tsx';

/** Everybody who has an account, what they hold, and the drawer in which that is changed. */
export function UsersPage() {
  const search = useSearch({ from: '/signed-in/users' });
  const show = useShowUsers();
  const [typed, setTyped] = useState(search.search ?? '');
  const words = useSettled(typed.trim());
  /** Counts those invited here: the list is read anew for each. */
  const [invited, setInvited] = useState(0);
  const open = search.user !== undefined || search.invite === true;

  useEffect(() => {
    if (words !== (search.search ?? '')) show({ search: words || undefined });
  }, [words, search.search, show]);

  const close = useCallback(() => {
    // The keyboard goes back to where it came from.
    const opener =
      document.querySelector<HTMLElement>('[data-open="true"] button') ??
      document.querySelector<HTMLElement>('.page-action');
    show({ user: undefined, invite: undefined });
    opener?.focus();
  }, [show]);
  const invite = () => show({ user: undefined, invite: true });

  useShortcuts(
    {
      n: { words: 'Invite a person', run: invite },
      ...(open ? { Escape: { words: 'Close panel', run: close } } : {}),
    },
    'People',
  );

  const drawer = search.invite ? (
    <InviteDrawer
      onClose={close}
      onInvited={() => setInvited((before) => before + 1)}
      onOpen={(user) => show({ user, invite: undefined })}
    />
  ) : search.user ? (
    <UserDrawer key={search.user} id={search.user} onClose={close} />
  ) : undefined;

  return (
    <Page
      title="People"
      needs="user:manage"
      drawer={drawer}
      toolbar={
        <Button
          look="primary"
          className="page-action"
          title="Invite a person (N)"
          aria-keyshortcuts="N"
          onClick={invite}
        >
          <UserPlus aria-hidden="true" />
          <span>Invite</span>
        </Button>
      }
    >
      <div className="page-bar">
        <input
          className="input page-search"
          type="search"
          aria-label="Search people by name, username or e-mail"
          placeholder="Name, username or e-mail"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </div>
      <UserTable
        key={`${words} ${invited}`}
        search={words}
        fresh={invited > 0}
        selected={search.user ?? null}
        onOpen={(user) => show({ user, invite: undefined })}
      />
    </Page>
  );
}
