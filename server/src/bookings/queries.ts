import type { Context } from '../platform/context.ts';

/** A second check besides row security: only tenants that the viewer can see. */
export function inVisibleTenants({ viewer }: Pick<Context, 'viewer'>) {
  return {
    tenantId: { in: viewer?.tenants.map((tenant) => tenant.id) ?? [] },
  };
}
