import type { LimitRow } from './limit-row.ts';

/** How many wrong passwords an account or an address may try before it has to wait. Times in milliseconds. */
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

export const tryLimitRows: readonly LimitRow[] = [
  {
    name: 'perAccount',
    value: defaultTryLimits.perAccount,
    unit: 'wrong passwords of an account within the window',
    variable: 'SIGN_IN_TRIES_PER_ACCOUNT',
    reason: 'Guessing a password takes thousands of tries.',
  },
  {
    name: 'perAddress',
    value: defaultTryLimits.perAddress,
    unit: 'wrong passwords from an address within the window',
    variable: 'SIGN_IN_TRIES_PER_ADDRESS',
    reason: 'One password tried at every account; an office behind one router mistypes less.',
  },
  {
    name: 'window',
    value: defaultTryLimits.windowMs / 1_000,
    unit: 'seconds in which tries are counted',
    variable: 'SIGN_IN_WINDOW_SECONDS',
    reason: 'Who forgot a password stops within minutes, and a guesser does not.',
  },
  {
    name: 'firstWait',
    value: defaultTryLimits.firstWaitMs / 1_000,
    unit: 'seconds of the first wait, twice as long each time',
    variable: 'SIGN_IN_FIRST_WAIT_SECONDS',
    reason: 'A person can bear it, and a guesser loses the day.',
  },
  {
    name: 'longestWait',
    value: defaultTryLimits.longestWaitMs / 1_000,
    unit: 'seconds of the longest wait',
    variable: 'SIGN_IN_LONGEST_WAIT_SECONDS',
    reason: 'Nobody is locked out for a day by a stranger.',
  },
];
