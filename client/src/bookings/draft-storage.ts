import type { CreateBookingsInput, CreateSeriesInput } from '../graphql/generated/graphql.ts'
import type { BookingDraft } from './booking-draft.ts'

/** What a draft was sent as. */
export type SentInput = CreateBookingsInput | CreateSeriesInput

/** A draft, and what was sent of it to which no answer ever came: one of these may have been saved after all. */
export interface KeptDraft {
  readonly draft: BookingDraft
  readonly unanswered: readonly SentInput[]
}

/** Raise it when the shape of a draft changes: what an older page has kept is not read. */
const SHAPE = 3

/** Whose draft, and of which booking it is a copy; null for one that is none. */
export interface DraftOwner {
  readonly userId: string
  readonly copyOf: string | null
}

/** By person: the next one at this tab does not find the client of the last. */
function keyFor({ userId, copyOf }: DraftOwner): string {
  return `colab.booking-draft.${SHAPE}.${userId}${copyOf === null ? '' : `.${copyOf}`}`
}

export function readDraft(owner: DraftOwner): KeptDraft | null {
  try {
    const text = sessionStorage.getItem(keyFor(owner))
    return text === null ? null : (JSON.parse(text) as KeptDraft)
  } catch {
    return null
  }
}

export function keepDraft(owner: DraftOwner, kept: KeptDraft | null): void {
  try {
    if (kept) sessionStorage.setItem(keyFor(owner), JSON.stringify(kept))
    else sessionStorage.removeItem(keyFor(owner))
  } catch {
    // Storage may be forbidden or full; the draft then lasts as long as the form.
  }
}
