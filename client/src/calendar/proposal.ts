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
  if (grip === 'start') return { roomId, interval: { ...interval, start: Math.min(startAfter(interval, distance, manner), interval.end - manner.step) } }
  if (grip === 'end') return { roomId, interval: { ...interval, end: Math.max(endAfter(interval, distance, manner), interval.start + manner.step) } }
  const room = manner.axis === 'time' || to.roomId === null || to.roomId === grabbed.at.roomId ? roomId : to.roomId
  // A ghost that is given a room keeps its time: to change both at once would be two decisions.
  if (grip === 'assign' && room !== null) return { roomId: room, interval }
  return { roomId: room, interval: moved(interval, distance, manner) }
}

function moved(interval: Interval, distance: number, manner: Manner): Interval {
  const { scale, timeZone, magnet } = manner
  const start = startAfter(interval, distance, manner)
  if (start === interval.start) return interval
  const twin = sameTimeOn(interval.start, start, timeZone)
  const pulled = twin !== interval.start && Math.abs(scale.place(twin) - scale.place(interval.start) - distance) <= magnet
  const from = pulled ? twin : start
  return { start: from, end: endFollowing(interval, from, timeZone) }
}

/** The edge follows the pointer over the axis, closed hours left out: what is drawn at seven stands at seven. */
function startAfter({ start }: Interval, distance: number, { scale, step }: Manner): number {
  const place = scale.place(start)
  const shift = scale.instantAt(place + distance) - scale.instantAt(place)
  return shift === 0 ? start : snapTo(start + shift, step)
}

function endAfter({ end }: Interval, distance: number, { scale, step }: Manner): number {
  const place = scale.place(end - 1)
  const shift = scale.endAt(place + distance) - scale.endAt(place)
  return shift === 0 ? end : snapTo(end + shift, step)
}

function drawn(from: number, to: number, { scale, step }: Manner): Interval {
  const start = snapDown(scale.instantAt(Math.min(from, to)), step)
  return { start, end: Math.max(start + step, snapUp(scale.endAt(Math.max(from, to)), step)) }
}
