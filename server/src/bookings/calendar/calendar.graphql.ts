import { atMost, capReasons } from '../../platform/at-most.ts';
import { builder } from '../../platform/builder.ts';
import { keyOf } from '../../platform/global-id.ts';
import { selectedFields } from '../../platform/selected-fields.ts';
import { count, minutes } from '../counts.ts';
import { suggestRoomsFor } from '../placing/room-suggestions.ts';
import { Calendar, RoomSuggestionType } from './calendar-type.ts';
import { loadCalendar } from './load-calendar.ts';
import { mustShowRooms, windowInput, windowOf } from './window-input.ts';

/** How many rooms a calendar of all rooms is assumed to have, for its cost. */
const usualRooms = 40;

/**
 * How many times ten rows a window is assumed to have, for its cost: one row a day, and fewer where only some rooms are
 * requested. There are more, but they come in one statement, relations included, and are a tenth of the work of rows
 * that are looked up.
 */
function listsOf({
  from,
  to,
  roomIds,
}: {
  from: Date;
  to: Date;
  roomIds?: readonly unknown[] | null | undefined;
}): number {
  return ((to.getTime() - from.getTime()) / dayMs / 10) * Math.min(1, (roomIds?.length ?? usualRooms) / usualRooms);
}
const dayMs = 86_400_000;

builder.queryFields((t) => ({
  calendar: t.field({
    type: Calendar,
    description: 'What a window shows, and the position to subscribe from so that nothing is missed in between.',
    authScopes: { permission: 'calendar:read' },
    args: {
      from: t.arg({ type: 'DateTime', required: true }),
      to: t.arg({ type: 'DateTime', required: true }),
      roomIds: t.arg.idList(
        atMost(5_000, 'Only these rooms, or parts of them, 2,000 of a calendar. All when not given.', capReasons.rooms),
      ),
    },
    validate: windowInput,
    complexity: (args) => ({ field: 20, multiplier: listsOf(args) }),
    resolve: async (_root, args, context, info) => {
      const requestedFields = selectedFields(info);
      await mustShowRooms(context, windowOf(args));
      return loadCalendar(
        context,
        windowOf(args),
        (['occupancies', 'ghosts'] as const).filter((half) => requestedFields.has(half)),
      );
    },
  }),
  roomSuggestions: t.field({
    type: [RoomSuggestionType],
    description: 'Rooms that are free for the whole interval and seat the people, best fit first.',
    authScopes: { permission: 'calendar:read' },
    args: {
      from: t.arg({ type: 'DateTime', required: true }),
      to: t.arg({ type: 'DateTime', required: true }),
      attendees: t.arg.int({ required: true, validate: count('The number of people') }),
      excludeBookingId: t.arg.id({
        description:
          'A booking that will have moved away: the one that is being moved itself. Its setup and teardown count as they would in each room.',
      }),
      setupMinutes: t.arg.int({
        validate: minutes('Setup').nullish(),
        description:
          'Taken before the start, as it will be chosen; 0 to 1,440. When not given, as it is set for the booking, and else as each room has it.',
      }),
      teardownMinutes: t.arg.int({ validate: minutes('Teardown').nullish(), description: 'The same after the end.' }),
      followRoom: t.arg.boolean({
        defaultValue: false,
        description: 'As each room has it, also where it is set for the booking.',
      }),
    },
    validate: windowInput,
    resolve: (_root, { excludeBookingId, ...criteria }, context) =>
      suggestRoomsFor(context, criteria, excludeBookingId == null ? null : keyOf('Booking', excludeBookingId)),
  }),
}));
