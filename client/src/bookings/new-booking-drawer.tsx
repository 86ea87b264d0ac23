import { useToast } from '../ui/toaster.tsx'
import type { BookingDetailsFragment } from '../graphql/generated/graphql.ts'
import type { RoomOption } from './availability.ts'
import type { BookingDraftStart } from './booking-draft.ts'
import { BookingForm } from './booking-form.tsx'
import { DrawerHead } from './drawer-head.tsx'
import './booking-drawer.css'

interface NewBookingDrawerProps {
  rooms: readonly RoomOption[]
  /** The one on the screen: a new booking begins in it. */
  week: { readonly monday: string }
  start?: BookingDraftStart
  onClose(): void
  /** With the first of those that were made. */
  onBooked(booking: { readonly id: string; readonly startsAt: string }): void
}

const NOWHERE: BookingDraftStart = {}

export function NewBookingDrawer({ rooms, week, start = NOWHERE, onClose, onBooked }: NewBookingDrawerProps) {
  const toast = useToast()

  function tell(bookings: readonly BookingDetailsFragment[]) {
    const [first] = bookings
    if (!first) return onClose()
    toast({ text: savedWords(bookings) })
    onBooked(first)
  }

  return (
    <aside className="drawer" aria-label="New booking">
      <DrawerHead onClose={onClose}>
        <h2>New booking</h2>
      </DrawerHead>
      <BookingForm rooms={rooms} monday={week.monday} start={start} onBooked={tell} />
    </aside>
  )
}

function savedWords(bookings: readonly BookingDetailsFragment[]): string {
  const [first] = bookings
  const what = bookings.length > 1 ? `${bookings.length} bookings` : (first?.reference ?? 'The booking')
  const placed = bookings.filter(({ room }) => room).length
  const verb = bookings.length > 1 ? 'are' : 'is'
  return placed === bookings.length ? `${what} for ${first?.clientName} ${verb} booked` : `${what} for ${first?.clientName} ${verb} requested`
}
