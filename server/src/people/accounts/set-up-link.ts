import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { SetUpLinks } from '../../platform/context.ts';
import type { Database } from '../../platform/database/database.ts';
import { boolean, integer, statement } from '../../platform/database/statement.ts';
import { sha256 } from '../../platform/sealed-keys.ts';
import { openSealedKey } from '../keys/sealed-key.ts';

const firstDoor = statement(
  'firstDoor',
  { administered: boolean, number: integer },
  'select somebody_administers() as administered, (select count(*) from set_up_uses)::int as number',
);

/** Links whose secrets all servers derive alike, so that there is one for all of them and nobody stores it. */
export async function openSetUpLinks(db: Database, secret: string): Promise<SetUpLinks> {
  const key = await openSealedKey(db, secret, 'set-up-links', () => randomBytes(32));
  const current = async () => {
    const [door] = await db.run(firstDoor());
    if (!door || door.administered) return null;
    const token = createHmac('sha256', key).update(String(door.number)).digest('base64url');
    return { number: door.number, token };
  };
  return {
    current,
    find: async (token) => {
      const link = await current();
      // Hashes have one length, whatever was sent.
      return link && timingSafeEqual(sha256(token), sha256(link.token)) ? link : null;
    },
  };
}
