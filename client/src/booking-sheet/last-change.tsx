import { useEventWords } from '../bookings/feature-words.ts';
import { useHere } from '../people/here.tsx';
import { momentWords } from '../time/words.ts';
import { useNow } from '../ui/use-now.ts';
import { lastChangeWords } from './history-words.ts';
import { useLastChange } from './use-booking-history.ts';
import './last-change.css';

type LastChangeProps = {
  booking: { readonly id: string; readonly version: number };
};

/** Shows who touched a booking last, in one quiet line. Its place is kept while it is on its way, so that nothing jumps. */
export function LastChange({ booking }: LastChangeProps) {
  const { facility, viewer } = useHere();
  const now = useNow();
  const entry = useLastChange(booking);
  const events = useEventWords();
  return (
    <p className="last-change">
      {entry && events && (
        <>
          <span>{lastChangeWords(entry, { timeZone: facility.timeZone, userId: viewer.user.id, events })},</span>
          {` ${momentWords(Date.parse(entry.at), now, facility.timeZone)}`}
        </>
      )}
    </p>
  );
}
