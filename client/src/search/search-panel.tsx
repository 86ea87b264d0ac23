import { Search, X } from 'lucide-react';
import { useId, useRef } from 'react';
import { Keys } from '../ui/keys/keys.tsx';
import { ResultList } from './result-list.tsx';
import { SearchState } from './search-state.tsx';
import { useSearchChoice } from './use-search-choice.ts';
import './search-panel.css';

type SearchPanelProps = {
  /** What has been typed already. */
  typed: string;
  onKeys(): void;
};

/** One field for everything: bookings, rooms, days and commands, chosen with the arrows and Enter. */
export function SearchPanel({ typed, onKeys }: SearchPanelProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const { text, active, count, ...search } = useSearchChoice({ id, typed, onKeys });
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
          aria-expanded={count > 0}
          aria-controls={`${id}-results`}
          aria-activedescendant={active && `${id}-${active.key}`}
          placeholder="Client, reference, device, room or day"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          enterKeyHint="go"
          maxLength={100}
          autoFocus
          value={text}
          onChange={(event) => {
            search.type(event.target.value);
            list.current?.scrollTo({ top: 0 });
          }}
          onKeyDown={search.onKeyDown}
        />
        <button type="button" className="search-close" onClick={search.close}>
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
          groups={search.groups}
          active={active}
          onPoint={search.point}
          onChoose={search.choose}
        />
        <SearchState
          text={text}
          found={search.found}
          count={count}
          isDay={search.isDay}
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
