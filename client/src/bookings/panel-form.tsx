import type { ComponentProps, ReactNode } from 'react'
import { DrawerForm } from '../forms/drawer-form.tsx'
import { strayErrors } from '../forms/field-errors.ts'
import type { Trouble } from './refusal.ts'
import { TroubleNotice } from './trouble-notice.tsx'
import './panel-form.css'

interface PanelFormProps extends Omit<ComponentProps<typeof DrawerForm>, 'trouble' | 'said'> {
  trouble: Trouble | null
  /** The paths of its fields: what is said about others is said below. */
  shown: readonly string[]
  /** Sends once more what failed, where that was not what the button sends. */
  onRetry?: () => void
  /** What the server offers instead, after the fields. */
  offer?: ReactNode
}

/** One thing to do with a booking, in the place where it is read. */
export function PanelForm({ shown, onRetry, offer, ...form }: PanelFormProps) {
  const { trouble, errors, busy, onSubmit } = form
  return (
    <DrawerForm
      {...form}
      said={
        <>
          <TroubleNotice trouble={trouble} stray={strayErrors(errors, shown)} busy={busy} onRetry={onRetry ?? onSubmit} />
          {offer}
        </>
      }
    />
  )
}
