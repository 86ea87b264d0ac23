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

/** What stands in the rooms of a period. */
type TimelineCalendar = {
  readonly range: Range;
  readonly timeZone: string;
  readonly rooms: readonly RoomRowFragment[];
  readonly occupancies: readonly OccupancyBarFragment[];
  readonly ghosts: readonly BookingBarFragment[];
  /** Cancelled and rejected ones, where they are wanted. */
  readonly ended: readonly BookingBarFragment[];
  /** What stands in it is not known yet. */
  readonly loading: boolean;
  /** Rooms of which it is not known while it is of others. */
  readonly unread: ReadonlySet<string>;
  /** What somebody else has just changed. */
  readonly glowing: ReadonlySet<string>;
};

type TimelineRights = {
  readonly mayCreate: boolean;
  /** Gives ghosts their rooms; for others a room is a wish. */
  readonly mayAssign: boolean;
  mayMove(booking: BookingBarFragment): boolean;
};

/** What its page does with what is done in it. */
type TimelineEvents = {
  onShow(change: SearchChange): void;
  onNew(start: Proposal | null, copy?: string): void;
  onAct(bookingId: string, action: BookingActionName | null): void;
  onClosure(closureId: string): void;
  /** Opens the form that closes rooms, on a place; null for those who may not. */
  readonly onClose: ((place: Proposal) => void) | null;
  /** Zoomed out of the range. */
  onWider(): void;
};

export type TimelineProps = {
  calendar: TimelineCalendar;
  address: CalendarSearch;
  rights: TimelineRights;
  on: TimelineEvents;
  /** The booking to go to; null where nobody asked for one. */
  spotlight: Spotlight | null;
  /** What a plan draws over it; null without one. */
  outlines: PlanOutlines | null;
  /** Written into the rows, while something is to be placed. */
  fits?: ReadonlyMap<string, RoomFit> | undefined;
  /** Takes a room for it, at its name. */
  onRoom?: ((roomId: string) => void) | undefined;
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
