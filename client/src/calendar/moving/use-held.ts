import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useLiveStatus } from '../../graphql/connection-context.tsx';
import type { BookingBarFragment } from '../../graphql/generated/graphql.ts';
import { useOnChange } from '../../ui/use-on-change.ts';
import { inHand, isCaughtUp, saved, withHeld, type Held, type HeldBookings, type Shown } from '../layout/held.ts';

const noneHeld: HeldBookings = new Map();

/** A stream that is live tells within moments; what it has not told of by then, it has told of as something else. */
const atLatestMs = 5_000;

function only(held: HeldBookings, stays: (one: Held) => boolean): HeldBookings {
  const still = [...held].filter(([, one]) => stays(one));
  return still.length === held.size ? held : still.length === 0 ? noneHeld : new Map(still);
}

/** Holds the bars that do not stand where the server last said, over what it has said. */
export function useHeld(shown: Shown, range: unknown) {
  const [held, setHeld] = useState(noneHeld);
  const { state } = useLiveStatus();
  const latest = useRef(shown);
  useLayoutEffect(() => {
    latest.current = shown;
  });

  const hold = useCallback((one: Held) => setHeld((before) => new Map(before).set(one.booking.id, one)), []);

  const grab = useCallback((booking: BookingBarFragment) => {
    setHeld((before) => {
      // On its way to the server, or not heard of yet: it is taken in hand where it is shown.
      const earlier = before.get(booking.id);
      return new Map(before).set(
        booking.id,
        earlier ? { ...earlier, phase: 'in-hand' } : inHand(booking, latest.current),
      );
    });
  }, []);

  const release = useCallback(
    (bookingId: string) => setHeld((before) => only(before, ({ booking }) => booking.id !== bookingId)),
    [],
  );

  /** The server has answered: what has been taken in hand again meanwhile is left there. */
  const answered = useCallback((bookingId: string, version: number | null) => {
    setHeld((before) => {
      const one = before.get(bookingId);
      if (one?.phase !== 'saving') return before;
      return version === null
        ? only(before, (other) => other !== one)
        : new Map(before).set(bookingId, saved(one, version));
    });
  }, []);

  // What the stream has caught up with is shown as it is again; for good, or it would rise again once its room is given up.
  const stillHeld = useMemo(() => only(held, (one) => !isCaughtUp(one, shown)), [held, shown]);
  if (stillHeld !== held) setHeld(stillHeld);

  // What is shown of another day is read anew.
  useOnChange(range, () => setHeld((before) => only(before, ({ phase }) => phase !== 'saved')));

  const waits = state === 'live' && [...stillHeld.values()].some(({ phase }) => phase === 'saved');
  useEffect(() => {
    if (!waits) return undefined;
    const timer = setTimeout(() => setHeld((before) => only(before, ({ phase }) => phase !== 'saved')), atLatestMs);
    return () => clearTimeout(timer);
  }, [waits]);

  return {
    held: stillHeld,
    shown: useMemo(() => withHeld(shown, stillHeld), [shown, stillHeld]),
    keep: hold,
    grab,
    release,
    answered,
  };
}
