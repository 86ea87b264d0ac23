import type { PersonalToken } from '../generated/prisma/client.ts';
import type { Context, Viewer } from '../platform/context.ts';
import { type InvalidField, InvalidInputError } from '../platform/errors.ts';
import { covers } from '../platform/may.ts';
import { nameLine } from './name-line.ts';
import { newPersonalToken, shownOf } from './personal-token-text.ts';
import { peopleBounds } from './people-bounds.ts';
import { personKey } from './person-key.ts';
import { mustBeInPerson } from './policy.ts';
import { hashOf } from './refresh-tokens.ts';

export type CreateTokenInput = { readonly name: string; readonly scopes: readonly string[]; readonly expiresAt: Date };
export type CreatedToken = { readonly token: PersonalToken; readonly text: string };

const dayMs = 86_400_000;
const mostDays = peopleBounds.tokenDays.value;
const mostScopes = peopleBounds.tokenScopes.value;
const right = /^(\*|[a-z-]+:(\*|[a-z-]+))$/;

/**
 * A token for a tool, which may do part of what its owner may. Its text is given out here and never again.
 * @throws NotAllowedError InvalidInputError, naming each scope that its owner does not hold
 */
export const createToken = async ({ db, clock, viewer }: Pick<Context, 'db' | 'clock' | 'viewer'>, input: CreateTokenInput): Promise<CreatedToken> => {
  const owner = mustBeInPerson(viewer);
  const now = clock();
  const wrong = [...wrongScopes(owner, input.scopes), ...wrongExpiry(input.expiresAt, now)];
  if (wrong.length > 0) throw new InvalidInputError(wrong);
  const name = nameLine(input.name, 'name');
  const text = newPersonalToken();
  const token = await db.transaction({ cause: 'createToken', at: [personKey(owner.userId)] }, (tx) =>
    tx.personalToken.create({
      data: { userId: owner.userId, name, hash: hashOf(text), prefix: shownOf(text), scopes: [...new Set(input.scopes)].toSorted(), createdAt: now, expiresAt: input.expiresAt },
    }));
  return { token, text };
};

const wrongScopes = (owner: Viewer, scopes: readonly string[]): InvalidField[] => {
  if (scopes.length === 0) return [{ path: 'scopes', message: 'Say what the token may do: at least one right, such as "calendar:read".' }];
  if (scopes.length > mostScopes) return [{ path: 'scopes', message: `A token may have ${mostScopes} scopes at most.` }];
  return scopes.flatMap((scope, index) => {
    const path = `scopes.${index}`;
    if (scope.length > 100 || !right.test(scope)) return [{ path, message: 'This is not a right. Rights look like "calendar:read", "room:*" or "*".' }];
    const held = owner.grants.some(({ permission }) => covers(permission, scope));
    return held ? [] : [{ path, message: `You do not hold "${scope}" yourself, so a token of yours cannot.` }];
  });
};

const wrongExpiry = (expiresAt: Date, now: Date): InvalidField[] => {
  const ahead = expiresAt.getTime() - now.getTime();
  if (ahead <= 0) return [{ path: 'expiresAt', message: 'This is past. A token ends in the future.' }];
  return ahead > mostDays * dayMs ? [{ path: 'expiresAt', message: `A token lasts ${mostDays} days at most.` }] : [];
};
