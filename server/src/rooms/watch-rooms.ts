import { isOfClosure, isOfRoom } from '../bookings/event-subject.ts';
import { followEvents } from '../bookings/calendar/follow-events.ts';
import { mustSeeCalendars } from '../bookings/calendar/republish.ts';
import type { Room } from '../generated/prisma/client.ts';
import type { RequestContext } from '../platform/context.ts';
import type { DomainEvent } from '../platform/outbox/domain-event.ts';
import type { Position } from '../platform/outbox/event-cursor.ts';
import type { RoomStates } from './room-states.ts';

export type RoomsChange = {
  readonly position: Position;
  readonly rooms: readonly Room[];
  readonly closuresChanged: boolean;
  readonly all: boolean;
};

type Needs = { readonly context: RequestContext; readonly states: RoomStates };

/** Follows the rooms: those that changed, as they are now. Without a position to go on from, all of them come first. */
export async function* watchRooms(
  { context, states }: Needs,
  after: Position | null,
  signal: AbortSignal,
): AsyncGenerator<RoomsChange> {
  const from = after ?? context.events.position;
  if (after === null) yield { position: from, rooms: await states.read(), closuresChanged: false, all: true };
  const interest = { meets: (event: DomainEvent) => isOfRoom(event) || isOfClosure(event), concerns: () => true };
  for await (const { events, viewer, before, to } of followEvents(context, from, interest, signal)) {
    mustSeeCalendars(viewer);
    if (before !== null) continue;
    const changedIds = new Set(events.filter(isOfRoom).map(({ subject }) => subject));
    const last = events.at(-1)?.position ?? to;
    const rooms =
      changedIds.size > 0
        ? (await states.load(last, context.events.position)).filter(({ id }) => changedIds.has(id))
        : [];
    yield { position: to, rooms, closuresChanged: events.some(isOfClosure), all: false };
  }
}
