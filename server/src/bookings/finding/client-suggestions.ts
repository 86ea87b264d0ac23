import type { Booking } from '../../generated/prisma/client.ts';
import { degreeOf } from '../../people/rights/policy.ts';
import type { Context } from '../../platform/context.ts';
import { may } from '../../platform/may.ts';
import { isFoundBy, searchWords } from '../../platform/search-words.ts';
import { type BookingPosition, findBookings } from './find-bookings.ts';
import { inVisibleTenants } from '../queries.ts';

export type ClientFacts = Pick<
  Booking,
  'clientName' | 'clientContactPerson' | 'clientEmail' | 'clientPhone' | 'startsAt'
>;

const readAtOnce = 200;
/** A client who comes each day hides the others behind a year of bookings, but no longer. */
const mostReads = 4;

/**
 * Suggests earlier clients, as their latest booking has them, the latest first. Only of divisions for which the viewer
 * may book and whose contacts they see.
 */
export async function suggestClients(
  context: Pick<Context, 'db' | 'viewer'>,
  { search, first, tenantId }: { search: string; first: number; tenantId: string | null },
): Promise<ClientFacts[]> {
  const { viewer } = context;
  const tenantIds =
    viewer?.tenants
      .map(({ id }) => id)
      .filter(
        (id) =>
          (tenantId === null || id === tenantId) &&
          may(viewer, 'booking:create', id) &&
          degreeOf(viewer, id) === 'full',
      ) ?? [];
  const clients = new Map<string, ClientFacts>();
  let before: BookingPosition | null = null;
  for (let read = 0; read < mostReads && clients.size < first; read += 1) {
    const positions: BookingPosition[] = await findBookings(
      context,
      { search, tenantIds },
      { before, limit: readAtOnce, backwards: true },
    );
    const bookings = await loadClients(
      context,
      positions.map(({ id }) => id),
    );
    for (const booking of bookings) {
      const name = searchWords(booking.clientName).join(' ');
      // A reference that happens to read like the beginning of a name is not meant here.
      if (!clients.has(name) && matchesClient(search, booking)) clients.set(name, booking);
    }
    before = positions.at(-1) ?? null;
    if (positions.length < readAtOnce) break;
  }
  return [...clients.values()].slice(0, first);
}

function loadClients(context: Pick<Context, 'db' | 'viewer'>, ids: readonly string[]): Promise<ClientFacts[]> {
  return context.db.prisma.booking.findMany({
    where: { id: { in: [...ids] }, ...inVisibleTenants(context) },
    select: { clientName: true, clientContactPerson: true, clientEmail: true, clientPhone: true, startsAt: true },
    orderBy: [{ startsAt: 'desc' }, { id: 'desc' }],
  });
}

/** Excludes bookings that were found by their reference alone. */
function matchesClient(
  search: string,
  { clientName, clientContactPerson, clientEmail, clientPhone }: ClientFacts,
): boolean {
  return isFoundBy(search, [clientName, clientContactPerson, clientEmail, clientPhone].join(' '));
}
