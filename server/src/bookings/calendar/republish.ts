import { visibilityOf } from '../../people/rights/load-viewer.ts';
import { degreeOf, mustBeAllowed, sameRights } from '../../people/rights/policy.ts';
import type { RequestContext, Viewer } from '../../platform/context.ts';
import { statement, uuid } from '../../platform/database/statement.ts';
import { withVisibility } from '../../platform/database/visibility.ts';
import { may } from '../../platform/may.ts';
import type { Position } from '../../platform/outbox/event-cursor.ts';
import { type Change, noChange } from './calendar-change.ts';
import { loadCalendar, type CalendarWindow } from './load-calendar.ts';

const atOnce = 200;

type ChangedRights = { readonly before: Viewer; readonly viewer: Viewer; readonly to: Position };

/**
 * Sends a window again once its viewer's rights differ: ghosts of tenants that are no longer visible are removed, and
 * the rest is sent as it may be seen now, busy in place of full, or full in place of busy.
 * @throws NotAllowedError, after all of it was removed, where they may see no calendar any more
 */
export async function* republish(
  context: RequestContext,
  window: CalendarWindow,
  rights: ChangedRights,
): AsyncGenerator<Change> {
  const { before, viewer } = rights;
  const { occupancies, ghosts } = await withVisibility(visibilityOf(viewer), () => loadCalendar(context, window));
  for (const id of await closedGhosts(context, window, rights)) yield { ...noChange, removedGhostId: id };
  if (!seesCalendars(viewer)) {
    yield { ...noChange, removedOccupancyIds: occupancies.map(({ id }) => id) };
    mustSeeCalendars(viewer);
  }
  // All that is busy, also what always was: sending only what became so would reveal whose it is.
  const toResend = occupancies.filter(
    ({ booking }) => booking === null || !sameRights(before, viewer, booking.tenantId),
  );
  for (let start = 0; start < toResend.length; start += atOnce)
    yield { ...noChange, occupancies: toResend.slice(start, start + atOnce) };
  for (const ghost of ghosts) {
    if (!sameRights(before, viewer, ghost.tenantId))
      yield { ...noChange, ghost, bookingId: ghost.id, version: ghost.version };
  }
}

function seesCalendars(viewer: Viewer): boolean {
  return may(viewer, 'calendar:read');
}

/** @throws NotAllowedError */
export function mustSeeCalendars(viewer: Viewer): void {
  return void mustBeAllowed(viewer, 'calendar:read');
}

/** Ghosts that the viewer knows, of tenants that are no longer visible to them: ids alone, which they have already. */
async function closedGhosts(
  { db }: RequestContext,
  { from, to }: CalendarWindow,
  { before, viewer, to: sentUpTo }: ChangedRights,
): Promise<string[]> {
  const tenantIds = before.tenants
    .map(({ id }) => id)
    .filter((id) => !seesCalendars(viewer) || degreeOf(viewer, id) === 'busy');
  if (tenantIds.length === 0) return [];
  const rows = await withVisibility({ tenantIds, userId: null }, () =>
    db.run(ghostsNowClosed(from, to, sentUpTo.xid.toString(), sentUpTo.seq.toString())),
  );
  return rows.map(({ id }) => id);
}

/**
 * Bookings that became ghosts after $3 and $4 were never sent to them; those that ceased to be one, they still have.
 */
const ghostsNowClosed = statement(
  'closedGhosts',
  { id: uuid },
  `
  with later as (
    select subject, status_before, taken_from_before, taken_to_before, type from domain_events e
    where e.tenant_id = any ((select current_tenants())::uuid[]) and (e.xid, e.seq) > ($3::xid8, $4::bigint) and at > now() - interval '1 hour'
  )
  select b.id from bookings b
  where b.tenant_id = any ((select current_tenants())::uuid[]) and b.status = 'PENDING' and b.kind = 'ROOM'
    and b.starts_at < $2 and b.starts_at > $1::timestamptz - interval '366 days' and b.ends_at > $1
    and not exists (select from later where later.subject = b.id and (later.type = 'booking_created' or later.status_before <> 'PENDING'))
  union
  select subject from later where status_before = 'PENDING' and taken_from_before < $2 and taken_to_before > $1
    and not exists (select from later made where made.subject = later.subject and made.type = 'booking_created')`,
);
