import { useHere } from '../people/here.tsx';
import { lazyPart, RetrySoon } from '../ui/lazy-part.tsx';
import { Menu } from '../ui/menu.tsx';
import './account-menu.css';

// It is shut at first: the page stands before it is there.
const AccountPanel = lazyPart(async () => (await import('./account-panel.tsx')).AccountPanel, { failed: RetrySoon });

function initialsOf(name: string): string {
  const words = name.split(',')[0]?.match(/\p{L}+/gu) ?? [];
  return ((words[0]?.[0] ?? '') + (words.at(words.length > 1 ? -1 : 1)?.[0] ?? '')).toUpperCase();
}

/** Shows the button that says who is signed in; what it opens has the rest. */
export function AccountMenu({ onKeys }: { onKeys(): void }) {
  const { user } = useHere().viewer;
  const initials = initialsOf(user.displayName);
  return (
    <Menu
      label={`${initials}, account of ${user.displayName}`}
      className="account-trigger"
      trigger={<span aria-hidden="true">{initials}</span>}
    >
      <AccountPanel onKeys={onKeys} />
    </Menu>
  );
}
