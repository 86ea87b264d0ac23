import { errors, type JWTHeaderParameters, jwtVerify, SignJWT } from 'jose';
import type { AccessTokens } from '../../platform/context.ts';
import type { Database } from '../../platform/database/database.ts';
import { isKey } from '../../platform/global-id.ts';
import type { Log } from '../../platform/log.ts';
import { accessTokenSeconds, type SigningKey, SigningKeys } from './signing-keys.ts';

const issuer = 'colab';
const audience = 'colab-api';
const type = 'at+jwt';
/** This server's tokens have about 600 characters. */
const longestToken = 4_096;
const tendEveryMs = 60_000;

export type OpenAccessTokens = AccessTokens & {
  /** The public keys with which others verify the tokens by themselves. */
  publicKeys(now: Date): readonly SigningKey['publicKey'][];
  /** Runs by itself each minute: reads keys of other servers, and makes the next one in time. */
  tend(): Promise<void>;
  close(): Promise<void>;
};

type Needs = { readonly db: Database; readonly secret: string; readonly clock: () => Date; readonly log: Log };

/**
 * Signs and verifies RS256 tokens with the signing keys of this installation, which every server unseals from the
 * database.
 */
export async function openAccessTokens({ db, secret, clock, log }: Needs): Promise<OpenAccessTokens> {
  const keys = await SigningKeys.open(db, secret, clock());
  let tending = Promise.resolve();
  const tend = () => keys.tend(clock());
  const timer = setInterval(() => {
    tending = tending
      .then(tend)
      .catch((error: unknown) => log.error({ err: error }, 'the signing keys could not be read; those known go on'));
  }, tendEveryMs);

  return {
    sign: async ({ sessionId, userId }, now) => {
      const expiresAt = new Date(now.getTime() + accessTokenSeconds * 1_000);
      const { id, privateKey } = keys.current(now);
      const token = await new SignJWT({ sid: sessionId })
        .setProtectedHeader({ alg: 'RS256', typ: type, kid: id })
        .setSubject(userId)
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt(now)
        .setExpirationTime(expiresAt)
        .sign(privateKey);
      return { token, expiresAt };
    },
    verify: async (token, now) => {
      if (token.length > longestToken) return null;
      try {
        const { payload } = await jwtVerify(token, (header) => publicKeyFor(keys, header, now), {
          issuer,
          audience,
          algorithms: ['RS256'],
          typ: type,
          currentDate: now,
          requiredClaims: ['exp', 'iat', 'sub', 'sid'],
        });
        const { sub, sid, exp = 0 } = payload;
        if (typeof sub !== 'string' || typeof sid !== 'string' || !isKey(sub) || !isKey(sid)) return null;
        return { userId: sub, sessionId: sid, expiresAt: new Date(exp * 1_000) };
      } catch (error) {
        if (error instanceof errors.JOSEError) return null;
        throw error;
      }
    },
    publicKeys: (now) => keys.published(now).map(({ publicKey }) => publicKey),
    tend,
    close: async () => {
      clearInterval(timer);
      await tending;
    },
  };
}

/**
 * This server's tokens have only these three headers: one that contains or points to a key of its own is no mistake.
 */
const expectedHeaders = new Set(['alg', 'typ', 'kid']);

async function publicKeyFor(keys: SigningKeys, header: JWTHeaderParameters, now: Date) {
  const { kid } = header;
  const isOurs =
    typeof kid === 'string' && isKey(kid) && Object.keys(header).every((name) => expectedHeaders.has(name));
  const key = isOurs ? await keys.find(kid, now) : undefined;
  if (!key) throw new errors.JWKSNoMatchingKey();
  return key.publicKey;
}
