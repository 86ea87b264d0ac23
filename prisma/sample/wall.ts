import type { Span } from './facility-days.ts';
import { type SampleRoom, sampleRooms } from './rooms.ts';

type TakenSpan = { readonly from: number; readonly to: number };

/**
 * What the plan has booked so far, setup and teardown included, so that no two actions of the sample conflict: they can
 * run side by side, in any order, with the same result.
 */
export class Wall {
  readonly #taken = new Map<string, TakenSpan[]>();

  isFree(room: string, span: Span): boolean {
    const takenSpan = takenBy(room, span);
    return leavesOf(room).every((leaf) => this.#isOpen(leaf, takenSpan));
  }

  take(room: string, span: Span): void {
    if (!this.isFree(room, span)) throw new Error(`${room} is given away twice`);
    for (const leaf of leavesOf(room)) this.#taken.set(leaf, [...(this.#taken.get(leaf) ?? []), takenBy(room, span)]);
  }

  /** Whether a single room can be closed then: a closure needs no setup. */
  isOpen(leaf: string, span: Span): boolean {
    return this.#isOpen(leaf, stretchOf(span));
  }

  close(leaf: string, span: Span): void {
    if (!this.isOpen(leaf, span)) throw new Error(`${leaf} is closed over a booking`);
    this.#taken.set(leaf, [...(this.#taken.get(leaf) ?? []), stretchOf(span)]);
  }

  /** Single rooms that seat the people and are free at all of these times, best fit first. */
  fitting(people: number, ...spans: readonly Span[]): SampleRoom[] {
    return sampleRooms
      .filter(
        (room) =>
          !room.longTerm &&
          !room.parts &&
          room.capacity >= people &&
          spans.every((span) => this.isFree(room.name, span)),
      )
      .toSorted((a, b) => a.capacity - b.capacity);
  }

  #isOpen(leaf: string, { from, to }: TakenSpan): boolean {
    return (this.#taken.get(leaf) ?? []).every((other) => other.to <= from || to <= other.from);
  }
}

function stretchOf({ startsAt, endsAt }: Span): TakenSpan {
  return { from: startsAt.getTime(), to: endsAt.getTime() };
}

function roomCalled(name: string): SampleRoom {
  const room = sampleRooms.find((one) => one.name === name);
  if (!room) throw new Error(`there is no room ${name}`);
  return room;
}

function leavesOf(name: string): readonly string[] {
  return roomCalled(name).parts ?? [name];
}

function takenBy(name: string, { startsAt, endsAt }: Span): TakenSpan {
  const { setup = 0, teardown = 0 } = roomCalled(name);
  return { from: startsAt.getTime() - setup * 60_000, to: endsAt.getTime() + teardown * 60_000 };
}
