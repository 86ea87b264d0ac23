import type { Context, Grant, Viewer } from '../../platform/context.ts';
import { driverErrorOf } from '../../platform/database/driver-error.ts';
import type { RolledBack, Transaction } from '../../platform/database/database.ts';
import { boolean, json, statement, text, uuid } from '../../platform/database/statement.ts';
import { type InvalidField, InvalidInputError, NotAllowedError, NotFoundError } from '../../platform/errors.ts';
import { noSuchKey } from '../../platform/global-id.ts';
import { may } from '../../platform/may.ts';
import { LastAdministratorError, OpenBookingsError } from '../errors.ts';
import { holdOwnAccess, holdPerson } from './hold-own-access.ts';
import { peopleQueue } from './lock-people.ts';

/** People and tenants belong to no tenant: the viewer needs the right for the whole facility. */
export function mayEverywhere(viewer: Viewer | null, permission: string): boolean {
  return may(viewer, permission, noSuchKey);
}

/** @throws NotAllowedError */
export function mustBeAllowedEverywhere(viewer: Viewer | null, permission: string): Viewer {
  if (viewer === null) throw new NotAllowedError(permission, 'Sign in first.');
  if (!mayEverywhere(viewer, permission)) throw new NotAllowedError(permission);
  return viewer;
}

/**
 * Runs a change of people, one after another in the whole installation, so that what it checks still holds when it
 * writes; and only while the caller's own session or token is valid. The database checks again, and its refusal is
 * thrown as the rule behind it. Where `work` returns a `RolledBack`, nothing is saved.
 * @throws NotAllowedError LastAdministratorError OpenBookingsError InvalidInputError BusyError, and what `work` throws
 */
export async function changePeople<T>(
  context: Context,
  cause: string,
  work: (tx: Transaction) => Promise<T | RolledBack<T>>,
): Promise<T> {
  return orRuleOfPeople(() =>
    context.db.transaction<T>({ cause, at: [peopleQueue.key] }, async (tx) => {
      await tx.run(peopleQueue.lock);
      if (context.viewer) await holdOwnAccess(tx, context.viewer, context.clock());
      return work(tx);
    }),
  );
}

/** @throws the rule behind what the database refuses, and what `write` throws */
export async function orRuleOfPeople<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    throw ruleBehind(error) ?? error;
  }
}

const insufficientPrivilege = '42501';

function ruleBehind(error: unknown): Error | null {
  const refusal = driverErrorOf(error);
  if (refusal?.sqlState === insufficientPrivilege)
    return new NotAllowedError('user:manage', 'Your own permissions have changed. Reload the page.');
  if (refusal?.constraint === 'somebody_administers') return new LastAdministratorError();
  if (refusal?.constraint === 'open_bookings_are_settled') return new OpenBookingsError();
  const duplicate = duplicateFields[refusal?.constraint ?? ''];
  return duplicate ? new InvalidInputError([duplicate]) : null;
}

const duplicateFields: Record<string, InvalidField> = {
  users_username_key: { path: 'username', message: 'This username is already in use.' },
  users_email_once: { path: 'email', message: 'This e-mail address is already in use.' },
  tenants_code_key: { path: 'code', message: 'A division with this code already exists.' },
  tenants_code_once: { path: 'code', message: 'A division with this code already exists.' },
  tenants_name_once: { path: 'name', message: 'A division with this name already exists.' },
};

export type Person = {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly email: string | null;
  readonly active: boolean;
  readonly invited: boolean;
};

type ManagedPerson = Person & { readonly manageable: boolean; readonly grants: readonly Grant[] };

export const personToManage = statement(
  'personToManage',
  {
    id: uuid,
    username: text,
    displayName: text,
    email: text.orNull,
    active: boolean,
    invited: boolean,
    manageable: boolean,
    grants: json<readonly Grant[]>(),
  },
  `select id, username, display_name as "displayName", email, active, password_hash is null as invited, current_user_may_manage(id) as manageable,
     (select coalesce(json_agg(json_build_object('permission', p.permission, 'tenantId', g.tenant_id)), '[]')
      from role_grants g join role_permissions p using (role_name) where g.user_id = users.id) as grants
   from users where id = $1::uuid`,
);

/**
 * Checks that the viewer holds all rights of a person: a caller who sets the password or the address of a user with
 * more rights could act as them. The database compares with all that the caller holds; for a token that is too much, so
 * its restricted rights are compared here. The person is locked.
 * @throws NotFoundError NotAllowedError
 */
export async function mustManage(tx: Transaction, viewer: Viewer, userId: string): Promise<Person> {
  await holdPerson(tx, userId);
  const [person] = await tx.run(personToManage(userId));
  return mustBeManaged(viewer, person);
}

/** @throws NotFoundError NotAllowedError */
export function mustBeManaged(viewer: Viewer, person: ManagedPerson | undefined): Person {
  if (!person) throw new NotFoundError('person');
  const coversAll = person.grants.every(({ permission, tenantId }) => may(viewer, permission, tenantId ?? noSuchKey));
  if (!person.manageable || !coversAll)
    throw new NotAllowedError(
      'user:manage',
      'They have permissions that you don’t have. Ask an administrator who has them all.',
    );
  return person;
}
