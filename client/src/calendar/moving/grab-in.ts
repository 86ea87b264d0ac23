import { autoScroll } from '../layout/auto-scroll.ts';
import type { Grabbing, Hold, Pointed } from './use-grab.ts';

/** A click may tremble by so much. */
const tremblePx = 4;
const longPressMs = 380;
/** A finger that goes further before then wants to scroll. */
const fingerTremblesPx = 10;

type Press = {
  readonly hold: Hold;
  readonly pointerId: number;
  readonly touch: boolean;
  readonly x: number;
  readonly y: number;
};

/** Listens to pointer and keys in an element, for `useGrab`. */
export function grabIn(element: HTMLElement, now: () => Grabbing): { putBack(): void; end(): void } {
  const listening = new AbortController();
  const { signal } = listening;
  let press: Press | null = null;
  let isHeld = false;
  let last: Pointed | null = null;
  let frame = 0;
  let longPress: ReturnType<typeof setTimeout> | undefined;

  const draw = () => {
    frame = 0;
    if (!isHeld || !press || !last) return;
    const scrolled = autoScroll(element, last);
    now().onMove(press.hold, last, press);
    if (scrolled) ask();
  };
  const ask = () => {
    frame ||= requestAnimationFrame(draw);
  };

  const begin = () => {
    if (!press) return;
    isHeld = true;
    element.setPointerCapture(press.pointerId);
    element.dataset['held'] = press.hold.grabbed.grip;
    now().onGrab(press.hold);
    ask();
  };
  const end = () => {
    clearTimeout(longPress);
    cancelAnimationFrame(frame);
    frame = 0;
    if (press && element.hasPointerCapture(press.pointerId)) element.releasePointerCapture(press.pointerId);
    delete element.dataset['held'];
    press = null;
    isHeld = false;
  };
  const putBack = () => {
    const held = isHeld;
    end();
    if (held) now().onPutBack();
  };

  element.addEventListener(
    'pointerdown',
    (event) => {
      if (press) return putBack();
      if (event.button !== 0 || !event.isPrimary) return;
      const hold = now().holdAt(event.target as Element, event.clientX, event.clientY);
      if (!hold) return;
      const touch = event.pointerType === 'touch';
      press = { hold, pointerId: event.pointerId, touch, x: event.clientX, y: event.clientY };
      last = pointedAt(event);
      if (touch) longPress = setTimeout(begin, longPressMs);
    },
    { signal },
  );
  let hovered: HTMLElement | null = null;
  const hover = ({ target, clientX, clientY }: PointerEvent) => {
    const bar = (target as Element).closest<HTMLElement>('[data-bar]');
    if (hovered && hovered !== bar) delete hovered.dataset['grip'];
    hovered = bar;
    const grip = bar && now().holdAt(bar, clientX, clientY)?.grabbed.grip;
    if (bar && grip) bar.dataset['grip'] = grip;
  };
  element.addEventListener(
    'pointermove',
    (event) => {
      if (!press) return hover(event);
      if (press.pointerId !== event.pointerId) return;
      // It was let go where nobody heard of it.
      if (!press.touch && (event.buttons & 1) === 0) return putBack();
      last = pointedAt(event);
      if (isHeld) return ask();
      const distance = Math.hypot(event.clientX - press.x, event.clientY - press.y);
      if (press.touch && distance > fingerTremblesPx) end();
      else if (!press.touch && distance > tremblePx) begin();
    },
    { signal },
  );
  element.addEventListener(
    'pointerup',
    (event) => {
      if (press?.pointerId !== event.pointerId) return;
      if (!isHeld) return end();
      // The last move may not have been drawn yet; what is let go is what the pointer says now.
      last = pointedAt(event);
      now().onMove(press.hold, last, press);
      end();
      swallowClick(element, true);
      now().onDrop();
    },
    { signal },
  );
  element.addEventListener('pointercancel', putBack, { signal });
  element.addEventListener('lostpointercapture', () => isHeld && putBack(), { signal });
  element.addEventListener('touchmove', (event) => isHeld && event.preventDefault(), { signal, passive: false });
  element.addEventListener('contextmenu', (event) => press?.touch && event.preventDefault(), { signal });
  element.addEventListener('scroll', () => isHeld && ask(), { signal, passive: true });
  const onKey = (event: KeyboardEvent) => {
    if (!isHeld || !last) return;
    if (event.type === 'keydown' && event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      swallowClick(element);
      return putBack();
    }
    if (!['Alt', 'Shift', 'Control'].includes(event.key)) return;
    event.preventDefault();
    last = { ...last, altKey: event.altKey, shiftKey: event.shiftKey, ctrlKey: event.ctrlKey };
    ask();
  };
  window.addEventListener('keydown', onKey, { signal, capture: true });
  window.addEventListener('keyup', onKey, { signal, capture: true });
  return {
    putBack,
    end: () => {
      putBack();
      listening.abort();
    },
  };
}

function pointedAt({ clientX: x, clientY: y, altKey, shiftKey, ctrlKey }: PointerEvent): Pointed {
  return { x, y, altKey, shiftKey, ctrlKey };
}

/** Letting go is not clicking: the click that the browser makes of it opens nothing. */
function swallowClick(element: HTMLElement, isUp = false): void {
  const swallowing = new AbortController();
  element.addEventListener(
    'click',
    (event) => {
      event.stopPropagation();
      event.preventDefault();
    },
    { capture: true, signal: swallowing.signal },
  );
  // After the button is up; for a drag that was put back before, that is still to come.
  const stop = () => setTimeout(() => swallowing.abort());
  if (isUp) return void stop();
  window.addEventListener('pointerup', stop, { once: true, capture: true });
  window.addEventListener('pointerdown', () => swallowing.abort(), { once: true, capture: true });
}
