import { useCallback, type RefObject } from 'react';
import { attendees } from '../../bookings/booking-words.ts';
import type { BookingBarFragment, RoomRowFragment } from '../../graphql/generated/graphql.ts';
import { now } from '../../time/now.ts';
import type { Proposal } from '../layout/geometry.ts';
import type { Drag, DragState } from './drag-state.ts';
import type { Grabbed } from './proposal.ts';
import type { Dragging } from './use-drag.ts';
import { verdictOf } from './verdict.ts';

/** Weighs what would come of letting go now: in this room, and in those that are in sight. */
export function useWeigh(drag: DragState, current: RefObject<Dragging>) {
  return useCallback(
    (
      grabbed: Grabbed,
      booking: BookingBarFragment | null,
      proposal: Proposal,
      rest: Pick<Drag, 'copies' | 'pointer'>,
      before = drag.read(),
    ): Drag => {
      const { rooms, byLeaf, turnaround, unread, mayAssign, inSight } = current.current;
      const surroundings = { byLeaf, turnaround, unread, now: now() };
      const people = booking ? attendees(booking) : null;
      const without = rest.copies ? undefined : booking?.id;
      const { interval } = proposal;
      const verdictIn = (room: RoomRowFragment | null) => verdictOf({ interval, room, people, without }, surroundings);
      const room = rooms.find(({ id }) => id === proposal.roomId) ?? null;
      const choosesRoom = grabbed.grip === 'move' || grabbed.grip === 'assign';
      const isSameTime =
        before?.proposal.interval.start === interval.start && before.proposal.interval.end === interval.end;
      const blocked =
        before && isSameTime && before.copies === rest.copies
          ? before.blocked
          : new Set(
              choosesRoom
                ? inSight().filter((id) =>
                    ['taken', 'small'].includes(verdictIn(rooms.find((one) => one.id === id) ?? null).kind),
                  )
                : [],
            );
      const wishes = booking?.status === 'PENDING' && room !== null && !mayAssign;
      return { grabbed, booking, proposal, room, verdict: verdictIn(room), blocked, wishes, ...rest };
    },
    [drag, current],
  );
}
