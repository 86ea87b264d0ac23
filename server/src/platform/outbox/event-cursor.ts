import { randomBytes } from 'node:crypto';
import { CursorInvalidError } from './errors.ts';
import { seal, unseal } from '../sealed-keys.ts';

/**
 * A place in the stream: everything up to and including the event (xid, seq) has been seen. `at` bounds the days that
 * have to be searched for later events; it is `writtenAt` or later.
 */
export type Position = {
  /** The history that the numbers belong to: they mean nothing in another one. */
  readonly epoch: string;
  readonly xid: bigint;
  readonly seq: bigint;
  /**
   * When the event was written, epoch milliseconds. A copy of the database gives its numbers out again, but not at that
   * time.
   */
  readonly writtenAt: number;
  readonly at: number;
};

/** Compares positions of one epoch. */
export function compare(a: Position, b: Position): number {
  return a.xid === b.xid ? Number(a.seq > b.seq) - Number(a.seq < b.seq) : a.xid > b.xid ? 1 : -1;
}

/** Whether the log as read at one position contains the event of the other; never where their epochs differ. */
export function reaches(one: Position, other: Position): boolean {
  return one.epoch === other.epoch && compare(one, other) >= 0;
}

/** A place before every event. @param at before which nothing is searched */
export function beginningOf(epoch: string, at = 0): Position {
  return { epoch, xid: 0n, seq: 0n, writtenAt: 0, at };
}

/** A position as a cursor returns it. `mark` is what was written beside it, or empty. */
export type MarkedPosition = Position & { readonly mark: string };

const plainLength = 104;

/** Cursors are sealed, so that nobody can read from them how busy the other division is, or make one up. */
export class EventCursors {
  readonly #key: Uint8Array;

  constructor(key: Uint8Array) {
    this.#key = key;
  }

  /** @param mark a few letters without a space: for whom this place is, if it is not the same for everybody */
  write({ epoch, xid, seq, writtenAt, at }: Position, mark = ''): string {
    const text = [epoch, ...[xid, seq, writtenAt, at].map((number) => number.toString(36)), mark].join(' ');
    // All have one length: that of the numbers would reveal them.
    return seal(this.#key, Buffer.from(text.padEnd(plainLength))).toString('base64url');
  }

  /**
   * The stream checks whether the epoch is its own (`EventStream.admit`).
   * @throws CursorInvalidError for one that is not ours: never a silent "from now"
   */
  read(cursor: string): MarkedPosition {
    const text = cursor.length <= 400 ? unseal(this.#key, Buffer.from(cursor, 'base64url'))?.toString() : undefined;
    const [epoch, xid, seq, writtenAt, at, mark] = text?.split(' ') ?? [];
    if (!epoch || !xid || !seq || !writtenAt || !at || mark === undefined) throw new CursorInvalidError();
    return {
      epoch,
      xid: fromBase36(xid),
      seq: fromBase36(seq),
      writtenAt: Number.parseInt(writtenAt, 36),
      at: Number.parseInt(at, 36),
      mark,
    };
  }
}

function fromBase36(text: string): bigint {
  return text.split('').reduce((sum, digit) => sum * 36n + BigInt(Number.parseInt(digit, 36)), 0n);
}

export function newCursorKey(): Buffer {
  return randomBytes(32);
}
