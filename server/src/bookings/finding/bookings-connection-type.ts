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
import { openBooks } from '../queries.ts';

function cursorOf({ startsAt, id }: BookingPosition): string {
  return Buffer.from(`${startsAt.toISOString()} ${id}`).toString('base64');
}

function positionOf(cursor: string | null | undefined): BookingPosition | null {
  const [, moment = '', id = ''] =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) (.{36})$/.exec(cursor ? Buffer.from(cursor, 'base64').toString() : '') ??
    [];
  return isKey(id) && isMoment(moment) ? { startsAt: new Date(moment), id } : null;
}

/** Says where in the list, and not which row: whoever holds one of a booking that is hidden, or moved, goes on from there. */
export const bookingCursor = z
  .string()
  .refine((cursor) => positionOf(cursor) !== null, 'This is not a cursor of this list.')
  .nullish();

type Args = {
  readonly first?: number | null | undefined;
  readonly last?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly before?: string | null | undefined;
};

/** One page of the list: where its bookings stand, and then they themselves as row security shows them, with just what was asked. */
export function bookingsConnection(
  context: RequestContext,
  filter: BookingFilter,
  args: Args,
  info: GraphQLResolveInfo,
) {
  // Where each one stood when the page was made: a cursor of what moves meanwhile leads to where the page ends.
  const places = new Map<string, BookingPosition>();
  return resolveCursorConnection(
    {
      args,
      defaultSize: connectionPage.usual,
      maxSize: connectionPage.most,
      toCursor: ({ id }: { id: string }) => cursorOf(places.get(id) as BookingPosition),
    },
    async ({ after, before, limit, inverted }: ResolveCursorConnectionArgs) => {
      const found = await findBookings(context, filter, {
        after: positionOf(after),
        before: positionOf(before),
        limit,
        backwards: inverted,
      });
      for (const place of found) places.set(place.id, place);
      if (found.length === 0) return [];
      // Every column, and the relations that are asked for.
      const query = queryFromInfo({ context, info, typeName: 'Booking', path: ['edges', 'node'] }) as {
        include: Prisma.BookingInclude;
      };
      const bookings = await context.db.prisma.booking.findMany({
        ...query,
        where: { id: { in: found.map(({ id }) => id) }, ...openBooks(context) },
      });
      const byId = new Map(bookings.map((booking) => [booking.id, booking]));
      return found.flatMap(({ id }) => byId.get(id) ?? []);
    },
  );
}
