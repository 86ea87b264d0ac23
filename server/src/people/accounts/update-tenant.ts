import { z } from 'zod';
import type { Context } from '../../platform/context.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { parse } from '../../platform/input.ts';
import { tenantCode, tenantName } from '../input.ts';
import { changePeople, mustBeAllowedEverywhere } from '../rights/managed.ts';

const changes = z.object({ code: tenantCode, name: tenantName }).partial();

/** @throws NotAllowedError NotFoundError InvalidInputError BusyError */
export function updateTenant(
  context: Context,
  tenantId: string,
  input: { readonly code?: string | undefined; readonly name?: string | undefined },
): Promise<void> {
  mustBeAllowedEverywhere(context.viewer, 'tenant:manage');
  const fields = parse(changes, input);
  const data = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  return changePeople(context, 'updateTenant', async (tx) => {
    if (!(await tx.tenant.findFirst({ where: { id: tenantId } }))) throw new NotFoundError('division');
    if (Object.keys(data).length > 0) await tx.tenant.updateMany({ where: { id: tenantId }, data });
  });
}
