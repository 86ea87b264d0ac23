import { useCallback, useEffect, useState } from 'react'

const keyFor = (name: string): string => `colab.typed.1.${name}`

function read(name: string): unknown {
  try {
    const text = sessionStorage.getItem(keyFor(name))
    return text === null ? null : JSON.parse(text)
  } catch {
    return null
  }
}

function keep(name: string, typed: unknown): void {
  try {
    if (typed === null) sessionStorage.removeItem(keyFor(name))
    else sessionStorage.setItem(keyFor(name), JSON.stringify(typed))
  } catch {
    // Storage may be forbidden or full; what was typed then lasts as long as the form.
  }
}

/** What was typed into a form, kept for as long as the tab lives or until it was sent: Esc and a reload lose nothing. `nothing` is a constant. */
export function useTyped<T>(name: string, nothing: T) {
  const [{ typed, found }, setTyped] = useState(() => {
    const kept = read(name) as T | null
    return { typed: kept ?? nothing, found: kept !== null }
  })
  useEffect(() => keep(name, JSON.stringify(typed) === JSON.stringify(nothing) ? null : typed), [name, typed, nothing])

  const type = useCallback((edit: (typed: T) => T) => setTyped((before) => ({ ...before, typed: edit(before.typed) })), [])
  const forget = useCallback(() => {
    keep(name, null)
    setTyped({ typed: nothing, found: false })
  }, [name, nothing])
  return { typed, found, type, forget }
}
