import { useEffect, useRef, type FormEvent, type ReactNode } from 'react'
import { Button } from '../ui/button.tsx'
import { strayErrors, type FieldErrors } from './field-errors.ts'
import { TroubleNotice } from './trouble-notice.tsx'
import type { Trouble } from './use-attempt.ts'
import { useEscape, useFormTold } from './use-form-told.ts'
import './panel-form.css'

interface PanelFormProps {
  title: string
  submit: string
  look?: 'primary' | 'danger'
  busy: boolean
  /** There is nothing to send yet. */
  idle?: boolean
  /** False while its first field is still on its way. */
  ready?: boolean
  trouble: Trouble | null
  errors: FieldErrors
  /** The paths of its fields: what is said about others is said below. */
  shown: readonly string[]
  onSubmit(): void
  /** Sends once more what failed, where that was not what the button sends. */
  onRetry?: () => void
  onBack(): void
  /** What the server offers instead, after the fields. */
  offer?: ReactNode
  children: ReactNode
  /** The booking, to read on below. */
  sheet?: ReactNode
}

/** One thing to do with a booking, in the place where it is read; its buttons stay in sight. */
export function PanelForm({ title, submit, look = 'primary', busy, idle = false, trouble, errors, shown, ...panel }: PanelFormProps) {
  const { ready = true, onSubmit, onRetry = onSubmit, onBack, offer, children, sheet } = panel
  const form = useRef<HTMLFormElement>(null)
  const said = useRef<HTMLDivElement>(null)

  useEffect(() => {
    if (!ready || form.current?.contains(document.activeElement)) return
    const fields = form.current?.querySelectorAll<HTMLElement>('input:checked, input:not([type="radio"]), textarea, select, button')
    fields?.[0]?.focus()
  }, [ready])

  const sending = useFormTold({ form, said, errors, trouble })
  useEscape(form, onBack)

  function send(event: FormEvent) {
    event.preventDefault()
    if (busy || idle) return
    sending()
    onSubmit()
  }

  return (
    <form ref={form} className="panel-form" aria-label={title} noValidate onSubmit={send}>
      <div className="drawer-scroll">
        <section className="panel-fields">
          <h3>{title}</h3>
          {children}
          <div ref={said} className="panel-said">
            <TroubleNotice trouble={trouble} stray={strayErrors(errors, shown)} busy={busy} onRetry={onRetry} />
            {offer}
          </div>
        </section>
        {sheet}
      </div>
      <footer className="drawer-foot">
        <Button type="submit" look={look} busy={busy} aria-disabled={idle || undefined}>
          <span>{submit}</span>
        </Button>
        <Button onClick={onBack}>Back</Button>
      </footer>
    </form>
  )
}
