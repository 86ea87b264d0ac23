import { Check, RotateCw, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button } from '../ui/button.tsx';
import { placedWords, type PlanEntry } from './plan-entries.ts';

type PlanHeadProps = {
  title: string;
  /** Null until there is one. */
  words: {
    readonly placed: number;
    readonly unplaced: number;
    readonly done: number;
    readonly provenBest: boolean;
  } | null;
  entries: readonly PlanEntry[];
  ticked: number;
  busy: boolean;
  isMade: boolean;
  /** Some were refused: what is ticked is the rest. */
  isRest: boolean;
  onTickAll(isTicked: boolean): void;
  onAgain(): void;
  onAccept(): void;
  onDiscard(): void;
};

/** What the plan comes to, and what can be done with it. */
export function PlanHead({
  title,
  words,
  entries,
  ticked,
  busy,
  isMade,
  isRest,
  onTickAll,
  onAgain,
  onAccept,
  onDiscard,
}: PlanHeadProps) {
  const open = entries.filter(({ stale }) => stale === null);
  return (
    <header className="plan-head">
      <h2>Plan</h2>
      <span className="quiet">{title}</span>
      <p className="plan-words" role="status">
        {words && (
          <>
            <strong>{placedWords(words.placed, words.unplaced, words.done)}</strong>
            {words.placed > 0 && words.done === 0 && (
              <span
                className="quiet"
                title={words.provenBest ? undefined : 'There are too many combinations to try them all.'}
              >
                {words.provenBest ? 'best possible plan' : 'a good plan, perhaps not the best'}
              </span>
            )}
          </>
        )}
      </p>
      {open.length > 0 && <TickAll count={open.length} ticked={ticked} onTickAll={onTickAll} />}
      <span className="plan-buttons">
        {isMade && (
          <Button look="ghost" onClick={onAgain}>
            <RotateCw aria-hidden="true" />
            <span>Plan again</span>
          </Button>
        )}
        <Button onClick={onDiscard}>
          <X aria-hidden="true" />
          <span>{isMade && open.length > 0 ? 'Discard' : 'Close'}</span>
        </Button>
        {open.length > 0 && (
          <Button
            look="primary"
            busy={busy}
            aria-disabled={ticked === 0 || undefined}
            onClick={() => ticked > 0 && onAccept()}
          >
            <Check aria-hidden="true" />
            <span>{isRest ? `Accept the rest (${ticked})` : `Accept ${ticked > 0 ? ticked : ''}`}</span>
          </Button>
        )}
      </span>
    </header>
  );
}

function TickAll({ count, ticked, onTickAll }: { count: number; ticked: number; onTickAll(isTicked: boolean): void }) {
  const box = useRef<HTMLInputElement>(null);
  const isPartly = ticked > 0 && ticked < count;
  useEffect(() => {
    if (box.current) box.current.indeterminate = isPartly;
  }, [isPartly]);
  return (
    <label className="plan-all">
      <input ref={box} type="checkbox" checked={ticked === count} onChange={() => onTickAll(ticked < count)} />
      {ticked} of {count} selected
    </label>
  );
}
