import { visibilityOf } from '../../people/rights/load-viewer.ts';
import { differs } from '../../people/rights/rights-watch.ts';
import type { RequestContext, RightsFollower, Viewer } from '../../platform/context.ts';
import { NotAllowedError } from '../../platform/errors.ts';
import type { LimitRow } from '../../platform/limit-row.ts';
import type { DomainEvent } from '../../platform/outbox/domain-event.ts';
import type { Position } from '../../platform/outbox/event-cursor.ts';

const heartbeatMs = 60_000;

export const heartbeatRow: LimitRow = {
  name: 'heartbeatMs',
  value: heartbeatMs,
  unit: 'milliseconds after which a subscription that has nothing to tell sends its cursor',
  reason: 'A cursor stays young, and rights are read again.',
};

export type Burst = {
  /** The subscriber's position before, and after it has processed this. */
  readonly from: Position;
  readonly to: Position;
  /** In order; empty for a heartbeat, and for a change of rights. */
  readonly events: readonly DomainEvent[];
  /** The viewer whose current rights decide what is sent. */
  readonly viewer: Viewer;
  /** The viewer with the rights until now, where they differed: what was sent is sent again, as it may be seen now. */
  readonly before: Viewer | null;
};

export type Interest = {
  /** Processes all events that were read, before `meets` is called. */
  readonly learn?: (events: readonly DomainEvent[]) => Promise<void>;
  /** Whether the subscription follows this event, for any viewer. */
  readonly meets: (event: DomainEvent) => boolean;
  /** Whether this viewer may learn of it. */
  readonly concerns: (event: DomainEvent, viewer: Viewer) => boolean;
};

/**
 * Yields events as they become certain, at the pace of the subscriber: for a slow one only its position is kept. Rights
 * are read anew before anything is sent, and a change of them is yielded by itself, ahead of the events.
 * @throws NotAllowedError once the session has ended, and when the server stops: never a silent end
 */
export async function* followEvents(
  context: RequestContext,
  after: Position,
  { learn, meets, concerns }: Interest,
  signal: AbortSignal,
): AsyncGenerator<Burst> {
  const { events } = context;
  if (context.viewer === null) throw sessionHasEnded();
  const rights = context.watchRights(context.viewer);
  // Events on their way already are masked by the new rights as well.
  const stopFollowing = rights.onChange(() => setViewer(context, rights.viewer));
  try {
    let position = after;
    let sentUpTo = position;
    let decidingViewer: Viewer = context.viewer;
    let quietSince = Date.now();
    while (!signal.aborted) {
      if (events.stopped) throw new Error('the stream of changes has stopped');
      const page = await events.read(position);
      await learn?.(page.events);
      const relevantEvents = page.events.filter(meets);
      const isQuiet = Date.now() - quietSince >= heartbeatMs;
      const viewer = relevantEvents.length > 0 || isQuiet ? await rights.refresh() : rights.viewer;
      if (viewer === null) throw sessionHasEnded();
      setViewer(context, viewer);
      const before = decidingViewer;
      decidingViewer = viewer;
      if (differs(before, viewer)) {
        yield { from: sentUpTo, to: position, events: [], viewer, before };
        sentUpTo = position;
        continue;
      }
      position = page.position;
      const visibleEvents = relevantEvents.filter((event) => concerns(event, viewer));
      if (visibleEvents.length > 0 || isQuiet) {
        yield { from: sentUpTo, to: position, events: visibleEvents, viewer, before: null };
        sentUpTo = position;
        quietSince = Date.now();
      }
      if (!page.more)
        await untilChange(events, { rights, decidingViewer, signal }, position, quietSince + heartbeatMs - Date.now());
    }
  } finally {
    stopFollowing();
    rights.stop();
  }
}

function setViewer(context: RequestContext, viewer: Viewer | null): void {
  context.viewer = viewer;
  context.visibility = visibilityOf(viewer);
}

function sessionHasEnded(): NotAllowedError {
  return new NotAllowedError('session:use', 'Your session has ended. Sign in again.');
}

type WaitConditions = {
  readonly rights: RightsFollower;
  readonly decidingViewer: Viewer;
  readonly signal: AbortSignal;
};

async function untilChange(
  events: RequestContext['events'],
  { rights, decidingViewer, signal }: WaitConditions,
  position: Position,
  ms: number,
): Promise<void> {
  if (differs(rights.viewer, decidingViewer)) return;
  const wait = new AbortController();
  const stop = () => wait.abort();
  const timer = setTimeout(stop, Math.max(ms, 0));
  const stopListening = rights.onChange(stop);
  signal.addEventListener('abort', stop);
  try {
    await events.changed(position, wait.signal);
  } finally {
    clearTimeout(timer);
    stopListening();
    signal.removeEventListener('abort', stop);
  }
}
