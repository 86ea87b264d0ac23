import { inVisibleTenants } from '../bookings/queries.ts';
import { openStatuses } from '../bookings/policy.ts';
import type { Prisma } from '../generated/prisma/client.ts';
import { mayEverywhere } from '../people/rights/managed.ts';
import { degreeOf } from '../people/rights/policy.ts';
import { may } from '../platform/may.ts';
import type { Context, TenantFacts } from '../platform/context.ts';
import { integer, statement, text, uuid } from '../platform/database/statement.ts';

/** The open bookings of one requester in one division. */
export type OpenBookings = {
  readonly userId: string;
  readonly tenant: TenantFacts;
  readonly count: number;
  readonly series: number;
  /** Whether the viewer can see that division. */
  readonly visible: boolean;
  readonly mayHandOver: boolean;
};

/**
 * Counts open bookings by division; null for those who do not manage people. For divisions that the viewer cannot see
 * it gives the number and no more.
 */
export async function countOpenBookings(
  { db, viewer }: Pick<Context, 'db' | 'viewer'>,
  userId: string,
): Promise<OpenBookings[] | null> {
  if (!mayEverywhere(viewer, 'user:manage')) return null;
  const rows = await db.run(openBookings(userId));
  return rows.map(({ count, series, ...tenant }) => ({
    userId,
    tenant,
    count,
    series,
    visible: degreeOf(viewer, tenant.id) !== 'busy',
    mayHandOver: degreeOf(viewer, tenant.id) === 'full' && may(viewer, 'room:assign', tenant.id),
  }));
}

const openBookings = statement(
  'openBookings',
  { id: uuid, code: text, name: text, count: integer, series: integer },
  `
  select t.id, t.code, t.name, o.bookings as count, o.series from count_open_bookings($1::uuid) o join tenants t on t.id = o.tenant_id order by t.code`,
);

export function whereOpen(
  context: Pick<Context, 'viewer'>,
  userId: string,
  tenantId: string,
): Prisma.BookingWhereInput {
  return {
    AND: [inVisibleTenants(context), { tenantId }],
    requesterId: userId,
    status: { in: [...openStatuses] },
  };
}
