import type { Database } from '../../platform/database/database.ts';
import { column, type RowOf, statement, timestamptz, uuid } from '../../platform/database/statement.ts';
import { deriveKey, seal, unseal } from '../../platform/sealed-keys.ts';

const sealedKey = { id: uuid, created_at: timestamptz, sealed: column<Uint8Array>('bytea') };
export type SealedKey = RowOf<typeof sealedKey>;

/** The keys of a purpose, the oldest first. */
export const sealedKeys = statement(
  'sealedKeys',
  sealedKey,
  'select id, created_at, sealed from sealed_keys where purpose = $1 order by created_at, id',
);

/** Held by the server that makes a key, so that the others read what it made. */
export const lockKeysOf = statement('lockKeysOf', {}, 'select from pg_advisory_xact_lock(hashtextextended($1, 6))');

export function sealedWithAnotherSecret(keyName: string): Error {
  return new Error(
    `SECRET_KEY does not open the key "${keyName}" in this database, nor does the file secret-key of the data folder where that is used. Start with the secret that it was set up with. If that is lost, docs/operators.md says how to go on without it ("A lost secret").`,
  );
}

/**
 * Returns the one key of a purpose, made when there is none. Servers that start at once wait for the one that makes it.
 * @throws when it was sealed with another SECRET_KEY
 */
export async function openSealedKey(
  db: Database,
  secret: string,
  purpose: string,
  make: () => Promise<Buffer> | Buffer,
): Promise<Buffer> {
  const key = deriveKey(secret, 'sealed-keys');
  const stored =
    (await db.run(sealedKeys(purpose)))[0] ??
    (await db.transaction({ cause: 'makeSealedKey', at: ['sealed keys'] }, async (tx) => {
      await tx.run(lockKeysOf(purpose));
      const [made] = await tx.run(sealedKeys(purpose));
      return made ?? tx.sealedKey.create({ data: { purpose, sealed: new Uint8Array(seal(key, await make())) } });
    }));
  const opened = unseal(key, stored.sealed);
  if (!opened) throw sealedWithAnotherSecret(purpose);
  return opened;
}
