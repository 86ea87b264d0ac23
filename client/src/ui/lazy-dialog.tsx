import { useState, type ComponentType, type KeyboardEvent, type ReactNode } from 'react';
import { Dialog } from './dialog.tsx';
import { NotFetched } from './not-fetched.tsx';
import { useLoaded } from './use-loaded.ts';

type LazyDialogProps<Props> = {
  label: string;
  className?: string;
  load(): Promise<ComponentType<Props>>;
  onClose(): void;
  /** `typed`: what was typed before the panel was there to take it. */
  children(Panel: ComponentType<Props>, typed: string): ReactNode;
};

/** A dialog that stands at once, whose inside is fetched when it is wanted; on a bad line it says so and tries again. */
export function LazyDialog<Props>({ label, className = '', load, onClose, children }: LazyDialogProps<Props>) {
  const { part, retry } = useLoaded(load);
  const [typed, setTyped] = useState('');

  function rememberKey(event: KeyboardEvent) {
    if (event.key.length !== 1 || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    setTyped((before) => before + event.key);
  }

  return (
    <Dialog label={label} className={className} onClose={onClose} onKeyDown={part === null ? rememberKey : undefined}>
      {part === null && <div className="dialog-wait" aria-busy="true" />}
      {part === 'failed' && <NotFetched onRetry={retry} />}
      {part !== null && part !== 'failed' && children(part.loaded, typed)}
    </Dialog>
  );
}
