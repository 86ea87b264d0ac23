import { Link } from '@tanstack/react-router'
import { CalendarDays, PanelLeft } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { IconButton } from '../ui/button.tsx'
import { Mark } from '../ui/mark.tsx'
import { useMedia } from '../ui/use-media.ts'
import { AccountMenu } from './account-menu.tsx'
import { LiveDot } from './live-dot.tsx'
import { ThemeSwitch } from './theme-switch.tsx'
import './frame.css'

interface FrameProps {
  /** What the page puts into the top bar. */
  toolbar: ReactNode
  /** What the page puts below the navigation while that is open. */
  side?: ReactNode
  /** Stays beside the page, never over it, where there is room. */
  drawer?: ReactNode
  children: ReactNode
}

export function Frame({ toolbar, side, drawer, children }: FrameProps) {
  const wide = useMedia('(min-width: 1280px)')
  const [chosen, setChosen] = useState<boolean | null>(null)
  const open = chosen ?? wide
  return (
    <div className="frame" data-navigation={open ? 'open' : 'folded'}>
      <a className="frame-skip" href="#main">
        Skip to the calendar
      </a>
      <header className="frame-bar">
        <div className="frame-brand">
          <IconButton
            className="frame-fold"
            label={open ? 'Fold the navigation' : 'Open the navigation'}
            aria-expanded={open}
            aria-controls="navigation"
            onClick={() => setChosen(!open)}
          >
            <PanelLeft aria-hidden="true" />
          </IconButton>
          <Mark />
          <span className="frame-name">Colab</span>
        </div>
        <div className="frame-toolbar">{toolbar}</div>
        <div className="frame-account">
          <LiveDot />
          <ThemeSwitch />
          <AccountMenu />
        </div>
      </header>
      <div className="frame-side" id="navigation">
        <nav aria-label="Main">
          <Link className="frame-link" to="/calendar" search={{}} title="Calendar" activeProps={{ 'aria-current': 'page' }}>
            <CalendarDays aria-hidden="true" />
            <span>Calendar</span>
          </Link>
        </nav>
        {open && side}
      </div>
      <main className="frame-main" id="main" tabIndex={-1}>
        {children}
      </main>
      {drawer}
    </div>
  )
}
