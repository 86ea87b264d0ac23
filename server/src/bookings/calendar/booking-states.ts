import type { Context } from '../../platform/context.ts';
import { type Visibility, withVisibility } from '../../platform/database/visibility.ts';
import { type Position, reaches } from '../../platform/outbox/event-cursor.ts';
import { type End, loadEnds } from './load-ends.ts';
import { loadSightings } from './load-calendar.ts';
import type { BookingView, OccupancyView } from '../occupancy-view.ts';

/** A booking as one visibility shows it now. Both are empty when it is gone, or never existed. */
export type BookingState = {
  readonly booking: BookingView | null;
  readonly occupancies: readonly OccupancyView[];
  /** What is left of a deleted booking, if the visibility includes its tenant. */
  readonly end: End | null;
};

type Entry = { readonly readAt: Position; readonly begunAt: number; readonly state: Promise<BookingState> };
type PendingRead = {
  readonly id: string;
  readonly isOpen: boolean;
  resolve: (state: BookingState) => void;
  reject: (error: unknown) => void;
};

const mostCached = 5_000;

/**
 * Caches the states that subscriptions deliver. A thousand viewers of the same divisions cost one statement a burst of
 * changes: what one of them read after an event serves all the others for that event.
 */
export class BookingStates {
  readonly #db: Context['db'];
  readonly #entries = new Map<string, Entry>();
  readonly #batches = new Map<string, PendingRead[]>();

  constructor(db: Context['db']) {
    this.#db = db;
  }

  /**
   * The state at `event` or later, where `now` is how far the stream is known. Never older than `since`, a reading of
   * `performance.now()`: a client that comes from another server has seen there what this one has not read yet.
   * @param booking `isOpen` says whether that visibility includes its tenant
   */
  load(
    visibility: Visibility,
    { id, isOpen }: { readonly id: string; readonly isOpen: boolean },
    event: Position,
    now: Position,
    since: number,
  ): Promise<BookingState> {
    const books = visibility.tenantIds.toSorted().join(',');
    const key = `${books} ${id}`;
    const cached = this.#entries.get(key);
    if (cached && reaches(cached.readAt, event) && cached.begunAt >= since) return cached.state;
    const begunAt = performance.now();
    // One after the other, or a later read could overtake an earlier one and a version go back.
    const read = () => this.#read(books, visibility, { id, isOpen });
    const state = cached ? cached.state.then(read, read) : read();
    this.#entries.delete(key);
    this.#entries.set(key, { readAt: now, begunAt, state });
    state.catch(() => {
      if (this.#entries.get(key)?.state === state) this.#entries.delete(key);
    });
    if (this.#entries.size > mostCached) this.#entries.delete(this.#entries.keys().next().value ?? '');
    return state;
  }

  #read(books: string, visibility: Visibility, request: Pick<PendingRead, 'id' | 'isOpen'>): Promise<BookingState> {
    return new Promise((resolve, reject) => {
      const batch = this.#batches.get(books);
      if (batch) {
        batch.push({ ...request, resolve, reject });
        return;
      }
      this.#batches.set(books, [{ ...request, resolve, reject }]);
      setImmediate(() => void this.#flush(books, visibility));
    });
  }

  async #flush(books: string, visibility: Visibility): Promise<void> {
    const batch = this.#batches.get(books) ?? [];
    this.#batches.delete(books);
    try {
      const [sightings, ends] = await withVisibility({ tenantIds: visibility.tenantIds, userId: null }, async () => {
        const currentSightings = await loadSightings(
          { db: this.#db },
          batch.map(({ id }) => id),
        );
        const deletedIds = batch
          .filter(({ id, isOpen }) => isOpen && !currentSightings.some(({ takenBy }) => takenBy === id))
          .map(({ id }) => id);
        return [
          currentSightings,
          deletedIds.length > 0 ? await loadEnds({ db: this.#db }, deletedIds) : new Map<string, End>(),
        ] as const;
      });
      for (const { id, resolve } of batch) {
        const ownSightings = sightings.filter((sighting) => sighting.takenBy === id);
        resolve({
          booking: ownSightings[0]?.booking ?? null,
          occupancies: ownSightings.flatMap(({ occupancy }) => occupancy ?? []),
          end: ends.get(id) ?? null,
        });
      }
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
}
