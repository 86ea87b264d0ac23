import { useCallback, useEffect, useId, useRef, useState, type ReactNode } from 'react'
import './menu.css'

interface MenuProps {
  label: string
  trigger: ReactNode
  className?: string
  children: ReactNode
}

/** A button that opens a small panel below itself. The browser's own popover: Esc and a click elsewhere close it. */
export function Menu({ label, trigger, className = '', children }: MenuProps) {
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const panel = useRef<HTMLDivElement>(null)
  const [open, setOpen] = useState(false)

  const place = useCallback(() => {
    const anchor = button.current?.getBoundingClientRect()
    if (!anchor || !panel.current) return
    panel.current.style.top = `${anchor.bottom + 4}px`
    panel.current.style.right = `${Math.max(8, window.innerWidth - anchor.right)}px`
  }, [])

  useEffect(() => {
    const element = panel.current
    if (!element) return
    const onToggle = (event: Event) => setOpen((event as ToggleEvent).newState === 'open')
    element.addEventListener('beforetoggle', place)
    element.addEventListener('toggle', onToggle)
    return () => {
      element.removeEventListener('beforetoggle', place)
      element.removeEventListener('toggle', onToggle)
    }
  }, [place])

  return (
    <>
      <button
        ref={button}
        type="button"
        className={className}
        aria-label={label}
        title={label}
        aria-expanded={open}
        aria-controls={id}
        popoverTarget={id}
      >
        {trigger}
      </button>
      <div ref={panel} id={id} popover="auto" className="menu">
        {children}
      </div>
    </>
  )
}
