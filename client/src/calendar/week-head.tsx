import type { Day } from '../time/day.ts'
import { HOUR } from '../time/interval.ts'
import type { TimeScale } from '../time/time-scale.ts'
import { columnWords, longDayWords, timeWords } from '../time/words.ts'
import { NowTime } from './now-line.tsx'

interface WeekHeadProps {
  scale: TimeScale
  today: string
  timeZone: string
  summary: string
}

const EVERY = 3 * HOUR

export function WeekHead({ scale, today, timeZone, summary }: WeekHeadProps) {
  return (
    <div role="row" className="week-head" aria-rowindex={1}>
      <div role="columnheader" className="week-corner">
        {summary}
      </div>
      {scale.days.map((day) => (
        <div
          key={day.date}
          role="columnheader"
          className="week-day"
          data-today={day.date === today || undefined}
          data-weekend={day.weekend || undefined}
          aria-label={longDayWords(day.open, timeZone) + (day.date === today ? ', today' : '')}
        >
          <span>{columnWords(day.open, timeZone)}</span>
          <span className="week-hours" aria-hidden="true">
            {hoursOf(day).map((hour) => (
              <span key={hour}>{timeWords(hour, timeZone).slice(0, 2)}</span>
            ))}
          </span>
        </div>
      ))}
      <NowTime scale={scale} timeZone={timeZone} />
    </div>
  )
}

function hoursOf(day: Day): readonly number[] {
  const count = Math.ceil((day.close - day.open) / EVERY)
  return Array.from({ length: count }, (_, index) => day.open + index * EVERY)
}
