import { ChevronDown, ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import type { NotifiedBookingFragment } from '../graphql/generated/graphql.ts';
import { useHere } from '../people/here.tsx';
import { useGoTo } from '../links/go-to.ts';
import { datedWords } from '../time/dated-words.ts';
import { dateOf } from '../time/day.ts';
import { intervalOf } from '../time/interval.ts';
import { longDayWords } from '../time/words.ts';
import { useNow } from '../ui/use-now.ts';
import type { NotificationGroup } from './by-booking.ts';
import { FeedItems } from './feed-items.tsx';
import { FeedLine } from './feed-line.tsx';
import { countOf } from './notification-words.ts';
import { useMarkRead } from './use-mark-read.ts';

type FeedGroupProps = {
  group: NotificationGroup;
  onFollowed: (() => void) | undefined;
};

/** One booking and what happened to it: a click leads to its drawer, on its day. Or one act, whose bookings a click lists. */
export function FeedGroup({ group: { booking, lines }, onFollowed }: FeedGroupProps) {
  const { timeZone } = useHere().facility;
  const now = useNow();
  const goTo = useGoTo();
  const mark = useMarkRead();
  const [open, setOpen] = useState(false);
  const listId = useId();
  const unread = lines.filter(({ readAt }) => readAt === null).map(({ id }) => id);
  const [first] = lines;
  const day = first?.summary?.date;
  const count = first ? countOf(first) : 0;

  function read() {
    if (unread.length > 0) mark(unread);
  }

  function follow(to: NotifiedBookingFragment['booking'] | null) {
    read();
    if (to) goTo.booking(to.id, dateOf(Date.parse(to.startsAt), timeZone));
    else if (day) goTo.day(day);
    onFollowed?.();
  }

  function toggle() {
    read();
    setOpen(!open);
  }

  return (
    <li className="feed-group" data-unread={unread.length > 0}>
      {count > 1 ? (
        <button
          type="button"
          className="feed-about"
          aria-expanded={open}
          aria-controls={open ? listId : undefined}
          onClick={toggle}
        >
          {open ? <ChevronDown aria-hidden="true" /> : <ChevronRight aria-hidden="true" />}
          <span className="feed-client">{count} bookings</span>
        </button>
      ) : (
        <button type="button" className="feed-about" onClick={() => follow(booking)}>
          <span className="feed-client">
            {booking?.clientName ?? (day ? longDayWords(Date.parse(`${day}T12:00:00Z`), 'UTC') : 'Notification')}
          </span>
          {booking && (
            <span className="feed-when">
              {datedWords(intervalOf(booking.startsAt, booking.endsAt), timeZone, now)} · {booking.reference}
            </span>
          )}
        </button>
      )}
      <ul className="feed-lines">
        {lines.map((line) => (
          <FeedLine key={line.id} line={line} now={now} timeZone={timeZone} onRead={() => mark([line.id])} />
        ))}
      </ul>
      {open && first && <FeedItems id={listId} lineId={first.id} count={count} onFollow={follow} />}
    </li>
  );
}
