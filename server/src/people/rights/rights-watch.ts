import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Context, RightsFollower, Viewer } from '../../platform/context.ts';
import { loadViewers, type ViewerClaim } from './load-viewer.ts';

// Promised are 2 s until the last subscription is told: this, the reading itself, and what it takes to tell all of them.
const everyMs = 500;

type Watched = {
  readonly claim: ViewerClaim;
  viewer: Viewer | null;
  /** Of what was read last; empty where that is not known. */
  fingerprint: string;
  readonly followers: Set<Set<() => void>>;
};

/**
 * Watches the rights of everybody with an open subscription: two statements a second for all of them, none while there is
 * nobody. Rights do not ride on the stream of changes; whoever grants and revokes them tells nobody.
 */
export class RightsWatch {
  readonly #needs: Pick<Context, 'db' | 'clock' | 'log'>;
  readonly #watched = new Map<string, Watched>();
  readonly #asked = new Set<Watched>();
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
      stop: () => this.#leave(watched, wakes),
    };
  }

  close(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#watched.clear();
  }

  #watch(viewer: Viewer): Watched {
    const claim = { via: viewer.via, userId: viewer.userId };
    const known = this.#watched.get(claim.via.id);
    const watched: Watched = known ?? { claim, viewer, fingerprint: '', followers: new Set() };
    // Which of the two readings is the newer one, nobody knows: the next will tell.
    if (known && isOther(known.viewer, viewer)) this.#change(known, { viewer, fingerprint: '' });
    this.#watched.set(claim.via.id, watched);
    this.#timer ??= setInterval(() => void this.#poll(), everyMs).unref();
    return watched;
  }

  #leave(watched: Watched, wakes: Set<() => void>): void {
    watched.followers.delete(wakes);
    if (watched.followers.size > 0) return;
    this.#asked.delete(watched);
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

  /** Begins after this call, and after the reading before it has ended: an older answer never comes over a newer one. */
  #read(watched: readonly Watched[]): Promise<void> {
    for (const one of watched) this.#asked.add(one);
    this.#next ??= this.#readAsked();
    return this.#next;
  }

  async #readAsked(): Promise<void> {
    await this.#running;
    await nextTurn();
    const batch = [...this.#asked];
    this.#asked.clear();
    this.#next = undefined;
    if (batch.length === 0) return;
    const reading = this.#readNow(batch);
    this.#running = reading.catch(() => undefined);
    await reading;
  }

  async #readNow(batch: readonly Watched[]): Promise<void> {
    const { db, clock } = this.#needs;
    const changed = await loadViewers(
      db,
      batch.map(({ claim, fingerprint }) => ({ ...claim, known: fingerprint })),
      clock(),
    );
    for (const watched of batch) {
      const now = changed.get(watched.claim.via.id);
      if (now) this.#change(watched, now);
    }
  }

  #change(watched: Watched, { viewer, fingerprint }: Pick<Watched, 'viewer' | 'fingerprint'>): void {
    watched.fingerprint = fingerprint;
    if (!isOther(watched.viewer, viewer)) return;
    watched.viewer = viewer;
    for (const wakes of watched.followers) for (const wake of wakes) wake();
  }
}

/** Whether anything that a viewer may do, or is called, differs. */
export function isOther(one: Viewer | null, other: Viewer | null): boolean {
  return one !== other && JSON.stringify(one) !== JSON.stringify(other);
}
