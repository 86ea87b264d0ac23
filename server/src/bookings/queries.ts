import type { Context } from '../platform/context.ts';

/** The divisions whose books the viewer may open. */
export function visibleTenantIds({ viewer }: Pick<Context, 'viewer'>): string[] {
  return viewer?.tenants.map((tenant) => tenant.id) ?? [];
}

/** A second check besides row security: only tenants that the viewer can see. */
export function inVisibleTenants(context: Pick<Context, 'viewer'>) {
  return { tenantId: { in: visibleTenantIds(context) } };
}
