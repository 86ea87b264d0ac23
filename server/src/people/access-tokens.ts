import { errors, exportJWK, exportPKCS8, generateKeyPair, importPKCS8, jwtVerify, SignJWT } from 'jose';
import type { AccessTokens } from '../platform/context.ts';
import type { Database } from '../platform/database/database.ts';
import { deriveKey, seal, unseal } from '../platform/sealed-keys.ts';

export const accessTokenSeconds = 15 * 60;
const issuer = 'colab';
const audience = 'colab-api';

/** RS256 with the signing key of this installation, which every server unseals from the database. */
export const openAccessTokens = async (db: Database, secret: string): Promise<AccessTokens> => {
  const pem = await openSealedKey(db, secret, 'access-token-rs256', async () => {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    return Buffer.from(await exportPKCS8(privateKey));
  });
  const privateKey = await importPKCS8(pem.toString(), 'RS256', { extractable: true });
  const { d: _private, p: _p, q: _q, dp: _dp, dq: _dq, qi: _qi, ...publicKey } = await exportJWK(privateKey);

  return {
    sign: async ({ sessionId, userId }, now) => {
      const expiresAt = new Date(now.getTime() + accessTokenSeconds * 1_000);
      const token = await new SignJWT({ sid: sessionId })
        .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt' })
        .setSubject(userId)
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt(now)
        .setExpirationTime(expiresAt)
        .sign(privateKey);
      return { token, expiresAt };
    },
    verify: async (token, now) => {
      try {
        const { payload } = await jwtVerify(token, publicKey, {
          issuer,
          audience,
          algorithms: ['RS256'],
          typ: 'at+jwt',
          currentDate: now,
        });
        const { sub, sid, exp } = payload;
        if (typeof sub !== 'string' || typeof sid !== 'string' || exp === undefined) return null;
        return { userId: sub, sessionId: sid, expiresAt: new Date(exp * 1_000) };
      } catch (error) {
        if (error instanceof errors.JOSEError) return null;
        throw error;
      }
    },
  };
};

/**
 * The newest key of a purpose, made when there is none. Two servers that start at once agree on the older one.
 * @throws when it was sealed with another SECRET_KEY
 */
export const openSealedKey = async (
  db: Database,
  secret: string,
  purpose: string,
  make: () => Promise<Buffer> | Buffer,
): Promise<Buffer> => {
  const key = deriveKey(secret, 'sealed-keys');
  const find = () => db.prisma.sealedKey.findFirst({ where: { purpose }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
  const stored = await find();
  if (!stored) {
    await db.prisma.sealedKey.create({ data: { purpose, sealed: new Uint8Array(seal(key, await make())) } });
    return openSealedKey(db, secret, purpose, make);
  }
  const opened = unseal(key, stored.sealed);
  if (!opened) throw new Error(`SECRET_KEY does not open the key "${purpose}" in this database: start with the one it was set up with.`);
  return opened;
};
