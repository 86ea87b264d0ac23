import type { BookingBarFragment } from '../../graphql/generated/graphql.ts';
import { intervalOf } from '../../time/interval.ts';
import { autoScroll } from '../layout/auto-scroll.ts';
import type { Spot } from '../layout/geometry.ts';
import type { Hold, Pointed } from './carry.ts';
import type { HandEvent } from './hand.ts';
import type { Hand } from './hand-state.ts';
import type { Watched } from './watched.ts';

const longPressMs = 380;

export type PointerSurface = {
  /** The booking of a bar, by its key; null for what may not be moved. */
  movable(key: string): BookingBarFragment | null;
  mayCreate(): boolean;
  spotAt(x: number, y: number): Spot;
  onEvent(event: HandEvent): void;
};

/**
 * Makes events for the hand of what mouse, pen or finger do in an element, and lets the element follow the hand: the
 * pointer is captured while something is held, the calendar scrolls when it is at the edge, and letting go is no click.
 */
export function listenToPointers(element: HTMLElement, hand: Watched<Hand>, surface: PointerSurface): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  const { spotAt, onEvent } = surface;
  let followed = hand.read();
  let frame = 0;
  let longPress: ReturnType<typeof setTimeout> | undefined;

  const draw = () => {
    frame = 0;
    const now = hand.read();
    if (now.state !== 'heldByPointer') return;
    const isScrolling = autoScroll(element, now.pointed);
    onEvent({ name: 'frame', spot: spotAt(now.pointed.x, now.pointed.y) });
    if (isScrolling) drawSoon();
  };
  const drawSoon = () => {
    if (hand.read().state === 'heldByPointer') frame ||= requestAnimationFrame(draw);
  };

  const followHand = () => {
    const [before, now] = [followed, hand.read()];
    followed = now;
    if (before.state === now.state) return;
    clearTimeout(longPress);
    if (now.state === 'pressed' && now.press.touch)
      longPress = setTimeout(() => onEvent({ name: 'longPress' }), longPressMs);
    if (now.state === 'heldByPointer') {
      element.setPointerCapture(now.press.pointerId);
      element.dataset['held'] = now.press.hold.grabbed.grip;
      drawSoon();
    }
    if (before.state === 'heldByPointer') {
      cancelAnimationFrame(frame);
      frame = 0;
      const { pointerId } = before.press;
      if (element.hasPointerCapture(pointerId)) element.releasePointerCapture(pointerId);
      delete element.dataset['held'];
      swallowClick(element);
    }
  };
  const leave = hand.listen(followHand);

  const showGrip = gripShower(surface);
  const on = <K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (event: HTMLElementEventMap[K]) => void,
    passive = true,
  ) => element.addEventListener(type, listener, { signal, passive });

  on('pointerdown', (event) => {
    const { button, isPrimary, pointerId, pointerType, target, clientX, clientY } = event;
    const hold = button === 0 && isPrimary ? holdAt(target as Element, clientX, clientY, surface) : null;
    const touch = pointerType === 'touch';
    onEvent({ name: 'pointerDown', press: hold && { hold, pointerId, touch, from: pointedAt(event) } });
  });
  on('pointermove', (event) => {
    if (hand.read().state !== 'pressed' && hand.read().state !== 'heldByPointer') return showGrip(event);
    const { pointerId, buttons } = event;
    onEvent({ name: 'pointerMove', pointerId, isDown: (buttons & 1) === 1, pointed: pointedAt(event) });
    drawSoon();
  });
  on('pointerup', (event) => {
    const { pointerId, clientX: x, clientY: y } = event;
    onEvent({ name: 'pointerUp', pointerId, pointed: pointedAt(event), spot: spotAt(x, y) });
  });
  on('pointercancel', () => onEvent({ name: 'pointerLost' }));
  on('lostpointercapture', () => hand.read().state === 'heldByPointer' && onEvent({ name: 'pointerLost' }));
  on('touchmove', (event) => hand.read().state === 'heldByPointer' && event.preventDefault(), false);
  on(
    'contextmenu',
    (event) => {
      const now = hand.read();
      if ('press' in now && now.press.touch) event.preventDefault();
    },
    false,
  );
  on('scroll', drawSoon);
  const onKey = (event: KeyboardEvent) => {
    if (hand.read().state !== 'heldByPointer') return;
    if (event.type === 'keydown' && event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      return onEvent({ name: 'escapeKey' });
    }
    if (!['Alt', 'Shift', 'Control'].includes(event.key)) return;
    event.preventDefault();
    const { altKey, shiftKey, ctrlKey } = event;
    onEvent({ name: 'modifierKey', altKey, shiftKey, ctrlKey });
    drawSoon();
  };
  window.addEventListener('keydown', onKey, { signal, capture: true });
  window.addEventListener('keyup', onKey, { signal, capture: true });
  return () => {
    onEvent({ name: 'pageTurn' });
    leave();
    listening.abort();
  };
}

function holdAt(target: Element, x: number, y: number, { movable, mayCreate, spotAt }: PointerSurface): Hold | null {
  const bar = target.closest<HTMLElement>('[data-bar]');
  const at = spotAt(x, y);
  if (bar) {
    const booking = movable(bar.dataset['bar'] ?? '');
    return booking && holdOf(booking, bar.getBoundingClientRect(), x, at);
  }
  if (!mayCreate() || !target.closest('[data-track]') || at.roomId === null) return null;
  return { booking: null, grabbed: { grip: 'create', interval: { start: 0, end: 0 }, roomId: at.roomId, at } };
}

/** Marks the bar under a pointer that presses on nothing with how it would be held. */
function gripShower(surface: PointerSurface): (event: PointerEvent) => void {
  let hovered: HTMLElement | null = null;
  return ({ target, clientX, clientY }) => {
    const bar = (target as Element).closest<HTMLElement>('[data-bar]');
    if (hovered && hovered !== bar) delete hovered.dataset['grip'];
    hovered = bar;
    const grip = bar && holdAt(bar, clientX, clientY, surface)?.grabbed.grip;
    if (bar && grip) bar.dataset['grip'] = grip;
  };
}

function pointedAt({ clientX: x, clientY: y, altKey, shiftKey, ctrlKey }: PointerEvent): Pointed {
  return { x, y, altKey, shiftKey, ctrlKey };
}

/** Letting go is not clicking: the click that the browser makes of it, now or once the button is up, opens nothing. */
function swallowClick(element: HTMLElement): void {
  const swallowing = new AbortController();
  const { signal } = swallowing;
  element.addEventListener(
    'click',
    (event) => {
      event.stopPropagation();
      event.preventDefault();
    },
    { capture: true, signal },
  );
  // It bubbles: an up that is being heard in the element at this moment is still to come here.
  window.addEventListener('pointerup', () => setTimeout(() => swallowing.abort()), { once: true, signal });
  window.addEventListener('pointerdown', () => swallowing.abort(), { once: true, capture: true, signal });
}

/** How much of a bar's ends is for its length, not for its place. */
const endPx = 7;
const endsFromPx = 24;

/** Takes hold of a bar. One that is too small on the screen has no ends, and is moved as a whole. */
export function holdOf(
  booking: BookingBarFragment,
  bar: { readonly left: number; readonly right: number },
  x: number,
  at: Spot,
): Hold {
  const roomId = booking.room?.id ?? null;
  const interval = intervalOf(booking.startsAt, booking.endsAt);
  const whole = roomId === null ? 'assign' : 'move';
  const hasEnds = bar.right - bar.left >= endsFromPx;
  const grip = hasEnds && x - bar.left <= endPx ? 'start' : hasEnds && bar.right - x <= endPx ? 'end' : whole;
  return { booking, grabbed: { grip, interval, roomId, at } };
}
