import { useState, type ReactNode } from 'react';
import { useHere } from '../people/here.tsx';
import { Mark } from '../ui/mark.tsx';
import { useMedia } from '../ui/use-media.ts';
import { useRemembered } from '../ui/use-remembered.ts';
import { AccountMenu } from './account-menu.tsx';
import { useFrameParts } from './frame-parts.ts';
import { FrameDialogs, type FrameDialog } from './frame-dialogs.tsx';
import { LiveDot } from './live-dot.tsx';
import { Navigation } from './navigation.tsx';
import { TenantSwitch } from './tenant-switch.tsx';
import './frame.css';

type FrameProps = {
  /** What the page puts into the top bar. */
  toolbar: ReactNode;
  /** What the page puts below the navigation while that is open. */
  side?: ReactNode;
  /** Stays beside the page, never over it, where there is room. */
  drawer?: ReactNode;
  /** Whether the choice of a division changes what the page shows. */
  divided?: boolean;
  children: ReactNode;
};

export function Frame({ toolbar, side, drawer, divided = true, children }: FrameProps) {
  const wide = useMedia('(min-width: 1280px)');
  const [chosen, choose] = useRemembered('colab.navigation', ['open', 'folded']);
  const [dialog, setDialog] = useState<FrameDialog | null>(null);
  const { may } = useHere();
  const { Bell, SearchButton } = useFrameParts();
  const open = chosen ? chosen === 'open' : wide;
  return (
    <div className="frame" data-navigation={open ? 'open' : 'folded'}>
      <a className="frame-skip" href="#main">
        Skip to content
      </a>
      <header className="frame-bar">
        <div className="frame-brand">
          <Mark />
          <span className="frame-name">Colab</span>
        </div>
        <div className="frame-tenant">{divided && <TenantSwitch />}</div>
        <div className="frame-toolbar">{toolbar}</div>
        <div className="frame-account">
          <SearchButton onOpen={() => setDialog('search')} />
          <LiveDot />
          {may('notification:read') && <Bell onOpen={() => setDialog('notifications')} />}
          <AccountMenu onKeys={() => setDialog('keys')} />
        </div>
      </header>
      <Navigation open={open} onFold={() => choose(open ? 'folded' : 'open')}>
        {side}
      </Navigation>
      <main className="frame-main" id="main" tabIndex={-1}>
        {children}
      </main>
      {drawer}
      {/* One dialog may open the next before it has closed itself. */}
      <FrameDialogs
        shown={dialog}
        onShow={setDialog}
        onClosed={(closed) => setDialog((shown) => (shown === closed ? null : shown))}
      />
    </div>
  );
}
