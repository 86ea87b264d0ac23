import type { PersonalToken } from '../../generated/prisma/client.ts';
import type { Context, Grant, Viewer } from '../../platform/context.ts';
import { driverErrorOf } from '../../platform/database/driver-error.ts';
import type { Transaction } from '../../platform/database/database.ts';
import { statement, text as words, uuid } from '../../platform/database/statement.ts';
import { type InvalidField, InvalidInputError } from '../../platform/errors.ts';
import { covers } from '../../platform/may.ts';
import { TooManyTokensError } from '../errors.ts';
import { holdOwnAccess } from '../rights/hold-own-access.ts';
import { nameLine } from '../name-line.ts';
import { newPersonalToken, prefixOf } from './personal-token-text.ts';
import { peopleBounds } from '../people-bounds.ts';
import { personKey } from '../person-key.ts';
import { mustBeInPerson } from '../rights/policy.ts';
import { hashOf } from '../keys/refresh-tokens.ts';

export type CreateTokenInput = { readonly name: string; readonly scopes: readonly string[]; readonly expiresAt: Date };
export type CreatedToken = { readonly token: PersonalToken; readonly text: string };

const dayMs = 86_400_000;
const mostDays = peopleBounds.tokenDays.value;
const mostScopes = peopleBounds.tokenScopes.value;
const right = /^(\*|[a-z-]+:(\*|[a-z-]+))$/;

/**
 * Creates a token for a tool, which may do part of what its owner may. Its text is returned here and never again.
 * @throws NotAllowedError TooManyTokensError InvalidInputError, naming each scope that its owner does not hold
 */
export async function createToken(
  { db, clock, viewer }: Pick<Context, 'db' | 'clock' | 'viewer'>,
  input: CreateTokenInput,
): Promise<CreatedToken> {
  const owner = mustBeInPerson(viewer);
  const now = clock();
  const text = newPersonalToken();
  try {
    const token = await db.transaction({ cause: 'createToken', at: [personKey(owner.userId)] }, async (tx) => {
      await holdOwnAccess(tx, owner, now);
      const faults = [...wrongScopes(await grantsNow(tx, owner), input.scopes), ...wrongExpiry(input.expiresAt, now)];
      if (faults.length > 0) throw new InvalidInputError(faults);
      const name = nameLine(input.name, 'name');
      return tx.personalToken.create({
        data: {
          userId: owner.userId,
          name,
          hash: hashOf(text),
          prefix: prefixOf(text),
          scopes: [...new Set(input.scopes)].toSorted(),
          createdAt: now,
          expiresAt: input.expiresAt,
        },
      });
    });
    return { token, text };
  } catch (error) {
    throw driverErrorOf(error)?.constraint === 'fifty_tokens_at_most' ? new TooManyTokensError() : error;
  }
}

const ownGrants = statement(
  'ownGrants',
  { permission: words, tenantId: uuid.orNull },
  `select p.permission, g.tenant_id as "tenantId" from role_grants g join role_permissions p using (role_name) where g.user_id = $1::uuid`,
);

/** Read under the person's lock: a role that was taken away a moment ago gives no token any more. */
function grantsNow(tx: Transaction, { userId }: Viewer): Promise<Grant[]> {
  return tx.run(ownGrants(userId));
}

function wrongScopes(grants: readonly Grant[], scopes: readonly string[]): InvalidField[] {
  if (scopes.length === 0)
    return [{ path: 'scopes', message: 'Say what the token may do: at least one right, such as "calendar:read".' }];
  if (scopes.length > mostScopes)
    return [{ path: 'scopes', message: `A token may have ${mostScopes} scopes at most.` }];
  return scopes.flatMap((scope, index) => {
    const path = `scopes.${index}`;
    if (scope.length > 100 || !right.test(scope))
      return [{ path, message: 'This is not a permission. Permissions look like "calendar:read", "room:*" or "*".' }];
    const isHeld = grants.some(({ permission }) => covers(permission, scope));
    return isHeld ? [] : [{ path, message: `You don’t have "${scope}" yourself, so your token can’t have it.` }];
  });
}

function wrongExpiry(expiresAt: Date, now: Date): InvalidField[] {
  const msAhead = expiresAt.getTime() - now.getTime();
  if (msAhead <= 0) return [{ path: 'expiresAt', message: 'This is in the past. Choose a later end.' }];
  return msAhead > mostDays * dayMs
    ? [{ path: 'expiresAt', message: `A token can last at most ${mostDays} days.` }]
    : [];
}
