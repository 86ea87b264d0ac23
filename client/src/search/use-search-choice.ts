import { useEffect, useEffectEvent, useState, type KeyboardEvent } from 'react';
import { useCloseDialog } from '../ui/dialog.tsx';
import type { SearchOption } from './search-option.ts';
import { useSearchResults } from './use-search-results.tsx';

const keySteps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 6, PageUp: -6 };

type SearchStart = {
  /** Stands before the key of an option where that is the id of an element. */
  readonly id: string;
  /** What has been typed already. */
  readonly typed: string;
  onKeys(): void;
};

/** What is typed, what is found for it, and which of that is chosen with the arrows and run with Enter. */
export function useSearchChoice({ id, typed, onKeys }: SearchStart) {
  const close = useCloseDialog();
  const [text, setText] = useState(typed);
  const [chosen, setChosen] = useState<string | null>(null);
  // Enter before the answer is there: what comes first is opened when it comes.
  const [hasty, setHasty] = useState(false);
  const { groups, first, found, date } = useSearchResults(text, onKeys);
  const options = groups.flatMap((group) => group.options);
  const active = options.find(({ key }) => key === chosen) ?? first;

  function choose(option: SearchOption) {
    close();
    option.run();
  }

  const arrived = hasty && !found.asking && active !== undefined;
  const openFirst = useEffectEvent(() => active && choose(active));
  useEffect(() => {
    if (arrived) openFirst();
  }, [arrived]);

  function type(next: string) {
    setText(next);
    setChosen(null);
    setHasty(false);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    const step = keySteps[event.key];
    if (step !== undefined && options.length > 0) {
      event.preventDefault();
      const { key } = options[next(active ? options.indexOf(active) : -1, step, options.length)]!;
      setChosen(key);
      document.getElementById(`${id}-${key}`)?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (active) choose(active);
      else setHasty(found.asking);
    } else if (event.key === 'k' && (event.metaKey || event.ctrlKey)) {
      event.preventDefault();
      close();
    }
  }

  return {
    text,
    type,
    groups,
    found,
    count: options.length,
    isDay: date !== null,
    active,
    point: setChosen,
    choose,
    close,
    onKeyDown,
  };
}

/** One step goes round; a leap stops at the ends. */
function next(from: number, step: number, count: number): number {
  if (Math.abs(step) === 1) return (Math.max(from, step < 0 ? 0 : -1) + step + count) % count;
  return Math.min(count - 1, Math.max(0, from + step));
}
