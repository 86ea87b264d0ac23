import { randomBytes, timingSafeEqual } from 'node:crypto';
import argon2 from 'argon2';
import { sha256 } from '../../platform/sealed-keys.ts';
import { hashing, type Turn } from './turns.ts';
import { verifyBcrypt } from './verify-bcrypt.ts';

/** argon2id as docs/decisions/2026-11-21-passwords-with-argon2id.md has it: 19,456 KiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const mostCharacters = 1_000;
/** bcrypt ignores what a password has beyond this. */
const mostBcryptBytes = 72;

/** Hashes for callers that have no turn yet. @throws BusyError */
export function hashPassword(password: string): Promise<string> {
  return hashing.take('', (turn) => hashInTurn(turn, password));
}

export function hashInTurn(_turn: Turn, password: string): Promise<string> {
  return argon2.hash(password, { type: argon2.argon2id, ...cost });
}

export type Verdict =
  | { readonly is: 'right'; /** The same password would be kept better today. */ readonly outdated: boolean }
  | { readonly is: 'wrong' }
  | { readonly is: 'plain text' };

const wrong: Verdict = { is: 'wrong' };

const argon2Hash = /^\$argon2(id|i|d)\$(?:v=(\d+)\$)?((?:[mtp]=\d+,?)+)\$[A-Za-z0-9+/]+\$[A-Za-z0-9+/]+$/;
// As the old system wrote them; a hash that would take minutes is not one of its.
const bcryptHash = /^\$2[aby]\$(0[4-9]|1[0-5])\$[./A-Za-z0-9]{53}$/;

// A hash that no password produces: comparing with it takes as long as with a real one.
function unpadded(bytes: Buffer) {
  return bytes.toString('base64').replaceAll('=', '');
}
const dummyHash = `$argon2id$v=19$m=${cost.memoryCost},t=${cost.timeCost},p=${cost.parallelism}$${unpadded(randomBytes(16))}$${unpadded(randomBytes(32))}`;

/** @param stored null where there is no such account, or no password yet: that takes as long as a wrong one */
export async function checkPassword(_turn: Turn, stored: string | null, password: string): Promise<Verdict> {
  const acceptable = password.length <= mostCharacters;
  if (stored !== null && bcryptHash.test(stored)) {
    // Characters that bcrypt would cut off, or end at, must not make two passwords equal.
    const readsWhole = acceptable && Buffer.byteLength(password) <= mostBcryptBytes && !password.includes('\0');
    const matches = await verifyBcrypt(stored, readsWhole ? password : '');
    return readsWhole && matches ? { is: 'right', outdated: true } : wrong;
  }
  const parts = stored === null ? null : argon2Hash.exec(stored);
  const matches = await argon2.verify(parts && stored !== null ? stored : dummyHash, acceptable ? password : '');
  if (parts) return acceptable && matches ? { is: 'right', outdated: isWeaker(parts) } : wrong;
  return stored !== null && stored !== '' && timingSafeEqual(sha256(password), sha256(stored))
    ? { is: 'plain text' }
    : wrong;
}

function isWeaker([, type, version = '16', parameters = '']: RegExpExecArray): boolean {
  // The parameters come in any order.
  const parameter = (name: string) => Number(new RegExp(`${name}=(\\d+)`).exec(parameters)?.[1] ?? 0);
  return type !== 'id' || Number(version) < 0x13 || parameter('m') < cost.memoryCost || parameter('t') < cost.timeCost;
}
