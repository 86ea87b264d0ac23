import { useCallback, useEffect, useState } from 'react'
import { newDraft, type BookingDraft } from './booking-draft.ts'

const KEY = 'colab.draft.booking'

function kept(): BookingDraft | null {
  try {
    const text = sessionStorage.getItem(KEY)
    return text ? (JSON.parse(text) as BookingDraft) : null
  } catch {
    return null
  }
}

function keep(draft: BookingDraft | null): void {
  try {
    if (draft) sessionStorage.setItem(KEY, JSON.stringify(draft))
    else sessionStorage.removeItem(KEY)
  } catch {
    // Without storage the draft lasts as long as the form is open.
  }
}

/**
 * What is being typed. It outlives the form, the page and the session, for as long as the tab is open: a booking is
 * dictated over the phone once, and not again because a login ran out.
 */
export function useBookingDraft(date: string) {
  const [{ draft, restored }, setState] = useState(() => {
    const before = kept()
    return { draft: before ?? newDraft(date), restored: before !== null }
  })
  const [touched, setTouched] = useState(restored)

  useEffect(() => {
    if (touched) keep(draft)
  }, [draft, touched])

  const change = useCallback((part: Partial<BookingDraft> | ((draft: BookingDraft) => Partial<BookingDraft>)) => {
    setTouched(true)
    setState((last) => ({ ...last, draft: { ...last.draft, ...(typeof part === 'function' ? part(last.draft) : part) } }))
  }, [])

  const discard = useCallback(() => {
    keep(null)
    setTouched(false)
    setState({ draft: newDraft(date), restored: false })
  }, [date])

  return { draft, restored, change, discard }
}
