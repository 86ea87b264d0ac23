import type { Viewer } from '../../platform/context.ts';
import type { Transaction } from '../../platform/database/database.ts';
import { NotAllowedError } from '../../platform/errors.ts';
import { noSuchKey } from '../../platform/global-id.ts';
import { refuse } from '../../platform/input.ts';
import { may } from '../../platform/may.ts';

export type HeldRole = { readonly role: string; readonly tenantId: string | null };

/**
 * Requires a role that this viewer may give and take: one that exists, for a tenant exactly when it is a tenant's, and
 * without any right that they do not hold themselves, there.
 * @param path of the role in the input, "" or "roles.0."
 * @throws InvalidInputError NotAllowedError
 */
export async function mustDisposeOf(
  tx: Transaction,
  viewer: Viewer,
  { role: name, tenantId }: HeldRole,
  path: string,
): Promise<void> {
  // PostgreSQL takes no NUL, and no role has one.
  const role = name.includes('\0')
    ? null
    : await tx.role.findFirst({ where: { name }, include: { permissions: true } });
  if (!role) return refuse(`${path}role`, 'There is no such role.');
  if (role.scope === 'TENANT' && tenantId === null)
    refuse(`${path}tenantId`, `"${role.title}" is given for one division. Choose a division.`);
  if (role.scope === 'FACILITY' && tenantId !== null)
    refuse(`${path}tenantId`, `"${role.title}" is given for the whole facility, not for a division.`);
  if (tenantId !== null && !(await tx.tenant.findFirst({ where: { id: tenantId } })))
    refuse(`${path}tenantId`, 'There is no such division.');
  const missingRight = role.permissions.find(({ permission }) => !may(viewer, permission, tenantId ?? noSuchKey));
  if (missingRight)
    throw new NotAllowedError(
      missingRight.permission,
      `"${role.title}" includes the permission ${missingRight.permission}, which you don’t have yourself.`,
    );
}
