import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import type { FormDraft } from './use-form-draft.ts'

/** Says that what was typed before stands in the form again. */
export function DraftNotice({ of: { found, discard } }: { of: Pick<FormDraft<unknown>, 'found' | 'discard'> }) {
  if (!found) return null
  return (
    <Notice tone="info" title="What you typed is still here." actions={<Button onClick={discard}>Start afresh</Button>}>
      It is not saved yet.
    </Notice>
  )
}
