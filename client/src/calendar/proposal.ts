import type { Interval } from '../time/interval.ts'
import { endFollowing, sameTimeOn, snapDown, snapTo, snapUp } from '../time/snap.ts'
import type { TimeScale } from '../time/time-scale.ts'

/** How something is held: as a whole, at one of its ends, as a ghost that looks for a room, or not there yet. */
export type Grip = 'move' | 'start' | 'end' | 'assign' | 'create'

/** A spot in the calendar; without a room it is in the tray. */
export interface Spot {
  readonly roomId: string | null
  /** Of the width of the track. */
  readonly fraction: number
}

/** What somebody has in hand, and where they took hold of it. */
export interface Grabbed {
  readonly grip: Grip
  /** Of what is held; nobody asks for it where something new is drawn. */
  readonly interval: Interval
  readonly roomId: string | null
  readonly at: Spot
}

export interface Manner {
  readonly scale: TimeScale
  readonly timeZone: string
  /** What times are rounded to. */
  readonly step: number
  /** The only way it may go. */
  readonly axis: 'time' | 'rooms' | null
  /** On another day, the same time of day draws it from so far off; a fraction of the track. */
  readonly magnet: number
}

/** Where it would go, were it let go now. */
export interface Proposal {
  readonly roomId: string | null
  readonly interval: Interval
}

export function propose(grabbed: Grabbed, to: Spot, manner: Manner): Proposal {
  const { grip, interval, roomId } = grabbed
  if (grip === 'create') return { roomId, interval: drawn(grabbed.at.fraction, to.fraction, manner) }
  const distance = manner.axis === 'rooms' ? 0 : to.fraction - grabbed.at.fraction
  if (grip === 'start' || grip === 'end') return { roomId, interval: distance === 0 ? interval : pulled(grip, interval, distance, manner) }
  const room = manner.axis === 'time' || to.roomId === null || to.roomId === grabbed.at.roomId ? roomId : to.roomId
  // A ghost that is given a room keeps its time: to change both at once would be two decisions.
  if (grip === 'assign' && room !== null) return { roomId: room, interval }
  return { roomId: room, interval: moved(grabbed, distance, manner) }
}

/** An end is where it is drawn: one that lies in closed hours, or beyond what is shown, is taken at its edge. */
function pulled(grip: 'start' | 'end', { start, end }: Interval, distance: number, { scale, step }: Manner): Interval {
  if (grip === 'start') return { start: Math.min(snapTo(scale.instantAt(scale.place(start) + distance), step), end - step), end }
  return { start, end: Math.max(snapTo(scale.endAt(scale.place(end - 1) + distance), step), start + step) }
}

function moved({ interval, at }: Grabbed, distance: number, manner: Manner): Interval {
  const { timeZone, step } = manner
  const shift = shiftOf(interval.start, at.fraction, distance, manner)
  if (shift === 0) return interval
  const start = twinNear(interval.start, distance, manner) ?? snapTo(interval.start + shift, step)
  return { start, end: endFollowing(interval, start, timeZone) }
}

/** How far it goes in time: its beginning follows the pointer, and where that is out of sight, what was taken hold of does. */
function shiftOf(start: number, at: number, distance: number, { scale }: Manner): number {
  const day = scale.days.findIndex((one) => start >= one.start && start < one.end)
  if (day < 0) return scale.instantAt(at + distance) - scale.instantAt(at)
  const place = scale.place(start)
  // What begins in the evening stands at the close of its day, not at the next opening.
  return start >= scale.shown[day]!.end ? scale.endAt(place + distance) - scale.endAt(place) : scale.instantAt(place + distance) - scale.instantAt(place)
}

/** The same time of day on another day, if that is near. */
function twinNear(start: number, distance: number, { scale, timeZone, magnet }: Manner): number | undefined {
  if (magnet === 0 || start < scale.days[0]!.start) return undefined
  const to = scale.place(start) + distance
  return [to, to - magnet, to + magnet]
    .map((place) => sameTimeOn(start, scale.instantAt(place), timeZone))
    .find((twin) => twin !== start && Math.abs(scale.place(twin) - to) <= magnet)
}

function drawn(from: number, to: number, { scale, step }: Manner): Interval {
  const start = snapDown(scale.instantAt(Math.min(from, to)), step)
  return { start, end: Math.max(start + step, snapUp(scale.endAt(Math.max(from, to)), step)) }
}
