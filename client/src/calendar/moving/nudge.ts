import { endFollowing, snapStep } from '../../time/snap.ts';
import type { Proposal } from '../layout/geometry.ts';

type Key = {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
};

export type NudgeWorld = {
  readonly timeZone: string;
  /** Rooms from top to bottom. */
  readonly rooms: readonly string[];
  /** Where quarters of an hour cannot be seen, an arrow moves by a day. */
  readonly byDays: boolean;
};

function days(instant: number, count: number, timeZone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone).add({ days: count })
    .epochMilliseconds;
}

function later(instant: number, steps: number, byDays: boolean, timeZone: string): number {
  if (byDays) return days(instant, steps, timeZone);
  // What does not begin on a quarter is moved by quarters all the same: 07:40 becomes 07:55.
  return instant + steps * snapStep;
}

const keySteps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };

/** What a key makes of a proposal: arrows move it, with Shift they move its end (up and down: its start). */
export function nudge(
  { roomId, interval }: Proposal,
  { key, shiftKey, ctrlKey }: Key,
  world: NudgeWorld,
): Proposal | null {
  const step = keySteps[key];
  if (step === undefined) return null;
  const across = key === 'ArrowLeft' || key === 'ArrowRight';
  const byDays = world.byDays || ctrlKey;
  const { timeZone, rooms } = world;
  if (shiftKey) {
    // What would leave nothing of it leaves it as it is.
    const [start, end] = across
      ? [interval.start, later(interval.end, step, byDays, timeZone)]
      : [later(interval.start, step, byDays, timeZone), interval.end];
    return { roomId, interval: end - start >= snapStep ? { start, end } : interval };
  }
  if (across) {
    const start = later(interval.start, step, byDays, timeZone);
    return { roomId, interval: { start, end: endFollowing(interval, start, timeZone) } };
  }
  const next = roomId === null ? 0 : rooms.indexOf(roomId) + step;
  return { roomId: rooms[Math.max(0, Math.min(rooms.length - 1, next))] ?? roomId, interval };
}
