import { useCallback, useEffect, useLayoutEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { useClient, type Client } from 'urql';
import { useLiveStatus } from '../../graphql/connection-context.tsx';
import type { RoomRowFragment } from '../../graphql/generated/graphql.ts';
import { intervalOf } from '../../time/interval.ts';
import { whenWords } from '../../time/words.ts';
import { useToast } from '../../ui/toaster.tsx';
import { useTellUndoable } from '../../ui/undoable.ts';
import { useOnChange } from '../../ui/use-on-change.ts';
import { withHeld, type Shown } from '../layout/held.ts';
import { heldOver, nextFlights, type FlightEvent, type Flights } from './flight.ts';
import { bookingInHand, idleHand, type Hand } from './hand-state.ts';
import { undoOf, type Move, type Refused } from './move.ts';
import type { Sent } from './send-move.ts';
import { Watched } from './watched.ts';

/** Nothing is moved before there is something to move: fetched then, see `Timeline`. */
export function loadSendMove() {
  return import('./send-move.ts');
}

/** A stream that is live tells within moments; what it has not told of by then, it has told of as something else. */
const atLatestMs = 5_000;

const notSent: Sent = {
  trouble: {
    __typename: 'Unanswered',
    title: 'It could not be sent.',
    advice: 'Check the network, then try again.',
    again: true,
  },
};

function dropOf(move: Move): FlightEvent {
  return { name: 'drop', bookingId: move.booking.id, move };
}

async function answerTo(client: Client, move: Move): Promise<FlightEvent> {
  const sender = await loadSendMove().catch(() => null);
  const sent = sender ? await (move.undoes ? sender.sendUndo : sender.sendMove)(client, move) : notSent;
  const bookingId = move.booking.id;
  return 'booking' in sent
    ? { name: 'accepted', bookingId, booking: sent.booking }
    : { name: 'refused', bookingId, trouble: sent.trouble };
}

/**
 * Moves bookings: shown where they were let go at once, sent, and put back where they came from when they are refused.
 * What is moved again before the answer came is sent after it.
 */
export function useMoves(calendar: Shown, rooms: readonly RoomRowFragment[], range: unknown, timeZone: string) {
  const client = useClient();
  const toast = useToast();
  const tellUndoable = useTellUndoable();
  const { state } = useLiveStatus();
  const fromServer = useMemo(() => ({ ...calendar, rooms }), [calendar, rooms]);
  const [hand] = useState(() => new Watched<Hand>(idleHand));
  const [flights] = useState(() => new Watched<Flights>({ fromServer, byBooking: new Map() }));
  const [refusal] = useState(() => new Watched<Refused | null>(null));
  const inHand = useSyncExternalStore(hand.listen, () => bookingInHand(hand.read()));
  const refused = useSyncExternalStore(refusal.listen, refusal.read);
  const byBooking = useSyncExternalStore(flights.listen, () => flights.read().byBooking);
  const inHandId = inHand?.booking.id ?? null;

  const fly = useCallback(
    function fly(event: FlightEvent): void {
      const [after, effects] = nextFlights(flights.read(), event);
      flights.set(after);
      if (event.name === 'drop') refusal.set(null);
      for (const effect of effects) {
        if (effect.do === 'showRefusal') refusal.set(effect.refused);
        else if (effect.do === 'send') void answerTo(client, effect.move).then(fly);
        else {
          const { move, booking } = effect;
          const { startsAt, endsAt, room } = booking;
          const words = `${booking.clientName}: ${room ? `${room.name}, ` : ''}${whenWords(intervalOf(startsAt, endsAt), timeZone)}`;
          const undo = undoOf(move, booking.version);
          if (move.undoes) toast({ text: `Put back. ${words}` });
          else tellUndoable(words, () => fly(dropOf(undo)));
        }
      }
    },
    [flights, refusal, client, toast, tellUndoable, timeZone],
  );

  const send = useCallback((move: Move) => fly(dropOf(move)), [fly]);

  useLayoutEffect(() => fly({ name: 'calendarRead', fromServer, inHand: inHandId }), [fly, fromServer, inHandId]);
  // What is shown of another day is read anew.
  useOnChange(range, () => fly({ name: 'outdated', inHand: inHandId }));

  const waits = state === 'live' && [...byBooking.values()].some((flight) => flight.state === 'saved');
  useEffect(() => {
    if (!waits) return undefined;
    const timer = setTimeout(() => fly({ name: 'outdated', inHand: inHandId }), atLatestMs);
    return () => clearTimeout(timer);
  }, [waits, fly, inHandId]);

  const held = useMemo(() => heldOver({ fromServer, byBooking }, inHand), [fromServer, byBooking, inHand]);
  const shown = useMemo(() => withHeld(calendar, held), [calendar, held]);
  const refuse = useCallback((refused: Refused) => refusal.set(refused), [refusal]);
  const dismiss = useCallback(() => refusal.set(null), [refusal]);
  return { shown, held, hand, refused, dismiss, refuse, send };
}
