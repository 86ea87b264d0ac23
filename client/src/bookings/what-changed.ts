import type { BookingFactsFragment } from '../graphql/generated/graphql.ts'
import { whenWords } from '../time/words.ts'
import { bookedInterval } from './booking-facts.tsx'
import { cateringWords, devicesWords, peopleWords, sentence } from './booking-words.ts'
import { STATUS } from './status.ts'

export interface Difference {
  readonly what: string
  readonly before: string
  readonly after: string
}

type Reading = (booking: BookingFactsFragment, timeZone: string) => string | null

const READINGS: Readonly<Record<string, Reading>> = {
  Status: ({ status }) => STATUS[status].words,
  Room: ({ room }) => room?.name ?? null,
  Wish: ({ requestedRoom }) => requestedRoom?.name ?? null,
  When: (booking, timeZone) => whenWords(bookedInterval(booking), timeZone),
  Client: ({ clientName }) => clientName,
  People: (booking) => peopleWords(booking),
  Catering: (booking) => sentence(cateringWords(booking)),
  'Catering notes': ({ cateringNotes }) => cateringNotes ?? null,
  Devices: (booking) => (booking.devicesNeeded ? devicesWords(booking.devicesNeeded, booking.deviceTypePreference) : null),
  Stationery: ({ stationeryNeeded }) => (stationeryNeeded ? 'yes' : null),
  Water: ({ waterBottles }) => (waterBottles ? String(waterBottles) : null),
  Contact: ({ clientContactPerson }) => clientContactPerson ?? null,
  'E-mail': ({ clientEmail }) => clientEmail ?? null,
  Phone: ({ clientPhone }) => clientPhone ?? null,
  Note: ({ notes }) => notes ?? null,
  'Boss’s note': ({ bossNotes }) => bossNotes ?? null,
  Reason: ({ statusReason }) => statusReason ?? null,
}

const NOTHING = 'none'

/** What somebody else made of a booking since it was looked at, in words. */
export function whatChanged(before: BookingFactsFragment, after: BookingFactsFragment, timeZone: string): readonly Difference[] {
  return Object.entries(READINGS).flatMap(([what, read]) => {
    const was = read(before, timeZone) || NOTHING
    const is = read(after, timeZone) || NOTHING
    return was === is ? [] : [{ what, before: was, after: is }]
  })
}
