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
  /** Where the subscriber was before, and is after having taken this in. */
  readonly from: Position;
  readonly to: Position;
  /** In order; empty for a heartbeat, and for a change of rights. */
  readonly events: readonly DomainEvent[];
  /** Whose rights of now decide what is told. */
  readonly viewer: Viewer;
  /** Whose rights decided until now, where they were others: what was told is to be told again, as it may be seen now. */
  readonly before: Viewer | null;
};

export type Interest = {
  /** Takes in all that was read, before it is asked what meets. */
  readonly learn?: (events: readonly DomainEvent[]) => Promise<void>;
  /** Whether an event is of what is followed, whoever looks. */
  readonly meets: (event: DomainEvent) => boolean;
  /** Whether this viewer may be told of it. */
  readonly concerns: (event: DomainEvent, viewer: Viewer) => boolean;
};

/**
 * Events as they become certain, at the pace of whoever takes them: nothing is kept for a slow subscriber but its
 * position. Rights are read anew before anything is told, and a change of them is told by itself, ahead of the events.
 * @throws NotAllowedError once the session has ended, and when the server leaves: never a silent end
 */
export async function* followEvents(
  context: RequestContext,
  after: Position,
  { learn, meets, concerns }: Interest,
  signal: AbortSignal,
): AsyncGenerator<Burst> {
  const { events } = context;
  if (context.viewer === null) throw ended();
  const rights = context.watchRights(context.viewer);
  // What is on its way already is masked by the rights of now as well.
  const stopKeeping = rights.onChange(() => keep(context, rights.viewer));
  try {
    let position = after;
    let told = position;
    let decided: Viewer = context.viewer;
    let quietSince = Date.now();
    while (!signal.aborted) {
      if (events.stopped) throw new Error('the stream of changes has stopped');
      const page = await events.read(position);
      await learn?.(page.events);
      const met = page.events.filter(meets);
      const quiet = Date.now() - quietSince >= heartbeatMs;
      const viewer = met.length > 0 || quiet ? await rights.refresh() : rights.viewer;
      if (viewer === null) throw ended();
      keep(context, viewer);
      const before = decided;
      decided = viewer;
      if (differs(before, viewer)) {
        yield { from: told, to: position, events: [], viewer, before };
        told = position;
        continue;
      }
      position = page.position;
      const touched = met.filter((event) => concerns(event, viewer));
      if (touched.length > 0 || quiet) {
        yield { from: told, to: position, events: touched, viewer, before: null };
        told = position;
        quietSince = Date.now();
      }
      if (!page.more)
        await untilChanged(events, { rights, decided, signal }, position, quietSince + heartbeatMs - Date.now());
    }
  } finally {
    stopKeeping();
    rights.stop();
  }
}

function keep(context: RequestContext, viewer: Viewer | null): void {
  context.viewer = viewer;
  context.visibility = visibilityOf(viewer);
}

function ended(): NotAllowedError {
  return new NotAllowedError('session:use', 'Your session has ended. Sign in again.');
}

type Until = { readonly rights: RightsFollower; readonly decided: Viewer; readonly signal: AbortSignal };

async function untilChanged(
  events: RequestContext['events'],
  { rights, decided, signal }: Until,
  position: Position,
  ms: number,
): Promise<void> {
  if (differs(rights.viewer, decided)) return;
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
