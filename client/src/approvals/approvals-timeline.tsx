import { useCallback } from 'react';
import { isOver } from '../bookings/status.ts';
import { Timeline } from '../calendar/timeline/timeline.tsx';
import { TimelineSkeleton } from '../calendar/page/timeline-skeleton.tsx';
import type { BookingBarFragment } from '../graphql/generated/graphql.ts';
import type { CalendarSearch } from '../links/calendar-search.ts';
import { useHere } from '../people/here.tsx';
import type { PlanOutlines } from '../planning/plan-outlines.ts';
import type { ApprovalsChange } from './approvals-search.ts';
import type { useApprovals } from './use-approvals.ts';

const nobodyEnded: readonly never[] = [];
function nothing() {
  return undefined;
}

type ApprovalsTimelineProps = {
  approvals: ReturnType<typeof useApprovals>;
  search: CalendarSearch;
  /** The same, with who is chosen as the booking that stands open. */
  marked: CalendarSearch;
  /** What a plan draws over it; null without one. */
  outlines: PlanOutlines | null;
  onShow(change: ApprovalsChange): void;
};

/** The rooms on their dates. While somebody who waits is chosen, a room or a place in it is theirs by a click. */
export function ApprovalsTimeline({ approvals, search, marked, outlines, onShow }: ApprovalsTimelineProps) {
  const { may } = useHere();
  const { today, date, range, timeZone, rooms, hasRooms, calendar, desk, open } = approvals;
  const { ghost } = desk;
  const mayMove = useCallback(
    (booking: BookingBarFragment) => !isOver(booking.status) && may('booking:reschedule'),
    [may],
  );
  if (!hasRooms || !calendar.isKnown)
    return (
      <TimelineSkeleton range={range} timeZone={timeZone} today={today} rows={rooms.length || 24} search={search} />
    );
  return (
    <Timeline
      calendar={{
        range,
        timeZone,
        rooms: desk.fitting.sorted,
        occupancies: calendar.occupancies,
        ghosts: calendar.ghosts,
        ended: nobodyEnded,
        loading: false,
        unread: calendar.unread,
        glowing: calendar.glowing,
      }}
      address={marked}
      rights={{ mayCreate: ghost !== null, mayAssign: true, mayMove }}
      on={{
        onShow,
        onNew: (place) => place?.roomId && ghost && void desk.assign(ghost, place.roomId),
        onAct: (id, action) => (action ? onShow({ booking: id, act: action }) : open(id)),
        onClosure: (closure) => onShow({ closure, date }),
        onClose: null,
        onWider: nothing,
      }}
      spotlight={null}
      outlines={outlines}
      fits={desk.fitting.fits}
      onRoom={ghost ? (roomId) => void desk.assign(ghost, roomId) : undefined}
    />
  );
}
