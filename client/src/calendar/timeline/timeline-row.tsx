import { memo } from 'react';
import { graphql } from '../../graphql/generated/gql.ts';
import type { TimeScale } from '../../time/time-scale.ts';
import { subjectOf } from '../data/bars.ts';
import { BookingBar } from './booking-bar.tsx';
import { SlotFocus } from './slot-focus.tsx';
import type { RoomRow as Row } from '../data/room-rows.ts';

graphql(`
  fragment RoomRow on Room {
    id
    version
    name
    capacity
    position
    active
    longTerm
    setupMinutes
    teardownMinutes
    equipment
    parts {
      id
      name
    }
  }
`);

/** What of a row is told apart from what stands in it; each only where it concerns this row. */
export type RowMarks = {
  /** Of the bar that the keyboard is on. */
  readonly focusBar: string | null;
  /** The empty slot that the keyboard is on. */
  readonly focusAt: number | null;
  readonly selected: string | null;
  /** With spaces. */
  readonly glowing: string;
  readonly inHand: string;
  readonly saving: string;
};

type TimelineRowProps = RowMarks & {
  row: Row;
  scale: TimeScale;
  timeZone: string;
  index: number;
  top: number;
  height: number;
  roomWidth: number;
  trackWidth: number;
  /** What of the track is in sight; fractions. */
  from: number;
  to: number;
  /** What begins before this may have its beginning out of sight. */
  lead: number;
  slot: number;
  /** Nothing is known yet of what stands in it. */
  unread: boolean;
};

export const TimelineRow = memo(function TimelineRow({
  row,
  scale,
  timeZone,
  index,
  top,
  height,
  roomWidth,
  trackWidth,
  from,
  to,
  lead,
  slot,
  unread,
  ...marks
}: TimelineRowProps) {
  const { room, bars, parts } = row;
  return (
    <div
      role="row"
      className="timeline-row"
      aria-rowindex={index}
      data-room={room.id}
      data-tall={bars.some(({ rows }) => rows > 1) || undefined}
      data-unread={unread || undefined}
      style={{ top, height, width: roomWidth + trackWidth }}
    >
      <div
        role="rowheader"
        className="timeline-row-name"
        aria-colindex={1}
        aria-label={`${room.name}, ${room.capacity} seats`}
        style={{ width: roomWidth }}
      />
      <div className="timeline-track" role="presentation" data-track style={{ left: roomWidth, width: trackWidth }}>
        {parts.map(({ left, width }) => (
          <span
            key={left}
            className="timeline-part"
            title="Part of this combined room is taken or closed"
            style={{ left: left * trackWidth, width: width * trackWidth }}
          />
        ))}
        {bars.map((bar) =>
          bar.left > to || bar.left + bar.width < from ? null : (
            <BookingBar
              key={bar.key}
              bar={bar}
              timeZone={timeZone}
              trackWidth={trackWidth}
              rowHeight={height}
              days={scale.days.length}
              leading={bar.left < lead}
              current={bar.key === marks.focusBar}
              selected={marks.selected !== null && subjectOf(bar) === marks.selected}
              glowing={marks.glowing.includes(bar.booking?.id ?? bar.key)}
              inHand={bar.booking !== null && bar.booking.id === marks.inHand}
              saving={bar.booking !== null && marks.saving.includes(bar.booking.id)}
            />
          ),
        )}
        {marks.focusAt !== null && (
          <SlotFocus
            at={marks.focusAt}
            slot={slot}
            row={row}
            scale={scale}
            timeZone={timeZone}
            trackWidth={trackWidth}
          />
        )}
      </div>
    </div>
  );
});
