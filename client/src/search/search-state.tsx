import { failureWords } from '../graphql/failure-words.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { fewestLetters, type useFoundBookings } from './use-found-bookings.ts';

type SearchStateProps = {
  text: string;
  found: ReturnType<typeof useFoundBookings>;
  /** How many options there are, of every kind. */
  count: number;
  /** A day was typed, and no client's name. */
  isDay: boolean;
  onRetried(): void;
};

/** What there is to say about the search for bookings, below what it found: under way, failed, nothing, more. */
export function SearchState({ text, found, count, isDay, onRetried }: SearchStateProps) {
  const { bookings, more, asking, error, retry } = found;
  const typed = text.trim();
  return (
    <>
      <p className="unseen" role="status">
        {typed && !asking && !error && countWords(count)}
      </p>
      {error && (
        <SearchFailure
          error={error}
          onRetry={() => {
            retry();
            onRetried();
          }}
        />
      )}
      {typed && !isDay && !asking && !error && bookings.length === 0 && (
        <p className="search-note">{nothingWords(typed, count)}</p>
      )}
      {more && bookings.length > 0 && (
        <p className="search-note">There are more. Type more of the name or reference.</p>
      )}
    </>
  );
}

function countWords(count: number): string {
  return count === 0 ? 'Nothing found' : `${count} found`;
}

function nothingWords(typed: string, count: number): string {
  if (typed.length < fewestLetters) return 'Type one more letter to find bookings.';
  if (count > 0) return `No booking matches “${typed}”.`;
  return `Nothing matches “${typed}”. Search for a client, a reference, a serial number, a room, or a day such as “17 nov”.`;
}

function SearchFailure({ error, onRetry }: { error: Parameters<typeof failureWords>[0]; onRetry(): void }) {
  const { title, advice, again } = failureWords(error);
  return (
    <div className="search-failure">
      <Notice
        tone="problem"
        title={`Bookings could not be searched. ${title}`}
        actions={again && <Button onClick={onRetry}>Try again</Button>}
      >
        {advice}
      </Notice>
    </div>
  );
}
