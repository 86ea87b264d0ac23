import { sightOf } from '../people/load-viewer.ts';
import { isOther } from '../people/rights-watch.ts';
import { withSight } from '../platform/database/sight.ts';
import type { RequestContext, Viewer } from '../platform/context.ts';
import type { DomainEvent } from '../platform/outbox/domain-event.ts';
import type { Position } from '../platform/outbox/event-cursor.ts';
import { roomsTouching } from '../resources/rooms.ts';
import type { BookingState, BookingStates } from './booking-states.ts';
import { type CalendarChange, type Change, nothing } from './calendar-change.ts';
import { type Burst, followEvents } from './follow-events.ts';
import type { Window } from './load-calendar.ts';
import type { BookingView, OccupancyView } from './occupancy-view.ts';
import { tellAgain } from './tell-again.ts';

export type Needs = { readonly context: RequestContext; readonly states: BookingStates };

/** What a window shows, kept true: a change for each booking that changed, as the viewer may see it now. */
export async function* watchCalendar(needs: Needs, window: Window, after: Position, signal: AbortSignal): AsyncGenerator<CalendarChange> {
  const since = performance.now();
  const { context } = needs;
  const rooms = window.roomIds && (await withSight(context.sight, () => roomsTouching(context, window.roomIds ?? [])));
  const interest = { meets: (event: DomainEvent) => meets(event, window, rooms), concerns };
  for await (const burst of followEvents(context, after, interest, signal)) {
    if (burst.before !== null) {
      for await (const change of tellAgain(context, window, { ...burst, before: burst.before })) yield { ...change, position: burst.to, viewer: burst.before };
      // Only now: whoever is cut off before has not been told all of it.
      yield { ...nothing, position: burst.to, viewer: burst.viewer };
      continue;
    }
    const changes = await changesOf(needs, window, rooms, { ...burst, since });
    if (burst.events.length === 0) yield { ...nothing, position: burst.to, viewer: burst.viewer };
    for (const [index, { change }] of changes.entries()) {
      // All before the next one's first event is told. So each moves the cursor on, and even somebody who is cut off
      // after every few gets to the end of a long absence.
      const next = changes[index + 1];
      const position = next === undefined ? burst.to : (burst.events[next.firstEvent - 1]?.position ?? burst.from);
      // Rights that changed while the earlier ones were sent: the rest tells of rooms alone, and all is told again next.
      if (context.viewer === null) break;
      yield { ...(isOther(context.viewer, burst.viewer) ? { ...nothing, removedOccupancyIds: change.removedOccupancyIds } : change), position, viewer: burst.viewer };
    }
  }
}

/** Who sees "busy" sees nothing of a new note or another client, and is not even told that there was one. */
const concerns = (event: DomainEvent, viewer: Viewer | null): boolean =>
  isOpen(event, viewer) || event.occupanciesRemoved.length + event.occupanciesAdded.length > 0;

/** Whether the books that an event is of are open to the viewer. */
export const isOpen = (event: DomainEvent, viewer: Viewer | null): boolean => viewer?.tenants.some((tenant) => tenant.id === event.tenantId) ?? false;

const overlaps = (window: Window, span: { from: number; to: number } | null): boolean =>
  span !== null && span.from < window.to.getTime() && span.to > window.from.getTime();

const meets = (event: DomainEvent, window: Window, rooms: Set<string> | null): boolean =>
  [event.before, event.after].some(
    (span) => overlaps(window, span) && (rooms === null || span?.roomId === null || rooms.has(span?.roomId ?? '')));

const isGhost = (booking: BookingView | null, window: Window): booking is BookingView =>
  booking !== null && booking.status === 'PENDING' && booking.kind === 'ROOM' &&
  booking.startsAt < window.to && booking.endsAt > window.from &&
  (window.roomIds === null || booking.requestedRoomId === null || window.roomIds.includes(booking.requestedRoomId));

const changesOf = async ({ context, states }: Needs, window: Window, rooms: Set<string> | null, burst: Burst & { since: number }): Promise<{ change: Change; firstEvent: number }[]> => {
  const { viewer, to, since } = burst;
  const bySubject = Map.groupBy(burst.events, (event) => event.subject);
  const changes = await Promise.all(
    [...bySubject].map(async ([id, events]) => {
      const [first] = events;
      const seen = first !== undefined && isOpen(first, viewer);
      const last = events.at(-1)?.position ?? to;
      const state = await states.load(sightOf(viewer), id, last, context.events.position, since);
      const change = seen ? fullChange(events, state, window, rooms, id) : maskedChange(events, state, window, rooms);
      return change === null || first === undefined ? [] : [{ change, firstEvent: burst.events.indexOf(first) }];
    }),
  );
  return changes.flat();
};

const visible = (state: BookingState, window: Window, rooms: Set<string> | null): OccupancyView[] =>
  state.occupancies.filter(
    (occupancy) => overlaps(window, { from: occupancy.startsAt.getTime(), to: occupancy.endsAt.getTime() }) && (rooms === null || rooms.has(occupancy.room.id)));

const removedBy = (events: readonly DomainEvent[], state: BookingState): string[] => {
  const there = new Set(state.occupancies.map((occupancy) => occupancy.id));
  return [...new Set(events.flatMap((event) => event.occupanciesRemoved))].filter((id) => !there.has(id));
};

const fullChange = (events: readonly DomainEvent[], state: BookingState, window: Window, rooms: Set<string> | null, id: string): Change => {
  const ghost = isGhost(state.booking, window) ? state.booking : null;
  const wasGhost = events.some((event) => event.statusBefore === 'PENDING' || event.statusAfter === 'PENDING');
  return {
    removedOccupancyIds: removedBy(events, state),
    occupancies: visible(state, window, rooms),
    removedGhostId: wasGhost && ghost === null ? id : null,
    ghost,
    bookingId: id,
    version: state.booking?.version ?? Math.max(...events.map((event) => event.version)),
  };
};

const maskedChange = (events: readonly DomainEvent[], state: BookingState, window: Window, rooms: Set<string> | null): Change | null => {
  const removedOccupancyIds = removedBy(events, state);
  const occupancies = visible(state, window, rooms).map((occupancy) => ({ ...occupancy, booking: null }));
  if (removedOccupancyIds.length + occupancies.length === 0) return null;
  return { removedOccupancyIds, occupancies, removedGhostId: null, ghost: null, bookingId: null, version: null };
};
