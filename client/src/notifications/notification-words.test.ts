import { describe, expect, it } from 'vitest'
import { spokenWords, summaryWords } from './notification-words.ts'

describe('a notification in words', () => {
  it('names the client and the room where they are known', () => {
    const booking = { clientName: 'Acme' } as never
    expect(spokenWords({ type: 'BOOKING_DISPLACED', room: { id: '1', name: 'Honesty' }, booking })).toBe('Acme lost Honesty and waits for another room.')
    expect(spokenWords({ type: 'BOOKING_PENDING', room: null, booking })).toBe('Acme waits for a room.')
    expect(spokenWords({ type: 'DAILY_SUMMARY', room: null, booking: null })).toBe('Summary of the day.')
  })

  it('sums up a day without what there is none of', () => {
    expect(summaryWords({ date: '2026-11-23', bookings: 1, waiting: 3, overdue: 0, roomsClosed: 0, devicesWanted: 0 })).toBe('1 booking in a room, 3 waiting')
    expect(summaryWords({ date: '2026-11-23', bookings: 4, waiting: 3, overdue: 1, roomsClosed: 2, devicesWanted: 12 })).toBe('4 bookings in rooms, 3 waiting (1 overdue), 2 rooms closed, 12 devices wanted')
  })
})
