import { z } from 'zod';
import { BookingStatus } from '../../generated/prisma/enums.ts';
import { type Separator, separators } from '../../platform/csv.ts';
import { keyOf, keyOrNone } from '../../platform/global-id.ts';
import { parse, refuse } from '../../platform/input.ts';
import { figure } from '../../platform/limit-row.ts';
import { bookingBounds } from '../booking-bounds.ts';
import type { BookingFilter } from './find-bookings.ts';

const moment = z.iso
  .datetime({ offset: true, error: 'This is not a moment in time.' })
  .transform((text) => new Date(text));
function idInput(type: string) {
  const message = `This is not an id of a ${type}.`;
  return z
    .string()
    .max(bookingBounds.exportId.value, message)
    .refine((id) => keyOf(type, id) !== null, message);
}

const filterInput = z.strictObject(
  {
    from: moment.optional(),
    to: moment.optional(),
    status: z
      .array(z.enum(BookingStatus, 'There is no such status.'))
      .max(bookingBounds.exportStatuses.value, 'There are fewer.'),
    room: z
      .array(idInput('Room'))
      .max(bookingBounds.exportRooms.value, `At most ${figure(bookingBounds.exportRooms)} rooms.`),
    division: idInput('Tenant').optional(),
    search: z
      .string()
      .max(bookingBounds.searchWords.value, `At most ${figure(bookingBounds.searchWords)} letters.`)
      .optional(),
    mine: z.enum(['true', 'false'], 'true or false.').optional(),
    separator: z
      .enum(Object.keys(separators) as Separator[], `One of ${Object.keys(separators).join(', ')}.`)
      .default('comma'),
  },
  {
    error: (issue) =>
      issue.code === 'unrecognized_keys' ? `There is no such filter: ${issue.keys.join(', ')}.` : undefined,
  },
);

function valueOf(address: URLSearchParams, name: string): string | string[] | undefined {
  const values = address.getAll(name);
  if (['status', 'room'].includes(name)) return values;
  return values.length > 1 ? refuse(name, 'Give this filter once.') : values[0];
}

/**
 * Reads the filter of a list from an address:
 * `?from=…&to=…&status=PENDING&status=CONFIRMED&room=…&division=…&search=…&mine=true`, and what separates the cells of
 * the file: `&separator=semicolon`.
 * @throws InvalidInputError
 */
export function exportFilter(address: URLSearchParams): { filter: BookingFilter; separator: Separator } {
  const filterValues = Object.fromEntries([...new Set(address.keys())].map((name) => [name, valueOf(address, name)]));
  const { from, to, status, room, division, search, mine, separator } = parse(filterInput, {
    status: [],
    room: [],
    ...filterValues,
  } as z.input<typeof filterInput>);
  const filter = {
    from,
    to,
    search,
    status: status.length > 0 ? status : null,
    roomIds: room.length > 0 ? room.map((id) => keyOrNone('Room', id)) : null,
    tenantIds: division === undefined ? null : [keyOrNone('Tenant', division)],
    mine: mine === 'true',
  };
  return { filter, separator };
}
