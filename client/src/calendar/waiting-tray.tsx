import { ChevronDown, ChevronRight } from 'lucide-react'
import type { CSSProperties } from 'react'
import { intoLanes } from '../time/lanes.ts'
import type { TimeScale } from '../time/time-scale.ts'
import type { Bar } from './bars.ts'
import { BookingBar } from './booking-bar.tsx'
import { columnsOf } from './columns-of.ts'
import { NowLine } from './now-line.tsx'

interface WaitingTrayProps {
  ghosts: readonly Bar[]
  scale: TimeScale
  timeZone: string
  folded: boolean
  onFold(folded: boolean): void
  current: string | null
  selected: string | null
  glowing: ReadonlySet<string>
}

/** Short ones still need room for a name: in the tray nothing else can stand on the same day in their lane. */
function laneInterval(bar: Bar, days: number) {
  const last = Math.max(bar.left, bar.left + bar.width - 1e-9)
  return { start: Math.floor(bar.left * days + 1e-9), end: Math.floor(last * days) + 1 }
}

/** Bookings that have no room yet, at the time they are wanted; they block nobody. */
export function WaitingTray({ ghosts, scale, timeZone, folded, onFold, ...state }: WaitingTrayProps) {
  const laned = folded ? [] : intoLanes(ghosts, (bar) => laneInterval(bar, scale.days.length))
  const lanes: CSSProperties & Record<`--${string}`, number> = { '--lanes': Math.max(1, ...laned.map(({ lane }) => lane + 1)) }
  const Chevron = folded ? ChevronRight : ChevronDown
  return (
    <div role="row" className="week-row week-tray" data-row aria-rowindex={2}>
      <div role="rowheader" className="week-room week-tray-title">
        <button type="button" aria-expanded={!folded} onClick={() => onFold(!folded)}>
          <span className="week-room-name">
            Waiting<span className="week-tray-words"> for a room</span>
          </span>
          <Chevron aria-hidden="true" />
        </button>
        <span className="week-tray-count" data-some={ghosts.length > 0 || undefined}>
          {ghosts.length}
        </span>
      </div>
      <div className="week-track" style={lanes} role="presentation">
        {folded
          ? ghosts.map((bar) => (
              <span key={bar.key} className="week-tray-mark" style={{ left: `${bar.left * 100}%`, width: `${bar.width * 100}%` }} />
            ))
          : laned.map(({ item, lane }) => (
              <BookingBar
                key={item.key}
                bar={item}
                lane={lane}
                timeZone={timeZone}
                current={item.key === state.current}
                selected={item.key === state.selected}
                glowing={state.glowing.has(item.key)}
                {...columnsOf(item, scale)}
              />
            ))}
        <NowLine scale={scale} />
        {ghosts.length === 0 && <span className="week-tray-none">Nobody is waiting this week</span>}
      </div>
    </div>
  )
}
