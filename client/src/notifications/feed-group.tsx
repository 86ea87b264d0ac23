import { useHere } from '../people/here.tsx'
import { useGoTo } from '../search/go-to.ts'
import { datedWords } from '../time/dated-words.ts'
import { dateOf } from '../time/day.ts'
import { intervalOf } from '../time/interval.ts'
import { longDayWords } from '../time/words.ts'
import { useNow } from '../ui/use-now.ts'
import type { NotificationGroup } from './by-booking.ts'
import { FeedLine } from './feed-line.tsx'
import { useMarkRead } from './use-mark-read.ts'

interface FeedGroupProps {
  group: NotificationGroup
  onFollowed: (() => void) | undefined
}

/** One booking and what happened to it; a click leads to its drawer, on its day. */
export function FeedGroup({ group: { booking, lines }, onFollowed }: FeedGroupProps) {
  const { timeZone } = useHere().facility
  const now = useNow()
  const goTo = useGoTo()
  const mark = useMarkRead()
  const unread = lines.filter(({ readAt }) => readAt === null).map(({ id }) => id)
  const day = lines[0]?.summary?.date

  function follow() {
    if (unread.length > 0) mark(unread)
    if (booking) goTo.booking(booking.id, dateOf(Date.parse(booking.startsAt), timeZone))
    else if (day) goTo.day(day)
    onFollowed?.()
  }

  return (
    <li className="feed-group" data-unread={unread.length > 0}>
      <button type="button" className="feed-about" onClick={follow}>
        <span className="feed-client">{booking?.clientName ?? (day ? longDayWords(Date.parse(`${day}T12:00:00Z`), 'UTC') : 'Notification')}</span>
        {booking && (
          <span className="feed-when">
            {datedWords(intervalOf(booking.startsAt, booking.endsAt), timeZone, now)} · {booking.reference}
          </span>
        )}
      </button>
      <ul className="feed-lines">
        {lines.map((line) => (
          <FeedLine key={line.id} line={line} now={now} timeZone={timeZone} onRead={() => mark([line.id])} />
        ))}
      </ul>
    </li>
  )
}
