import { z } from 'zod';
import type { RequestContext } from '../../platform/context.ts';
import { statement, uuid } from '../../platform/database/statement.ts';
import { networkOf } from '../../platform/http/network-of.ts';
import { parse } from '../../platform/input.ts';
import { hashInTurn } from '../credentials/passwords.ts';
import { hashing } from '../credentials/turns.ts';
import { LinkVoidError } from '../errors.ts';
import { displayName, username } from '../input.ts';
import { mustBeGoodPassword } from '../passwords/password-rules.ts';
import { peopleQueue } from '../rights/lock-people.ts';
import { orRuleOfPeople } from '../rights/managed.ts';

const administrator = z.object({ username, displayName });

export type NewAdministrator = {
  readonly token: string;
  readonly username: string;
  readonly displayName: string;
  readonly newPassword: string;
};

const makeAdministrator = statement(
  'setUpAdministrator',
  { id: uuid.orNull },
  'select set_up_administrator($1::int, $2, $3, $4) as id',
);

/**
 * Makes the administrator of a facility that has none, for whoever has the link that its servers printed. The link is
 * used up.
 * @throws LinkVoidError InvalidInputError BusyError
 */
export async function setUpAdministrator(
  { db, origin, setUpLinks }: Pick<RequestContext, 'db' | 'origin' | 'setUpLinks'>,
  input: NewAdministrator,
): Promise<{ username: string }> {
  // Checked before anything is hashed: a stranger without the link costs nothing.
  const link = await setUpLinks.find(input.token);
  if (!link) throw new LinkVoidError(setUpWords);
  const person = parse(administrator, { username: input.username, displayName: input.displayName });
  mustBeGoodPassword(input.newPassword, person.username);
  const hash = await hashing.take(networkOf(origin.address), (turn) => hashInTurn(turn, input.newPassword));
  const [made] = await orRuleOfPeople(() =>
    db.transaction({ cause: 'setUpAdministrator', at: [peopleQueue.key] }, (tx) =>
      tx.run(makeAdministrator(link.number, person.username, person.displayName, hash)),
    ),
  );
  if (!made?.id) throw new LinkVoidError(setUpWords);
  return { username: person.username };
}

const setUpWords =
  'This link no longer works: it was used, or the facility already has an administrator. Start a server to see whether there is a new one.';
