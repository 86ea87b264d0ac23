import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { RefusalNotice } from './refusal-notice.tsx'
import type { Outcome } from './use-booking-action.ts'

interface CreateRefusalProps {
  outcome: Outcome<unknown> | null
  onRetry(): void
  /** Sends it as a request of its own. */
  onRenew(): void
}

/** What the form cannot say at one of its fields. */
export function CreateRefusal({ outcome, onRetry, onRenew }: CreateRefusalProps) {
  if (outcome?.kind === 'refused' && outcome.refusal.__typename === 'IdempotencyMismatchError') {
    return (
      <Notice
        tone="warning"
        title="An earlier version of this form went through after all."
        actions={<Button onClick={onRenew}>Book this one as well</Button>}
      >
        Its answer was lost on the way. Look for it in the calendar before you book again.
      </Notice>
    )
  }
  return <RefusalNotice outcome={outcome} seen={null} timeZone="UTC" onRetry={onRetry} />
}
