import { useState, type KeyboardEvent } from 'react';
import { actionFacts } from '../../booking-sheet/action-order.ts';
import type { BookingActionName } from '../../graphql/generated/graphql.ts';
import { minuteMs } from '../../time/interval.ts';
import { barUnder, freeAt, trayRow } from '../moving/focus.ts';
import type { TimelineItem } from '../layout/geometry.ts';
import type { Proposal } from '../layout/geometry.ts';
import type { CalendarSearch } from '../../links/calendar-search.ts';
import type { TimelineProps } from './timeline-props.ts';
import { toggled } from '../../links/toggled.ts';
import type { useGridFocus } from '../moving/use-grid-focus.ts';
import type { useHand } from '../moving/use-hand.ts';
import type { useReveal } from './use-reveal.ts';

type TimelineKeys = Pick<TimelineProps['rights'], 'mayCreate'> &
  Pick<TimelineProps['on'], 'onShow' | 'onNew' | 'onAct' | 'onClosure' | 'onClose'> & {
    search: CalendarSearch;
    keyboard: ReturnType<typeof useGridFocus>;
    /** Of those that wait: whether the tray has a place for it. */
    isDrawn(key: string): boolean;
    items: readonly TimelineItem[];
    hand: ReturnType<typeof useHand>;
    reveal: ReturnType<typeof useReveal>;
  };

const actionByKey = new Map(
  (Object.keys(actionFacts) as BookingActionName[]).map((name) => [actionFacts[name].key, name]),
);

/** New bookings begin with so much where nobody has drawn how long. */
const shortestMs = 60 * minuteMs;

/** Does all that the keys do in the calendar; what they lead to is said to whoever cannot see it. */
export function useTimelineKeys(props: TimelineKeys) {
  const { keyboard, items, hand, reveal, onNew, onAct, onClosure, onClose, onShow } = props;
  const { focus, on, world } = keyboard;
  const [isUsed, setUsed] = useState(false);
  const rooms = items.flatMap(({ kind, id }) => (kind === 'room' ? id : []));

  /** The room and the time that the keyboard is at; null where that is no room, or closed. */
  function placeHere(): Proposal | null {
    if (focus.row === trayRow || !rooms.includes(focus.row) || on?.closure) return null;
    const { start, end } = on ? on.interval : freeAt(world, focus);
    return { roomId: focus.row, interval: { start, end: Math.max(end, start + shortestMs) } };
  }

  function createHere(): boolean {
    const place = props.mayCreate ? placeHere() : null;
    if (place) onNew(place);
    return place !== null;
  }

  function closeHere(): boolean {
    const place = onClose && placeHere();
    if (place) onClose(place);
    return place !== null;
  }

  function enter(): boolean {
    const group = items.find(({ kind, id }) => kind === 'group' && id === focus.row);
    if (group) onShow({ folded: toggled(props.search.folded, group.id) });
    else if (on?.booking) onAct(on.booking.id, null);
    else if (on?.closure) onClosure(on.closure.id);
    else if (!on) return createHere();
    return true;
  }

  function act(key: string): boolean {
    const action = actionByKey.get(key);
    if (!action || !on?.booking) return false;
    onAct(on.booking.id, action);
    return true;
  }

  function handle(event: KeyboardEvent): boolean {
    if (hand.onKeyDown(event)) return true;
    if (event.altKey || event.metaKey) return false;
    const next = keyboard.move(event);
    if (next) {
      keyboard.setFocus(next);
      const ghost = next.row === trayRow ? barUnder(world, next) : null;
      if (ghost && !props.isDrawn(ghost.key)) onShow({ tray: 'all' });
      reveal(next.row, ghost?.interval ?? freeAt(world, next));
      return true;
    }
    if (event.ctrlKey) return false;
    if (event.key === 'Enter' || event.key === ' ') return enter();
    if (event.key === 'n') return createHere();
    if (event.key === 'l') return closeHere();
    return event.shiftKey ? false : act(event.key.toLowerCase());
  }

  return {
    onKeyDown: (event: KeyboardEvent) => {
      if (event.target !== event.currentTarget || !handle(event)) return;
      event.preventDefault();
      setUsed(true);
    },
    onPointerDown: () => {
      setUsed(false);
      hand.leaveKeyboard();
    },
    /** It is the keyboard that leads, not a pointer. */
    isUsed,
    onKeyUp: (event: KeyboardEvent) => {
      if (hand.onKeyUp(event)) event.preventDefault();
    },
    onBlur: hand.leaveKeyboard,
  };
}
