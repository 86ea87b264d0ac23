import { useEffect, useEffectEvent } from 'react';
import { useKeyWords, useShortcuts, type KeyWords, type Shortcuts } from '../ui/keys/shortcuts.ts';
import { useUndoNewest } from '../ui/undoable.ts';

type DeskKey = {
  /** The letter outside the scan field; inside it goes with Alt. */
  readonly key: string;
  /** `event.code`, as Alt writes other letters on some keyboards. */
  readonly code: string;
  readonly words: string;
  run(): void;
};

export type DeskKeys = {
  onStep(by: 1 | -1): void;
  onTab(number: number): void;
  onLend(): void;
  onBringBack(): void;
  onSearch(): void;
  /** Keys that mean something for what is open; the others are not there. */
  readonly acts: readonly DeskAct[];
};

export type DeskAct = Pick<DeskKey, 'words' | 'run'> & { readonly key: 'a' | 'h' | 'b' | 'd' | 'w' | 'm' };

const group = 'Device desk';

/** What holds in the field whatever is open. */
const fieldKeys: readonly KeyWords[] = [
  { group, keys: 'Alt+u', words: 'Undo, from the scan field' },
  { group, keys: 'Alt+Arrows', words: 'Next or previous request, from the scan field' },
  { group, keys: 'Enter', words: 'In the empty scan field: do what the button says' },
  { group, keys: '+', words: 'In the empty scan field: one more than the booking asked for' },
  { group, keys: 'Escape', words: 'In the scan field: take back the last selection' },
];

/** The keys of the desk: with Alt from anywhere, and without it outside of fields. */
export function useDeskKeys({ onStep, onTab, onLend, onBringBack, onSearch, acts }: DeskKeys): void {
  const keys: readonly DeskKey[] = [
    // First: what is open may mean something of its own by a key.
    ...acts.map((act) => ({ ...act, code: `Key${act.key.toUpperCase()}` })),
    { key: 'j', code: 'KeyJ', words: 'Next request', run: () => onStep(1) },
    { key: 'k', code: 'KeyK', words: 'Previous request', run: () => onStep(-1) },
    ...['Today', 'Pending', 'Off-site', 'Conflicts', 'All'].map((words, index) => ({
      key: String(index),
      code: `Digit${index}`,
      words,
      run: () => onTab(index),
    })),
    { key: 'l', code: 'KeyL', words: 'Lend', run: onLend },
    { key: 'b', code: 'KeyB', words: 'Bring back', run: onBringBack },
    { key: '/', code: 'Slash', words: 'Search the requests', run: onSearch },
  ];
  const undo = useUndoNewest();
  const shortcuts: Shortcuts = Object.fromEntries(
    keys.toReversed().map(({ key, words, run }) => [key, { words, run }]),
  );
  useShortcuts(shortcuts, group);
  useKeyWords(fieldKeys);

  const press = useEffectEvent((event: KeyboardEvent) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.repeat || document.querySelector('dialog:modal'))
      return;
    const arrow = event.code === 'ArrowDown' ? 'KeyJ' : event.code === 'ArrowUp' ? 'KeyK' : event.code;
    // Without Alt the frame has this key for every page.
    const run = arrow === 'KeyU' ? undo : keys.find(({ code }) => code === arrow)?.run;
    if (!run) return;
    event.preventDefault();
    run();
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => press(event);
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
