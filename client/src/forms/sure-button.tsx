import { useRef, useState } from 'react';
import { Button } from '../ui/button.tsx';
import './sure-button.css';

type SureButtonProps = {
  /** On the button that stands there. */
  label: string;
  /** For screen readers, where several stand below each other. */
  of?: string;
  /** What will happen, on the button that does it. */
  sure: string;
  busy?: boolean;
  disabled?: boolean;
  title?: string | undefined;
  onSure(): void;
};

/** What cannot be taken back is asked once more, in its own place; Esc and leaving it take the question away. */
export function SureButton({ label, of, sure, busy = false, disabled = false, title, onSure }: SureButtonProps) {
  const [asking, setAsking] = useState(false);
  const place = useRef<HTMLSpanElement>(null);

  function leave() {
    setAsking(false);
    requestAnimationFrame(() => place.current?.querySelector('button')?.focus());
  }

  return (
    // Esc is for the buttons in it.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <span
      ref={place}
      className="sure"
      onKeyDown={(event) => {
        if (!asking || event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        leave();
      }}
    >
      {asking || busy ? (
        <>
          <Button
            look="danger"
            busy={busy}
            autoFocus
            aria-label={of ? `${sure}: ${of}` : undefined}
            onClick={() => {
              leave();
              onSure();
            }}
          >
            <span>{sure}</span>
          </Button>
          {!busy && <Button onClick={leave}>Keep</Button>}
        </>
      ) : (
        <Button
          disabled={disabled}
          title={title}
          aria-label={of ? `${label}: ${of}` : undefined}
          onClick={() => setAsking(true)}
        >
          {label}
        </Button>
      )}
    </span>
  );
}
