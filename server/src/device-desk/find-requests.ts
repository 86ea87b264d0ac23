import type { DeviceRequest } from '../generated/prisma/client.ts';
import { byKey } from '../platform/batched.ts';
import { inVisibleTenants, visibleTenantIds } from '../bookings/queries.ts';
import type { Context } from '../platform/context.ts';
import { integer, joinedStatement, text, uuid } from '../platform/database/statement.ts';
import { pageOfListed, pageValues, type Placed, type PlacedPage } from '../platform/placed-page.ts';
import { searchPieces } from '../platform/search-words.ts';

/** Which requests: those of a tab of the desk; all that are open, partly served ones included; or any at all. */
export type RequestList = 'PENDING' | 'OFF_SITE' | 'CONFLICTS' | 'ALL' | 'EVERY';

export type RequestQuestion = { readonly list: RequestList; readonly search?: string | null | undefined };

export type PlacedRequest = DeviceRequest & Placed;

/** The first moment after the booking and, off-site, its day of return. */
const ends = 'greatest(b.ends_at, end_of_day(booking_return_day(b)))';
const isUnderWay = `q.withdrawn_at is null and b.status in ('PENDING', 'ROOM_ASSIGNED', 'CONFIRMED') and ${ends} > $5::timestamptz`;
const hasOneOut = `exists (select from device_assignments a where a.request_id = q.id and a.handed_out_at is not null and a.returned_at is null)`;
const isWanted = 'exists (select from device_demands m where m.request_id = q.id)';

const conditions: Readonly<Record<RequestList, string>> = {
  PENDING: `${isWanted} and ${isUnderWay}`,
  ALL: `((${isUnderWay}) or ${hasOneOut})`,
  OFF_SITE: `((${isUnderWay}) or ${hasOneOut}) and booking_return_day(b) is not null`,
  CONFLICTS: `exists (
      select from device_assignments a cross join lateral (select greatest(b.starts_at, a.not_before) as starts_at) p
      where a.request_id = q.id and a.handed_out_at is null and a.released_at is null and p.starts_at < $5::timestamptz + interval '7 days'
        and b.status in ('PENDING', 'ROOM_ASSIGNED', 'CONFIRMED') and b.ends_at > $5::timestamptz
        and a.device_id in (select s.device_id from late s))`,
  EVERY: 'true',
};

function moment(of: string): string {
  return `to_char(${of} at time zone 'UTC', 'YYYYMMDDHH24MISSMS')`;
}

/** Confirmed bookings that are short come first: somebody was promised these. Then by start, off-site by the day of return. */
const places: Readonly<Record<RequestList, string>> = {
  PENDING: `case b.status when 'CONFIRMED' then '0' else '1' end || ${moment('b.starts_at')}`,
  ALL: `case when b.status = 'CONFIRMED' and ${isWanted} then '0' else '1' end || ${moment('b.starts_at')}`,
  OFF_SITE: `to_char(booking_return_day(b), 'YYYYMMDD') || ${moment('b.starts_at')}`,
  CONFLICTS: moment('b.starts_at'),
  EVERY: moment('b.starts_at'),
};

const found = `($6::text[] is null or not exists (
      select from unnest($6::text[]) p (piece), search_words(concat_ws(' ', b.client_name, b.reference, r.name, c.name, q.note,
        (select string_agg(d.serial_number, ' ') from device_assignments a join devices d on d.id = a.device_id where a.request_id = q.id and a.released_at is null),
        (select string_agg(n.number, ' ') from rentals n where n.booking_id = b.id))) w (words)
      where position(p.piece in w.words) = 0))`;

function listed(list: RequestList): string {
  // Late devices are few: they are found once, and not for each plan.
  const late = `late as materialized (
    select s.device_id from device_states(array(
      select a.device_id from device_assignments a where a.handed_out_at is not null and a.returned_at is null
      union select t.device_id from device_downtimes t where t.ended_at is null and t.expected_end <= $5::timestamptz), $5::timestamptz) s where s.late
  ),`;
  return `with ${list === 'CONFLICTS' ? late : ''} listed as (
    select q.id, (${places[list]} || ' ' || q.id) collate "C" as place
    from device_requests q join bookings b on b.id = q.booking_id left join rooms r on r.id = b.room_id left join device_categories c on c.id = q.category_id
    where $5::timestamptz is not null and q.tenant_id = any ($7::uuid[]) and (${conditions[list]}) and ${found}
  )`;
}

const lists = ['PENDING', 'OFF_SITE', 'CONFLICTS', 'ALL', 'EVERY'] as const;
const requestsListed = joinedStatement(
  'deviceRequests',
  { id: uuid, listPlace: text },
  lists,
  (list) => listed(list) + pageOfListed,
);
const requestsCounted = joinedStatement(
  'deviceRequestsCounted',
  { count: integer },
  lists,
  // Its parameters keep their numbers.
  (list) =>
    `${listed(list)} select count(*)::integer as count from listed where num_nulls($1::text, $2::text, $3::text, $4::text) = 4`,
);

function valuesOf(context: Pick<Context, 'clock' | 'viewer'>, { search }: RequestQuestion): readonly unknown[] {
  return [context.clock(), searchPieces(search), visibleTenantIds(context)];
}

/** Requests of the divisions that the viewer sees, in the order in which they are to be served. */
export async function findRequests(
  context: Pick<Context, 'db' | 'clock' | 'viewer'>,
  question: RequestQuestion,
  page: PlacedPage,
): Promise<PlacedRequest[]> {
  const found = await context.db.run(
    requestsListed(question.list, ...pageValues(page), ...valuesOf(context, question)),
  );
  const requests = byKey(
    await context.db.prisma.deviceRequest.findMany({
      where: { id: { in: found.map(({ id }) => id) }, ...inVisibleTenants(context) },
    }),
  );
  return found.flatMap(({ id, listPlace }) => {
    const request = requests.get(id);
    return request ? { ...request, listPlace } : [];
  });
}

export async function countRequests(
  context: Pick<Context, 'db' | 'clock' | 'viewer'>,
  question: RequestQuestion,
): Promise<number> {
  const [row] = await context.db.run(
    requestsCounted(question.list, null, null, null, null, ...valuesOf(context, question)),
  );
  return row?.count ?? 0;
}
