import { createHmac, randomBytes } from 'node:crypto';
import type { RefreshTokens } from '../../platform/context.ts';
import type { Database } from '../../platform/database/database.ts';
import { sha256 } from '../../platform/sealed-keys.ts';
import { openSealedKey } from './access-tokens.ts';

/** A browser that was given the next token and lost the answer cannot have it stored: it follows from the last one. */
export async function openRefreshTokens(db: Database, secret: string): Promise<RefreshTokens> {
  const key = await openSealedKey(db, secret, 'refresh-token-successors', () => randomBytes(32));
  return { successorOf: (token) => createHmac('sha256', key).update(token).digest('base64url') };
}

export function newRefreshToken(): string {
  return randomBytes(32).toString('base64url');
}

/** As the database knows it. */
export function hashOf(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(sha256(token));
}
