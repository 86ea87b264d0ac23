import type { CSSProperties, ReactNode } from 'react';
import { hourMs } from '../../time/interval.ts';
import type { TimeScale } from '../../time/time-scale.ts';
import { tickStep, ticksOf } from '../../time/ticks.ts';
import { columnWords, longDayWords, timeWords } from '../../time/words.ts';
import { NowTime } from './now-line.tsx';
import { sticksFromPx } from '../layout/use-sideways.ts';

type TimelineHeadProps = {
  scale: TimeScale;
  /** Indexes of the days in sight: the first, and the one after the last. */
  days: readonly [number, number];
  trackWidth: number;
  today: string;
  timeZone: string;
  summary: string;
  children?: ReactNode;
};

/** Hours are two digits; halves and quarters are written out. */
const labelPx = 30;
const longLabelPx = 46;
const namedFromPx = 52;

export function TimelineHead({
  scale,
  days: [first, end],
  trackWidth,
  today,
  timeZone,
  summary,
  children,
}: TimelineHeadProps) {
  const width = trackWidth / scale.days.length;
  const hours = scale.shown[0]!;
  const short = tickStep(hours, width, labelPx);
  const step =
    width < namedFromPx ? null : short !== null && short < hourMs ? tickStep(hours, width, longLabelPx) : short;
  return (
    <div role="row" className="timeline-head" aria-rowindex={1}>
      <div role="columnheader" className="timeline-corner" aria-colindex={1}>
        <span>{summary}</span>
        {children}
      </div>
      <div className="timeline-days" role="presentation">
        {scale.days.slice(first, end).map((day, index) => (
          <div
            key={day.date}
            role="columnheader"
            aria-colindex={first + index + 2}
            className="timeline-day"
            style={placeOf((first + index) * width, width)}
            data-today={day.date === today || undefined}
            data-closed={day.hours === null || undefined}
            data-sticks={width > sticksFromPx || undefined}
            data-narrow={width < namedFromPx || undefined}
            aria-label={longDayWords(day.open, timeZone) + (day.date === today ? ', today' : '')}
          >
            <span className="timeline-date">{dateWords(day.open, width, timeZone)}</span>
            {step && (
              <span className="timeline-hours" aria-hidden="true">
                {ticksOf(scale.shown[first + index]!, step).map((tick) => (
                  <span key={tick} style={tickStyle(tick, scale.shown[first + index]!)}>
                    {step < hourMs ? timeWords(tick, timeZone) : timeWords(tick, timeZone).slice(0, 2)}
                  </span>
                ))}
              </span>
            )}
          </div>
        ))}
        <NowTime scale={scale} timeZone={timeZone} />
      </div>
    </div>
  );
}

/** `--begins`: where its date would stand if it did not stay in sight, as that of a long bar. */
function placeOf(left: number, width: number): CSSProperties & { '--begins': string } {
  return { left, width, '--begins': `${left}px` };
}

function dateWords(instant: number, width: number, timeZone: string): string {
  const [weekday = '', number = ''] = columnWords(instant, timeZone).split(' ');
  return width < namedFromPx ? `${weekday.slice(0, 2)}\n${number}` : `${weekday} ${number}`;
}

function tickStyle(tick: number, { start, end }: { start: number; end: number }): CSSProperties {
  return { left: `${((tick - start) / (end - start)) * 100}%` };
}
