import { useState } from 'react'
import { Button } from '../ui/button.tsx'
import type { Deed } from './use-bulk.ts'
import type { Waiting } from './waiting.ts'

interface BulkBarProps {
  ticked: readonly Waiting[]
  busy: boolean
  onAssign(): void
  onRun(deed: Deed): void
  onClear(): void
}

/** What can be done to all that are ticked, in one go. */
export function BulkBar({ ticked, busy, onAssign, onRun, onClear }: BulkBarProps) {
  const [reason, setReason] = useState<string | null>(null)
  const ghosts = ticked.filter(({ status }) => status === 'PENDING').length
  const areGhosts = ghosts === ticked.length
  const arePlaced = ghosts === 0
  if (reason !== null) {
    return (
      <form
        className="bulk-bar"
        aria-label="Reject the ticked ones"
        onSubmit={(event) => {
          event.preventDefault()
          if (reason.trim() !== '') onRun({ kind: 'reject', reason: reason.trim() })
        }}
      >
        <input className="input" aria-label="Reason, for all of them" placeholder="Reason, for all of them" required maxLength={500} autoFocus value={reason} onChange={(event) => setReason(event.target.value)} />
        <Button type="submit" look="danger" busy={busy}>
          <span>Reject {ticked.length}</span>
        </Button>
        <Button onClick={() => setReason(null)}>Back</Button>
      </form>
    )
  }
  return (
    <div className="bulk-bar" role="group" aria-label="The ticked ones">
      <strong>{ticked.length} ticked</strong>
      {areGhosts && (
        <>
          <Button look="primary" busy={busy} onClick={onAssign}>
            <span>Give each its best room</span>
          </Button>
          <Button onClick={() => setReason('')}>Reject …</Button>
        </>
      )}
      {arePlaced && (
        <Button look="primary" busy={busy} onClick={() => onRun({ kind: 'confirm' })}>
          <span>Confirm</span>
        </Button>
      )}
      {!areGhosts && !arePlaced && <span className="quiet">Those who wait for a room and those who have one need different things.</span>}
      <Button look="ghost" onClick={onClear}>
        Untick
      </Button>
    </div>
  )
}
