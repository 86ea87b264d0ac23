import type { Context } from '../../platform/context.ts';
import { type Visibility, withVisibility } from '../../platform/database/visibility.ts';
import { type Position, reaches } from '../../platform/outbox/event-cursor.ts';
import { type End, loadEnds } from './load-ends.ts';
import { loadSightings } from './load-calendar.ts';
import type { BookingView, OccupancyView } from '../occupancy-view.ts';

/** A booking as one visibility shows it now. Both empty when it is gone, or never was. */
export type BookingState = {
  readonly booking: BookingView | null;
  readonly occupancies: readonly OccupancyView[];
  /** Of a booking that was deleted, where its books are open. */
  readonly end: End | null;
};

type Entry = { readonly readAt: Position; readonly begunAt: number; readonly state: Promise<BookingState> };
type Waiting = {
  readonly id: string;
  readonly isOpen: boolean;
  resolve: (state: BookingState) => void;
  reject: (error: unknown) => void;
};

const mostKept = 5_000;

/**
 * The states that subscriptions deliver. A thousand viewers of the same divisions cost one statement a burst of
 * changes: what one of them read after an event serves all the others for that event.
 */
export class BookingStates {
  readonly #db: Context['db'];
  readonly #entries = new Map<string, Entry>();
  readonly #batches = new Map<string, Waiting[]>();

  constructor(db: Context['db']) {
    this.#db = db;
  }

  /**
   * The state at `event` or later, where `now` is up to where the stream is known. Never older than `since`, a reading
   * of `performance.now()`: whoever comes from another server has seen there what nobody has read here yet.
   * @param wanted `isOpen`: whether its books are open to that visibility
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
    const known = this.#entries.get(key);
    if (known && reaches(known.readAt, event) && known.begunAt >= since) return known.state;
    const begunAt = performance.now();
    // One after the other, or a later read could overtake an earlier one and a version go back.
    const read = () => this.#read(books, visibility, { id, isOpen });
    const state = known ? known.state.then(read, read) : read();
    this.#entries.delete(key);
    this.#entries.set(key, { readAt: now, begunAt, state });
    state.catch(() => {
      if (this.#entries.get(key)?.state === state) this.#entries.delete(key);
    });
    if (this.#entries.size > mostKept) this.#entries.delete(this.#entries.keys().next().value ?? '');
    return state;
  }

  #read(books: string, visibility: Visibility, wanted: Pick<Waiting, 'id' | 'isOpen'>): Promise<BookingState> {
    return new Promise((resolve, reject) => {
      const batch = this.#batches.get(books);
      if (batch) {
        batch.push({ ...wanted, resolve, reject });
        return;
      }
      this.#batches.set(books, [{ ...wanted, resolve, reject }]);
      setImmediate(() => void this.#flush(books, visibility));
    });
  }

  async #flush(books: string, visibility: Visibility): Promise<void> {
    const batch = this.#batches.get(books) ?? [];
    this.#batches.delete(books);
    try {
      const [sightings, ends] = await withVisibility({ tenantIds: visibility.tenantIds, userId: null }, async () => {
        const found = await loadSightings(
          { db: this.#db },
          batch.map(({ id }) => id),
        );
        const gone = batch
          .filter(({ id, isOpen }) => isOpen && !found.some(({ takenBy }) => takenBy === id))
          .map(({ id }) => id);
        return [found, gone.length > 0 ? await loadEnds({ db: this.#db }, gone) : new Map<string, End>()] as const;
      });
      for (const { id, resolve } of batch) {
        const mine = sightings.filter((sighting) => sighting.takenBy === id);
        resolve({
          booking: mine[0]?.booking ?? null,
          occupancies: mine.flatMap(({ occupancy }) => occupancy ?? []),
          end: ends.get(id) ?? null,
        });
      }
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
}
