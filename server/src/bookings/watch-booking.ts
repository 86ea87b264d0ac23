import { sightOf } from '../people/load-viewer.ts';
import type { Viewer } from '../platform/context.ts';
import type { DomainEvent } from '../platform/outbox/domain-event.ts';
import type { Position } from '../platform/outbox/event-cursor.ts';
import { followEvents } from './follow-events.ts';
import type { BookingView } from './occupancy-view.ts';
import { isOpen, type Needs } from './watch-calendar.ts';

export type BookingChange = { readonly position: Position; readonly booking: BookingView | null; readonly viewer: Viewer };

/** One booking, kept true; null once it is gone or no longer the viewer's to see, which look alike. */
export async function* watchBooking({ context, states }: Needs, id: string, after: Position, signal: AbortSignal): AsyncGenerator<BookingChange> {
  const since = performance.now();
  // Of a booking that is not theirs, nobody is even told that it changes.
  const touches = (event: DomainEvent) => event.subject === id && isOpen(event, context.viewer);
  for await (const { events, viewer, to } of followEvents(context, after, touches, signal)) {
    const last = events.at(-1)?.position ?? to;
    const { booking } = await states.load(sightOf(viewer), id, last, context.events.position, since);
    yield { position: to, booking, viewer };
  }
}
