import type { RequestContext } from '../platform/context.ts';
import { NotAllowedError } from '../platform/errors.ts';
import type { Facility } from '../platform/facility.ts';

/**
 * Yields the settings of the facility: as they are now, and again whenever they have changed. It needs no position, since
 * each answer is complete.
 * @throws NotAllowedError once the session has ended
 */
export async function* watchFacility(
  { viewer, watchRights, facilityWatch }: Pick<RequestContext, 'viewer' | 'watchRights' | 'facilityWatch'>,
  signal: AbortSignal,
): AsyncGenerator<Facility> {
  if (viewer === null) throw sessionHasEnded();
  const rights = watchRights(viewer);
  try {
    let last: Facility | null = null;
    while (!signal.aborted) {
      if (rights.viewer === null) throw sessionHasEnded();
      const { facility } = facilityWatch;
      if (facility !== last) yield facility;
      last = facility;
      await new Promise<void>((resolve) => {
        const stops = [facilityWatch.onChange(done), rights.onChange(done)];
        function done() {
          for (const stop of stops) stop();
          signal.removeEventListener('abort', done);
          resolve();
        }
        signal.addEventListener('abort', done);
        // A change while the last one was being delivered has woken nothing.
        if (signal.aborted || facilityWatch.facility !== last || rights.viewer === null) done();
      });
    }
  } finally {
    rights.stop();
  }
}

function sessionHasEnded(): NotAllowedError {
  return new NotAllowedError('session:use', 'Your session has ended. Sign in again.');
}
