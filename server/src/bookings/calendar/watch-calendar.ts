import { visibilityOf } from '../../people/rights/load-viewer.ts';
import { differs } from '../../people/rights/rights-watch.ts';
import type { RequestContext, Viewer } from '../../platform/context.ts';
import type { DomainEvent } from '../../platform/outbox/domain-event.ts';
import type { Position } from '../../platform/outbox/event-cursor.ts';
import type { BookingState, BookingStates } from './booking-states.ts';
import { type CalendarChange, type Change, noChange } from './calendar-change.ts';
import { isOfRoom } from '../event-subject.ts';
import { type Burst, followEvents } from './follow-events.ts';
import type { CalendarWindow } from './load-calendar.ts';
import type { End } from './load-ends.ts';
import type { BookingView } from '../occupancy-view.ts';
import { republish } from './republish.ts';
import { Walls } from './walls.ts';

export type Needs = { readonly context: RequestContext; readonly states: BookingStates };

/** Follows what a window shows: a change for each booking that changed, as the viewer may see it now. */
export async function* watchCalendar(
  needs: Needs,
  window: CalendarWindow,
  after: Position,
  signal: AbortSignal,
): AsyncGenerator<CalendarChange> {
  const since = performance.now();
  const { context } = needs;
  const walls = new Walls(context, window);
  await walls.look();
  /** Bookings whose deletion was sent: what was done to them before may become certain later. */
  const deletedIds = new Set<string>();
  const interest = {
    learn: (events: readonly DomainEvent[]) => walls.learn(events),
    meets: (event: DomainEvent) => walls.meets(event),
    concerns,
  };
  for await (const burst of followEvents(context, after, interest, signal)) {
    if (burst.before !== null) {
      for await (const change of republish(context, window, { ...burst, before: burst.before }))
        yield { ...change, position: burst.to, viewer: burst.before };
      // Only now: a client that is cut off before has not received all of it.
      yield { ...noChange, position: burst.to, viewer: burst.viewer };
      continue;
    }
    for (const change of await walls.changesOfMovedWalls(burst))
      yield { ...change, position: burst.from, viewer: burst.viewer };
    const changes = await changesOf(needs, walls, deletedIds, { ...burst, since });
    if (changes.length === 0 && burst.events.every(isOfRoom))
      yield { ...noChange, position: burst.to, viewer: burst.viewer };
    for (const [index, { change }] of changes.entries()) {
      // All events before the next change's first one were sent. So each change advances the cursor, and even a client
      // that is cut off after every few reaches the end of a long absence.
      const next = changes[index + 1];
      const position = next === undefined ? burst.to : (burst.events[next.firstEvent - 1]?.position ?? burst.from);
      // If rights changed while the earlier ones were sent, the rest sends only what is gone, and all else is sent
      // again next.
      if (context.viewer === null) break;
      yield {
        ...(differs(context.viewer, burst.viewer)
          ? { ...noChange, removedOccupancyIds: change.removedOccupancyIds, removedGhostId: change.removedGhostId }
          : change),
        position,
        viewer: burst.viewer,
      };
    }
  }
}

/**
 * Viewers who see only "busy" see nothing of a new note or another client, and do not even learn that there was one.
 */
function concerns(event: DomainEvent, viewer: Viewer | null): boolean {
  return (
    isOpen(event, viewer) || isOfRoom(event) || event.occupanciesRemoved.length + event.occupanciesAdded.length > 0
  );
}

/** Whether the tenant of an event is visible to the viewer. */
export function isOpen(event: DomainEvent, viewer: Viewer | null): boolean {
  return viewer?.tenants.some((tenant) => tenant.id === event.tenantId) ?? false;
}

/** The booking that an event is about, also by one of its device requests; or the closure. */
function takerOf({ bookingId, subject }: DomainEvent): string {
  return bookingId ?? subject;
}

function isGhost(booking: BookingView | null, window: CalendarWindow): booking is BookingView {
  return (
    booking !== null &&
    booking.status === 'PENDING' &&
    booking.kind === 'ROOM' &&
    booking.startsAt < window.to &&
    booking.endsAt > window.from &&
    (window.roomIds === null || booking.requestedRoomId === null || window.roomIds.includes(booking.requestedRoomId))
  );
}

async function changesOf(
  { context, states }: Needs,
  walls: Walls,
  deletedIds: Set<string>,
  burst: Burst & { since: number },
): Promise<{ change: Change; firstEvent: number }[]> {
  const { viewer, to, since } = burst;
  const bySubject = Map.groupBy(
    burst.events.filter((event) => !isOfRoom(event) && !deletedIds.has(takerOf(event))),
    takerOf,
  );
  const changes = await Promise.all(
    [...bySubject].map(async ([id, events]) => {
      const [first] = events;
      const isVisible = first !== undefined && isOpen(first, viewer);
      const last = events.at(-1)?.position ?? to;
      const state = await states.load(
        visibilityOf(viewer),
        { id, isOpen: isVisible },
        last,
        context.events.position,
        since,
      );
      if (state.end) deletedIds.add(id);
      const change = state.end
        ? endOf(id, state.end)
        : isVisible
          ? fullChange(events, state, walls, id)
          : maskedChange(events, state, walls);
      return change === null || first === undefined ? [] : [{ change, firstEvent: burst.events.indexOf(first) }];
    }),
  );
  return changes.flat();
}

/**
 * Its last version is that of its deletion, and all occupancies that it ever had are removed: a client may know any of
 * them.
 */
function endOf(id: string, { version, occupancyIds }: End): Change {
  return {
    ...noChange,
    removedOccupancyIds: occupancyIds,
    removedGhostId: id,
    bookingId: id,
    version,
  };
}

function removedBy(events: readonly DomainEvent[], state: BookingState): string[] {
  const currentIds = new Set(state.occupancies.map((occupancy) => occupancy.id));
  return [...new Set(events.flatMap((event) => event.occupanciesRemoved))].filter((id) => !currentIds.has(id));
}

function fullChange(events: readonly DomainEvent[], state: BookingState, walls: Walls, id: string): Change {
  const ghost = isGhost(state.booking, walls.window) ? state.booking : null;
  const wasGhost = events.some((event) => event.statusBefore === 'PENDING' || event.statusAfter === 'PENDING');
  return {
    removedOccupancyIds: removedBy(events, state),
    occupancies: walls.visible(state.occupancies),
    removedGhostId: wasGhost && ghost === null ? id : null,
    ghost,
    bookingId: id,
    version: state.booking?.version ?? Math.max(...events.map((event) => event.version)),
  };
}

function maskedChange(events: readonly DomainEvent[], state: BookingState, walls: Walls): Change | null {
  const removedOccupancyIds = removedBy(events, state);
  const occupancies = walls.visible(state.occupancies).map((occupancy) => ({ ...occupancy, booking: null }));
  if (removedOccupancyIds.length + occupancies.length === 0) return null;
  return { removedOccupancyIds, occupancies, removedGhostId: null, ghost: null, bookingId: null, version: null };
}
