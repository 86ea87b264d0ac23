import { ChevronRight, X } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '../../ui/button.tsx';

type AwayChipProps = {
  changes: readonly string[];
  onVisit(bookingId: string): void;
  onDone(): void;
};

/** “3 changes while you were away”: from one to the next, a click each. */
export function AwayChip({ changes, onVisit, onDone }: AwayChipProps) {
  const [visitedCount, setVisitedCount] = useState(0);
  if (changes.length === 0) return null;
  const next = changes[visitedCount];

  function visit() {
    if (next === undefined) return leave();
    onVisit(next);
    setVisitedCount(visitedCount + 1);
  }
  function leave() {
    setVisitedCount(0);
    onDone();
  }
  return (
    <span className="away">
      <button type="button" className="away-next" onClick={visit}>
        {wordsFor(changes.length, visitedCount)}
        {next !== undefined && <ChevronRight aria-hidden="true" />}
      </button>
      <IconButton label="Dismiss these changes" onClick={leave}>
        <X aria-hidden="true" />
      </IconButton>
    </span>
  );
}

function wordsFor(count: number, visitedCount: number): string {
  if (visitedCount === 0) return `${count} ${count === 1 ? 'change' : 'changes'} while you were away`;
  return visitedCount < count ? `${visitedCount} of ${count} seen, next` : `${count} of ${count} seen`;
}
