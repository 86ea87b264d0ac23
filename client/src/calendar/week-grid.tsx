import { Plus } from 'lucide-react'
import { useMemo, useState, type CSSProperties, type KeyboardEvent, type MouseEvent } from 'react'
import type { BookingBarFragment, OccupancyBarFragment, RoomRowFragment } from '../graphql/generated/graphql.ts'
import { dateOf } from '../time/day.ts'
import { timeScale } from '../time/time-scale.ts'
import type { Week } from '../time/week.ts'
import { Button } from '../ui/button.tsx'
import { HoverCard } from '../ui/hover-card.tsx'
import { useNow } from '../ui/use-now.ts'
import { BarCard } from './bar-card.tsx'
import { ghostBar } from './bars.ts'
import { moveFocus } from './move-focus.ts'
import { NowLine } from './now-line.tsx'
import { WaitingTray } from './waiting-tray.tsx'
import { WeekHead } from './week-head.tsx'
import { WeekRow } from './week-row.tsx'
import { weekRows } from './week-rows.ts'
import './week-grid.css'

export interface WeekGridProps {
  week: Week
  timeZone: string
  rooms: readonly RoomRowFragment[]
  occupancies: readonly OccupancyBarFragment[]
  ghosts: readonly BookingBarFragment[]
  tenant: string | null
  selected: string | null
  glowing: ReadonlySet<string>
  trayFolded: boolean
  onFoldTray(folded: boolean): void
  onOpen(bookingId: string): void
  /** Null for whoever may not book. */
  onNew: (() => void) | null
}

/** Rooms down, days across. */
export function WeekGrid({ week, timeZone, rooms, occupancies, ghosts, tenant, selected, glowing, ...on }: WeekGridProps) {
  const scale = useMemo(() => timeScale(week.days), [week])
  const view = useMemo(() => ({ scale, tenant }), [scale, tenant])
  const rows = useMemo(() => weekRows(rooms, occupancies, view), [rooms, occupancies, view])
  const waiting = useMemo(
    () => ghosts.filter((ghost) => !tenant || ghost.tenant.code === tenant).flatMap((ghost) => ghostBar(ghost, view) ?? []),
    [ghosts, tenant, view],
  )
  const bars = useMemo(() => {
    const all = [...(on.trayFolded ? [] : waiting), ...rows.flatMap((row) => row.bars)]
    return new Map(all.map((bar) => [bar.key, bar]))
  }, [waiting, rows, on.trayFolded])
  const [visited, setVisited] = useState<string | null>(null)
  const current = visited !== null && bars.has(visited) ? visited : (bars.keys().next().value ?? null)
  const today = dateOf(useNow(), timeZone)

  function openFrom(event: MouseEvent | KeyboardEvent) {
    const bar = (event.target as Element).closest<HTMLElement>('[data-booking]')
    if (bar?.dataset['booking']) on.onOpen(bar.dataset['booking'])
    return bar !== null
  }

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    if (!(event.target as Element).hasAttribute('data-bar')) return
    const opens = event.key === 'Enter' || event.key === ' '
    if (opens ? openFrom(event) : moveFocus(event.currentTarget, event.target as HTMLElement, event)) event.preventDefault()
  }

  const single = rows.filter(({ room }) => room.parts.length === 0)
  const use = single.reduce((sum, row) => sum + row.use, 0) / Math.max(1, single.length)
  const sizes: CSSProperties & Record<`--${string}`, number> = { '--count': rows.length }
  return (
    <div className="week-frame">
    <div
      className="week-grid"
      style={sizes}
      data-tray={on.trayFolded ? 'folded' : 'open'}
      role="grid"
      aria-label="Rooms and their bookings"
      aria-colcount={8}
      aria-rowcount={rows.length + 2}
      tabIndex={bars.size === 0 ? 0 : -1}
      onKeyDown={onKeyDown}
      onClick={openFrom}
      onFocus={(event) => {
        const key = (event.target as HTMLElement).dataset['bar']
        if (key) setVisited(key)
      }}
    >
      <HoverCard selector="[data-bar]" render={(element) => {
        const bar = bars.get(element.dataset['bar'] ?? '')
        return bar ? <BarCard bar={bar} timeZone={timeZone} /> : null
      }} />
      <div className="week-top" role="rowgroup">
        <WeekHead scale={scale} today={today} timeZone={timeZone} summary={`${rooms.length} rooms · ${Math.round(use * 100)} % taken`} />
        <WaitingTray
          ghosts={waiting}
          scale={scale}
          timeZone={timeZone}
          folded={on.trayFolded}
          onFold={on.onFoldTray}
          current={current}
          selected={selected}
          glowing={glowing}
        />
      </div>
      <div className="week-body" role="rowgroup">
        <div className="week-columns" aria-hidden="true">
          {week.days.map((day) => (
            <span key={day.date} data-today={day.date === today || undefined} data-weekend={day.weekend || undefined} />
          ))}
          <NowLine scale={scale} />
        </div>
        {rows.map((row, index) => (
          <WeekRow
            key={row.room.id}
            row={row}
            scale={scale}
            timeZone={timeZone}
            index={index + 3}
            current={row.bars.some(({ key }) => key === current) ? current : null}
            selected={row.bars.some(({ booking }) => booking?.id === selected) ? selected : null}
            glowing={glowingIn(row.bars.map(({ booking, key }) => booking?.id ?? key), glowing)}
          />
        ))}
      </div>
    </div>
    {rows.length > 0 && bars.size === 0 && <WeekEmpty onNew={on.onNew} />}
    <p className="unseen" role="status">
      {glowing.size > 0 && (glowing.size === 1 ? 'Somebody changed a booking.' : `Somebody changed ${glowing.size} bookings.`)}
    </p>
    </div>
  )
}

function WeekEmpty({ onNew }: { onNew: (() => void) | null }) {
  return (
    <div className="week-empty">
      <p>Nothing is booked in this week.</p>
      {onNew && (
        <Button onClick={onNew}>
          <Plus aria-hidden="true" />
          <span>Book a room</span>
        </Button>
      )}
    </div>
  )
}

function glowingIn(keys: readonly string[], glowing: ReadonlySet<string>): string {
  return glowing.size === 0 ? '' : keys.filter((key) => glowing.has(key)).join(' ')
}
