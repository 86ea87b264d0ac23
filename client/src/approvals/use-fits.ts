import { useEffect, useMemo } from 'react'
import { useQuery } from 'urql'
import { attendees } from '../bookings/booking-words.ts'
import { wishFirst } from '../bookings/room-choice.tsx'
import { RoomSuggestions } from '../bookings/use-room-suggestions.ts'
import type { RoomFit } from '../calendar/timeline-props.ts'
import type { RoomRowFragment } from '../graphql/generated/graphql.ts'
import type { Waiting } from './waiting.ts'

const AGAIN_MS = 8_000

/**
 * For the one that was chosen: the wish if it would do, then the others by fit, each with the reason in words; those
 * that do not do stand last.
 * Asked again for as long as somebody looks, and whenever `changes` is another.
 */
export function useFits(booking: Waiting | null, rooms: readonly RoomRowFragment[], changes: number) {
  const people = booking ? attendees(booking) : 0
  const { id = '', startsAt = '', endsAt = '' } = booking ?? {}
  const variables = useMemo(() => ({ from: startsAt, to: endsAt, attendees: people, excludeBookingId: id }), [startsAt, endsAt, people, id])
  const [{ data, operation }, ask] = useQuery({ query: RoomSuggestions, variables, pause: id === '', requestPolicy: 'cache-and-network' })
  useEffect(() => {
    if (id === '') return undefined
    const timer = setInterval(() => document.visibilityState === 'visible' && ask({ requestPolicy: 'network-only' }), AGAIN_MS)
    return () => clearInterval(timer)
  }, [ask, id])
  useEffect(() => {
    if (id !== '' && changes > 0) ask({ requestPolicy: 'network-only' })
  }, [ask, id, changes])

  const wishId = booking?.requestedRoom?.id
  const found = id !== '' && operation?.variables?.excludeBookingId === id ? data?.roomSuggestions : undefined
  return useMemo(() => {
    const best = wishFirst(found, wishId)?.map(({ room, reason }) => ({ room, reason: inShort(reason, room.id === wishId) }))
    if (!best) return { best: undefined, sorted: rooms, fits: undefined }
    const place = new Map(best.map(({ room }, index) => [room.id, index]))
    const sorted = rooms.toSorted((a, b) => (place.get(a.id) ?? rooms.length) - (place.get(b.id) ?? rooms.length) || a.position - b.position)
    const words = (room: RoomRowFragment) => (room.longTerm ? 'let for long' : room.capacity < people ? `too small by ${people - room.capacity}` : 'taken at that time')
    const fits: ReadonlyMap<string, RoomFit> = new Map(
      rooms.map((room) => {
        const fit = best[place.get(room.id) ?? -1]
        return [room.id, fit ? { good: true, words: fit.reason } : { good: false, words: words(room) }] as const
      }),
    )
    return { best, sorted, fits }
  }, [found, wishId, rooms, people])
}

/** That they are free goes without saying where only free ones have a reason. */
const inShort = (reason: string, isWish: boolean): string => `${isWish ? 'wished, ' : ''}${reason.replace(/^Free, (and )?/, '')}`
