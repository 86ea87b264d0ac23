import { Bell as BellIcon } from 'lucide-react'
import './bell-button.css'

interface BellButtonProps {
  /** Null while it is not known. */
  count: number | null
  onOpen(): void
}

const MOST_SHOWN = 99

export function BellButton({ count, onOpen }: BellButtonProps) {
  const words = count ? `Notifications, ${count} unread` : 'Notifications'
  return (
    <button type="button" className="icon-button bell" aria-label={words} title={`${words} (B)`} aria-haspopup="dialog" aria-keyshortcuts="B" onClick={onOpen}>
      <BellIcon aria-hidden="true" />
      {count !== null && count > 0 && (
        <span className="bell-count" aria-hidden="true">
          {count > MOST_SHOWN ? `${MOST_SHOWN}+` : count}
        </span>
      )}
    </button>
  )
}
