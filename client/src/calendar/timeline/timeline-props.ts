import type { ReactNode, RefObject } from 'react';
import type {
  BookingActionName,
  BookingBarFragment,
  OccupancyBarFragment,
  RoomRowFragment,
} from '../../graphql/generated/graphql.ts';
import type { Range } from '../../time/range.ts';
import type { Size } from '../../ui/use-size.ts';
import type { CalendarSearch, SearchChange } from '../../links/calendar-search.ts';
import type { Proposal } from '../layout/geometry.ts';
import type { PlanOutlines } from '../../planning/plan-outlines.ts';
import type { useMoves } from '../moving/use-moves.ts';

/** The booking that somebody wants to be taken to; another object each time. */
export type Spotlight = {
  readonly bookingId: string;
};

/** Why a room would do, or not, for what is to be placed. */
export type RoomFit = {
  readonly good: boolean;
  readonly words: string;
};

export type TimelineProps = {
  range: Range;
  timeZone: string;
  rooms: readonly RoomRowFragment[];
  /** Written into the rows, while something is to be placed. */
  fits?: ReadonlyMap<string, RoomFit> | undefined;
  /** Takes a room for it, at its name. */
  onRoom?: ((roomId: string) => void) | undefined;
  occupancies: readonly OccupancyBarFragment[];
  ghosts: readonly BookingBarFragment[];
  /** Cancelled and rejected ones, where they are wanted. */
  ended: readonly BookingBarFragment[];
  /** What stands in it is not known yet. */
  loading: boolean;
  /** Rooms of which it is not known while it is of others. */
  unread: ReadonlySet<string>;
  search: CalendarSearch;
  onShow(change: SearchChange): void;
  glowing: ReadonlySet<string>;
  spotlight: Spotlight | null;
  mayCreate: boolean;
  /** Gives ghosts their rooms; for others a room is a wish. */
  mayAssign: boolean;
  mayMove(booking: BookingBarFragment): boolean;
  onNew(start: Proposal | null, copy?: string): void;
  onAct(bookingId: string, action: BookingActionName | null): void;
  onClosure(closureId: string): void;
  /** Opens the form that closes rooms, on a place; null for those who may not. */
  onClose: ((place: Proposal) => void) | null;
  /** What a plan draws over it; null without one. */
  outlines: PlanOutlines | null;
  /** Zoomed out of the range. */
  onWider(): void;
};

export type TimelineGridProps = TimelineProps & {
  scroller: RefObject<HTMLDivElement | null>;
  size: Size;
  zoom: number;
  /** Stands where the scales meet. */
  corner: ReactNode;
  moves: ReturnType<typeof useMoves>;
  onDroppedAt(place: { readonly x: number; readonly y: number }): void;
  say(words: string): void;
};
