import { memo } from 'react';
import type { TimeScale } from '../../time/time-scale.ts';
import { tickStep } from '../../time/ticks.ts';
import { NowLine } from './now-line.tsx';

type TimelineColumnsProps = {
  scale: TimeScale;
  days: readonly [number, number];
  trackWidth: number;
  today: string;
};

const linePx = 18;

/** What lies behind the rows: days, hours, and when the house is closed. */
export const TimelineColumns = memo(function TimelineColumns({
  scale,
  days: [first, end],
  trackWidth,
  today,
}: TimelineColumnsProps) {
  const width = trackWidth / scale.days.length;
  const step = tickStep(scale.shown[0]!, width, linePx);
  return (
    <div className="timeline-columns" aria-hidden="true">
      {scale.days.slice(first, end).map((day, index) => {
        const shown = scale.shown[first + index]!;
        const length = shown.end - shown.start;
        const share = (from: number, to: number) => `${(Math.max(0, to - from) / length) * 100}%`;
        return (
          <span
            key={day.date}
            className="timeline-column"
            data-today={day.date === today || undefined}
            data-closed={day.hours === null || undefined}
            style={{
              left: (first + index) * width,
              width,
              backgroundSize: step ? `${(width * step) / length}px 100%` : undefined,
            }}
          >
            {day.hours && shown.start < day.hours.start && (
              <span className="timeline-closed" style={{ left: 0, width: share(shown.start, day.hours.start) }} />
            )}
            {day.hours && day.hours.end < shown.end && (
              <span className="timeline-closed" style={{ right: 0, width: share(day.hours.end, shown.end) }} />
            )}
          </span>
        );
      })}
      <NowLine scale={scale} />
    </div>
  );
});
