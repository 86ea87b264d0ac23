import type { SeriesFrequency } from '../generated/prisma/enums.ts';
import { column, integer, integers, text, timestamptz, uuid } from '../platform/database/statement.ts';
import { table } from '../platform/database/table.ts';
import type { LocalInterval } from './recurrence.ts';

/** A day or a time in the facility's zone, which the database stores without a zone: written as ISO 8601. */
const localTime = column<string>('timestamp without time zone');
const localDay = column<string>('date');

export const seriesTable = table('series', {
  id: uuid,
  tenantId: uuid,
  frequency: column<SeriesFrequency>('series_frequency'),
  every: integer,
  weekdays: integers,
  untilDate: localDay.orNull,
  dateCount: integer.orNull,
  startsLocal: localTime,
  endsLocal: localTime,
  timeZone: text,
  movedFrom: localDay.orNull,
  createdById: uuid,
  createdAt: timestamptz,
  requesterId: uuid,
});

export const leftOutDatesTable = table('left_out_dates', {
  id: uuid,
  tenantId: uuid,
  seriesId: uuid,
  startsLocal: localTime,
  endsLocal: localTime,
});

export function localColumns({ start, end }: LocalInterval): { startsLocal: string; endsLocal: string } {
  return { startsLocal: start.toString(), endsLocal: end.toString() };
}
