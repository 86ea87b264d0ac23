import type { Interval } from '../../time/interval.ts';
import { endFollowing, sameTimeOn, shiftedAs, snapDown, snapTo, snapUp } from '../../time/snap.ts';
import type { TimeScale } from '../../time/time-scale.ts';
import type { Proposal, Spot } from '../layout/geometry.ts';

/** How something is held: as a whole, at one of its ends, as a ghost that looks for a room, or not there yet. */
export type Grip = 'move' | 'start' | 'end' | 'assign' | 'create';

/** What somebody has in hand, and where they took hold of it. */
export type Grabbed = {
  readonly grip: Grip;
  /** Of what is held; nobody asks for it where something new is drawn. */
  readonly interval: Interval;
  readonly roomId: string | null;
  readonly at: Spot;
};

export type Manner = {
  readonly scale: TimeScale;
  readonly timeZone: string;
  /** What times are rounded to. */
  readonly step: number;
  /** The only way it may go. */
  readonly axis: 'time' | 'rooms' | null;
  /** On another day, the same time of day draws it from so far off; a fraction of the track. */
  readonly magnet: number;
};

export function propose(grabbed: Grabbed, to: Spot, manner: Manner): Proposal {
  const { grip, interval, roomId } = grabbed;
  if (grip === 'create') return { roomId, interval: drawn(grabbed.at.fraction, to.fraction, manner) };
  const distance = manner.axis === 'rooms' ? 0 : to.fraction - grabbed.at.fraction;
  if (grip === 'start' || grip === 'end')
    return { roomId, interval: distance === 0 ? interval : pulled(grip, interval, distance, manner) };
  const room = manner.axis === 'time' || to.roomId === null || to.roomId === grabbed.at.roomId ? roomId : to.roomId;
  // A ghost that is given a room keeps its time: to change both at once would be two decisions.
  if (grip === 'assign' && room !== null) return { roomId: room, interval };
  return { roomId: room, interval: moved({ interval, at: grabbed.at.fraction }, distance, manner) };
}

/** An end is where it is drawn: one that lies in closed hours, or beyond what is shown, is taken at its edge. */
function pulled(grip: 'start' | 'end', { start, end }: Interval, distance: number, { scale, step }: Manner): Interval {
  if (grip === 'start')
    return { start: Math.min(startAt(scale.place(start) + distance, scale, step), end - step), end };
  return { start, end: Math.max(endAt(scale.place(end - 1) + distance, scale, step), start + step) };
}

/** Rounded; onto the close of a day means the opening of the next. */
function startAt(place: number, scale: TimeScale, step: number): number {
  const instant = snapTo(scale.instantAt(place), step);
  const day = scale.shown.findIndex(({ end }) => end === instant);
  return day < 0 ? instant : (scale.shown[day + 1]?.start ?? instant - step);
}

/** Rounded; onto the opening of a day means the close of the one before. */
function endAt(place: number, scale: TimeScale, step: number): number {
  const instant = snapTo(scale.endAt(place), step);
  const day = scale.shown.findIndex(({ start }) => start === instant);
  return day < 0 ? instant : (scale.shown[day - 1]?.end ?? instant + step);
}

function moved({ interval, at }: { interval: Interval; at: number }, distance: number, manner: Manner): Interval {
  const { scale, step, timeZone } = manner;
  const start = isShown(interval.start, scale)
    ? beginning(interval.start, distance, manner)
    : // Its beginning is out of sight: what was taken hold of follows the pointer.
      snapTo(
        shiftedAs(interval.start, { from: scale.instantAt(at), to: scale.instantAt(at + distance) }, timeZone),
        step,
      );
  return start === interval.start || distance === 0
    ? interval
    : { start, end: endFollowing(interval, start, timeZone) };
}

function isShown(instant: number, { days }: TimeScale): boolean {
  return instant >= days[0]!.start && instant < days.at(-1)!.end;
}

/** Follows the pointer over the axis, closed hours left out; or stays at its time of day on another day, if that is near. */
function beginning(start: number, distance: number, { scale, step, timeZone, magnet }: Manner): number {
  const place = scale.place(start);
  const to = place + distance;
  const twin = [scale.instantAt(to), scale.endAt(to), scale.instantAt(to - magnet), scale.instantAt(to + magnet)]
    .map((instant) => sameTimeOn(start, instant, timeZone))
    .find((one) => one !== start && Math.abs(scale.place(one) - to) <= magnet + rounding);
  if (twin !== undefined) return twin;
  const next = startAt(to, scale, step);
  return next === startAt(place, scale, step) ? start : next;
}

// Far below a pixel.
const rounding = 1e-9;

function drawn(from: number, to: number, { scale, step }: Manner): Interval {
  const start = snapDown(scale.instantAt(Math.min(from, to)), step);
  return { start, end: Math.max(start + step, snapUp(scale.endAt(Math.max(from, to)), step)) };
}
