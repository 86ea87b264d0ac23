import type { ReactNode } from 'react'
import type { BookingFactsFragment } from '../graphql/generated/graphql.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import type { Outcome } from './use-booking-action.ts'
import { STATUS } from './status.ts'
import { whatChanged } from './what-changed.ts'
import './refusal-notice.css'

interface RefusalNoticeProps {
  outcome: Outcome<unknown> | null
  /** The booking as it was when the button was pressed. */
  seen: BookingFactsFragment | null
  timeZone: string
  /** Does it again: on the version given, or as before. */
  onRetry(version?: number): void
  /** Shown for a refused room, which the panel explains itself. */
  taken?: ReactNode
}

/** A "no", said where the button is: which rule, and the next step. */
export function RefusalNotice({ outcome, seen, timeZone, onRetry, taken }: RefusalNoticeProps) {
  if (outcome === null || outcome.kind === 'done') return null
  if (outcome.kind === 'failed') {
    const { title, advice, again } = outcome.failure
    return (
      <Notice tone="problem" title={title} actions={again && <Button onClick={() => onRetry()}>Try again</Button>}>
        {advice} What you entered is still here.
      </Notice>
    )
  }
  const { refusal } = outcome
  switch (refusal.__typename) {
    case 'RoomTakenError':
      return taken
    case 'StaleBookingError': {
      const changes = seen ? whatChanged(seen, refusal.booking, timeZone) : []
      return (
        <Notice
          tone="warning"
          title="Somebody changed this booking in the meantime."
          actions={<Button onClick={() => onRetry(refusal.booking.version)}>Do it anyway</Button>}
        >
          <ul className="refusal-changes">
            {changes.map(({ what, before, after }) => (
              <li key={what}>
                {what}: <s>{before}</s> → <b>{after}</b>
              </li>
            ))}
          </ul>
        </Notice>
      )
    }
    case 'WrongStatusError':
      return (
        <Notice tone="warning" title={`It is ${STATUS[refusal.status].words.toLowerCase()} now.`}>
          {refusal.message}
        </Notice>
      )
    case 'BusyError':
      return (
        <Notice
          tone="warning"
          title="Many people want this room at this moment."
          actions={<Button onClick={() => onRetry()}>Try again</Button>}
        >
          Nothing was changed.
        </Notice>
      )
    case 'InvalidInputError':
      return (
        <Notice tone="problem" title="Something needs to be put right first.">
          <ul>
            {refusal.fields.map(({ path, message }) => (
              <li key={path}>{message}</li>
            ))}
          </ul>
        </Notice>
      )
    default:
      return <Notice tone="problem" title={refusal.message} />
  }
}
