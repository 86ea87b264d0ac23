import { useEffect, useRef } from 'react';
import { statusFacts } from '../bookings/status.ts';
import type { DeskRequestFragment } from '../graphql/generated/graphql.ts';
import { useHere } from '../people/here.tsx';
import { wallHoursOn, dateOf } from '../time/day.ts';
import { datedWords } from '../time/dated-words.ts';
import { intervalOf } from '../time/interval.ts';
import { momentWords } from '../time/words.ts';
import { Button } from '../ui/button.tsx';
import { useNow } from '../ui/use-now.ts';
import { wantedWords } from './desk-facts.ts';
import { FillBar } from './figures-bar.tsx';
import { deadlineOf, leftWords, urgencyOf } from './urgency.ts';

type QueueListProps = {
  readonly requests: readonly DeskRequestFragment[];
  readonly chosenId: string | undefined;
  readonly hasMore: boolean;
  /** Why there is nothing, where there is nothing. */
  readonly none: string;
  onChoose(id: string): void;
  onMore(): void;
};

/** What is wanted, the most urgent first. */
export function QueueList({ requests, chosenId, hasMore, none, onChoose, onMore }: QueueListProps) {
  if (requests.length === 0) return <p className="desk-none">{none}</p>;
  return (
    <>
      <ul className="queue" aria-label="Requests">
        {requests.map((request) => (
          <QueueRow key={request.id} request={request} isChosen={request.id === chosenId} onChoose={onChoose} />
        ))}
      </ul>
      {hasMore && (
        <p className="queue-more">
          <Button onClick={onMore}>Show more</Button>
        </p>
      )}
    </>
  );
}

type QueueRowProps = {
  readonly request: DeskRequestFragment;
  readonly isChosen: boolean;
  onChoose(id: string): void;
};

function QueueRow({ request, isChosen, onChoose }: QueueRowProps) {
  const { facility } = useHere();
  const { timeZone } = facility;
  const now = useNow();
  const { booking, assigned, quantity } = request;
  const { opensAt } = wallHoursOn(dateOf(Date.parse(booking.startsAt), timeZone), facility);
  const deadline = deadlineOf(booking.startsAt, booking.offSite !== null, opensAt, timeZone);
  const urgency = assigned >= quantity ? 'later' : urgencyOf(deadline, now);
  const left = leftWords(deadline, now);
  const isShort = booking.status === 'CONFIRMED' && assigned < quantity;
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isChosen) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  return (
    <li ref={row} className="queue-row" data-chosen={isChosen || undefined} data-urgency={urgency}>
      <button
        type="button"
        className="queue-choose"
        aria-current={isChosen || undefined}
        onClick={() => onChoose(request.id)}
      >
        <span className="queue-line">
          <strong className="queue-client">{booking.clientName}</strong>
          <span className="queue-deadline">
            {urgency === 'begun'
              ? `since ${momentWords(deadline, now, timeZone)}`
              : (left ?? momentWords(deadline, now, timeZone))}
          </span>
        </span>
        <span className="queue-line queue-facts">
          <span>{datedWords(intervalOf(booking.startsAt, booking.endsAt), timeZone, now)}</span>
          <span>{booking.offSite ? 'Off-site' : (booking.room?.name ?? '')}</span>
        </span>
        <span className="queue-line">
          <span className="queue-wanted">{wantedWords(request)}</span>
          <FillBar assigned={assigned} quantity={quantity} />
        </span>
        {isShort && (
          <span className="queue-line queue-short">
            {statusFacts.CONFIRMED.words}, {quantity - assigned} missing
          </span>
        )}
      </button>
    </li>
  );
}
