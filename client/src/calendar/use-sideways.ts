import { useEffect, type RefObject } from 'react'

const SETTLES_MS = 150

/**
 * Tells the style sheet whether the calendar is being scrolled sideways (`data-sideways`), and from where on the time
 * is in sight once that is over (`--from`). Names of long bars stick while time passes under them and only then: each
 * box that sticks is a layer of its own, and a few hundred of them cost more than half of every frame of scrolling down.
 */
export function useSideways(scroller: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = scroller.current
    if (!element) return undefined
    let from = -1
    let timer: ReturnType<typeof setTimeout> | undefined
    const settle = () => {
      timer = undefined
      element.style.setProperty('--from', `${element.scrollLeft}px`)
      delete element.dataset['sideways']
    }
    const onScroll = () => {
      if (element.scrollLeft === from) return
      from = element.scrollLeft
      element.dataset['sideways'] = ''
      clearTimeout(timer)
      timer = setTimeout(settle, SETTLES_MS)
    }
    element.addEventListener('scroll', onScroll, { passive: true })
    return () => {
      clearTimeout(timer)
      element.removeEventListener('scroll', onScroll)
    }
  }, [scroller])
}
