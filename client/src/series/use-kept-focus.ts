import { useCallback, useEffect, useRef, type RefObject } from 'react'

/**
 * Some buttons go once they are pressed. Call what this gives back when one is: once another takes its place, as
 * `state` becomes another, the keyboard goes on from there.
 */
export function useKeptFocus(place: RefObject<HTMLElement | null>, state: unknown): () => void {
  const pressed = useRef(false)

  useEffect(() => {
    if (!pressed.current || document.activeElement !== document.body) return
    const button = place.current?.querySelector('button')
    if (!button) return
    pressed.current = false
    button.focus()
  }, [place, state])

  return useCallback(() => {
    pressed.current = true
  }, [])
}
