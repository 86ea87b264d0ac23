import { ArrowLeft } from 'lucide-react'
import { useEffect, useRef, type FormEvent, type ReactNode } from 'react'
import { Button, IconButton } from '../ui/button.tsx'
import './panel.css'

interface PanelProps {
  title: string
  submit: string
  look?: 'primary' | 'danger'
  busy: boolean
  disabled?: boolean
  onSubmit(): void
  onBack(): void
  children: ReactNode
}

/** A small form in the drawer, in place of the facts: one thing is done, and the drawer goes back to reading. */
export function Panel({ title, submit, look = 'primary', busy, disabled = false, onSubmit, onBack, children }: PanelProps) {
  const form = useRef<HTMLFormElement>(null)

  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[data-first], input, select, textarea')?.focus()
  }, [])

  function send(event: FormEvent) {
    event.preventDefault()
    if (!busy && !disabled) onSubmit()
  }

  return (
    <form ref={form} className="panel" onSubmit={send} noValidate aria-label={title}>
      <header className="panel-head">
        <IconButton label="Back" onClick={onBack}>
          <ArrowLeft aria-hidden="true" />
        </IconButton>
        <h3>{title}</h3>
      </header>
      <div className="panel-body">{children}</div>
      <footer className="panel-foot">
        <Button look={look} type="submit" busy={busy} aria-disabled={disabled || undefined}>
          <span>{submit}</span>
        </Button>
        <Button onClick={onBack}>Never mind</Button>
      </footer>
    </form>
  )
}
