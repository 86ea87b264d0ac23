import { visibilityOf } from '../../people/rights/load-viewer.ts';
import { sameRights } from '../../people/rights/policy.ts';
import type { RequestContext, Viewer } from '../../platform/context.ts';
import { withVisibility } from '../../platform/database/visibility.ts';
import type { DomainEvent } from '../../platform/outbox/domain-event.ts';
import type { Position } from '../../platform/outbox/event-cursor.ts';
import { followEvents } from './follow-events.ts';
import type { BookingView } from '../occupancy-view.ts';
import { mustSeeCalendars } from './republish.ts';
import { isOpen, type Needs } from './watch-calendar.ts';

/** `viewer`: the one whose rights decided what was sent. */
export type BookingChange = {
  readonly position: Position;
  readonly booking: BookingView | null;
  readonly viewer: Viewer;
};

/** Follows one booking; null once it is gone or the viewer may no longer see it, which look alike. */
export async function* watchBooking(
  { context, states }: Needs,
  id: string,
  after: Position,
  signal: AbortSignal,
): AsyncGenerator<BookingChange> {
  const since = performance.now();
  // Viewers who may not see a booking do not even learn that it changes.
  // What becomes of its device requests and rentals as well: they leave its version as it is.
  const interest = { meets: (event: DomainEvent) => event.bookingId === id, concerns: isOpen };
  let isEnded = false;
  for await (const { events, viewer, before, to } of followEvents(context, after, interest, signal)) {
    if (before !== null && !(await mustResend(context, id, before, viewer))) continue;
    // What was done to it before it was deleted may become certain later.
    if (isEnded && events.length > 0) continue;
    const last = events.at(-1)?.position ?? to;
    const { booking, end } = await states.load(
      visibilityOf(viewer),
      { id, isOpen: true },
      last,
      context.events.position,
      before === null ? since : performance.now(),
    );
    isEnded = end !== null;
    yield { position: to, booking, viewer };
    mustSeeCalendars(viewer);
  }
}

/** A change of rights sends nothing of a booking that was never visible and is not now. */
async function mustResend(context: RequestContext, id: string, before: Viewer, viewer: Viewer): Promise<boolean> {
  const tenantIds = [...new Set([...before.tenants, ...viewer.tenants].map((tenant) => tenant.id))];
  const booking = await withVisibility({ tenantIds, userId: viewer.userId }, () =>
    context.db.prisma.booking.findFirst({ where: { id }, select: { tenantId: true } }),
  );
  return booking !== null && !sameRights(before, viewer, booking.tenantId);
}
