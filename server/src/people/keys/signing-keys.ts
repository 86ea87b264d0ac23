import { exportJWK, exportPKCS8, generateKeyPair, importPKCS8, type JWK } from 'jose';
import type { Database } from '../../platform/database/database.ts';
import { deriveKey, seal, unseal } from '../../platform/sealed-keys.ts';
import { lockKeysOf, type SealedKey, sealedKeys, sealedWithAnotherSecret } from './sealed-key.ts';

export const accessTokenSeconds = 15 * 60;
const purpose = 'access-token-rs256';
const hourMs = 3_600_000;
/** How long a key signs. */
const termMs = 30 * 24 * hourMs;
/**
 * A new key is published this long before it signs, so that every server and every reader of the JWKS has it by then.
 */
const aheadMs = hourMs;
/**
 * How long after its term a key still counts: for its last token, and for a server that learns late that the term is
 * over.
 */
const afterMs = accessTokenSeconds * 1_000 + hourMs;
/** Anybody can send a key id that does not exist: the database is asked about those at most this often. */
const unknownEveryMs = 10_000;

export type SigningKey = {
  readonly id: string;
  readonly createdAt: Date;
  readonly privateKey: CryptoKey;
  readonly publicKey: JWK;
};

/**
 * The RS256 keys of this installation. They are sealed rows, so that servers agree without talking to each other: the
 * rows and the time alone decide which key signs.
 */
export class SigningKeys {
  readonly #db: Database;
  readonly #sealing: Buffer;
  /** Oldest first. */
  #keys: readonly SigningKey[] = [];
  #askedAt = Number.NEGATIVE_INFINITY;
  #asking = Promise.resolve();

  private constructor(db: Database, secret: string) {
    this.#db = db;
    this.#sealing = deriveKey(secret, 'sealed-keys');
  }

  /** @throws when the keys were sealed with another SECRET_KEY */
  static async open(db: Database, secret: string, now: Date): Promise<SigningKeys> {
    const keys = new SigningKeys(db, secret);
    await keys.tend(now);
    return keys;
  }

  /** The newest key whose time has come. The very first key signs at once: nobody has a token of another. */
  current(now: Date): SigningKey {
    const key = this.#keys.findLast(({ createdAt }) => createdAt.getTime() + aheadMs <= now.getTime()) ?? this.#keys[0];
    if (!key) throw new Error('there is no signing key');
    return key;
  }

  /** The keys under which a token may be valid now, or soon. */
  published(now: Date): readonly SigningKey[] {
    return this.#keys.filter((_key, index) => {
      const next = this.#keys[index + 1];
      return next === undefined || next.createdAt.getTime() + aheadMs + afterMs > now.getTime();
    });
  }

  async find(id: string, now: Date): Promise<SigningKey | undefined> {
    const findPublished = () => this.published(now).find((key) => key.id === id);
    if (this.#keys.some((key) => key.id === id)) return findPublished();
    if (performance.now() - this.#askedAt >= unknownEveryMs) {
      this.#askedAt = performance.now();
      this.#asking = this.#load();
    }
    await this.#asking;
    return findPublished();
  }

  /** Reads what other servers made, and makes the next key when its time has come. */
  async tend(now: Date): Promise<void> {
    await this.#load();
    if (!this.#isDue(this.#keys.at(-1)?.createdAt, now)) return;
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    const sealed = new Uint8Array(seal(this.#sealing, Buffer.from(await exportPKCS8(privateKey))));
    await this.#db.transaction({ cause: 'makeSigningKey', at: ['signing keys'] }, async (tx) => {
      await tx.run(lockKeysOf(purpose));
      const newest = await tx.sealedKey.findFirst({ where: { purpose }, orderBy: { createdAt: 'desc' } });
      // Another server was faster.
      if (this.#isDue(newest?.createdAt, now)) await tx.sealedKey.create({ data: { purpose, sealed, createdAt: now } });
    });
    await this.#load();
  }

  #isDue(newest: Date | undefined, now: Date): boolean {
    return newest === undefined || newest.getTime() + termMs <= now.getTime();
  }

  async #load(): Promise<void> {
    const rows = await this.#db.run(sealedKeys(purpose));
    const keysById = new Map(this.#keys.map((key) => [key.id, key]));
    this.#keys = await Promise.all(rows.map(async (row) => keysById.get(row.id) ?? this.#unseal(row)));
  }

  async #unseal({ id, created_at: createdAt, sealed }: SealedKey): Promise<SigningKey> {
    const pem = unseal(this.#sealing, sealed);
    if (!pem) throw sealedWithAnotherSecret(purpose);
    const privateKey = await importPKCS8(pem.toString(), 'RS256', { extractable: true });
    const { kty = 'RSA', n = '', e = '' } = await exportJWK(privateKey);
    return { id, createdAt, privateKey, publicKey: { kty, n, e, kid: id, alg: 'RS256', use: 'sig' } };
  }
}
