import { CircleUserRound, Keyboard, LogOut } from 'lucide-react';
import { useGoTo } from '../links/go-to.ts';
import { useHere } from '../people/here.tsx';
import { useSignOut } from '../people/use-sign-out.ts';
import { Segmented } from '../ui/segmented.tsx';
import { setTheme, useTheme } from '../ui/theme.ts';
import { usePages } from './pages.ts';
import './account-panel.css';

const themeOptions = [
  { value: 'system', label: 'System' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const;

/** Shows who is signed in, how it looks to them, and the way out. */
export function AccountPanel({ onKeys }: { onKeys(): void }) {
  const { user, tenants } = useHere().viewer;
  const theme = useTheme();
  const signOut = useSignOut();
  const goTo = useGoTo();
  const pages = usePages();
  return (
    <>
      <div className="menu-head">
        <p className="menu-name">{user.displayName}</p>
        <p className="quiet">{user.username}</p>
      </div>
      {tenants.length > 0 && (
        <div className="menu-part">
          <span className="menu-part-name">{tenants.length > 1 ? 'Divisions' : 'Division'}</span>
          <ul className="account-divisions">
            {tenants.map(({ id, code, name }) => (
              <li key={id}>
                {code} <span className="quiet">{name}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      <div className="menu-part">
        <span className="menu-part-name" aria-hidden="true">
          Theme
        </span>
        <Segmented label="Theme" options={themeOptions} value={theme} onChange={setTheme} />
      </div>
      {pages.length > 1 && (
        <div className="menu-items account-pages">
          {pages.map(({ to, words, Icon }) => (
            <button key={to} type="button" className="menu-item" onClick={() => goTo.page(to)}>
              <Icon aria-hidden="true" />
              {words}
            </button>
          ))}
        </div>
      )}
      <div className="menu-items">
        <button type="button" className="menu-item" onClick={() => goTo.page('/account')}>
          <CircleUserRound aria-hidden="true" />
          My account
        </button>
        <button type="button" className="menu-item" onClick={onKeys}>
          <Keyboard aria-hidden="true" />
          Keyboard shortcuts
          <kbd className="key">?</kbd>
        </button>
        <button type="button" className="menu-item" onClick={() => void signOut()}>
          <LogOut aria-hidden="true" />
          Sign out
        </button>
      </div>
    </>
  );
}
