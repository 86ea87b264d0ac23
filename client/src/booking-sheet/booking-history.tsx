import { useState } from 'react';
import { useEventWords, type EventWordsByType } from '../bookings/feature-words.ts';
import { failureWords } from '../graphql/failure-words.ts';
import type { HistoryEntryFragment } from '../graphql/generated/graphql.ts';
import { useHere } from '../people/here.tsx';
import { dayWords, momentWords, timeWords } from '../time/words.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { useNow } from '../ui/use-now.ts';
import { historyWords } from './history-words.ts';
import { mostEntries, useBookingHistory } from './use-booking-history.ts';
import './booking-history.css';

const entriesAtFirst = 5;

type BookingHistoryProps = {
  booking: { readonly id: string; readonly version: number };
};

/** Shows what happened to a booking: when, what, by whom and why. */
export function BookingHistory({ booking }: BookingHistoryProps) {
  const { entries, error, fetching, retry } = useBookingHistory(booking);
  const events = useEventWords();
  return (
    <section className="drawer-box" aria-labelledby="booking-history" aria-busy={fetching}>
      <h3 id="booking-history">History</h3>
      {entries && events && <Entries entries={entries} events={events} />}
      {error && <NotRead error={error} hasLines={entries !== undefined} retrying={fetching} onRetry={retry} />}
      {!(entries && events) && !error && <Skeleton lines={Math.min(booking.version, entriesAtFirst)} />}
    </section>
  );
}

type EntriesProps = {
  entries: readonly HistoryEntryFragment[];
  /** The words for them. */
  events: EventWordsByType;
};

function Entries({ entries, events }: EntriesProps) {
  const now = useNow();
  const [all, setAll] = useState(false);
  if (entries.length === 0) return <p className="quiet">No recent changes. Older history is not kept.</p>;
  const shown = all ? entries : entries.slice(0, entriesAtFirst);
  const isCut = shown.length === entries.length && entries.length < mostEntries && entries.at(-1)?.version !== 1;
  return (
    <>
      <ol id="booking-history-lines" className="history-lines">
        {shown.map((entry) => (
          <Line key={entry.id} entry={entry} events={events} now={now} />
        ))}
      </ol>
      {isCut && <p className="history-cut">Earlier history is not kept.</p>}
      {entries.length > entriesAtFirst && (
        <Button
          look="ghost"
          className="history-more"
          aria-expanded={all}
          aria-controls="booking-history-lines"
          onClick={() => setAll(!all)}
        >
          {all ? 'Show fewer' : `Show ${entries.length < mostEntries ? 'all' : 'the latest'} ${entries.length}`}
        </Button>
      )}
    </>
  );
}

type LineProps = Pick<EntriesProps, 'events'> & { entry: HistoryEntryFragment; now: number };

function Line({ entry, events, now }: LineProps) {
  const { facility, viewer } = useHere();
  const { timeZone } = facility;
  const at = Date.parse(entry.at);
  const { what, rest } = historyWords(entry, { timeZone, userId: viewer.user.id, events });
  return (
    <li className="history-line">
      <time dateTime={entry.at} title={`${dayWords(at, timeZone)}, ${timeWords(at, timeZone)}`}>
        {momentWords(at, now, timeZone)}
      </time>
      <p>
        <span className="history-what">{what}</span>
        {rest}
      </p>
    </li>
  );
}

type NotReadProps = {
  error: Parameters<typeof failureWords>[0];
  /** Older lines are shown above. */
  hasLines: boolean;
  retrying: boolean;
  onRetry(): void;
};

function NotRead({ error, hasLines, retrying, onRetry }: NotReadProps) {
  const { title, advice, again } = failureWords(error);
  return (
    <Notice
      tone="warning"
      title={hasLines ? 'Newer changes could not be loaded.' : title}
      actions={
        again && (
          <Button busy={retrying} onClick={onRetry}>
            <span>Try again</span>
          </Button>
        )
      }
    >
      {advice}
    </Notice>
  );
}

/** The shape of the lines that are on their way: a booking has had as many changes as it has versions. */
function Skeleton({ lines }: { lines: number }) {
  return (
    <div className="history-lines" role="status">
      <span className="unseen">Loading the history…</span>
      {Array.from({ length: lines }, (_, line) => (
        <div key={line} className="history-line history-skeleton" aria-hidden="true">
          <span />
          <span />
        </div>
      ))}
    </div>
  );
}
