import { useMemo, useState, type ReactNode } from 'react'
import type { BookingReasonInput } from '../graphql/generated/graphql.ts'
import { useHere } from '../people/here.tsx'
import { fieldErrors } from '../forms/field-errors.ts'
import { PanelForm } from './panel-form.tsx'
import type { PanelProps } from './panel-props.ts'
import { AreaField } from '../forms/text-field.tsx'
import { useTyped } from '../forms/use-typed.ts'
import type { Trouble } from './refusal.ts'
import { useSeen } from './use-seen.ts'

const LONGEST = 500

export interface ReasonWords {
  readonly title: string
  /** What it does, for whom the reason is. */
  readonly hint: string
  readonly submit: string
}

interface ReasonPanelProps extends Omit<PanelProps, 'rooms'> {
  /** The mutation it is for: what was typed for one is not the reason for another. */
  mutation: string
  words: ReasonWords
  busy: boolean
  trouble: Trouble | null
  /** True once it is done. */
  send(input: BookingReasonInput): Promise<boolean>
  /** What is to be said before the reason. */
  first?: ReactNode
}

const SHOWN: readonly string[] = ['reason']

/** What takes something away from somebody says why. */
export function ReasonPanel({ booking, mutation, words: { title, hint, submit }, busy, trouble, send, onDone, first, children }: ReasonPanelProps) {
  const { viewer } = useHere()
  const seen = useSeen(booking)
  const { typed: reason, type, forget } = useTyped(`${mutation}.${viewer.user.id}.${booking.id}`, '')
  const [missing, setMissing] = useState(false)
  const errors = useMemo(() => (missing ? { reason: 'A reason is needed.' } : fieldErrors(trouble)), [missing, trouble])

  async function submitFor(expectedVersion: number) {
    if (reason.trim() === '') return setMissing(true)
    if (!(await send({ bookingId: booking.id, reason: reason.trim(), expectedVersion }))) return
    forget()
    onDone()
  }

  return (
    <PanelForm
      title={title}
      submit={submit}
      look="danger"
      busy={busy}
      trouble={missing ? null : trouble}
      errors={errors}
      shown={SHOWN}
      seen={seen}
      onSend={(version) => void submitFor(version)}
      onBack={onDone}
      sheet={children}
    >
      {first}
      <AreaField
        name="reason"
        label="Reason"
        required
        maxLength={LONGEST}
        value={reason}
        error={errors['reason']}
        hint={reason.length > LONGEST - 100 ? `${hint} ${LONGEST - reason.length} characters left.` : hint}
        onChange={(text) => {
          setMissing(false)
          // One line: a reason goes into notifications and lists.
          type(() => text.replaceAll(/\s*[\n\r\t]+\s*/g, ' '))
        }}
      />
    </PanelForm>
  )
}
