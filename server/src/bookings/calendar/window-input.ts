import { z } from 'zod';
import { keyOrNone } from '../../platform/global-id.ts';
import { figure } from '../../platform/limit-row.ts';
import { mustBeRooms } from '../../resources/rooms.ts';
import { bookingBounds } from '../booking-bounds.ts';
import { intervalProblem } from '../input.ts';
import type { CalendarWindow } from './load-calendar.ts';

/** A window ends after it starts, and is bounded in its days and its rooms. */
export const windowInput = z
  .object({
    from: z.date(),
    to: z.date(),
    roomIds: z
      .array(z.string())
      .max(bookingBounds.windowRooms.value, `At most ${figure(bookingBounds.windowRooms)} rooms.`)
      .nullish(),
  })
  .loose()
  .superRefine(({ from, to }, context) => {
    const message = intervalProblem(from, to);
    if (message) context.addIssue({ code: 'custom', path: ['to'], message });
  });

/** @throws InvalidInputError where a window names a room that does not exist */
export async function mustShowRooms(reader: Parameters<typeof mustBeRooms>[0], { roomIds }: CalendarWindow) {
  if (roomIds) await mustBeRooms(reader, 'roomIds', roomIds);
}

export function windowOf(args: {
  from: Date;
  to: Date;
  roomIds?: readonly string[] | null | undefined;
}): CalendarWindow {
  return {
    from: args.from,
    to: args.to,
    roomIds: args.roomIds?.map((id) => keyOrNone('Room', id)) ?? null,
  };
}
