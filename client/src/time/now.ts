/** What has to be added to the clock of this machine lies between these, milliseconds. */
let least = -Infinity;
let most = Infinity;
let offset = 0;
const listeners = new Set<() => void>();

/** A shift of less than this is not worth drawing anything again. */
const noticedMs = 1_000;

/**
 * The time, epoch milliseconds, by the clock of the server: that of this machine may be days off, and the server decides
 * what is over. Until the first answer it is that of this machine.
 */
export function now(): number {
  return Math.round(Date.now() + offset);
}

/** Hears of it when the clock was set. */
export function onClockSet(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Called when a question goes out. Gives back what takes the server's time out of the answer, if that tells it. */
export function askTime(): (serverTime: unknown) => void {
  const askedAt = Date.now();
  return (serverTime) => {
    if (serverTime != null && Number.isFinite(Number(serverTime))) learn(Number(serverTime), askedAt, Date.now());
  };
}

/**
 * The server read its clock somewhere between question and answer: each of them narrows what the difference can be. Where
 * one leaves nothing of it, a clock was set meanwhile, and only what was heard last counts.
 */
function learn(serverTime: number, askedAt: number, heardAt: number): void {
  // Whole milliseconds are read.
  const [from, to] = [serverTime - heardAt, serverTime - askedAt + 1];
  if (from > to) return;
  const [low, high] = [Math.max(from, least), Math.min(to, most)];
  [least, most] = low <= high ? [low, high] : [from, to];
  const before = offset;
  offset = (least + most) / 2;
  if (Math.abs(offset - before) > noticedMs) for (const listener of listeners) listener();
}
