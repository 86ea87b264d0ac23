/** How many wrong passwords are taken before somebody has to wait. Times in milliseconds. */
export type TryLimits = {
  readonly perAccount: number;
  readonly perAddress: number;
  readonly windowMs: number;
  /** Doubled with every lock-out of a day. */
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
};

const minuteMs = 60_000;

export const defaultTryLimits: TryLimits = {
  perAccount: 10,
  perAddress: 50,
  windowMs: 15 * minuteMs,
  firstWaitMs: minuteMs,
  longestWaitMs: 60 * minuteMs,
};
