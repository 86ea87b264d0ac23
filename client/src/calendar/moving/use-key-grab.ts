import { useRef, type KeyboardEvent } from 'react';
import type { BookingBarFragment } from '../../graphql/generated/graphql.ts';
import { intervalOf } from '../../time/interval.ts';
import { whenWords } from '../../time/words.ts';
import type { Drag, DragState } from './drag-state.ts';
import { nudge, type NudgeWorld } from './nudge.ts';
import type { Grabbed } from './proposal.ts';
import type { Proposal } from '../layout/geometry.ts';
import { verdictWords } from './verdict.ts';

type KeyGrabbing = NudgeWorld & {
  readonly drag: DragState;
  weigh(
    grabbed: Grabbed,
    booking: BookingBarFragment,
    proposal: Proposal,
    rest: Pick<Drag, 'copies' | 'pointer'>,
  ): Drag;
  /** What the keyboard is on, if it may be moved. */
  movable(): BookingBarFragment | null;
  onGrab(booking: BookingBarFragment): void;
  onPutBack(booking: BookingBarFragment): void;
  onDrop(drag: Drag): void;
  /** Brings it into sight. */
  onMoved(proposal: Proposal): void;
  say(words: string): void;
};

/** Moves a booking without a pointer: it is in the hand for as long as Alt is down. Esc puts it back. */
export function useKeyGrab(grabbing: KeyGrabbing) {
  const { drag, weigh, timeZone, onGrab, onPutBack, onDrop, onMoved, say } = grabbing;
  const booking = useRef<BookingBarFragment | null>(null);

  const isOurs = (held: Drag | null) =>
    held !== null && held.pointer === null && held.booking?.id === booking.current?.id;

  function begin(): { grabbed: Grabbed; proposal: Proposal } | null {
    const held = drag.read();
    // What a pointer holds is not for the keys.
    if (held) return isOurs(held) ? held : null;
    const found = grabbing.movable();
    if (!found) return null;
    booking.current = found;
    onGrab(found);
    const proposal = { roomId: found.room?.id ?? null, interval: intervalOf(found.startsAt, found.endsAt) };
    const grip = proposal.roomId === null ? 'assign' : 'move';
    return { proposal, grabbed: { grip, ...proposal, at: { roomId: proposal.roomId, fraction: 0 } } };
  }

  function onKeyDown(event: KeyboardEvent): boolean {
    if (isOurs(drag.read())) {
      if (event.key === 'Escape') return putBack();
      if (event.key === 'Enter') return drop();
    }
    if (!event.altKey || !event.key.startsWith('Arrow')) return isOurs(drag.read());
    const held = begin();
    const next = held && booking.current && nudge(held.proposal, event, grabbing);
    if (!next || !booking.current) {
      say('There is nothing here that you may move.');
      return true;
    }
    const now = weigh(held.grabbed, booking.current, next, { copies: false, pointer: null });
    drag.set(now);
    onMoved(next);
    say(
      `${now.room ? `${now.room.name}, ` : ''}${whenWords(next.interval, timeZone)}, ${verdictWords(now.verdict, timeZone)}`,
    );
    return true;
  }

  function drop(): boolean {
    const last = drag.read();
    if (!last || !isOurs(last)) return false;
    booking.current = null;
    drag.set(null);
    onDrop(last);
    return true;
  }

  function putBack(): boolean {
    const held = booking.current;
    if (!held) return false;
    booking.current = null;
    if (drag.read()?.pointer === null) drag.set(null);
    onPutBack(held);
    say(`${held.clientName} is put back.`);
    return true;
  }

  /** Letting go of Alt lets go of the booking. */
  function onKeyUp(event: KeyboardEvent): boolean {
    return event.key === 'Alt' && drop();
  }

  return { onKeyDown, onKeyUp, putBack };
}
