import type { Turnaround } from '../../bookings/availability.ts';
import type { BookingBarFragment } from '../../graphql/generated/graphql.ts';
import type { OccupancyBarFragment } from '../../graphql/generated/graphql.ts';
import type { RoomRowFragment } from '../../graphql/generated/graphql.ts';
import type { Bar } from '../data/bars.ts';
import type { Drag } from './drag-state.ts';
import type { Geometry } from '../layout/geometry.ts';

export type Dragging = {
  readonly geometry: Geometry;
  readonly rooms: readonly RoomRowFragment[];
  readonly byLeaf: ReadonlyMap<string, readonly OccupancyBarFragment[]>;
  readonly turnaround: Turnaround;
  readonly unread: ReadonlySet<string>;
  readonly timeZone: string;
  readonly mayCreate: boolean;
  readonly mayAssign: boolean;
  barOf(key: string): Bar | undefined;
  mayMove(booking: BookingBarFragment): boolean;
  /** Rooms in sight. */
  inSight(): readonly string[];
  onGrab(booking: BookingBarFragment): void;
  onPutBack(booking: BookingBarFragment): void;
  onDrop(drag: Drag): void;
};
