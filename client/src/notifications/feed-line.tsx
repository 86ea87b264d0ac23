import {
  ArrowDownLeft,
  Ban,
  CalendarCheck,
  Check,
  CircleDot,
  DoorOpen,
  Laptop,
  PencilLine,
  Sunrise,
  X,
  type LucideIcon,
} from 'lucide-react';
import type { NotificationLineFragment, NotificationType } from '../graphql/generated/graphql.ts';
import { momentWords } from '../time/words.ts';
import { IconButton } from '../ui/button.tsx';
import { changeWords } from './change-words.ts';
import { FeedChanges } from './feed-changes.tsx';
import { countOf, lineWords, summaryWords } from './notification-words.ts';

const typeIcons: Record<NotificationType, LucideIcon> = {
  BOOKING_PENDING: CircleDot,
  ROOM_ASSIGNED: DoorOpen,
  BOOKING_REJECTED: Ban,
  BOOKING_DISPLACED: ArrowDownLeft,
  BOOKING_CANCELLED: X,
  BOOKING_CHANGED: PencilLine,
  BOOKING_CONFIRMED: CalendarCheck,
  DEVICE_REQUEST: Laptop,
  DAILY_SUMMARY: Sunrise,
};

type FeedLineProps = {
  line: NotificationLineFragment;
  now: number;
  timeZone: string;
  onRead(): void;
};

/** What happened, from what to what where it is about one booking, who did it, why and when. */
export function FeedLine({ line, now, timeZone, onRead }: FeedLineProps) {
  const { type, createdAt, readAt, actor, summary, items } = line;
  const Icon = typeIcons[type];
  const only = countOf(line) === 1 ? items[0] : undefined;
  return (
    <li className="feed-line" data-unread={readAt === null}>
      <Icon aria-hidden="true" className={`feed-icon feed-icon-${type.toLowerCase().replaceAll('_', '-')}`} />
      <div className="feed-text">
        {readAt === null && <span className="unseen">Unread: </span>}
        <span className="feed-words">{summary ? summaryWords(summary) : lineWords(line)}</span>
        {only && <FeedChanges changes={changeWords(only, timeZone, now)} />}
        {items[0]?.reason && <span className="feed-reason">“{items[0].reason}”</span>}
        <span className="feed-who">
          {[actor?.displayName, momentWords(Date.parse(createdAt), now, timeZone)].filter(Boolean).join(' · ')}
        </span>
      </div>
      {readAt === null && (
        <IconButton label="Mark as read" onClick={onRead}>
          <Check aria-hidden="true" />
        </IconButton>
      )}
    </li>
  );
}
