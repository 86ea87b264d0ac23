import { useEffect, useRef, type FormEvent, type KeyboardEvent, type ReactNode } from 'react'
import { Button } from '../ui/button.tsx'
import { focusFirstError, strayErrors, type FieldErrors } from './field-errors.ts'
import { TroubleNotice } from './trouble-notice.tsx'
import type { Trouble } from './use-attempt.ts'
import './panel-form.css'

interface PanelFormProps {
  title: string
  submit: string
  look?: 'primary' | 'danger'
  busy: boolean
  /** There is nothing to send yet. */
  idle?: boolean
  trouble: Trouble | null
  errors: FieldErrors
  onSubmit(): void
  onBack(): void
  /** What the server offers instead, after the fields. */
  offer?: ReactNode
  children: ReactNode
  /** The booking, to read on below. */
  sheet?: ReactNode
}

/** One thing to do with a booking, in the place where it is read; its buttons stay in sight. */
export function PanelForm({ title, submit, look = 'primary', busy, idle = false, trouble, errors, ...panel }: PanelFormProps) {
  const { onSubmit, onBack, offer, children, sheet } = panel
  const form = useRef<HTMLFormElement>(null)
  const said = useRef<HTMLDivElement>(null)

  useEffect(() => {
    if (!form.current?.contains(document.activeElement)) form.current?.querySelector<HTMLElement>('input:checked, input, textarea, select')?.focus()
  }, [])

  useEffect(() => {
    if (Object.keys(errors).length > 0) focusFirstError(form.current, errors)
  }, [errors])

  useEffect(() => {
    if (trouble) said.current?.scrollIntoView({ block: 'nearest' })
  }, [trouble])

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    event.preventDefault()
    onBack()
  }

  function send(event: FormEvent) {
    event.preventDefault()
    if (!busy && !idle) onSubmit()
  }

  return (
    <form ref={form} className="panel-form" aria-label={title} noValidate onSubmit={send} onKeyDown={onKeyDown}>
      <div className="drawer-scroll">
        <section className="panel-fields">
          <h3>{title}</h3>
          {children}
          <div ref={said} className="panel-said">
            <TroubleNotice trouble={trouble} stray={strayErrors(errors, form.current)} busy={busy} onRetry={onSubmit} />
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
