import { useState } from 'react'
import { failureWords } from '../graphql/failure-words.ts'
import type { BookingActionName, BookingDetailsFragment } from '../graphql/generated/graphql.ts'
import { useHere } from '../people/here.tsx'
import { FailurePanel } from '../ui/failure-panel.tsx'
import { ActionPanel } from './action-panel.tsx'
import type { RoomOption } from './availability.ts'
import { BookingActions } from './booking-actions.tsx'
import { BookingHead } from './booking-head.tsx'
import { BookingSheet } from './booking-sheet.tsx'
import { BookingSkeleton } from './booking-skeleton.tsx'
import { DrawerHead } from './drawer-head.tsx'
import { useBooking } from './use-booking.ts'
import './booking-drawer.css'

interface BookingDrawerProps {
  id: string
  rooms: readonly RoomOption[]
  onClose(): void
}

/** One booking beside the calendar: how it stands, what it still needs, and what may be done with it. */
export function BookingDrawer({ id, rooms, onClose }: BookingDrawerProps) {
  const { booking, error, fetching, retry } = useBooking(id)
  return (
    <aside className="drawer" aria-label={booking ? `Booking of ${booking.clientName}` : 'Booking'} aria-busy={fetching && !booking}>
      {booking ? (
        <OpenBooking booking={booking} rooms={rooms} onClose={onClose} />
      ) : (
        <>
          <DrawerHead onClose={onClose} />
          {booking === null && (
            <FailurePanel title="This booking is gone, or no longer yours to see." advice="It may have been removed, or moved to another division." />
          )}
          {booking === undefined && error && <NotRead error={error} retrying={fetching} onRetry={retry} />}
          {booking === undefined && !error && <BookingSkeleton />}
        </>
      )}
    </aside>
  )
}

interface OpenBookingProps {
  booking: BookingDetailsFragment
  rooms: readonly RoomOption[]
  onClose(): void
}

function OpenBooking({ booking, rooms, onClose }: OpenBookingProps) {
  const { timeZone } = useHere().facility
  const [{ action, from }, setAction] = useState<{ action: BookingActionName | null; from: BookingActionName | null }>({ action: null, from: null })
  const sheet = <BookingSheet booking={booking} timeZone={timeZone} />
  return (
    <>
      <BookingHead booking={booking} timeZone={timeZone} onClose={onClose} />
      {action === null ? (
        <>
          <div className="drawer-scroll">{sheet}</div>
          <BookingActions booking={booking} from={from} onChoose={(chosen) => setAction({ action: chosen, from: null })} />
        </>
      ) : (
        <ActionPanel action={action} booking={booking} rooms={rooms} onDone={() => setAction({ action: null, from: action })}>
          {sheet}
        </ActionPanel>
      )}
    </>
  )
}

interface NotReadProps {
  error: Parameters<typeof failureWords>[0]
  retrying: boolean
  onRetry(): void
}

function NotRead({ error, retrying, onRetry }: NotReadProps) {
  const { title, advice, again } = failureWords(error)
  return <FailurePanel title={title} advice={advice} retrying={retrying} onRetry={again ? onRetry : undefined} />
}
