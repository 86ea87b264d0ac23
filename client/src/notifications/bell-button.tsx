import { Bell as BellIcon } from 'lucide-react';
import './bell-button.css';

type BellButtonProps = {
  /** Null while it is not known. */
  count: number | null;
  onOpen(): void;
};

const mostShown = 999;

export function BellButton({ count, onOpen }: BellButtonProps) {
  // What is seen is said as well: whoever speaks to their screen says what they see.
  const shown = count !== null && count > mostShown ? `${mostShown}+` : count;
  const words = shown ? `Notifications, ${shown} unread` : 'Notifications';
  return (
    <button
      type="button"
      className="icon-button bell"
      aria-label={words}
      title={`${words} (B)`}
      aria-haspopup="dialog"
      aria-keyshortcuts="B"
      onClick={onOpen}
    >
      <BellIcon aria-hidden="true" />
      {shown !== null && shown !== 0 && (
        <span className="bell-count" aria-hidden="true">
          {shown}
        </span>
      )}
    </button>
  );
}
