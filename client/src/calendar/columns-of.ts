import type { Span, TimeScale } from '../time/time-scale.ts'

/** Which of the grid's columns a bar stands in, counted from 1, where 1 is the rooms. */
export function columnsOf(span: Span, scale: TimeScale): { column: number; columns: number } {
  const count = scale.days.length
  const first = Math.min(count - 1, Math.floor(span.left * count + 1e-9))
  const last = Math.max(first, Math.ceil((span.left + span.width) * count - 1e-9) - 1)
  return { column: first + 2, columns: last - first + 1 }
}
