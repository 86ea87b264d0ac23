import { expect, it } from 'vitest'
import { byBooking } from './by-booking.ts'

it('notifications of one booking stand together where the newest of them stands', () => {
  const line = (id: string, booking: string | null) => ({ id, booking: booking && { id: booking } }) as never
  const groups = byBooking([line('5', 'a'), line('4', null), line('3', 'b'), line('2', 'a'), line('1', null)])
  expect(groups.map(({ lines }) => lines.map(({ id }) => id).join(' '))).toEqual(['5 2', '4', '3', '1'])
})
