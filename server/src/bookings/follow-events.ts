import { sightOf } from '../people/load-viewer.ts';
import type { RequestContext, Viewer } from '../platform/context.ts';
import { NotAllowedError } from '../platform/errors.ts';
import type { DomainEvent } from '../platform/outbox/domain-event.ts';
import type { Position } from '../platform/outbox/event-cursor.ts';

const heartbeatMs = 60_000;

export type Burst = {
  /** Where the subscriber was before, and is after having taken this in. */
  readonly from: Position;
  readonly to: Position;
  /** In order; empty for a heartbeat. */
  readonly events: readonly DomainEvent[];
  /** Rights are read anew with each burst. */
  readonly viewer: Viewer;
};

/**
 * Events as they become certain, at the pace of whoever takes them: nothing is kept for a slow subscriber but its
 * position.
 * @throws NotAllowedError once the session has ended, and when the server leaves: never a silent end
 */
export async function* followEvents(
  context: RequestContext,
  after: Position,
  touches: (event: DomainEvent) => boolean,
  signal: AbortSignal,
): AsyncGenerator<Burst> {
  const { events } = context;
  let position = after;
  let told = position;
  let quietSince = Date.now();
  while (!signal.aborted) {
    if (events.stopped) throw new Error('the stream of changes has stopped');
    const page = await events.read(position);
    const touched = page.events.filter(touches);
    position = page.position;
    if (touched.length > 0 || Date.now() - quietSince >= heartbeatMs) {
      const viewer = await context.reloadViewer();
      if (viewer === null) throw new NotAllowedError('session:use', 'Your session has ended. Sign in again.');
      context.viewer = viewer;
      context.sight = sightOf(viewer);
      yield { from: told, to: position, events: touched, viewer };
      told = position;
      quietSince = Date.now();
    }
    if (!page.more) await untilChanged(events, position, quietSince + heartbeatMs - Date.now(), signal);
  }
}

const untilChanged = async (events: RequestContext['events'], position: Position, ms: number, signal: AbortSignal): Promise<void> => {
  const wait = new AbortController();
  const stop = () => wait.abort();
  const timer = setTimeout(stop, Math.max(ms, 0));
  signal.addEventListener('abort', stop);
  try {
    await events.changed(position, wait.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
};
