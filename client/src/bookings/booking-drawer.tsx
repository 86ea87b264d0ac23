import { useState } from 'react'
import { failureWords } from '../graphql/failure-words.ts'
import type { BookingActionName, BookingFactsFragment, RoomRowFragment } from '../graphql/generated/graphql.ts'
import { useHere } from '../people/here.tsx'
import { Button } from '../ui/button.tsx'
import { FailurePanel } from '../ui/failure-panel.tsx'
import { useToast } from '../ui/toaster.tsx'
import { ConfirmBooking } from './action-documents.ts'
import { AssignRoomPanel } from './assign-room-panel.tsx'
import { BookingActions } from './booking-actions.tsx'
import { BookingFacts } from './booking-facts.tsx'
import { BookingHeading } from './booking-heading.tsx'
import { EditPanel } from './edit-panel.tsx'
import { MissingList } from './missing-list.tsx'
import { ReasonPanel } from './reason-panel.tsx'
import { RefusalNotice } from './refusal-notice.tsx'
import { ReschedulePanel } from './reschedule-panel.tsx'
import { StatusPath } from './status-path.tsx'
import { useBookingAction, type Outcome } from './use-booking-action.ts'
import { useBooking } from './use-booking.ts'
import './booking-drawer.css'

interface BookingDrawerProps {
  id: string
  rooms: readonly RoomRowFragment[]
  onClose(): void
}

/** One booking beside the calendar: read, and acted upon. */
export function BookingDrawer({ id, rooms, onClose }: BookingDrawerProps) {
  const { data, error, fetching, retry } = useBooking(id)
  const booking = data?.booking
  return (
    <aside className="drawer" aria-label="Booking" aria-busy={(fetching && !booking) || undefined}>
      {booking && <OpenBooking booking={booking} rooms={rooms} onClose={onClose} />}
      {!booking && error && (
        <FailurePanel {...failureWords(error)} retrying={fetching} onRetry={retry}>
          <Button onClick={onClose}>Close</Button>
        </FailurePanel>
      )}
      {!booking && !error && !fetching && (
        <FailurePanel title="There is no such booking." advice="It may be gone, or it belongs to a division whose books you do not see.">
          <Button onClick={onClose}>Close</Button>
        </FailurePanel>
      )}
    </aside>
  )
}

function OpenBooking({ booking, rooms, onClose }: { booking: BookingFactsFragment; rooms: readonly RoomRowFragment[]; onClose(): void }) {
  const { timeZone } = useHere().facility
  const toast = useToast()
  const confirm = useBookingAction(ConfirmBooking)
  const [doing, setDoing] = useState<Exclude<BookingActionName, 'CONFIRM'> | null>(null)
  const [outcome, setOutcome] = useState<Outcome<unknown> | null>(null)
  const [seen, setSeen] = useState(booking)

  async function sendConfirm(version = booking.version) {
    setSeen(booking)
    const result = await confirm.run({ bookingId: booking.id, expectedVersion: version })
    setOutcome(result)
    if (result.kind === 'done') toast({ text: `${booking.clientName} is confirmed.` })
  }

  const panel = {
    booking,
    rooms,
    timeZone,
    onBack: () => setDoing(null),
    onDone: (words: string) => {
      setDoing(null)
      toast({ text: words })
    },
  }
  return (
    <>
      <BookingHeading booking={booking} timeZone={timeZone} onClose={onClose} />
      <StatusPath status={booking.status} />
      {doing === 'ASSIGN_ROOM' && <AssignRoomPanel {...panel} />}
      {doing === 'RESCHEDULE' && <ReschedulePanel {...panel} />}
      {doing === 'UPDATE' && <EditPanel {...panel} />}
      {(doing === 'REJECT' || doing === 'UNASSIGN_ROOM' || doing === 'CANCEL') && <ReasonPanel key={doing} action={doing} {...panel} />}
      {doing === null && (
        <>
          <div className="booking-reading">
            {outcome && outcome.kind !== 'done' && (
              <div className="booking-notice">
                <RefusalNotice outcome={outcome} seen={seen} timeZone={timeZone} onRetry={(version) => void sendConfirm(version)} />
              </div>
            )}
            <MissingList booking={booking} />
            <BookingFacts booking={booking} seats={seatsOf(booking, rooms)} timeZone={timeZone} />
          </div>
          <BookingActions
            booking={booking}
            busy={confirm.busy}
            onAct={(action) => {
              setOutcome(null)
              if (action === 'CONFIRM') void sendConfirm()
              else setDoing(action)
            }}
          />
        </>
      )}
    </>
  )
}

function seatsOf(booking: BookingFactsFragment, rooms: readonly RoomRowFragment[]): number | null {
  const id = booking.room?.id ?? booking.requestedRoom?.id
  return rooms.find((room) => room.id === id)?.capacity ?? null
}
