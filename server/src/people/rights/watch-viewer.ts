import type { RequestContext, RightsFollower, Viewer } from '../../platform/context.ts';
import { NotAllowedError } from '../../platform/errors.ts';
import { differs } from './rights-watch.ts';

/**
 * Yields a person with their rights: as they are now, and again whenever they differ. It needs no position, since each
 * answer is complete.
 * @throws NotAllowedError once the session has ended
 */
export async function* watchViewer(
  context: Pick<RequestContext, 'viewer' | 'watchRights'>,
  signal: AbortSignal,
): AsyncGenerator<Viewer> {
  if (context.viewer === null) throw sessionHasEnded();
  const rights = context.watchRights(context.viewer);
  try {
    // The rights may have changed since the request was admitted.
    await rights.refresh();
    while (!signal.aborted) {
      const { viewer } = rights;
      if (viewer === null) throw sessionHasEnded();
      yield viewer;
      await untilRightsChange(rights, viewer, signal);
    }
  } finally {
    rights.stop();
  }
}

function sessionHasEnded(): NotAllowedError {
  return new NotAllowedError('session:use', 'Your session has ended. Sign in again.');
}

function untilRightsChange(rights: RightsFollower, lastViewer: Viewer, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      stopListening();
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const stopListening = rights.onChange(finish);
    signal.addEventListener('abort', finish);
    // A change while the last viewer was being delivered has woken nothing.
    if (signal.aborted || differs(rights.viewer, lastViewer)) finish();
  });
}
