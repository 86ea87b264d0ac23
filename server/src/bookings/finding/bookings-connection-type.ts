import { queryFromInfo } from '@pothos/plugin-prisma';
import { resolveCursorConnection, type ResolveCursorConnectionArgs } from '@pothos/plugin-relay';
import type { GraphQLResolveInfo } from 'graphql';
import { z } from 'zod';
import type { Prisma } from '../../generated/prisma/client.ts';
import { connectionPage } from '../../platform/connection-page.ts';
import type { RequestContext } from '../../platform/context.ts';
import { isMoment } from '../../platform/connection-cursor.ts';
import { isKey } from '../../platform/global-id.ts';
import { type BookingFilter, type BookingPosition, findBookings } from './find-bookings.ts';
import { inVisibleTenants } from '../queries.ts';

function pageCursorOf({ startsAt, id }: BookingPosition): string {
  return Buffer.from(`${startsAt.toISOString()} ${id}`).toString('base64');
}

function positionOfPageCursor(cursor: string | null | undefined): BookingPosition | null {
  const [, moment = '', id = ''] =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) (.{36})$/.exec(cursor ? Buffer.from(cursor, 'base64').toString() : '') ??
    [];
  return isKey(id) && isMoment(moment) ? { startsAt: new Date(moment), id } : null;
}

/** The cursor is a place in the list, not a row: it still works when its booking is hidden, or has moved. */
export const bookingPageCursor = z
  .string()
  .refine((cursor) => positionOfPageCursor(cursor) !== null, 'This is not a cursor of this list.')
  .nullish();

type Args = {
  readonly first?: number | null | undefined;
  readonly last?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly before?: string | null | undefined;
};

/**
 * Reads one page of the list: first the positions of its bookings, and then the bookings as row security shows them,
 * with the selected fields.
 */
export function bookingsConnection(
  context: RequestContext,
  filter: BookingFilter,
  args: Args,
  info: GraphQLResolveInfo,
) {
  // The position of each booking when the page was read: the cursor of one that moves meanwhile still leads to the end
  // of the page.
  const places = new Map<string, BookingPosition>();
  return resolveCursorConnection(
    {
      args,
      defaultSize: connectionPage.usual,
      maxSize: connectionPage.most,
      toCursor: ({ id }: { id: string }) => pageCursorOf(places.get(id) as BookingPosition),
    },
    async ({ after, before, limit, inverted }: ResolveCursorConnectionArgs) => {
      const positions = await findBookings(context, filter, {
        after: positionOfPageCursor(after),
        before: positionOfPageCursor(before),
        limit,
        backwards: inverted,
      });
      for (const place of positions) places.set(place.id, place);
      if (positions.length === 0) return [];
      // Every column, and the relations that are selected.
      const query = queryFromInfo({ context, info, typeName: 'Booking', path: ['edges', 'node'] }) as {
        include: Prisma.BookingInclude;
      };
      const bookings = await context.db.prisma.booking.findMany({
        ...query,
        where: { id: { in: positions.map(({ id }) => id) }, ...inVisibleTenants(context) },
      });
      const byId = new Map(bookings.map((booking) => [booking.id, booking]));
      return positions.flatMap(({ id }) => byId.get(id) ?? []);
    },
  );
}
