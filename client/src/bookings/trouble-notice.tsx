import { useEffect, useState } from 'react'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { STATUS } from './status.ts'
import type { RefusalOf } from './refusal.ts'
import type { Trouble } from './use-attempt.ts'

interface TroubleNoticeProps {
  trouble: Trouble | null
  /** Of what the server said about fields, that which no field shows. */
  stray?: readonly string[]
  busy: boolean
  onRetry(): void
}

/**
 * Why it did not work and what to do now. A taken room and an outdated version are not told here: they have more to
 * offer than words.
 */
export function TroubleNotice({ trouble, stray = [], busy, onRetry }: TroubleNoticeProps) {
  switch (trouble?.__typename) {
    case 'InvalidInputError':
      return (
        <Notice tone="problem" title="Nothing was saved yet.">
          {stray.length > 0 ? stray.map((message) => <p key={message}>{message}</p>) : 'Set right what is marked, then send it again.'}
        </Notice>
      )
    case 'NotAllowedError':
      return (
        <Notice tone="problem" title="You may not do this.">
          {trouble.message}
        </Notice>
      )
    case 'NotFoundError':
      return (
        <Notice tone="problem" title="It is not there any more.">
          {trouble.message}
        </Notice>
      )
    case 'WrongStatusError':
      return (
        <Notice tone="problem" title={`It is “${STATUS[trouble.status].words}” by now.`}>
          {trouble.message} Go back and see what can be done with it as it is.
        </Notice>
      )
    case 'BusyError':
      // A new refusal starts a new wait.
      return <BusyNotice key={String(busy)} trouble={trouble} busy={busy} onRetry={onRetry} />
    case 'Unanswered':
      return (
        <Notice
          tone="problem"
          title={trouble.title}
          actions={
            trouble.again && (
              <Button busy={busy} onClick={onRetry}>
                <span>Try again</span>
              </Button>
            )
          }
        >
          {trouble.advice} What you entered is kept.
        </Notice>
      )
    case 'IdempotencyMismatchError':
    case 'RoomTakenError':
    case 'StaleBookingError':
    case undefined:
      return null
  }
}

interface BusyNoticeProps {
  trouble: RefusalOf<'BusyError'>
  busy: boolean
  onRetry(): void
}

function BusyNotice({ trouble, busy, onRetry }: BusyNoticeProps) {
  const [due, setDue] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setDue(true), trouble.retryAfterMs)
    return () => clearTimeout(timer)
  }, [trouble.retryAfterMs])
  return (
    <Notice
      tone="warning"
      title="Others are at these rooms right now."
      actions={
        <Button busy={busy || !due} onClick={onRetry}>
          <span>{due ? 'Try again' : `Wait ${Math.ceil(trouble.retryAfterMs / 1000)} s`}</span>
        </Button>
      }
    >
      {trouble.message}
    </Notice>
  )
}
