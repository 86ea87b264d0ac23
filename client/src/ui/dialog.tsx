import { createContext, use, useCallback, useLayoutEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import './dialog.css';

type DialogProps = {
  label: string;
  className?: string;
  /** Only what stands in it closes it. */
  stays?: boolean;
  /** After it has closed, and the focus is back where it was. */
  onClose(): void;
  onKeyDown?: ((event: KeyboardEvent) => void) | undefined;
  children: ReactNode;
};

const CloseContext = createContext<(() => void) | null>(null);

/** Closes the dialog around it, and gives the focus back to where it was. */
export function useCloseDialog(): () => void {
  const close = use(CloseContext);
  if (!close) throw new Error('useCloseDialog is used outside of a Dialog');
  return close;
}

/** The browser's own: nothing behind it can be reached, Esc and a click beside it close it. */
export function Dialog({ label, className = '', stays = false, onClose, onKeyDown, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const pressedBeside = useRef(false);
  const isMeant = useRef(false);
  const close = useCallback(() => {
    isMeant.current = true;
    dialog.current?.close();
  }, []);

  // Nothing is undone: closing in between, as strict mode would, tells of a close that nobody asked for.
  useLayoutEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);

  // A browser that does not know `closedby` lets a second Esc close what refused the first one.
  function stayOrGo() {
    if (stays && !isMeant.current) dialog.current?.showModal();
    else onClose();
  }

  return (
    // Esc is the key for what the click does.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <dialog
      ref={dialog}
      className={`dialog ${className}`}
      aria-label={label}
      closedby={stays ? 'none' : 'closerequest'}
      onClose={stayOrGo}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        pressedBeside.current = event.target === event.currentTarget;
      }}
      onClick={(event) => {
        // Pressed and let go there: text that is selected over the edge closes nothing.
        if (!stays && pressedBeside.current && event.target === event.currentTarget) close();
      }}
    >
      <div className="dialog-body">
        <CloseContext value={close}>{children}</CloseContext>
      </div>
    </dialog>
  );
}
