type Stream = {
  unsubscribe(): void;
};

/** Asks, and says so when it is answered; again and again, where the answer changes. */
type Begin<Ask> = (ask: Ask, onAnswer: () => void) => Stream;

const partsAtOnce = 2;
/** Two frames: what was just answered is painted before the next is asked. */
const pauseMs = 33;

/** All of them at once; `onAnswers` hears of it when each has been answered. Gives back what ends them. */
export function askAll<Ask>(asks: readonly Ask[], begin: Begin<Ask>, onAnswers?: () => void): () => void {
  const open = new Set(asks);
  const streams = asks.map((ask) => begin(ask, () => open.delete(ask) && open.size === 0 && onAnswers?.()));
  return () => streams.forEach((stream) => stream.unsubscribe());
}

/**
 * A few at a time, with pauses: that keeps neither the server from others nor a frame from the screen; and changes, which
 * wait while anything is asked, come in between.
 */
export function askInWaves<Ask>(asks: readonly Ask[], begin: Begin<Ask>): () => void {
  const ends: (() => void)[] = [];
  const askFrom = (first: number) => {
    const next = first + partsAtOnce;
    const timer = setTimeout(() => ends.push(askAll(asks.slice(first, next), begin, () => askFrom(next))), pauseMs);
    ends.push(() => clearTimeout(timer));
  };
  askFrom(0);
  return () => ends.forEach((end) => end());
}
