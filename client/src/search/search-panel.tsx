import { Search, X } from 'lucide-react';
import { useEffect, useEffectEvent, useId, useRef, useState, type KeyboardEvent } from 'react';
import { useCloseDialog } from '../ui/dialog.tsx';
import { Keys } from '../ui/keys/keys.tsx';
import { ResultList } from './result-list.tsx';
import type { SearchOption } from './search-option.ts';
import { SearchState } from './search-state.tsx';
import { useSearchResults } from './use-search-results.tsx';
import './search-panel.css';

const keySteps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 6, PageUp: -6 };

type SearchPanelProps = {
  /** What has been typed already. */
  typed: string;
  onKeys(): void;
};

/** One field for everything: bookings, rooms, days and commands, chosen with the arrows and Enter. */
export function SearchPanel({ typed, onKeys }: SearchPanelProps) {
  const close = useCloseDialog();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
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

  return (
    <>
      <div className="search-field">
        <Search aria-hidden="true" />
        <input
          ref={input}
          className="search-input"
          type="text"
          dir="auto"
          role="combobox"
          aria-label="Search bookings, rooms, days and commands"
          aria-autocomplete="list"
          aria-expanded={options.length > 0}
          aria-controls={`${id}-results`}
          aria-activedescendant={active && `${id}-${active.key}`}
          placeholder="Client, reference, room or day"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          enterKeyHint="go"
          maxLength={100}
          autoFocus
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setChosen(null);
            setHasty(false);
            list.current?.scrollTo({ top: 0 });
          }}
          onKeyDown={onKeyDown}
        />
        <button type="button" className="search-close" onClick={close}>
          <span className="unseen">Close</span>
          <span aria-hidden="true">
            <Keys keys="Escape" />
            <X />
          </span>
        </button>
      </div>
      <div className="search-found">
        <ResultList
          ref={list}
          id={id}
          typed={text}
          groups={groups}
          active={active}
          onPoint={setChosen}
          onChoose={choose}
        />
        <SearchState
          text={text}
          found={found}
          count={options.length}
          isDay={date !== null}
          onRetried={() => input.current?.focus()}
        />
      </div>
      <footer className="search-foot" aria-hidden="true">
        <span>
          <Keys keys="ArrowUp" /> <Keys keys="ArrowDown" /> to choose
        </span>
        <span>
          <Keys keys="Enter" /> to open
        </span>
        <span className="search-hint">“17 nov”, “next monday”, “BK-…”</span>
      </footer>
    </>
  );
}

/** One step goes round; a leap stops at the ends. */
function next(from: number, step: number, count: number): number {
  if (Math.abs(step) === 1) return (Math.max(from, step < 0 ? 0 : -1) + step + count) % count;
  return Math.min(count - 1, Math.max(0, from + step));
}
