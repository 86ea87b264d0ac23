import type { Interval } from '../../time/interval.ts';
import type { TimeScale } from '../../time/time-scale.ts';
import type { RoomRow } from '../data/room-rows.ts';

/** What stands below one another in the calendar. */
export type TimelineItem =
  | { readonly kind: 'room'; readonly id: string; readonly row: RoomRow }
  | {
      readonly kind: 'group';
      readonly id: string;
      readonly label: string;
      readonly count: number;
      readonly use: number;
      readonly folded: boolean;
    };

export type Box = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};

/** A spot in the calendar; without a room it is in the tray. */
export type Spot = {
  readonly roomId: string | null;
  /** Of the width of the track. */
  readonly fraction: number;
};

/** Where in the calendar something would go. */
export type Proposal = {
  readonly roomId: string | null;
  readonly interval: Interval;
};

/** Where everything is, in pixels from the corner of the body: what is drawn, and what is found under a pointer. */
export type Geometry = {
  readonly scale: TimeScale;
  readonly items: readonly TimelineItem[];
  /** Of each item, and below the last. */
  readonly tops: readonly number[];
  readonly roomWidth: number;
  readonly trackWidth: number;
};

export const groupHeightPx = 26;

export function topsOf(items: readonly TimelineItem[], rowHeight: number): readonly number[] {
  const tops = [0];
  for (const { kind } of items) tops.push(tops.at(-1)! + (kind === 'room' ? rowHeight : groupHeightPx));
  return tops;
}

/** The room at a height; a group's heading belongs to the room above it, and what lies beyond to the last. */
export function roomAt({ items, tops }: Geometry, y: number): string | null {
  const below = tops.findIndex((top) => y < top);
  const index = below < 0 ? items.length - 1 : Math.max(0, below - 1);
  for (let at = index; at >= 0; at--) if (items[at]?.kind === 'room') return items[at]!.id;
  return items.find(({ kind }) => kind === 'room')?.id ?? null;
}

export function spotAt(geometry: Geometry, x: number, y: number): Spot {
  const { roomWidth, trackWidth } = geometry;
  return { roomId: roomAt(geometry, y), fraction: (x - roomWidth) / trackWidth };
}

/** Null where the room or the time is not shown. */
export function boxOf(
  { items, tops, scale, roomWidth, trackWidth }: Geometry,
  roomId: string | null,
  interval: Interval,
): Box | null {
  const index = items.findIndex(({ kind, id }) => kind === 'room' && id === roomId);
  const span = scale.span(interval);
  if (index < 0 || !span) return null;
  const top = tops[index]!;
  return {
    left: roomWidth + span.left * trackWidth,
    top,
    width: Math.max(8, span.width * trackWidth),
    height: tops[index + 1]! - top,
  };
}

/** Where something would go; what waits stands in no room, and its time is shown over all of them. */
export function outlineOf(geometry: Geometry, { roomId, interval }: Proposal): Box | null {
  if (roomId !== null) return boxOf(geometry, roomId, interval);
  const { scale, tops, roomWidth, trackWidth } = geometry;
  const span = scale.span(interval);
  return (
    span && {
      left: roomWidth + span.left * trackWidth,
      top: 0,
      width: Math.max(8, span.width * trackWidth),
      height: tops.at(-1)!,
    }
  );
}
