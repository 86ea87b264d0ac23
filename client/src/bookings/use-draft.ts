import { useCallback, useEffect, useState } from 'react'
import type { BookingDraft } from './booking-draft.ts'
import { keepDraft, readDraft, type DraftOwner, type SentInput } from './draft-storage.ts'

interface DraftNeeds {
  readonly owner: DraftOwner
  begin(): BookingDraft
  /** What becomes of a draft that is found. */
  goOn(draft: BookingDraft): BookingDraft
  /** Whether it would be a pity to lose. */
  isTouched(draft: BookingDraft): boolean
}

/** The draft of one person, kept for as long as the tab lives or until it has become a booking. */
export function useDraft({ owner, begin, goOn, isTouched }: DraftNeeds) {
  const [{ draft, unanswered, found }, setKept] = useState(() => {
    const kept = readDraft(owner)
    if (kept === null) return { draft: begin(), unanswered: [] as readonly SentInput[], found: false }
    return { ...kept, draft: goOn(kept.draft), found: true }
  })

  useEffect(() => {
    // What was sent and not answered is known to the next page even where nothing was typed: it may have been saved.
    keepDraft(owner, isTouched(draft) || unanswered.length > 0 ? { draft, unanswered } : null)
  }, [owner, draft, unanswered, isTouched])

  const change = useCallback((edit: (draft: BookingDraft) => BookingDraft) => setKept((kept) => ({ ...kept, draft: edit(kept.draft) })), [])

  /** Before it goes out: should the page go away now, the next one knows what was sent. */
  const sending = useCallback((input: SentInput) => {
    setKept((kept) => ({ ...kept, unanswered: [...kept.unanswered.filter((one) => JSON.stringify(one) !== JSON.stringify(input)), input] }))
  }, [])

  /** The server refused: nothing of what was sent last was saved. */
  const refused = useCallback((input: SentInput) => {
    setKept((kept) => ({ ...kept, unanswered: kept.unanswered.filter((one) => JSON.stringify(one) !== JSON.stringify(input)) }))
  }, [])

  /** The same content as a request of its own. */
  const renew = useCallback(() => {
    setKept((kept) => ({ ...kept, unanswered: [], draft: { ...kept.draft, idempotencyKey: crypto.randomUUID() } }))
  }, [])

  const startAfresh = useCallback(() => {
    keepDraft(owner, null)
    setKept({ draft: begin(), unanswered: [], found: false })
  }, [owner, begin])

  return { draft, unanswered, found, change, sending, refused, renew, startAfresh }
}
