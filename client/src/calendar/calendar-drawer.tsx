import { lazy, Suspense, useMemo } from 'react'
import { ACTION } from '../bookings/action-order.ts'
import { useHere } from '../people/here.tsx'
import { dateOf } from '../time/day.ts'
import type { Range } from '../time/range.ts'
import { mondayOf } from '../time/week.ts'
import type { BookingActionName, RoomRowFragment } from '../graphql/generated/graphql.ts'
import type { CalendarSearch, SearchChange } from './calendar-search.ts'

const BookingDrawer = lazy(async () => ({ default: (await import('../bookings/booking-drawer.tsx')).BookingDrawer }))
const NewBookingDrawer = lazy(async () => ({ default: (await import('../bookings/new-booking-drawer.tsx')).NewBookingDrawer }))

interface CalendarDrawerProps {
  search: CalendarSearch
  rooms: readonly RoomRowFragment[]
  range: Range
  onShow(change: SearchChange): void
  onClose(): void
}

/** What stands open beside the calendar, as the address says. */
export function CalendarDrawer({ search, rooms, range, onShow, onClose }: CalendarDrawerProps) {
  const { timeZone } = useHere().facility
  const { booking, from, to, room } = search
  const booked = ({ id, startsAt }: { readonly id: string; readonly startsAt: string }) => {
    const at = Date.parse(startsAt)
    const isInSight = range.start <= at && at < range.end
    onShow({ new: undefined, from: undefined, to: undefined, room: undefined, copy: undefined, booking: id, ...(isInSight ? {} : { date: dateOf(at, timeZone) }) })
  }
  const started = () => onShow({ act: undefined })
  const start = useMemo(() => ({ ...(from ? { startsAt: from } : {}), ...(to ? { endsAt: to } : {}), ...(room ? { roomId: room } : {}) }), [from, to, room])
  return (
    <Suspense fallback={booking || search.new ? <aside className="drawer" aria-busy="true" /> : null}>
      {search.new && <NewBookingDrawer key={`${from} ${to} ${room} ${search.copy}`} copy={search.copy} rooms={rooms} week={{ monday: mondayOf(range.first) }} start={start} onClose={onClose} onBooked={booked} />}
      {!search.new && booking && <BookingDrawer key={booking} id={booking} rooms={rooms} startWith={actionNamed(search.act)} onStarted={started} onClose={onClose} />}
    </Suspense>
  )
}

function actionNamed(name: string | undefined): BookingActionName | undefined {
  return (Object.keys(ACTION) as BookingActionName[]).find((one) => one === name)
}
