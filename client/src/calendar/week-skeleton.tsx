import type { CSSProperties } from 'react'
import { timeScale } from '../time/time-scale.ts'
import type { Week } from '../time/week.ts'
import { WeekHead } from './week-head.tsx'
import './week-grid.css'
import './week-skeleton.css'

interface WeekSkeletonProps {
  week: Week
  timeZone: string
  today: string
  rows: number
  trayFolded: boolean
}

/** The week before it is known, in its real geometry: nothing moves when the rest arrives. */
export function WeekSkeleton({ week, timeZone, today, rows, trayFolded }: WeekSkeletonProps) {
  const sizes: CSSProperties & Record<`--${string}`, number> = { '--count': rows }
  return (
    <div className="week-frame">
    <div className="week-grid week-skeleton" style={sizes} data-tray={trayFolded ? 'folded' : 'open'} role="status" aria-label="The calendar is loading" aria-busy="true">
      <div className="week-top" aria-hidden="true">
        <div role="presentation">
          <WeekHead scale={timeScale(week.days)} today={today} timeZone={timeZone} summary="" />
        </div>
        <div className="week-row week-tray" />
      </div>
      <div className="week-body" aria-hidden="true">
        <div className="week-columns">
          {week.days.map((day) => (
            <span key={day.date} data-today={day.date === today || undefined} data-weekend={day.weekend || undefined} />
          ))}
        </div>
        {Array.from({ length: rows }, (_, row) => (
          <div key={row} className="week-row">
            <div className="week-room">
              <span className="week-skeleton-name" style={{ width: `${45 + ((row * 29) % 40)}%` }} />
            </div>
            <div className="week-track" />
          </div>
        ))}
      </div>
    </div>
    </div>
  )
}
