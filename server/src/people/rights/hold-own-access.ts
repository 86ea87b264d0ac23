import type { Viewer } from '../../platform/context.ts';
import type { Transaction } from '../../platform/database/database.ts';
import { boolean, type Query, statement } from '../../platform/database/statement.ts';
import { NotAllowedError } from '../../platform/errors.ts';

/**
 * Locks a person until the transaction ends: the first lock of every write about their sessions, links, tokens and
 * rights.
 */
export const lockPerson = statement('holdPerson', { open: boolean.orNull }, 'select hold_person($1::uuid) as open');

/** @returns whether their account is open */
export async function holdPerson(tx: Transaction, userId: string): Promise<boolean> {
  const [row] = await tx.run(lockPerson(userId));
  return row?.open ?? false;
}

const ownAccess = statement(
  'holdOwnAccess',
  { holds: boolean },
  'select hold_own_access($1, $2::uuid, $3::timestamptz) as holds',
);

/**
 * Locks the caller and the session or token they came with, and checks again that both are valid. The request was
 * admitted before: what it gives away now must not outlive what it came with.
 */
export function lockOwnAccess({ via: { kind, id } }: Viewer, now: Date): Query<{ holds: boolean }> {
  return ownAccess(kind, id, now);
}

/** @throws NotAllowedError */
export function mustStillHold(access: { readonly holds: boolean } | undefined): void {
  if (access?.holds !== true) throw new NotAllowedError('session:use', 'Your session has ended. Sign in again.');
}

/** @throws NotAllowedError */
export async function holdOwnAccess(tx: Transaction, viewer: Viewer, now: Date): Promise<void> {
  const [access] = await tx.run(lockOwnAccess(viewer, now));
  mustStillHold(access);
}
