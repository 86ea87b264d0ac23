import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import type { Trouble } from '../../bookings/refusal.ts';
import type { BookingBarFragment, RoomRowFragment } from '../../graphql/generated/graphql.ts';
import { intervalOf } from '../../time/interval.ts';
import { whenWords } from '../../time/words.ts';
import { useToast } from '../../ui/toaster.tsx';
import { useTellUndoable } from '../../ui/undoable.ts';
import { letGo, type Shown } from '../layout/held.ts';
import type { Proposal } from '../layout/geometry.ts';
import { useHeld } from './use-held.ts';
import type { Move, Sent } from './send-move.ts';

/** Nothing is moved before there is something to move: fetched then, see `Timeline`. */
export function loadSendMove() {
  return import('./send-move.ts');
}

/** What was let go and did not come about, and where it had been let go. */
export type Refused = {
  readonly move: Move;
  /** The server's no, or ours where it is plain that it would say so. */
  readonly trouble: Trouble | { readonly __typename: 'TooSmall' } | { readonly __typename: 'Past' };
};

const notSent: Sent = {
  trouble: {
    __typename: 'Unanswered',
    title: 'It could not be sent.',
    advice: 'Check the network, then try again.',
    again: true,
  },
};

/**
 * Moves bookings: shown where they were let go at once, sent, and put back where they came from when they are refused.
 * What is moved again before the answer came is sent after it.
 */
export function useMoves(fromServer: Shown, rooms: readonly RoomRowFragment[], range: unknown, timeZone: string) {
  const client = useClient();
  const toast = useToast();
  const { held, shown, keep, grab, release, answered } = useHeld(fromServer, range);
  const [refused, setRefused] = useState<Refused | null>(null);
  const tellUndoable = useTellUndoable();
  const undoing = useRef((_move: Move) => {});
  const sending = useRef(new Map<string, Promise<unknown>>());
  /** The versions that our own moves have made. */
  const made = useRef(new Map<string, number>());
  const latest = useRef({ fromServer, rooms });
  useLayoutEffect(() => {
    latest.current = { fromServer, rooms };
  });

  const done = useCallback(
    (move: Move, { booking }: Extract<Sent, { booking: unknown }>) => {
      const { startsAt, endsAt, room } = booking;
      const words = `${booking.clientName}: ${room ? `${room.name}, ` : ''}${whenWords(intervalOf(startsAt, endsAt), timeZone)}`;
      if (move.undoes) return void toast({ text: `Put back. ${words}` });
      const back = undoOf(move, booking.version);
      tellUndoable(words, () => undoing.current(back));
    },
    [toast, tellUndoable, timeZone],
  );

  const send = useCallback(
    async (move: Move): Promise<boolean> => {
      const { id } = move.booking;
      const before = sending.current.get(id);
      const { fromServer: now, rooms: all } = latest.current;
      setRefused(null);
      // A ghost goes back to the tray once it is one again.
      if (!move.undoes || move.roomId !== null)
        keep(letGo(move, all.find((room) => room.id === move.roomId) ?? null, now));
      const answer = (async (): Promise<Sent> => {
        await before;
        // It goes on from the one before it. Anything else, an undo too, changes only what was seen.
        const version = before ? Math.max(move.booking.version, made.current.get(id) ?? 0) : move.booking.version;
        const next = { ...move, booking: { ...move.booking, version } };
        const sender = await loadSendMove().catch(() => null);
        if (!sender) return notSent;
        return next.undoes ? sender.sendUndo(client, next) : sender.sendMove(client, next);
      })();
      sending.current.set(id, answer);
      const sent = await answer;
      const isLast = sending.current.get(id) === answer;
      if (isLast) sending.current.delete(id);
      if ('booking' in sent) {
        made.current.set(id, sent.booking.version);
        if (isLast) answered(id, sent.booking.version);
        done(move, sent);
        return true;
      }
      // One that was let go after it is on its way already, and says where it is wanted now.
      if (!isLast) return true;
      answered(id, null);
      setRefused({ move, trouble: sent.trouble });
      return false;
    },
    [client, keep, answered, done],
  );

  useLayoutEffect(() => {
    undoing.current = (move) => void send(move);
  });

  const dismiss = useCallback(() => setRefused(null), []);
  return { shown, held, refused, dismiss, refuse: setRefused, grab, release, send };
}

/** Back to where it was: a change like any other, under the same rules, but what it was only the server knows for sure. */
function undoOf({ booking, interval, roomId, from }: Move, version: number): Move {
  const now: BookingBarFragment = { ...booking, version };
  return {
    booking: now,
    interval: from.interval,
    roomId: from.roomId,
    from: { interval, roomId },
    assigns: false,
    undoes: true,
    acknowledgeOverCapacity: true,
  };
}

/** `mayAssign`: a ghost over a room gets it; of everybody else that room is the wish. */
export function moveOf(booking: BookingBarFragment, { interval, roomId }: Proposal, mayAssign: boolean): Move {
  const from: Proposal = { interval: intervalOf(booking.startsAt, booking.endsAt), roomId: booking.room?.id ?? null };
  const assigns = mayAssign && booking.status === 'PENDING' && roomId !== null;
  return { booking, interval, roomId, from, assigns, undoes: false, acknowledgeOverCapacity: false };
}
