interface Rect {
  readonly left: number
  readonly right: number
}

function distance(a: Rect, b: Rect): number {
  if (a.left < b.right && b.left < a.right) return 0
  return Math.min(Math.abs(a.left - b.right), Math.abs(b.left - a.right))
}

function barsIn(row: Element | undefined): readonly HTMLElement[] {
  return row ? [...row.querySelectorAll<HTMLElement>('[data-bar]')] : []
}

function nearest(to: HTMLElement, bars: readonly HTMLElement[]): HTMLElement | undefined {
  const rect = to.getBoundingClientRect()
  return bars
    .map((bar) => ({ bar, far: distance(rect, bar.getBoundingClientRect()) }))
    .toSorted((a, b) => a.far - b.far)[0]?.bar
}

function target(grid: HTMLElement, from: HTMLElement, key: string): HTMLElement | undefined {
  const rows = [...grid.querySelectorAll('[data-row]')]
  const row = rows.findIndex((one) => one.contains(from))
  const own = barsIn(rows[row]).toSorted((a, b) => a.getBoundingClientRect().left - b.getBoundingClientRect().left)
  const place = own.indexOf(from)
  switch (key) {
    case 'ArrowLeft':
      return own[place - 1]
    case 'ArrowRight':
      return own[place + 1]
    case 'Home':
      return own[0]
    case 'End':
      return own.at(-1)
    case 'ArrowUp':
      return nearest(from, barsIn(rows.slice(0, row).findLast((one) => barsIn(one).length > 0)))
    case 'ArrowDown':
      return nearest(from, barsIn(rows.slice(row + 1).find((one) => barsIn(one).length > 0)))
    default:
      return undefined
  }
}

const KEYS = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'])

/** One tab stop for the whole grid: from there the arrows go to the next bar in time, or to the nearest in another row. */
export function moveFocus(grid: HTMLElement, from: HTMLElement, { key }: { key: string }): boolean {
  if (!KEYS.has(key)) return false
  const next = target(grid, from, key)
  next?.focus()
  next?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  return true
}
