import { useEffect, useEffectEvent, useLayoutEffect, type KeyboardEvent, type RefObject } from 'react';
import type { BookingBarFragment } from '../../graphql/generated/graphql.ts';
import { now } from '../../time/now.ts';
import { useLoadedAtLast } from '../../ui/use-loaded.ts';
import { useOnChange } from '../../ui/use-on-change.ts';
import type { Bar } from '../data/bars.ts';
import { outlineOf, type Proposal } from '../layout/geometry.ts';
import { trayRow } from './focus.ts';
import type { HandEffect, HandEvent } from './hand.ts';
import type { Move } from './move.ts';
import { boxOnScreen, slideFrom, spotOnScreen } from './on-screen.ts';
import type { useGridFocus } from './use-grid-focus.ts';
import type { useMoves } from './use-moves.ts';
import type { DrawnCalendar } from './weigh.ts';

/** Fetched along with what stands in the calendar, which is not there any sooner. */
async function loadMachine() {
  const [{ next }, { listenToPointers }] = await Promise.all([import('./hand.ts'), import('./pointer-events.ts')]);
  return { next, listenToPointers };
}

type HandProps = {
  scroller: RefObject<HTMLElement | null>;
  calendar: Omit<DrawnCalendar, 'now'>;
  bars: ReadonlyMap<string, Bar>;
  mayCreate: boolean;
  mayMove(booking: BookingBarFragment): boolean;
  keyboard: ReturnType<typeof useGridFocus>;
  /** Where quarters of an hour cannot be seen, an arrow moves by a day. */
  byDays: boolean;
  moves: Pick<ReturnType<typeof useMoves>, 'hand' | 'send' | 'refuse' | 'refused'>;
  onNew(start: Proposal | null, copy?: string): void;
  /** On the screen: a refusal is explained there. */
  onDroppedAt(place: { readonly x: number; readonly y: number }): void;
  reveal(row: string | null, interval: Proposal['interval'] | null): void;
  say(words: string): void;
};

/**
 * Runs the hand: takes what pointers and keys do to it as events, and does what it says. A mouse drags once it has moved
 * a little, a finger once it has rested; with keys a booking is held for as long as Alt is down.
 */
export function useHand(props: HandProps) {
  const { scroller, calendar, keyboard, moves } = props;
  const { hand, refused } = moves;
  const { geometry } = calendar;
  const machine = useLoadedAtLast(loadMachine);

  function onEvent(event: HandEvent): void {
    if (!machine) return;
    const [after, effects] = machine.next(hand.read(), event, { ...calendar, now: now() });
    hand.set(after);
    for (const effect of effects) run(effect);
  }

  function run(effect: HandEffect): void {
    switch (effect.do) {
      case 'say':
        return props.say(effect.words);
      case 'reveal':
        return props.reveal(effect.proposal.roomId, effect.proposal.interval);
      case 'openForm':
        return props.onNew(effect.place, effect.copyOf ?? undefined);
      case 'send': {
        const { move, pointer } = effect;
        props.onDroppedAt(pointer ?? cornerOf(move));
        keyboard.setFocus({ row: move.roomId ?? keyboard.focus.row, at: move.interval.start, ghost: move.booking.id });
        return moves.send(move);
      }
      case 'refuse':
        props.onDroppedAt(effect.pointer ?? cornerOf(effect.refused.move));
        // Not at once: the browser would take the letting go for a click beside the card, and close it.
        requestAnimationFrame(() => moves.refuse(effect.refused));
    }
  }

  function cornerOf(move: Move) {
    const box = boxOnScreen(scroller.current, outlineOf(geometry, move));
    return box ? { x: box.left, y: box.top + box.height } : { x: 0, y: 0 };
  }

  function movable(key: string | undefined): BookingBarFragment | null {
    const booking = props.bars.get(key ?? '')?.booking;
    return booking && props.mayMove(booking) ? booking : null;
  }

  const surface = {
    onEvent: useEffectEvent(onEvent),
    spotAt: useEffectEvent((x: number, y: number) => spotOnScreen(scroller.current, geometry, x, y)),
    movable: useEffectEvent(movable),
    mayCreate: useEffectEvent(() => props.mayCreate),
  };
  const listen = useEffectEvent(() => {
    const element = scroller.current;
    return element && machine ? machine.listenToPointers(element, hand, surface) : undefined;
  });
  useEffect(() => (machine ? listen() : undefined), [machine]);
  useEffect(() => onEvent({ name: 'calendarChange' }));
  useOnChange(geometry.scale.days, () => onEvent({ name: 'pageTurn' }));

  // The keyboard goes back along with it: what stood in the way is not what somebody has in mind.
  const slideBack = useEffectEvent(({ from, booking, ...place }: Move) => {
    keyboard.setFocus({ row: from.roomId ?? trayRow, at: from.interval.start, ghost: booking.id });
    const bar = scroller.current?.querySelector(`[data-booking="${CSS.escape(booking.id)}"]`);
    const box = boxOnScreen(scroller.current, outlineOf(geometry, place));
    if (bar && box) slideFrom(box, bar);
  });
  useLayoutEffect(() => {
    if (refused && !refused.move.undoes) slideBack(refused.move);
  }, [refused]);

  /** Tells whether the hand has taken the key. */
  function onKeyDown({ key, altKey, shiftKey, ctrlKey }: KeyboardEvent): boolean {
    const isHeld = hand.read().state === 'heldByKeys';
    if (altKey && key.startsWith('Arrow')) {
      const booking = movable(keyboard.on?.key);
      onEvent({ name: 'arrowKey', key, shiftKey, ctrlKey, byDays: props.byDays, booking });
      return true;
    }
    if (key === 'Escape') onEvent({ name: 'escapeKey' });
    if (key === 'Enter') onEvent({ name: 'letGoKey' });
    return isHeld;
  }

  /** Letting go of Alt lets go of the booking. */
  function onKeyUp({ key }: KeyboardEvent): boolean {
    const isHeld = hand.read().state === 'heldByKeys';
    if (key === 'Alt') onEvent({ name: 'letGoKey' });
    return isHeld && key === 'Alt';
  }

  return { onKeyDown, onKeyUp, leaveKeyboard: () => onEvent({ name: 'keyboardLeft' }) };
}
