import { useCallback, useEffect, useState } from 'react'
import { isTouched, type BookingDraft } from './booking-draft.ts'
import { keepDraft, readDraft, type SentInput } from './draft-storage.ts'

/** The draft of one person, kept for as long as the tab lives or until it has become a booking. */
export function useDraft(userId: string, begin: () => BookingDraft, goOn: (draft: BookingDraft) => BookingDraft) {
  const [{ draft, unanswered, found }, setKept] = useState(() => {
    const kept = readDraft(userId)
    if (kept === null) return { draft: begin(), unanswered: [] as readonly SentInput[], found: false }
    return { ...kept, draft: goOn(kept.draft), found: true }
  })

  useEffect(() => {
    keepDraft(userId, isTouched(draft) ? { draft, unanswered } : null)
  }, [userId, draft, unanswered])

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
    keepDraft(userId, null)
    setKept({ draft: begin(), unanswered: [], found: false })
  }, [userId, begin])

  return { draft, unanswered, found, change, sending, refused, renew, startAfresh }
}
