import { z } from 'zod';
import type { Context } from '../../platform/context.ts';
import { RolledBack } from '../../platform/database/database.ts';
import { statement, uuid } from '../../platform/database/statement.ts';
import { creationRequest, findMadeBefore, rememberCreation } from '../../platform/idempotency.ts';
import { parse } from '../../platform/input.ts';
import { tenantCode, tenantName } from '../input.ts';
import { changePeople, mustBeAllowedEverywhere } from '../rights/managed.ts';

const tenant = z.object({ code: tenantCode, name: tenantName });

const insertTenant = statement(
  'createTenant',
  { id: uuid },
  'insert into tenants (code, name) values ($1, $2) returning id',
);

type NewTenant = {
  readonly code: string;
  readonly name: string;
  readonly idempotencyKey?: string | null | undefined;
};

export type CreatedTenant = { readonly tenantId: string; readonly repeated: boolean };

/**
 * Creates a division. Only users with a role for the whole facility see its bookings until others get a role there.
 * @returns the division that this request made, now or before
 * @throws NotAllowedError InvalidInputError BusyError IdempotencyMismatchError
 */
export function createTenant(context: Context, input: NewTenant): Promise<CreatedTenant> {
  const viewer = mustBeAllowedEverywhere(context.viewer, 'tenant:manage');
  const request = creationRequest(viewer, 'createTenant', input);
  const now = context.clock();
  const { code, name } = parse(tenant, input);
  return changePeople<CreatedTenant>(context, 'createTenant', async (tx) => {
    const [earlierId] = (await findMadeBefore(tx, request, now)) ?? [];
    if (earlierId !== undefined) return new RolledBack({ tenantId: earlierId, repeated: true });
    const [row] = await tx.run(insertTenant(code, name));
    const tenantId = row?.id ?? '';
    for (const query of rememberCreation(request, [tenantId], now)) await tx.run(query);
    return { tenantId, repeated: false };
  });
}
