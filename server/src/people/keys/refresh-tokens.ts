import { createHmac, randomBytes } from 'node:crypto';
import type { RefreshTokens } from '../../platform/context.ts';
import type { Database } from '../../platform/database/database.ts';
import { sha256 } from '../../platform/sealed-keys.ts';
import { openSealedKey } from './sealed-key.ts';

/** The next token is derived from the last one: a browser that lost the answer with it cannot be given a stored one. */
export async function openRefreshTokens(db: Database, secret: string): Promise<RefreshTokens> {
  const key = await openSealedKey(db, secret, 'refresh-token-successors', () => randomBytes(32));
  return { successorOf: (token) => createHmac('sha256', key).update(token).digest('base64url') };
}

export function newRefreshToken(): string {
  return randomBytes(32).toString('base64url');
}

/** The hash of a token, as the database stores it. */
export function hashOf(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(sha256(token));
}
