import { z } from 'zod';
import { minutes } from '../bookings/counts.ts';
import { line } from '../platform/input.ts';
import { RoomEquipment } from '../generated/prisma/enums.ts';
import { figure } from '../platform/limit-row.ts';
import { roomBounds } from './room-bounds.ts';

/** The facts of a room, without its place in the list and whether it is in use. */
export const roomFacts = z.object({
  name: line('The name', roomBounds.roomName).transform((name) => name.replaceAll(/\s+/g, ' ')),
  capacity: z
    .number()
    .int('Enter a whole number of seats.')
    .min(1, 'A room has at least one seat.')
    .max(roomBounds.roomSeats.value, `At most ${figure(roomBounds.roomSeats)} seats.`),
  setupMinutes: minutes('Setup'),
  teardownMinutes: minutes('Teardown'),
  longTerm: z.boolean(),
  equipment: z.array(z.enum(RoomEquipment)).transform((items) => [...new Set(items)]),
  partIds: z
    .array(z.string())
    .max(roomBounds.roomParts.value, `At most ${figure(roomBounds.roomParts)} rooms.`)
    .transform((ids) => [...new Set(ids)])
    .refine((ids) => ids.length !== 1, 'Choose at least two rooms, or none.'),
});

export type RoomFacts = z.output<typeof roomFacts>;
