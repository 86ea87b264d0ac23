import type { RequestContext, RightsFollower, Viewer } from '../../platform/context.ts';
import { NotAllowedError } from '../../platform/errors.ts';
import { isOther } from './rights-watch.ts';

/**
 * Who somebody is and what they may do: as it stands now, and again whenever it is another. It needs no position, since
 * each answer is the whole of it.
 * @throws NotAllowedError once the session has ended
 */
export async function* watchViewer(
  context: Pick<RequestContext, 'viewer' | 'watchRights'>,
  signal: AbortSignal,
): AsyncGenerator<Viewer> {
  if (context.viewer === null) throw ended();
  const rights = context.watchRights(context.viewer);
  try {
    // Something may have changed since the request was let in.
    await rights.refresh();
    while (!signal.aborted) {
      const { viewer } = rights;
      if (viewer === null) throw ended();
      yield viewer;
      await untilOther(rights, viewer, signal);
    }
  } finally {
    rights.stop();
  }
}

function ended(): NotAllowedError {
  return new NotAllowedError('session:use', 'Your session has ended. Sign in again.');
}

function untilOther(rights: RightsFollower, told: Viewer, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      stopListening();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const stopListening = rights.onChange(done);
    signal.addEventListener('abort', done);
    // What happened while the last one was handed over has woken nobody.
    if (signal.aborted || isOther(rights.viewer, told)) done();
  });
}
