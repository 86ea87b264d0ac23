import { UnfoldHorizontal } from 'lucide-react'
import { memo } from 'react'
import { graphql } from '../graphql/generated/gql.ts'
import type { TimeScale } from '../time/time-scale.ts'
import { BookingBar } from './booking-bar.tsx'
import { columnsOf } from './columns-of.ts'
import type { WeekRow as Row } from './week-rows.ts'

graphql(`
  fragment RoomRow on Room {
    id
    name
    capacity
    position
    active
    longTerm
    parts {
      id
      name
    }
  }
`)

interface WeekRowProps {
  row: Row
  scale: TimeScale
  timeZone: string
  index: number
  /** Of its bars, the one that Tab reaches. */
  current: string | null
  /** Of its bars, those of the booking in the drawer. */
  selected: string | null
  /** Of its bars, those that somebody else just changed, joined. */
  glowing: string
}

export const WeekRow = memo(
  function WeekRow({ row, scale, timeZone, index, current, selected, glowing }: WeekRowProps) {
    const { room, bars, parts, use } = row
    return (
      <div role="row" className="week-row" aria-rowindex={index} data-row>
        <div role="rowheader" className="week-room">
          <span className="week-room-name" title={room.name}>
            {room.name}
          </span>
          {room.parts.length > 0 && (
            <span className="week-room-wall" title={`${room.parts.map(({ name }) => name).join(' and ')}, the wall folded away`}>
              <UnfoldHorizontal aria-hidden="true" />
            </span>
          )}
          <span className="week-room-seats" title={`${room.capacity} seats`}>
            {room.capacity}
            <span className="unseen"> seats</span>
          </span>
          <span className="week-room-use" style={{ width: `${use * 100}%` }} aria-hidden="true" />
        </div>
        <div className="week-track" role="presentation">
          {parts.map(({ left, width }) => (
            <span
              key={left}
              className="week-part"
              title="One of its rooms is taken"
              style={{ left: `${left * 100}%`, width: `${width * 100}%` }}
            />
          ))}
          {bars.map((bar) => (
            <BookingBar
              key={bar.key}
              bar={bar}
              timeZone={timeZone}
              current={bar.key === current}
              selected={selected !== null && bar.booking?.id === selected}
              glowing={glowing.includes(bar.booking?.id ?? bar.key)}
              {...columnsOf(bar, scale)}
            />
          ))}
        </div>
      </div>
    )
  },
  (a, b) =>
    a.row.signature === b.row.signature &&
    a.row.room === b.row.room &&
    a.scale === b.scale &&
    a.index === b.index &&
    a.current === b.current &&
    a.selected === b.selected &&
    a.glowing === b.glowing,
)
