import { timeScale } from '../../time/time-scale.ts';
import type { Range } from '../../time/range.ts';
import { useRef, type CSSProperties } from 'react';
import { useSize } from '../../ui/use-size.ts';
import type { CalendarSearch } from '../../links/calendar-search.ts';
import { TimelineColumns } from '../timeline/timeline-columns.tsx';
import { TimelineHead } from '../timeline/timeline-head.tsx';
import { headHeightPx, roomWidthFor, rowHeightFor, trackWidthFor } from '../layout/use-timeline-layout.ts';
import { trayHeight } from '../layout/tray-lanes.ts';
import '../timeline/timeline.css';
import './timeline-skeleton.css';

type TimelineSkeletonProps = {
  range: Range;
  timeZone: string;
  today: string;
  rows: number;
  search: CalendarSearch;
};

/** The calendar before it is known, in its real geometry: nothing moves when the rest arrives. */
export function TimelineSkeleton({ range, timeZone, today, rows, search }: TimelineSkeletonProps) {
  const frame = useRef<HTMLDivElement>(null);
  const size = useSize(frame);
  const scale = timeScale(range.days, search.hours);
  const trackWidth = size ? trackWidthFor(range, size, search.zoom ?? 1) : 0;
  const roomWidth = size ? roomWidthFor(size) : 0;
  const tray = trayHeight(search.tray ?? 'open', 0);
  const height = size ? rowHeightFor(search.rows, rows, size.height - headHeightPx - tray) : 0;
  const sizes: CSSProperties & Record<`--${string}`, string> = {
    width: roomWidth + trackWidth,
    '--room': `${roomWidth}px`,
  };
  const days = [0, range.days.length] as const;
  return (
    <div className="timeline-frame">
      <div ref={frame} className="timeline" role="status" aria-label="Loading the calendar" aria-busy="true">
        {size && (
          <div className="timeline-content" style={sizes} aria-hidden="true">
            <div className="timeline-top">
              <div role="presentation">
                <TimelineHead
                  scale={scale}
                  days={days}
                  trackWidth={trackWidth}
                  today={today}
                  timeZone={timeZone}
                  summary=""
                />
              </div>
              <div className="timeline-tray" style={{ height: tray }} />
            </div>
            <div className="timeline-body" style={{ height: rows * height }}>
              <TimelineColumns scale={scale} days={days} trackWidth={trackWidth} today={today} />
              {Array.from({ length: Math.min(rows, Math.ceil(size.height / height)) }, (_, row) => (
                <div
                  key={row}
                  className="timeline-row"
                  style={{ top: row * height, height, width: roomWidth + trackWidth }}
                >
                  <div className="timeline-room" style={{ width: roomWidth }}>
                    <span className="timeline-skeleton-name" style={{ width: `${45 + ((row * 29) % 40)}%` }} />
                  </div>
                </div>
              ))}
            </div>
          </div>
        )}
      </div>
    </div>
  );
}
