import type { BookingStatus } from '../graphql/generated/graphql.ts'
import { STATUS } from './status.ts'
import './status-path.css'

const STEPS: readonly { readonly status: BookingStatus; readonly words: string }[] = [
  { status: 'PENDING', words: 'Requested' },
  { status: 'ROOM_ASSIGNED', words: 'Room assigned' },
  { status: 'CONFIRMED', words: 'Confirmed' },
  { status: 'COMPLETED', words: 'Completed' },
]

/** How far a booking has come. A path that ended early says so instead of what will not come any more. */
export function StatusPath({ status }: { status: BookingStatus }) {
  const ended = status === 'REJECTED' || status === 'CANCELLED'
  const steps = ended ? [STEPS[0]!, { status, words: STATUS[status].words }] : STEPS
  const reached = steps.findIndex((step) => step.status === status)
  return (
    <ol className="status-path" aria-label="Status">
      {steps.map((step, index) => (
        <li
          key={step.status}
          className={`status-${STATUS[step.status].look}`}
          data-reached={index <= reached || undefined}
          aria-current={index === reached ? 'step' : undefined}
        >
          {step.words}
        </li>
      ))}
    </ol>
  )
}
