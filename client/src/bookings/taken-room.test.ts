import 'temporal-polyfill/global'
import { expect, test } from 'vitest'
import { displaceable, isSameTime, standingWords, type Standing } from './taken-room.ts'

const zone = 'Africa/Johannesburg'
const time = { startsAt: '2026-11-17T05:30:00Z', endsAt: '2026-11-17T14:30:00Z' }
const booking: NonNullable<Standing['booking']> = {
  id: 'b1',
  version: 1,
  reference: 'BK-1',
  status: 'CONFIRMED',
  clientName: 'Khula',
  tenant: { id: 't', code: 'TECH' },
  ...time,
}
const standing = (leaf: string, found: Standing['booking']): Standing => ({
  id: `o-${leaf}`,
  // Taken from half an hour before: setup.
  startsAt: '2026-11-17T05:00:00Z',
  endsAt: time.endsAt,
  room: { id: leaf, name: leaf },
  bookedRoom: null,
  booking: found,
})

test('what stands there is named once, also where a folded wall takes two rooms', () => {
  expect(standingWords([standing('r5', booking), standing('r6', booking)], zone).map(({ words }) => words)).toEqual(['Khula, Tue 17 Nov, 07:30 – 16:30'])
})

test('what may not be known is busy, for as long as the room is taken', () => {
  expect(standingWords([standing('r5', null)], zone).map(({ words }) => words)).toEqual(['Busy, Tue 17 Nov, 07:00 – 16:30'])
})

test('only what is known and not over can be asked to give way', () => {
  expect(displaceable([standing('r5', booking), standing('r6', booking)])).toEqual([booking])
  expect(displaceable([standing('r5', booking), standing('r6', null)])).toBeNull()
  expect(displaceable([standing('r5', { ...booking, status: 'COMPLETED' })])).toBeNull()
  expect(displaceable([])).toBeNull()
})

test('an alternative is another room at that time, or the same room at another', () => {
  const alternative = { ...time, spareSeats: 1, reason: '', room: { id: 'r', name: 'r', capacity: 10 } }
  expect(isSameTime(alternative, time)).toBe(true)
  expect(isSameTime({ ...alternative, startsAt: '2026-11-18T05:30:00Z' }, time)).toBe(false)
})
