import { z } from 'zod';
import type { RequestContext } from '../../platform/context.ts';
import { parse } from '../../platform/input.ts';
import { displayName, email } from '../input.ts';
import { changePeople, mustBeAllowedEverywhere, mustManage } from '../rights/managed.ts';
import { mustBeInPerson } from '../rights/policy.ts';
import { tellOldAddress } from './tell-old-address.ts';

const changes = z.object({ displayName, email: email.nullable(), active: z.boolean() }).partial();

/** A field that is not given stays as it is. */
export type PersonChanges = {
  readonly displayName?: string | undefined;
  readonly email?: string | null | undefined;
  readonly active?: boolean | undefined;
};

/**
 * Renames a person, changes their address, shuts or opens their account. The database ends all sessions, tokens and
 * links of an account that is shut, and the links of one whose address changes; the old address gets a mail. A tool may
 * shut an account, but only a person may do what could let somebody in.
 * @throws NotAllowedError NotFoundError InvalidInputError LastAdministratorError OpenBookingsError BusyError
 */
export async function updateUser(context: RequestContext, userId: string, input: PersonChanges): Promise<void> {
  const viewer = mustBeAllowedEverywhere(context.viewer, 'user:manage');
  // Links for a new password are mailed to the address: a caller who sets it could set the password.
  if (input.email !== undefined || input.active === true) mustBeInPerson(viewer);
  const fields = parse(changes, input);
  const data = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  const before = await changePeople(context, 'updateUser', async (tx) => {
    const person = await mustManage(tx, viewer, userId);
    if (Object.keys(data).length > 0) await tx.user.updateMany({ where: { id: userId }, data });
    return person;
  });
  if (fields.email !== undefined && fields.email !== before.email) tellOldAddress(context, before);
}
