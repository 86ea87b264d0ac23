import { useQuery } from 'urql'
import { graphql } from '../graphql/generated/gql.ts'
import type { FreeRoomsQuery, RoomRowFragment } from '../graphql/generated/graphql.ts'
import { useSettled } from '../ui/use-settled.ts'

const FreeRooms = graphql(`
  query FreeRooms($from: DateTime!, $to: DateTime!, $attendees: Int!) {
    roomSuggestions(from: $from, to: $to, attendees: $attendees) {
      room {
        id
        name
        capacity
      }
      startsAt
      endsAt
      spareSeats
      reason
    }
  }
`)

export type FreeRoom = FreeRoomsQuery['roomSuggestions'][number]

export interface RoomFit {
  /** Free and large enough, best first. */
  readonly free: readonly FreeRoom[]
  /** All the others that can be booked at all. */
  readonly others: readonly RoomRowFragment[]
  /** Why a room is not among the free ones, as far as that is certain. */
  whyNot(room: RoomRowFragment): string | null
  readonly asking: boolean
}

export interface Wanted {
  readonly startsAt: string | null
  readonly endsAt: string | null
  readonly attendees: number
}

/** The server names this many at most: a room that is missing from a full list may still be free. */
const MOST = 50

/** Which rooms suit a time and a number of people, asked anew as either changes. */
export function useFreeRooms({ startsAt, endsAt, attendees }: Wanted, rooms: readonly RoomRowFragment[]): RoomFit {
  const wanted = useSettled({ from: startsAt ?? '', to: endsAt ?? '', attendees: Math.max(1, attendees) })
  const valid = wanted.from !== '' && Date.parse(wanted.from) < Date.parse(wanted.to)
  const [{ data, fetching }] = useQuery({
    query: FreeRooms,
    variables: wanted,
    pause: !valid,
    requestPolicy: 'cache-and-network',
  })
  const free = (valid && data?.roomSuggestions) || []
  const ids = new Set(free.map(({ room }) => room.id))
  return {
    free,
    others: rooms.filter((room) => room.active && !ids.has(room.id)),
    asking: fetching,
    whyNot: (room) => {
      if (room.capacity < attendees) return `too small by ${attendees - room.capacity}`
      if (room.longTerm) return 'long-term office'
      return valid && data && free.length < MOST ? 'taken' : null
    },
  }
}
