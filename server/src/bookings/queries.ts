import type { Prisma } from '../generated/prisma/client.ts';
import type { Context } from '../platform/context.ts';
import type { BookingStatus } from '../generated/prisma/enums.ts';
import { roomsTouching } from '../resources/rooms.ts';

export type BookingFilter = {
  readonly from?: Date | null | undefined;
  readonly to?: Date | null | undefined;
  readonly status?: readonly BookingStatus[] | null | undefined;
  readonly roomIds?: readonly string[] | null | undefined;
  readonly search?: string | null | undefined;
  readonly mine?: boolean | null | undefined;
};

/** The second lock on the same door as row security: the books that are open to the viewer. */
export const openBooks = ({ viewer }: Pick<Context, 'viewer'>) => ({ tenantId: { in: viewer?.tenants.map((tenant) => tenant.id) ?? [] } });

/** The bookings that a filter means; row security adds whose. */
export const whereBookings = async (context: Context, filter: BookingFilter | null | undefined): Promise<Prisma.BookingWhereInput> => {
  const { viewer } = context;
  const open = openBooks(context);
  if (!filter) return open;
  const { from, to, status, roomIds, search, mine } = filter;
  // PostgreSQL takes no NUL; no client has one in its name.
  const words = search?.trim().slice(0, 200);
  return {
    ...open,
    ...(to ? { startsAt: { lt: to } } : {}),
    ...(from ? { endsAt: { gt: from } } : {}),
    ...(status ? { status: { in: [...status] } } : {}),
    ...(roomIds ? { roomId: { in: [...(await roomsTouching(context, roomIds))] } } : {}),
    ...(words ? { OR: [{ clientName: { contains: likeText(words), mode: 'insensitive' } }, { reference: { startsWith: likeText(words.toUpperCase()) } }] } : {}),
    ...(mine ? { createdById: viewer?.userId ?? '' } : {}),
  };
};

/** What people type is text, not a pattern. */
const likeText = (words: string): string => words.replaceAll('\0', ' ').replace(/[\\%_]/g, '\\$&');
