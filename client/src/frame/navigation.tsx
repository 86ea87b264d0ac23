import { Link } from '@tanstack/react-router';
import { PanelLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { usePages } from './pages.ts';
import './navigation.css';

type NavigationProps = {
  open: boolean;
  onFold(): void;
  /** What the page puts below, while there is room. */
  children?: ReactNode;
};

export function Navigation({ open, onFold, children }: NavigationProps) {
  const pages = usePages();
  const fold = open ? 'Collapse sidebar' : 'Expand sidebar';
  return (
    <div className="navigation" id="navigation">
      <div className="navigation-scroll">
        <nav aria-label="Main">
          {pages.map(({ to, words, Icon, Count }) => (
            <Link
              key={to}
              className="navigation-link"
              to={to}
              // The division stays chosen from page to page; the rest of the address is the page's own.
              search={({ tenant }) => (tenant ? { tenant } : {})}
              title={open ? undefined : words}
              activeOptions={{ includeSearch: false }}
              activeProps={{ 'aria-current': 'page' }}
            >
              <Icon aria-hidden="true" />
              <span className="navigation-words">{words}</span>
              {Count && <Count />}
            </Link>
          ))}
        </nav>
        {open && children}
      </div>
      <button
        type="button"
        className="navigation-link navigation-fold"
        title={open ? undefined : fold}
        aria-expanded={open}
        aria-controls="navigation"
        onClick={onFold}
      >
        <PanelLeft aria-hidden="true" />
        <span className="navigation-words">{fold}</span>
      </button>
    </div>
  );
}
