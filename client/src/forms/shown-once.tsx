import { Check, Copy } from 'lucide-react';
import { useRef, useState, type ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import './shown-once.css';

type ShownOnceProps = {
  /** What it is: "Token", "Link". */
  label: string;
  text: string;
  children: ReactNode;
};

/** A secret that nobody can be shown again: to be copied now. */
export function ShownOnce({ label, text, children }: ShownOnceProps) {
  const field = useRef<HTMLInputElement>(null);
  const [state, setState] = useState<'shown' | 'copied' | 'by-hand'>('shown');

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setState('copied');
    } catch {
      // Not on plain http, and not where the browser was told to refuse: selected, it is one key away.
      field.current?.select();
      setState('by-hand');
    }
  }

  return (
    <section className="shown-once" aria-label={label}>
      <div className="shown-once-words">{children}</div>
      <div className="shown-once-line">
        <input
          ref={field}
          className="input"
          readOnly
          aria-label={label}
          value={text}
          autoFocus
          onFocus={(event) => event.target.select()}
        />
        <Button look="primary" onClick={() => void copy()}>
          {state === 'copied' ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
          <span>{state === 'copied' ? 'Copied' : 'Copy'}</span>
        </Button>
      </div>
      <p className="shown-once-said" role="status">
        {state === 'by-hand' && 'The browser blocked copying. The text is selected: press Ctrl C or ⌘ C.'}
      </p>
    </section>
  );
}
