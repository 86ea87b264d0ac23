import { useLayoutEffect, useRef, useState } from 'react';
import { onMac } from './on-mac.ts';
import { createShortcutBook, strokeOf, type KeyWords, type Shortcuts } from './shortcut-book.ts';

export type { KeyWords, Shortcuts } from './shortcut-book.ts';

const book = createShortcutBook();
let nextOrder = 0;

const noShortcuts: Shortcuts = {};
// The focus stays for a frame in what has just closed.
const typingFields =
  'select, textarea, [contenteditable], dialog[open], [popover]:popover-open, input:not([type="radio"], [type="checkbox"], [type="button"])';

function isQuiet(target: EventTarget | null): boolean {
  const typing = target instanceof Element && target.closest(typingFields) !== null;
  return typing || document.querySelector('[popover="auto"]:popover-open') !== null;
}

function strokeFor(event: KeyboardEvent): string | null {
  if (event.defaultPrevented || event.isComposing || document.querySelector('dialog:modal')) return null;
  const stroke = strokeOf(event, onMac);
  if (stroke === null) return null;
  // Search opens from inside a field too; a key that is held down opens and closes nothing in turns.
  if (stroke.startsWith('mod+')) return event.repeat ? null : stroke;
  return isQuiet(event.target) ? null : stroke;
}

function press(event: KeyboardEvent): void {
  const stroke = strokeFor(event);
  if (stroke === null) return;
  const run = book.press(stroke, event.timeStamp);
  if (!run) return;
  event.preventDefault();
  run();
}

/** The second of two keys is taken before whatever has the focus may understand it as a key of its own. */
function finish(event: KeyboardEvent): void {
  if (!book.waiting(event.timeStamp) || event.key.length !== 1) return;
  if (strokeFor(event)?.length !== 1) return book.forget();
  press(event);
  event.stopPropagation();
}

function register(read: Parameters<typeof book.add>[0], order: number): () => void {
  if (book.empty) {
    window.addEventListener('keydown', finish, true);
    window.addEventListener('keydown', press);
  }
  const remove = book.add(read, order);
  return () => {
    remove();
    if (!book.empty) return;
    window.removeEventListener('keydown', finish, true);
    window.removeEventListener('keydown', press);
  };
}

/**
 * Keys for the whole page: one (`t`), two one after the other (`g c`), or one with ⌘ or Ctrl (`mod+k`). They stay
 * quiet while somebody types, in menus and in dialogs. Those with words are listed under `?` for as long as they work.
 */
export function useShortcuts(shortcuts: Shortcuts, group = ''): void {
  usePage(shortcuts, group);
}

/** For keys that a component listens to itself: lists them under `?` for as long as it is there. */
export function useKeyWords(keyWords: readonly KeyWords[]): void {
  usePage(noShortcuts, '', keyWords);
}

/** Lists what is listed under `?` at this moment. */
export function listShortcuts(): readonly KeyWords[] {
  return book.list();
}

function usePage(shortcuts: Shortcuts, group: string, extraWords: readonly KeyWords[] = []): void {
  // Counted while rendering, which begins outside; effects begin inside.
  const [order] = useState(() => nextOrder++);
  const current = useRef({ shortcuts, group, extraWords });
  // At once, not after the paint: a key acts on what the screen shows, however soon it is pressed.
  useLayoutEffect(() => {
    current.current = { shortcuts, group, extraWords };
  });
  useLayoutEffect(() => register(() => current.current, order), [order]);
}
