import { X } from 'lucide-react';

/** A condition that no field of the bar shows, and the way out of it. */
export function FilterChip({ words, onDrop }: { words: string; onDrop(): void }) {
  return (
    <button type="button" className="tag audit-chip" aria-label={`${words}: show all`} onClick={onDrop}>
      {words}
      <X aria-hidden="true" />
    </button>
  );
}
