import { z } from 'zod';
import type { Context } from '../../platform/context.ts';
import { statement, uuid } from '../../platform/database/statement.ts';
import { parse } from '../../platform/input.ts';
import { tenantCode, tenantName } from '../input.ts';
import { changePeople, mustBeAllowedEverywhere } from '../rights/managed.ts';

const tenant = z.object({ code: tenantCode, name: tenantName });

const insertTenant = statement(
  'createTenant',
  { id: uuid },
  'insert into tenants (code, name) values ($1, $2) returning id',
);

/**
 * Creates a division. Only users with a role for the whole facility see its bookings until others get a role there.
 * @throws NotAllowedError InvalidInputError BusyError
 */
export function createTenant(
  context: Context,
  input: { readonly code: string; readonly name: string },
): Promise<string> {
  mustBeAllowedEverywhere(context.viewer, 'tenant:manage');
  const { code, name } = parse(tenant, input);
  return changePeople(context, 'createTenant', async (tx) => {
    const [row] = await tx.run(insertTenant(code, name));
    return row?.id ?? '';
  });
}
