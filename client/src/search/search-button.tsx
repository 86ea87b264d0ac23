import { Search } from 'lucide-react';
import { onMac } from '../ui/keys/on-mac.ts';
import './search-button.css';

/** Looks like the field that it opens. */
export function SearchButton({ onOpen }: { onOpen(): void }) {
  return (
    <button
      type="button"
      className="search-button"
      title="Search (/)"
      aria-haspopup="dialog"
      aria-keyshortcuts={`${onMac ? 'Meta' : 'Control'}+K /`}
      onClick={onOpen}
    >
      <Search aria-hidden="true" />
      <span className="search-button-word">Search</span>
      <kbd className="key search-button-key" aria-hidden="true">
        {onMac ? '⌘K' : 'Ctrl K'}
      </kbd>
    </button>
  );
}
