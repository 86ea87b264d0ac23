import { z } from 'zod';
import { keyOrNone } from '../platform/global-id.ts';
import { intervalProblem } from './input.ts';
import type { Window } from './load-calendar.ts';

/** How many rooms a window may name. */
export const mostRooms = 2_000;

/** A window ends after it starts and is 366 days long at most; it names at most 2,000 rooms. */
export const windowInput = z
  .object({ from: z.date(), to: z.date(), roomIds: z.array(z.string()).max(mostRooms, 'At most 2,000 rooms at once.').nullish() })
  .loose()
  .superRefine(({ from, to }, context) => {
    const message = intervalProblem(from, to);
    if (message) context.addIssue({ code: 'custom', path: ['to'], message });
  });

export const windowOf = (args: { from: Date; to: Date; roomIds?: readonly string[] | null | undefined }): Window => ({
  from: args.from,
  to: args.to,
  roomIds: args.roomIds?.map((id) => keyOrNone('Room', id)) ?? null,
});
