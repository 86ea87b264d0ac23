import { randomBytes } from 'node:crypto';
import { CursorInvalidError } from './errors.ts';
import { seal, unseal } from '../sealed-keys.ts';

/**
 * A place in the stream: everything up to and including (xid, seq) has been seen. `at` bounds the days that have to be
 * searched for what comes after.
 */
export type Position = { readonly xid: bigint; readonly seq: bigint; readonly at: number };

export const compare = (a: Position, b: Position): number =>
  a.xid === b.xid ? Number(a.seq > b.seq) - Number(a.seq < b.seq) : a.xid > b.xid ? 1 : -1;

/** A position as a cursor gives it back. `mark` is what was written beside it; empty where nothing was. */
export type MarkedPosition = Position & { readonly mark: string };

const plainLength = 104;

/**
 * Cursors are sealed, so that nobody can read from them how busy the other division is, or make one up. They carry the
 * epoch of the database: transaction numbers mean nothing to another cluster, or after a point-in-time recovery.
 */
export class EventCursors {
  readonly #key: Uint8Array;
  readonly #epoch: string;

  constructor(key: Uint8Array, epoch: string) {
    this.#key = key;
    this.#epoch = epoch;
  }

  /** @param mark a few letters without a space: for whom this place is, if it is not the same for everybody */
  write({ xid, seq, at }: Position, mark = ''): string {
    const text = [this.#epoch, xid.toString(36), seq.toString(36), at.toString(36), mark].join(' ');
    // All of one length: that of the numbers would tell.
    return seal(this.#key, Buffer.from(text.padEnd(plainLength))).toString('base64url');
  }

  /** @throws CursorInvalidError for one that is not ours, or from another epoch: never a silent "from now" */
  read(cursor: string): MarkedPosition {
    const text = cursor.length <= 400 ? unseal(this.#key, Buffer.from(cursor, 'base64url'))?.toString() : undefined;
    const [epoch, xid, seq, at, mark = ''] = text?.split(' ') ?? [];
    if (epoch !== this.#epoch || !xid || !seq || !at) throw new CursorInvalidError();
    return { xid: fromBase36(xid), seq: fromBase36(seq), at: Number.parseInt(at, 36), mark };
  }
}

const fromBase36 = (text: string): bigint =>
  text.split('').reduce((sum, digit) => sum * 36n + BigInt(Number.parseInt(digit, 36)), 0n);

export const newCursorKey = (): Buffer => randomBytes(32);
