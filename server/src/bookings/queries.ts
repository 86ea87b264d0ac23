import type { Context } from '../platform/context.ts';

/** The second lock on the same door as row security: the books that are open to the viewer. */
export function openBooks({ viewer }: Pick<Context, 'viewer'>) {
  return {
    tenantId: { in: viewer?.tenants.map((tenant) => tenant.id) ?? [] },
  };
}
