import type { Viewer } from '../../platform/context.ts';
import type { Position } from '../../platform/outbox/event-cursor.ts';
import type { BookingView, OccupancyView } from '../occupancy-view.ts';

export type CalendarChange = {
  readonly position: Position;
  readonly removedOccupancyIds: readonly string[];
  readonly occupancies: readonly OccupancyView[];
  readonly removedGhostId: string | null;
  readonly ghost: BookingView | null;
  /** Null where the viewer may know only that a room is taken. */
  readonly bookingId: string | null;
  readonly version: number | null;
  /** The viewer whose rights decided what was sent up to here. */
  readonly viewer: Viewer;
};

export type Change = Omit<CalendarChange, 'position' | 'viewer'>;

export const noChange: Change = {
  removedOccupancyIds: [],
  occupancies: [],
  removedGhostId: null,
  ghost: null,
  bookingId: null,
  version: null,
};
