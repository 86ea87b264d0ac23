import { ArrowDownLeft, Ban, Check, CircleDot, DoorOpen, Laptop, Sunrise, X, type LucideIcon } from 'lucide-react'
import type { NotificationLineFragment, NotificationType } from '../graphql/generated/graphql.ts'
import { momentWords } from '../time/words.ts'
import { IconButton } from '../ui/button.tsx'
import { lineWords, summaryWords } from './notification-words.ts'

const ICONS: Record<NotificationType, LucideIcon> = {
  BOOKING_PENDING: CircleDot,
  ROOM_ASSIGNED: DoorOpen,
  BOOKING_REJECTED: Ban,
  BOOKING_DISPLACED: ArrowDownLeft,
  BOOKING_CANCELLED: X,
  DEVICE_REQUEST: Laptop,
  DAILY_SUMMARY: Sunrise,
}

interface FeedLineProps {
  line: NotificationLineFragment
  now: number
  timeZone: string
  onRead(): void
}

/** What happened, who did it, why and when. */
export function FeedLine({ line, now, timeZone, onRead }: FeedLineProps) {
  const { type, createdAt, readAt, reason, actor, summary } = line
  const Icon = ICONS[type]
  return (
    <li className="feed-line" data-unread={readAt === null}>
      <Icon aria-hidden="true" className={`feed-icon feed-icon-${type.toLowerCase().replaceAll('_', '-')}`} />
      <p>
        {readAt === null && <span className="unseen">Unread: </span>}
        <span className="feed-words">{summary ? summaryWords(summary) : lineWords(line)}</span>
        {reason && <span className="feed-reason">“{reason}”</span>}
        <span className="feed-who">
          {[actor?.displayName, momentWords(Date.parse(createdAt), now, timeZone)].filter(Boolean).join(' · ')}
        </span>
      </p>
      {readAt === null && (
        <IconButton label="Mark as read" onClick={onRead}>
          <Check aria-hidden="true" />
        </IconButton>
      )}
    </li>
  )
}
