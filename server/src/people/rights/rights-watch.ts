import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Context, RightsFollower, Viewer } from '../../platform/context.ts';
import { loadViewers, type ViewerClaim } from './load-viewer.ts';

// The last subscription is to be told within 2 s: that includes this interval, the reading itself, and telling all of
// them.
const everyMs = 500;

type WatchedPerson = {
  readonly claim: ViewerClaim;
  viewer: Viewer | null;
  /** The fingerprint of the last reading; empty where it is unknown. */
  fingerprint: string;
  readonly followers: Set<Set<() => void>>;
};

/**
 * Watches the rights of everybody with an open subscription: two statements a second for all of them, none while there
 * is nobody. The stream of changes does not contain rights; granting and revoking them sends no event.
 */
export class RightsWatch {
  readonly #needs: Pick<Context, 'db' | 'clock' | 'log'>;
  readonly #watched = new Map<string, WatchedPerson>();
  readonly #requested = new Set<WatchedPerson>();
  #next: Promise<void> | undefined;
  #running: Promise<unknown> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #polling = false;

  constructor(needs: Pick<Context, 'db' | 'clock' | 'log'>) {
    this.#needs = needs;
  }

  /** @param viewer as of a moment ago */
  follow(viewer: Viewer): RightsFollower {
    const watched = this.#watch(viewer);
    const wakes = new Set<() => void>();
    watched.followers.add(wakes);
    return {
      get viewer() {
        return watched.viewer;
      },
      refresh: async () => {
        await this.#read([watched]);
        return watched.viewer;
      },
      onChange: (wake) => {
        wakes.add(wake);
        return () => void wakes.delete(wake);
      },
      stop: () => this.#unfollow(watched, wakes),
    };
  }

  close(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#watched.clear();
  }

  #watch(viewer: Viewer): WatchedPerson {
    const claim = { via: viewer.via, userId: viewer.userId };
    const alreadyWatched = this.#watched.get(claim.via.id);
    const watched: WatchedPerson = alreadyWatched ?? { claim, viewer, fingerprint: '', followers: new Set() };
    // It is unknown which of the two readings is newer: the next one will tell.
    if (alreadyWatched && differs(alreadyWatched.viewer, viewer))
      this.#change(alreadyWatched, { viewer, fingerprint: '' });
    this.#watched.set(claim.via.id, watched);
    this.#timer ??= setInterval(() => void this.#poll(), everyMs).unref();
    return watched;
  }

  #unfollow(watched: WatchedPerson, wakes: Set<() => void>): void {
    watched.followers.delete(wakes);
    if (watched.followers.size > 0) return;
    this.#requested.delete(watched);
    if (this.#watched.get(watched.claim.via.id) === watched) this.#watched.delete(watched.claim.via.id);
    if (this.#watched.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  async #poll(): Promise<void> {
    if (this.#polling) return;
    this.#polling = true;
    try {
      await this.#read([...this.#watched.values()]);
    } catch (error) {
      this.#needs.log.warn({ err: error }, 'rights could not be read again, and will be in a moment');
    } finally {
      this.#polling = false;
    }
  }

  /** Begins after this call, and after the reading before it has ended: an older answer never replaces a newer one. */
  #read(watched: readonly WatchedPerson[]): Promise<void> {
    for (const one of watched) this.#requested.add(one);
    this.#next ??= this.#readRequested();
    return this.#next;
  }

  async #readRequested(): Promise<void> {
    await this.#running;
    await nextTurn();
    const batch = [...this.#requested];
    this.#requested.clear();
    this.#next = undefined;
    if (batch.length === 0) return;
    const reading = this.#readNow(batch);
    this.#running = reading.catch(() => undefined);
    await reading;
  }

  async #readNow(batch: readonly WatchedPerson[]): Promise<void> {
    const { db, clock } = this.#needs;
    const changes = await loadViewers(
      db,
      batch.map(({ claim, fingerprint }) => ({ ...claim, knownFingerprint: fingerprint })),
      clock(),
    );
    for (const watched of batch) {
      const now = changes.get(watched.claim.via.id);
      if (now) this.#change(watched, now);
    }
  }

  #change(watched: WatchedPerson, { viewer, fingerprint }: Pick<WatchedPerson, 'viewer' | 'fingerprint'>): void {
    watched.fingerprint = fingerprint;
    if (!differs(watched.viewer, viewer)) return;
    watched.viewer = viewer;
    for (const wakes of watched.followers) for (const wake of wakes) wake();
  }
}

/** Whether the rights or the names of a viewer differ. */
export function differs(one: Viewer | null, other: Viewer | null): boolean {
  return one !== other && JSON.stringify(one) !== JSON.stringify(other);
}
