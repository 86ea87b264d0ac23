import { Temporal } from 'temporal-polyfill';
import type { SeriesFrequency } from '../generated/prisma/enums.ts';
import type { Context } from '../platform/context.ts';
import {
  column,
  integer,
  integers,
  joinedStatement,
  json,
  type Query,
  type RowOf,
  text,
  uuid,
} from '../platform/database/statement.ts';
import type { LocalInterval, Rule } from './recurrence.ts';

export type LeftOut = { readonly id: string; readonly local: LocalInterval };

export type SeriesView = {
  readonly id: string;
  readonly tenantId: string;
  readonly rule: Rule;
  readonly local: LocalInterval;
  readonly timeZone: string;
  /** From this day on its dates were moved without the rule. */
  readonly movedFrom: string | null;
  readonly requesterId: string;
  readonly leftOut: readonly LeftOut[];
};

const seriesRow = {
  id: uuid,
  tenantId: uuid,
  frequency: column<SeriesFrequency>('series_frequency'),
  every: integer,
  weekdays: integers,
  untilDate: text.orNull,
  dateCount: integer.orNull,
  startsLocal: text,
  endsLocal: text,
  timeZone: text,
  movedFrom: text.orNull,
  requesterId: uuid,
  leftOut: json<readonly { readonly id: string; readonly startsLocal: string; readonly endsLocal: string }[]>(),
};
type Row = RowOf<typeof seriesRow>;

/** A local time as text: drivers would make a moment of it, each in a zone of its own. */
function localText(name: string): string {
  return `to_char(${name}, 'YYYY-MM-DD"T"HH24:MI:SS.MS')`;
}

const conditions = {
  OfBooking: 's.id = (select series_id from bookings where id = $1::uuid)',
  ById: 's.id = any ($1::uuid[]) and s.tenant_id = any ($2::uuid[])',
};
const series = joinedStatement(
  'series',
  seriesRow,
  ['OfBooking', 'ById'],
  (form) => `
  select s.id, s.tenant_id as "tenantId", s.frequency, s.every, s.weekdays, to_char(s.until_date, 'YYYY-MM-DD') as "untilDate",
    s.date_count as "dateCount", ${localText('s.starts_local')} as "startsLocal", ${localText('s.ends_local')} as "endsLocal",
    s.time_zone as "timeZone", to_char(s.moved_from, 'YYYY-MM-DD') as "movedFrom", s.requester_id as "requesterId",
    (select coalesce(json_agg(json_build_object('id', l.id, 'startsLocal', ${localText('l.starts_local')},
      'endsLocal', ${localText('l.ends_local')}) order by l.starts_local), '[]') from left_out_dates l where l.series_id = s.id) as "leftOut"
  from series s where ${conditions[form]}`,
);

/** Reads the series of a booking. */
export function seriesOfBooking(bookingId: string): Query<Row> {
  return series('OfBooking', bookingId);
}

export function viewOf({
  frequency,
  every,
  weekdays,
  untilDate,
  dateCount,
  startsLocal,
  endsLocal,
  movedFrom,
  leftOut,
  ...row
}: Row): SeriesView {
  return {
    id: row.id,
    tenantId: row.tenantId,
    timeZone: row.timeZone,
    requesterId: row.requesterId,
    rule: { frequency, every, weekdays, until: untilDate, count: dateCount },
    local: localOf(startsLocal, endsLocal),
    movedFrom,
    leftOut: leftOut.map(({ id, startsLocal: start, endsLocal: end }) => ({ id, local: localOf(start, end) })),
  };
}

function localOf(start: string, end: string): LocalInterval {
  return { start: Temporal.PlainDateTime.from(start), end: Temporal.PlainDateTime.from(end) };
}

type Reader = Pick<Context, 'db' | 'viewer'>;
type Batch = { readonly ids: Set<string>; readonly rows: Promise<Map<string, SeriesView>> };
const batches = new WeakMap<Reader, Batch>();

/**
 * Loads a series; those of many bookings of one answer come in one read. Null where the bookings of an id follow no
 * rule.
 */
export async function loadSeries(context: Reader, id: string): Promise<SeriesView | null> {
  const batch = batches.get(context) ?? openBatch(context);
  batch.ids.add(id);
  return (await batch.rows).get(id) ?? null;
}

function openBatch(context: Reader): Batch {
  const ids = new Set<string>();
  const rows = new Promise<void>((resolve) => setImmediate(resolve)).then(async () => {
    batches.delete(context);
    const visibleTenantIds = context.viewer?.tenants.map(({ id }) => id) ?? [];
    const seriesRows = await context.db.run(series('ById', [...ids], visibleTenantIds));
    return new Map(seriesRows.map((row) => [row.id, viewOf(row)]));
  });
  const batch = { ids, rows };
  batches.set(context, batch);
  return batch;
}
