import type { PointerEvent } from 'react';

/** A click may tremble by so much. */
const tremblePx = 6;

/**
 * For the options of a list that may move while the button is down. Then the click is of what lies under both places,
 * and the option hears nothing of it: what was pressed is chosen all the same. The focus stays where it is.
 */
export function clickWhatWasPressed(event: PointerEvent<HTMLElement>, choose: () => void): void {
  event.preventDefault();
  if (event.button !== 0) return;
  const { currentTarget: pressed, clientX, clientY } = event;
  const waiting = new AbortController();
  const { signal } = waiting;
  const onClick = (click: MouseEvent) => {
    waiting.abort();
    const isNear = Math.hypot(click.clientX - clientX, click.clientY - clientY) <= tremblePx;
    // Its own handler hears of a click on it.
    if (!isNear || pressed.contains(click.target as Node)) return;
    click.stopPropagation();
    choose();
  };
  window.addEventListener('click', onClick, { capture: true, signal });
  for (const other of ['pointerdown', 'pointercancel'])
    window.addEventListener(other, () => waiting.abort(), { capture: true, signal });
}
