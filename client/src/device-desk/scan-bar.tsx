import { ScanBarcode, X } from 'lucide-react';
import { useEffect, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import { Button, IconButton } from '../ui/button.tsx';
import { useMedia } from '../ui/use-media.ts';
import type { DeskState, ScanLine } from './desk-state.ts';

type ScanBarProps = {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly state: DeskState;
  /** How many codes wait for the server. */
  readonly waiting: number;
  /** What is selected, in words; null where nothing is. */
  readonly selection: string | null;
  /** What Enter in the empty field does. */
  readonly actions: ReactNode;
  onScan(code: string): void;
  onEnter(): void;
  onTakeBack(): void;
  /** The key + in the empty field: one more than was wanted. */
  onPlus?(): void;
  onDismiss(id: number): void;
  /** Shows what can be done about a line. */
  showOffer(line: ScanLine): ReactNode;
};

/** Who types into another field goes on there. */
function isTypingElsewhere(): boolean {
  return (
    document.activeElement instanceof HTMLElement &&
    document.activeElement.matches('input:not([type="radio"]), textarea')
  );
}

/** The field that a scanner types into, what it came to, and what is selected with the action for it. */
export function ScanBar({ field, state, waiting, selection, actions, showOffer, ...on }: ScanBarProps) {
  const hasFinger = useMedia('(pointer: coarse)');
  const { latest, refusals } = state;
  // A keyboard on the glass would cover half of the list before anybody wants it.
  useEffect(() => {
    if (!hasFinger && !isTypingElsewhere()) field.current?.focus({ preventScroll: true });
  }, [hasFinger, field]);

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    const typed = event.currentTarget.value;
    const isScan = event.key === 'Enter' || (event.key === 'Tab' && typed.trim() !== '' && !event.shiftKey);
    if (event.altKey || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return;
    if (event.key === '+' && typed === '' && on.onPlus) {
      event.preventDefault();
      on.onPlus();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      if (typed !== '') event.currentTarget.value = '';
      else on.onTakeBack();
    } else if (isScan) {
      event.preventDefault();
      event.currentTarget.value = '';
      if (typed.trim() === '') on.onEnter();
      else on.onScan(typed);
    }
  }

  return (
    <section className="scan-bar" aria-label="Scan">
      {refusals.length > 0 && (
        <ul className="scan-refusals" aria-label="Not selected">
          {refusals.map((line) => (
            <li key={line.id} className="scan-refusal">
              <span className="scan-refusal-words">{line.words}</span>
              {line.offer && <span className="scan-refusal-offer">{showOffer(line)}</span>}
              <IconButton label={`Dismiss ${line.code}`} onClick={() => on.onDismiss(line.id)}>
                <X aria-hidden="true" />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      <div className="scan-row">
        <div className="scan-field">
          <ScanBarcode aria-hidden="true" />
          <input
            ref={field}
            className="scan-input"
            type="search"
            aria-label="Scan or type a serial number"
            placeholder="Scan or type a serial number"
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            enterKeyHint="done"
            onKeyDown={onKeyDown}
          />
          {waiting > 0 && <span className="scan-waiting">{waiting} to look up</span>}
        </div>
        <p className="scan-latest" data-tone={latest?.tone}>
          {latest?.words ?? ''}
        </p>
        <div className="scan-basket">
          {selection !== null && <span className="scan-selection">{selection}</span>}
          {actions}
        </div>
      </div>
      <Announcer id={latest?.id ?? 0} words={latest?.words ?? ''} />
    </section>
  );
}

/** Says the same words again where they are news: a live region is heard only when its text changes. */
function Announcer({ id, words }: { readonly id: number; readonly words: string }) {
  return (
    <p className="unseen" role="status" aria-live="polite">
      <span key={id}>{words}</span>
    </p>
  );
}

type OfferButtonProps = { readonly children: ReactNode; onClick(): void };

export function OfferButton({ children, onClick }: OfferButtonProps) {
  return (
    <Button className="scan-offer" onClick={onClick}>
      <span>{children}</span>
    </Button>
  );
}
