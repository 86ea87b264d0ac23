import { z } from 'zod';
import type { Context } from '../platform/context.ts';
import { parse } from '../platform/input.ts';
import { endSessions } from './end-sessions.ts';
import { displayName, email } from './input.ts';
import { changePeople, mustBeAllowedEverywhere, mustManage } from './managed.ts';
import { voidPasswordLinks } from './password-links.ts';

const changes = z.object({ displayName, email: email.nullable(), active: z.boolean() }).partial();

/** What is not given stays as it is. */
export type PersonChanges = { readonly displayName?: string | undefined; readonly email?: string | null | undefined; readonly active?: boolean | undefined };

/**
 * Renames somebody, changes their address, shuts or opens their account. Shutting it ends all their sessions and tokens; a link that
 * went to another address is void.
 * @throws NotAllowedError NotFoundError InvalidInputError LastAdministratorError OpenBookingsError BusyError
 */
export const updateUser = (context: Context, userId: string, input: PersonChanges): Promise<void> => {
  const viewer = mustBeAllowedEverywhere(context.viewer, 'user:manage');
  const given = parse(changes, input);
  const data = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return changePeople(context, 'updateUser', async (tx) => {
    const person = await mustManage(tx, viewer, userId);
    if (Object.keys(data).length > 0) await tx.user.updateMany({ where: { id: userId }, data });
    const moved = given.email !== undefined && given.email !== person.email;
    if (given.active === false || moved) await voidPasswordLinks(tx, userId, context.clock());
    if (given.active === false) await endSessions(tx, { userId, tokensToo: true, now: context.clock() });
  });
};
