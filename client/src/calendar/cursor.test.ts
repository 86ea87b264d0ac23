import 'temporal-polyfill/global'
import { describe, expect, it } from 'vitest'
import { contains, HOUR, MINUTE, overlaps, type Interval } from '../time/interval.ts'
import { rangeOf } from '../time/range.ts'
import { timeScale, type ShownHours } from '../time/time-scale.ts'
import { barUnder, moveCursor, slotAt, slotOf, TRAY, type Cursor, type CursorWorld, type Standing } from './cursor.ts'

const ZONE = 'Europe/Vienna'
const OPENING = { opensAt: '07:00', closesAt: '19:00' }
const at = (wall: string) => Temporal.ZonedDateTime.from(`${wall}[${ZONE}]`).epochMilliseconds
const wall = (instant: number) => Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(ZONE).toPlainDateTime().toString({ smallestUnit: 'minute' })
const bar = (key: string, start: string, end: string): Standing => ({ key, interval: { start: at(start), end: at(end) } })

interface Setting {
  readonly date?: string
  readonly hours?: ShownHours
  readonly slot?: number
}

/** Monday 16 to Sunday 22 November, unless another day is named; an arrow goes by hours. */
function world(bars: Readonly<Record<string, readonly Standing[]>>, { date = '2026-11-18', hours = 'open', slot = HOUR }: Setting = {}): CursorWorld {
  return {
    scale: timeScale(rangeOf('week', date, ZONE, OPENING).days, hours),
    timeZone: ZONE,
    slot,
    rows: [TRAY, 'r1', 'r2', 'group', ...Array.from({ length: 20 }, (_, index) => `r${index + 3}`)],
    barsIn: (row) => bars[row] ?? [],
  }
}

const press = (from: Cursor, key: string, inWorld: CursorWorld, ctrlKey = false): Cursor => moveCursor(from, { key, ctrlKey }, inWorld)!

/** Where a key leads within row r1: the bar, or the time of the empty slot. */
function led(from: string, key: string, bars: readonly Standing[] = [], setting: Setting & { ctrlKey?: boolean } = {}): string {
  const here = world({ r1: bars }, setting)
  const to = press({ row: 'r1', at: at(from) }, key, here, setting.ctrlKey)
  return barUnder(here, to)?.key ?? wall(to.at)
}

describe('an arrow', () => {
  it('goes from slot to slot', () => {
    expect(led('2026-11-17T09:00', 'ArrowRight')).toBe('2026-11-17T10:00')
    expect(led('2026-11-17T09:00', 'ArrowLeft')).toBe('2026-11-17T08:00')
    expect(led('2026-11-17T09:20', 'ArrowRight')).toBe('2026-11-17T10:00')
    expect(led('2026-11-17T09:20', 'ArrowLeft')).toBe('2026-11-17T08:00')
    expect(led('2026-11-17T09:00', 'ArrowRight', [], { slot: 15 * MINUTE })).toBe('2026-11-17T09:15')
  })

  it('goes over the closed night from the last slot of a day to the first of the next', () => {
    expect(led('2026-11-17T18:00', 'ArrowRight')).toBe('2026-11-18T07:00')
    expect(led('2026-11-18T07:00', 'ArrowLeft')).toBe('2026-11-17T18:00')
    expect(led('2026-11-17T22:00', 'ArrowRight')).toBe('2026-11-18T07:00')
    expect(led('2026-11-17T23:00', 'ArrowRight', [], { hours: 'all' })).toBe('2026-11-18T00:00')
    expect(led('2026-11-18T00:00', 'ArrowLeft', [], { hours: 'all' })).toBe('2026-11-17T23:00')
  })

  it('stays at the edges of the range', () => {
    expect(led('2026-11-16T07:00', 'ArrowLeft')).toBe('2026-11-16T07:00')
    expect(led('2026-11-22T18:00', 'ArrowRight')).toBe('2026-11-22T18:00')
    expect(led('2026-11-16T00:00', 'ArrowLeft', [], { hours: 'all' })).toBe('2026-11-16T00:00')
    expect(led('2026-11-22T23:00', 'ArrowRight', [], { hours: 'all' })).toBe('2026-11-22T23:00')
  })

  it('takes the shorter slot that is left at the end of a day', () => {
    const setting = { slot: 5 * HOUR }
    expect(led('2026-11-17T12:00', 'ArrowRight', [], setting)).toBe('2026-11-17T17:00')
    expect(led('2026-11-17T17:00', 'ArrowRight', [], setting)).toBe('2026-11-18T07:00')
    expect(led('2026-11-18T07:00', 'ArrowLeft', [], setting)).toBe('2026-11-17T17:00')
  })
})

describe('a bar', () => {
  const course = bar('course', '2026-11-17T07:30', '2026-11-19T16:30')

  it('counts as one, however long it is', () => {
    expect(led('2026-11-17T07:00', 'ArrowRight', [course])).toBe('course')
    expect(led('2026-11-18T12:00', 'ArrowRight', [course])).toBe('2026-11-19T16:30')
    expect(led('2026-11-18T12:00', 'ArrowLeft', [course])).toBe('2026-11-17T07:00')
    expect(led('2026-11-19T17:00', 'ArrowLeft', [course])).toBe('course')
  })

  it('is come upon at its start, from either side', () => {
    const here = world({ r1: [course] })
    expect(press({ row: 'r1', at: at('2026-11-17T07:00') }, 'ArrowRight', here).at).toBe(course.interval.start)
    expect(press({ row: 'r1', at: at('2026-11-19T17:00') }, 'ArrowLeft', here).at).toBe(course.interval.start)
  })

  it('leads to the next one that begins as it ends, and back', () => {
    const next = bar('next', '2026-11-19T16:30', '2026-11-19T18:00')
    expect(led('2026-11-17T07:30', 'ArrowRight', [course, next])).toBe('next')
    expect(led('2026-11-19T16:30', 'ArrowLeft', [course, next])).toBe('course')
  })

  it('that is short is not jumped over inside its slot', () => {
    const [first, second] = [bar('first', '2026-11-17T09:05', '2026-11-17T09:15'), bar('second', '2026-11-17T09:30', '2026-11-17T09:45')]
    expect(led('2026-11-17T08:00', 'ArrowRight', [first, second])).toBe('2026-11-17T09:00')
    expect(led('2026-11-17T09:00', 'ArrowRight', [first, second])).toBe('first')
    expect(led('2026-11-17T09:05', 'ArrowRight', [first, second])).toBe('2026-11-17T09:15')
    expect(led('2026-11-17T09:15', 'ArrowRight', [first, second])).toBe('second')
    expect(led('2026-11-17T10:00', 'ArrowLeft', [first, second])).toBe('second')
    expect(led('2026-11-17T09:30', 'ArrowLeft', [first, second])).toBe('first')
  })

  it('that is short is not jumped over from what is left of its slot', () => {
    const short = bar('short', '2026-11-17T09:00', '2026-11-17T09:30')
    expect(led('2026-11-17T09:00', 'ArrowRight', [short])).toBe('2026-11-17T09:30')
    expect(led('2026-11-17T09:30', 'ArrowLeft', [short])).toBe('short')
  })

  it('in the last slot of all is reached, and stays', () => {
    const last = bar('last', '2026-11-22T18:30', '2026-11-22T19:00')
    expect(led('2026-11-22T18:00', 'ArrowRight', [last])).toBe('last')
    expect(led('2026-11-22T18:30', 'ArrowRight', [last])).toBe('last')
  })

  it('in closed hours is reached from what stands before it and after it', () => {
    const [day, evening] = [bar('day', '2026-11-17T15:00', '2026-11-17T19:00'), bar('evening', '2026-11-17T20:00', '2026-11-17T22:00')]
    expect(led('2026-11-17T18:00', 'ArrowRight', [evening])).toBe('evening')
    expect(led('2026-11-18T07:00', 'ArrowLeft', [day, evening])).toBe('evening')
    expect(led('2026-11-17T20:00', 'ArrowLeft', [day, evening])).toBe('day')
    expect(led('2026-11-17T20:00', 'ArrowRight', [day, evening])).toBe('2026-11-18T07:00')
    expect(led('2026-11-17T15:00', 'ArrowRight', [day, evening])).toBe('evening')
  })

  it('that began before the range holds the first slot, and one that goes on after it the last', () => {
    const [since, on] = [bar('since', '2026-11-13T08:00', '2026-11-16T12:00'), bar('on', '2026-11-22T15:00', '2026-11-25T12:00')]
    expect(led('2026-11-16T13:00', 'ArrowLeft', [since, on])).toBe('2026-11-16T12:00')
    expect(led('2026-11-16T12:00', 'ArrowLeft', [since, on])).toBe('since')
    expect(led('2026-11-16T07:00', 'ArrowLeft', [since, on])).toBe('since')
    expect(led('2026-11-22T15:00', 'ArrowRight', [since, on])).toBe('on')
  })
})

describe('by days', () => {
  it('goes to the same time of day', () => {
    expect(led('2026-11-17T09:20', 'ArrowRight', [], { ctrlKey: true })).toBe('2026-11-18T09:20')
    expect(led('2026-11-17T09:20', 'ArrowLeft', [], { ctrlKey: true })).toBe('2026-11-16T09:20')
  })

  it('goes to the same time on the wall where the clocks change', () => {
    for (const [date, before] of [['2026-03-29', '2026-03-28'], ['2026-10-25', '2026-10-24']] as const) {
      expect(led(`${before}T09:00`, 'ArrowRight', [], { date, ctrlKey: true })).toBe(`${date}T09:00`)
      expect(led(`${date}T09:00`, 'ArrowLeft', [], { date, ctrlKey: true })).toBe(`${before}T09:00`)
    }
  })

  it('stays where there is no further day', () => {
    expect(led('2026-11-22T09:00', 'ArrowRight', [], { ctrlKey: true })).toBe('2026-11-22T09:00')
    expect(led('2026-11-16T09:00', 'ArrowLeft', [], { ctrlKey: true })).toBe('2026-11-16T09:00')
  })
})

describe('from row to row', () => {
  const here = world({})
  const row = (from: string, key: string, ctrlKey = false) => {
    const to = press({ row: from, at: at('2026-11-17T09:20') }, key, here, ctrlKey)
    return [to.row, wall(to.at)]
  }

  it('keeps the time, and stays at the top and at the bottom', () => {
    const time = '2026-11-17T09:20'
    expect(row('r2', 'ArrowDown')).toEqual(['group', time])
    expect(row('group', 'ArrowUp')).toEqual(['r2', time])
    expect(row('r1', 'ArrowUp')).toEqual([TRAY, time])
    expect(row(TRAY, 'ArrowUp')).toEqual([TRAY, time])
    expect(row('r22', 'ArrowDown')).toEqual(['r22', time])
  })

  it('turns pages, and stops at the last one', () => {
    expect(row('r1', 'PageDown')[0]).toBe('r10')
    expect(row('r10', 'PageUp')[0]).toBe('r1')
    expect(row('r20', 'PageDown')[0]).toBe('r22')
    expect(row('r2', 'PageUp')[0]).toBe(TRAY)
  })

  it('goes to the ends of the row, and with Ctrl to the corners of the calendar', () => {
    expect(row('r2', 'Home')).toEqual(['r2', '2026-11-16T07:00'])
    expect(row('r2', 'End')).toEqual(['r2', '2026-11-22T18:00'])
    expect(row('r2', 'Home', true)).toEqual([TRAY, '2026-11-16T07:00'])
    expect(row('r2', 'End', true)).toEqual(['r22', '2026-11-22T18:00'])
  })

  it('is led nowhere by other keys', () => {
    expect(moveCursor({ row: 'r1', at: at('2026-11-17T09:00') }, { key: 'Enter', ctrlKey: false }, here)).toBeNull()
  })
})

describe('in the tray', () => {
  const waiting = [
    bar('g1', '2026-11-14T08:00', '2026-11-16T12:00'),
    bar('g2', '2026-11-17T08:00', '2026-11-17T12:00'),
    bar('g3', '2026-11-17T08:00', '2026-11-18T12:00'),
    bar('g4', '2026-11-17T08:00', '2026-11-17T09:00'),
    bar('g5', '2026-11-22T18:30', '2026-11-22T19:30'),
  ]
  const here = world({ [TRAY]: waiting })
  const keyAt = (cursor: Cursor) => barUnder(here, cursor)?.key

  it('goes through all that wait, also those that begin at one moment, and stops at the ends', () => {
    const seen: (string | undefined)[] = []
    let cursor: Cursor = { row: TRAY, at: at('2026-11-16T07:00') }
    for (let count = 0; count < waiting.length + 1; count++) {
      seen.push(keyAt(cursor))
      cursor = press(cursor, 'ArrowRight', here)
    }
    expect(seen).toEqual(['g1', 'g2', 'g3', 'g4', 'g5', 'g5'])
    for (let count = 0; count < waiting.length; count++) cursor = press(cursor, 'ArrowLeft', here)
    expect(keyAt(cursor)).toBe('g1')
  })

  it('is entered at the one that began last', () => {
    expect(keyAt(press({ row: 'r1', at: at('2026-11-20T09:00') }, 'ArrowUp', here))).toBe('g4')
    expect(keyAt(press({ row: 'r1', at: at('2026-11-16T09:00') }, 'ArrowUp', here))).toBe('g1')
  })

  it('is left at the time of the one it was on', () => {
    expect(press({ row: TRAY, at: at('2026-11-17T08:00'), ghost: 'g3' }, 'ArrowDown', here)).toEqual({ row: 'r1', at: at('2026-11-17T08:00') })
  })

  it('has the first that waits at its beginning, and the last at its end', () => {
    const together = world({ [TRAY]: [bar('g1', '2026-11-16T07:00', '2026-11-16T09:00'), bar('g2', '2026-11-16T07:00', '2026-11-16T08:00'), bar('g3', '2026-11-22T18:30', '2026-11-22T19:30')] })
    const from: Cursor = { row: TRAY, at: at('2026-11-16T07:00'), ghost: 'g2' }
    expect(barUnder(together, press(from, 'End', together))?.key).toBe('g3')
    expect(barUnder(together, press(from, 'Home', together))?.key).toBe('g1')
  })

  it('stays on what is there when the one it was on has gone, and where nobody waits', () => {
    expect(keyAt({ row: TRAY, at: at('2026-11-18T08:00'), ghost: 'gone' })).toBe('g4')
    const empty = world({})
    const cursor = { row: TRAY, at: at('2026-11-18T08:00') }
    expect(press(cursor, 'ArrowRight', empty)).toEqual(cursor)
    expect(barUnder(empty, cursor)).toBeNull()
  })
})

describe('a slot', () => {
  it('is as long as can be seen', () => {
    expect([200, 48, 24, 12, 6, 4, 2, 1, 0.1].map((pixels) => slotOf(pixels) / MINUTE)).toEqual([15, 15, 30, 60, 120, 180, 360, 720, 720])
  })

  it.each(['2026-11-22', '2026-03-29', '2026-10-25'])('is one of those that fill what is shown of the day without a gap: %s', (date) => {
    for (const hours of ['open', 'all'] as const) {
      for (const slot of [15 * MINUTE, HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR]) {
        const here = world({}, { date, hours, slot })
        for (const { start, end } of here.scale.shown) {
          let from = start
          while (from < end) {
            const own: Interval = slotAt(here, from)
            expect(own).toEqual({ start: from, end: Math.min(end, from + slot) })
            expect(slotAt(here, own.end - 1)).toEqual(own)
            from = own.end
          }
        }
      }
    }
  })
})

/** The same numbers each time, and no pattern in them. */
function dice(seed: number): (sides: number) => number {
  let state = seed * 7919
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * sides)
  }
}

const SLOTS = [15 * MINUTE, HOUR, 3 * HOUR, 12 * HOUR]

/** A row as it comes: short and long, with gaps and without. */
function anyRow(seed: number, { scale }: CursorWorld): readonly Standing[] {
  const roll = dice(seed)
  const bars: Standing[] = []
  const from = scale.shown[0]!.start
  let start = from + (roll(3) === 0 ? -roll(40) * HOUR : roll(200) * 5 * MINUTE)
  while (start < scale.shown.at(-1)!.end) {
    const end = start + [5, 15, 25, 60, 240, 600, 2400][roll(7)]! * MINUTE
    if (end > from) bars.push({ key: `b${bars.length}`, interval: { start, end } })
    start = end + (roll(2) === 0 ? 0 : roll(150) * 5 * MINUTE)
  }
  return bars
}

/** The bars that are come upon, one after the other, until the key leads no further. */
function walk(from: Cursor, key: 'ArrowRight' | 'ArrowLeft', here: CursorWorld): { seen: readonly string[]; last: Cursor } {
  const seen: string[] = []
  let cursor = from
  for (let presses = 0; presses < 5000; presses++) {
    const under = barUnder(here, cursor)?.key
    if (under !== undefined && under !== seen.at(-1)) seen.push(under)
    const next = press(cursor, key, here)
    if (next.at === cursor.at) return { seen, last: cursor }
    cursor = next
  }
  throw new Error(`${key} leads round and round`)
}

describe.each([
  { name: 'all hours', hours: 'all', closed: true },
  { name: 'open hours', hours: 'open', closed: false },
  { name: 'open hours, with bars that lie in closed ones', hours: 'open', closed: true },
] as const)('walking along a row: $name', ({ hours, closed }) => {
  const settings = Array.from({ length: 120 }, (_, seed) => {
    const setting = { date: ['2026-11-18', '2026-03-29', '2026-10-25'][seed % 3]!, hours, slot: SLOTS[seed % 4]! }
    const empty = world({}, setting)
    const bars = anyRow(seed, empty).filter(({ interval }) => closed || empty.scale.shown.some((open) => overlaps(open, interval)))
    return { bars, here: world({ r1: bars }, setting), first: { row: 'r1', at: empty.scale.shown[0]!.start } }
  })

  it('visits each bar once, to the right and back to the left, and ends', () => {
    for (const { bars, here, first } of settings) {
      const keys = bars.map(({ key }) => key)
      const right = walk(first, 'ArrowRight', here)
      expect(right.seen).toEqual(keys)
      const left = walk(right.last, 'ArrowLeft', here)
      expect(left.seen).toEqual(keys.toReversed())
      expect(left.last.at).toBeLessThanOrEqual(first.at)
    }
  })
})

it('no key leads out of the range', () => {
  const keys = ['ArrowRight', 'ArrowLeft', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End']
  for (let seed = 0; seed < 60; seed++) {
    const roll = dice(seed)
    const setting = { date: '2026-10-25', hours: seed % 2 ? 'all' : 'open', slot: SLOTS[seed % 4]! } as const
    const bars = anyRow(seed, world({}, setting))
    const here = world({ r1: bars, [TRAY]: bars }, setting)
    const shown = { start: here.scale.days[0]!.start, end: here.scale.days.at(-1)!.end }
    let cursor: Cursor = { row: 'r1', at: here.scale.shown[0]!.start }
    for (let presses = 0; presses < 100; presses++) {
      cursor = press(cursor, keys[roll(keys.length)]!, here, roll(3) === 0)
      expect(contains(shown, cursor.at)).toBe(true)
      expect(here.rows).toContain(cursor.row)
    }
  }
})
