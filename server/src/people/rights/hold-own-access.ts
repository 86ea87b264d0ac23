import type { Viewer } from '../../platform/context.ts';
import type { Transaction } from '../../platform/database/database.ts';
import { sqlIn } from '../../platform/database/sql-in.ts';
import { NotAllowedError } from '../../platform/errors.ts';

/**
 * Locks a person until the transaction ends: the first lock of every write about their sessions, links, tokens and rights.
 * @returns whether their account is open
 */
export async function holdPerson(tx: Transaction, userId: string): Promise<boolean> {
  const [row] = await sqlIn(tx)<{ open: boolean }>('holdPerson', 'select hold_person($1::uuid) as open', [userId]);
  return row?.open ?? false;
}

/**
 * Locks the caller and the session or token they came with, and asks again whether both stand. The request was let in
 * before: what it gives away now must not outlive what it came with.
 * @throws NotAllowedError
 */
export async function holdOwnAccess(tx: Transaction, viewer: Viewer, now: Date): Promise<void> {
  const { kind, id } = viewer.via;
  const [row] = await sqlIn(tx)<{ holds: boolean }>(
    'holdOwnAccess',
    'select hold_own_access($1, $2::uuid, $3::timestamptz) as holds',
    [kind, id, now],
  );
  if (row?.holds !== true) throw new NotAllowedError('session:use', 'Your session has ended. Sign in again.');
}
