import { useState } from 'react';

type PastTickNeeds = {
  /** The booking is already over. */
  readonly isPast: boolean;
  /** Somebody has ticked that it is meant. */
  readonly acknowledged: boolean;
  /** The server says that the tick is missing. */
  readonly isRefused: boolean;
  onAcknowledge(acknowledged: boolean): void;
};

/** A room for what is over is for the books, and nobody assigns one by accident: they tick that it is meant. */
export function usePastTick({ isPast, acknowledged, isRefused, onAcknowledge }: PastTickNeeds) {
  const [isMissing, setMissing] = useState(false);
  return {
    isPast,
    acknowledged,
    /** It was sent without the tick. */
    isMissing: (isMissing || isRefused) && !acknowledged,
    onAcknowledge,
    /** Whether it may be sent; otherwise the tick says that it is missing. */
    check(): boolean {
      const mayBeSent = !isPast || acknowledged;
      if (!mayBeSent) setMissing(true);
      return mayBeSent;
    },
    /** Says nothing of the tick any more, until it is sent without it again. */
    forget: () => setMissing(false),
  };
}

export type PastTicking = ReturnType<typeof usePastTick>;
