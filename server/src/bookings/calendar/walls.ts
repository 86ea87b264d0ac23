import { visibilityOf } from '../../people/rights/load-viewer.ts';
import type { RequestContext } from '../../platform/context.ts';
import { withVisibility } from '../../platform/database/visibility.ts';
import type { DomainEvent } from '../../platform/outbox/domain-event.ts';
import { leavesOf, roomsTouching } from '../../resources/rooms.ts';
import { type Change, noChange } from './calendar-change.ts';
import type { Burst } from './follow-events.ts';
import { loadCalendar, type CalendarWindow } from './load-calendar.ts';
import type { OccupancyView } from '../occupancy-view.ts';

const atOnce = 200;

// Among events of rooms, those that can come with other parts.
function movesWalls({ type }: DomainEvent): boolean {
  return type === 'room_added' || type === 'room_changed' || type === 'room_removed';
}

/**
 * The rooms that a window shows, as the walls are now: a combined room that is made of one of them counts from then on.
 */
export class Walls {
  readonly window: CalendarWindow;
  readonly #context: RequestContext;
  /** The requested rooms and those that share a wall with them; null where all are requested. */
  #rooms: ReadonlySet<string> | null = null;
  /** The leaves of the requested rooms. */
  #leaves: ReadonlySet<string> = new Set();
  /** Whether walls move in the events that are read now: then it is unknown which rooms an event met before. */
  #isMoving = false;

  constructor(context: RequestContext, window: CalendarWindow) {
    this.#context = context;
    this.window = window;
  }

  async look(): Promise<void> {
    const { roomIds } = this.window;
    if (roomIds === null) return;
    await withVisibility(this.#context.visibility, async () => {
      this.#rooms = await roomsTouching(this.#context, roomIds);
      this.#leaves = new Set([...(await leavesOf(this.#context, roomIds)).values()].flat());
    });
  }

  async learn(events: readonly DomainEvent[]): Promise<void> {
    this.#isMoving = this.window.roomIds !== null && events.some(movesWalls);
    if (this.#isMoving) await this.look();
  }

  meets(event: DomainEvent): boolean {
    const rooms = this.#rooms;
    if (rooms !== null && movesWalls(event)) return this.#isAskedFor(event);
    return [event.before, event.after].some(
      (span) =>
        this.#overlaps(span) &&
        (rooms === null || this.#isMoving || span?.roomId === null || rooms.has(span?.roomId ?? '')),
    );
  }

  visible(occupancies: readonly OccupancyView[]): OccupancyView[] {
    return occupancies.filter(
      (occupancy) =>
        this.#overlaps({ from: occupancy.startsAt.getTime(), to: occupancy.endsAt.getTime() }) &&
        this.#isWithin(occupancy),
    );
  }

  /** The changes where a requested room has other parts now: what is in it, and what no longer is. */
  async changesOfMovedWalls({ events, viewer }: Burst): Promise<Change[]> {
    if (!events.some((event) => movesWalls(event) && this.#isAskedFor(event))) return [];
    const { occupancies } = await withVisibility(visibilityOf(viewer), () =>
      loadCalendar(this.#context, { ...this.window, roomIds: null }, ['occupancies']),
    );
    const [inside, outside] = [
      occupancies.filter((one) => this.#isWithin(one)),
      occupancies.filter((one) => !this.#isWithin(one)),
    ];
    return [
      ...inSlices(outside).map((slice): Change => ({ ...noChange, removedOccupancyIds: slice.map(({ id }) => id) })),
      ...inSlices(inside).map((slice): Change => ({ ...noChange, occupancies: slice })),
    ];
  }

  #isAskedFor({ subject }: DomainEvent): boolean {
    return this.window.roomIds?.includes(subject) ?? false;
  }

  #isWithin({ room }: OccupancyView): boolean {
    return this.#rooms === null || this.#leaves.has(room.id);
  }

  #overlaps(span: { readonly from: number; readonly to: number } | null): boolean {
    return span !== null && span.from < this.window.to.getTime() && span.to > this.window.from.getTime();
  }
}

function inSlices<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / atOnce) }, (_, index) =>
    all.slice(index * atOnce, (index + 1) * atOnce),
  );
}
