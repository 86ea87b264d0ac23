import 'temporal-polyfill/global'
import { describe, expect, it } from 'vitest'
import { HOUR } from './interval.ts'
import { timeScale } from './time-scale.ts'
import { weekOf } from './week.ts'

const HOURS = { opensAt: '07:00', closesAt: '19:00' }
const week = weekOf('2026-11-18', 'Africa/Johannesburg', HOURS)
const scale = timeScale(week.days)
const [monday, tuesday] = week.days as [(typeof week.days)[0], (typeof week.days)[0]]

describe('a week of open hours', () => {
  it('gives each day the same share and each open hour the same width', () => {
    expect(scale.place(monday.open)).toBe(0)
    expect(scale.place(tuesday.open)).toBeCloseTo(1 / 7)
    expect(scale.place(monday.open + 6 * HOUR)).toBeCloseTo(0.5 / 7)
    expect(scale.place(week.days[6]!.close)).toBeCloseTo(1)
  })

  it('draws what happens while the house is closed on the edge of its day', () => {
    expect(scale.place(monday.start + HOUR)).toBe(0)
    expect(scale.place(monday.close + HOUR)).toBeCloseTo(1 / 7)
    expect(scale.place(week.start - HOUR)).toBe(0)
    expect(scale.place(week.end + HOUR)).toBe(1)
  })

  it('spans several days as one bar', () => {
    const span = scale.span({ start: monday.open, end: tuesday.close })
    expect(span).toEqual({ left: 0, width: expect.closeTo(2 / 7, 6) })
  })

  it('keeps an end at midnight on the day that ends there', () => {
    const span = scale.span({ start: monday.open, end: tuesday.start })
    expect(span!.left + span!.width).toBeCloseTo(1 / 7)
  })

  it('leaves out what only touches it', () => {
    expect(scale.span({ start: week.start - HOUR, end: week.start })).toBeNull()
    expect(scale.span({ start: week.end, end: week.end + HOUR })).toBeNull()
    expect(scale.span({ start: week.start - HOUR, end: week.end + HOUR })).toEqual({ left: 0, width: 1 })
  })

  it('finds the instant at a place, and the place of that instant', () => {
    for (const fraction of [0, 0.1, 0.3337, 0.5, 0.77, 0.999]) {
      expect(scale.place(scale.instantAt(fraction))).toBeCloseTo(fraction, 6)
    }
  })
})

describe('a week in which the clocks change', () => {
  const spring = weekOf('2026-03-29', 'Europe/Berlin', { opensAt: '00:00', closesAt: '23:00' })
  const autumn = weekOf('2026-10-25', 'Europe/Berlin', HOURS)

  it('has a day of 23 hours, and one of 25', () => {
    expect(spring.days.map((day) => (day.end - day.start) / HOUR)).toEqual([24, 24, 24, 24, 24, 24, 23])
    expect(autumn.days.map((day) => (day.end - day.start) / HOUR)).toEqual([24, 24, 24, 24, 24, 24, 25])
  })

  it('places noon by what the day really has before it', () => {
    const sunday = spring.days[6]!
    const noon = Temporal.ZonedDateTime.from('2026-03-29T12:00[Europe/Berlin]').epochMilliseconds
    expect(timeScale(spring.days).place(noon)).toBeCloseTo((6 + 11 / 22) / 7)
    expect((noon - sunday.open) / HOUR).toBe(11)
  })

  it('opens and closes by the clock on the wall', () => {
    const sunday = autumn.days[6]!
    expect((sunday.close - sunday.open) / HOUR).toBe(12)
    expect(timeScale(autumn.days).place(sunday.open)).toBeCloseTo(6 / 7)
  })
})
