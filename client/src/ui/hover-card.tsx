import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import './hover-card.css'

interface HoverCardProps {
  /** Which elements inside the card's parent have one. */
  selector: string
  render(element: HTMLElement): ReactNode
}

const REST_MS = 350

/**
 * One card for all of a parent's elements: it shows what there is no room for, to whoever rests on one with the
 * pointer or comes to it by key. The elements' own labels say the same, so it is left out for screen readers.
 */
export function HoverCard({ selector, render }: HoverCardProps) {
  const card = useRef<HTMLDivElement>(null)
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)

  useEffect(() => {
    const parent = card.current?.parentElement
    if (!parent) return
    const listening = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const hide = () => {
      clearTimeout(timer)
      setAnchor(null)
    }
    const show = (event: Event, wait: number) => {
      const element = (event.target as Element).closest<HTMLElement>(selector)
      clearTimeout(timer)
      if (!element) return hide()
      timer = setTimeout(() => setAnchor(element), wait)
    }
    const { signal } = listening
    parent.addEventListener('pointerover', (event) => event.pointerType === 'mouse' && show(event, REST_MS), { signal })
    parent.addEventListener('pointerleave', hide, { signal })
    parent.addEventListener('pointerdown', hide, { signal })
    parent.addEventListener('scroll', hide, { signal, passive: true })
    parent.addEventListener('focusin', (event) => (event.target as Element).matches(':focus-visible') && show(event, 0), { signal })
    parent.addEventListener('focusout', hide, { signal })
    window.addEventListener('keydown', (event) => event.key === 'Escape' && hide(), { signal })
    return () => {
      listening.abort()
      clearTimeout(timer)
    }
  }, [selector])

  useLayoutEffect(() => {
    const element = card.current
    if (!element) return
    if (!anchor) return element.hidePopover()
    element.showPopover()
    const rect = anchor.getBoundingClientRect()
    const { offsetWidth: width, offsetHeight: height } = element
    const below = rect.bottom + 6 + height < window.innerHeight
    // Within the parent where that is wide enough: what stands beside it stays readable.
    const end = element.parentElement?.getBoundingClientRect().right ?? window.innerWidth
    element.style.left = `${Math.max(8, Math.min(rect.left, end - width - 8))}px`
    element.style.top = `${below ? rect.bottom + 6 : Math.max(8, rect.top - height - 6)}px`
  })

  const shown = anchor?.isConnected ? render(anchor) : null
  return (
    <div ref={card} className="hover-card" popover="manual" aria-hidden="true">
      {shown}
    </div>
  )
}
