import { randomBytes } from 'node:crypto';
import { afterAll, expect, it } from 'vitest';
import { arrange } from '../../../test/arrange.ts';
import { secret } from '../../../test/secret.ts';
import { connectDatabase, type Database } from '../../platform/database/database.ts';
import { openSealedKey } from './sealed-key.ts';

const { facility } = await arrange();
const [here, there] = [0, 1].map(() => connectDatabase({ url: facility.database.appUrl })) as [Database, Database];
afterAll(() => Promise.all([here.close(), there.close()]));

it('is made by one of two servers that start at once, and the other one takes it', async () => {
  const begun = Promise.withResolvers<void>();
  const made = Promise.withResolvers<Buffer>();
  const ofHere = openSealedKey(here, secret, 'cursors', () => (begun.resolve(), made.promise));
  await begun.promise;
  const ofThere = openSealedKey(there, secret, 'cursors', () => Promise.reject(new Error('it was made twice')));
  // Looked at before it is awaited.
  ofThere.catch(() => undefined);
  await expect
    .poll(
      async () =>
        (await facility.superuser.query(`select from pg_locks where locktype = 'advisory' and not granted`)).rowCount,
    )
    .toBe(1);
  made.resolve(randomBytes(32));
  expect(await ofThere).toEqual(await ofHere);
});

it('is neither opened nor made again with another secret', async () => {
  const open = (own: string) => openSealedKey(here, own, 'letters', () => randomBytes(32));
  const key = await open(secret);
  await expect(open('another-secret-key')).rejects.toThrow('SECRET_KEY does not open the key "letters"');
  expect(await open(secret)).toEqual(key);
});
