import { useEffect, useMemo } from 'react'
import { ACTION } from '../bookings/action-order.ts'
import type { BookingActionName, RoomRowFragment } from '../graphql/generated/graphql.ts'
import { useHere } from '../people/here.tsx'
import { dateOf } from '../time/day.ts'
import type { Range } from '../time/range.ts'
import { mondayOf } from '../time/week.ts'
import { Button } from '../ui/button.tsx'
import { FailurePanel } from '../ui/failure-panel.tsx'
import { NotFetched } from '../ui/not-fetched.tsx'
import { useLoaded } from '../ui/use-loaded.ts'
import type { CalendarSearch, SearchChange } from './calendar-search.ts'

const loadBooking = async () => (await import('../bookings/booking-drawer.tsx')).BookingDrawer
const loadNewBooking = async () => (await import('../bookings/new-booking-drawer.tsx')).NewBookingDrawer

interface CalendarDrawerProps {
  search: CalendarSearch
  rooms: readonly RoomRowFragment[]
  range: Range
  /** The calendar beside it stands: nothing else is waited for. */
  ready: boolean
  onShow(change: SearchChange): void
  onClose(): void
}

/** What stands open beside the calendar, as the address says. */
export function CalendarDrawer({ ready, ...drawer }: CalendarDrawerProps) {
  // Fetched before anybody asks: a drawer opens without a line, too.
  useEffect(() => {
    if (ready) void Promise.allSettled([loadBooking(), loadNewBooking()])
  }, [ready])
  if (drawer.search.new) return <DrawnBooking {...drawer} />
  return drawer.search.booking ? <OneBooking {...drawer} id={drawer.search.booking} /> : null
}

type DrawerProps = Omit<CalendarDrawerProps, 'ready'>

function OneBooking({ id, search, rooms, onShow, onClose }: DrawerProps & { id: string }) {
  const { part, retry } = useLoaded(loadBooking)
  if (part === null || part === 'failed') return <Unfetched failed={part === 'failed'} onRetry={retry} />
  const BookingDrawer = part.loaded
  return (
    <BookingDrawer key={id} id={id} rooms={rooms} startWith={actionNamed(search.act)} onStarted={() => onShow({ act: undefined })} onClose={onClose} />
  )
}

function DrawnBooking({ search, rooms, range, onShow, onClose }: DrawerProps) {
  const { facility, may } = useHere()
  const { timeZone } = facility
  const { part, retry } = useLoaded(loadNewBooking)
  const { from, to, room, copy } = search
  const start = useMemo(() => ({ ...(from ? { startsAt: from } : {}), ...(to ? { endsAt: to } : {}), ...(room ? { roomId: room } : {}) }), [from, to, room])
  if (!may('booking:create')) return <MayNotBook onClose={onClose} />
  if (part === null || part === 'failed') return <Unfetched failed={part === 'failed'} onRetry={retry} />

  const booked = ({ id, startsAt }: { readonly id: string; readonly startsAt: string }) => {
    const at = Date.parse(startsAt)
    const isInSight = range.start <= at && at < range.end
    onShow({ new: undefined, from: undefined, to: undefined, room: undefined, copy: undefined, booking: id, ...(isInSight ? {} : { date: dateOf(at, timeZone) }) })
  }
  const NewBookingDrawer = part.loaded
  return (
    <NewBookingDrawer key={`${from} ${to} ${room} ${copy}`} rooms={rooms} week={{ monday: mondayOf(range.first) }} start={start} copy={copy} onClose={onClose} onBooked={booked} />
  )
}

function MayNotBook({ onClose }: { onClose(): void }) {
  return (
    <aside className="drawer" aria-label="New booking">
      <FailurePanel title="You may not ask for bookings." advice="Somebody of your division who may book can do it for you.">
        <Button onClick={onClose}>Close</Button>
      </FailurePanel>
    </aside>
  )
}

function Unfetched({ failed, onRetry }: { failed: boolean; onRetry(): void }) {
  return (
    <aside className="drawer" aria-busy={!failed}>
      {failed && <NotFetched onRetry={onRetry} />}
    </aside>
  )
}

function actionNamed(name: string | undefined): BookingActionName | undefined {
  return (Object.keys(ACTION) as BookingActionName[]).find((one) => one === name)
}
