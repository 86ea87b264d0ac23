import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useClient } from 'urql'
import type { Trouble } from '../bookings/use-attempt.ts'
import type { BookingBarFragment, RoomRowFragment } from '../graphql/generated/graphql.ts'
import { intervalOf } from '../time/interval.ts'
import { whenWords } from '../time/words.ts'
import { useToast } from '../ui/toaster.tsx'
import { inHand, isCaughtUp, letGo, saved, withHeld, type Held, type HeldBookings, type Shown } from './held.ts'
import type { Proposal } from './proposal.ts'
import { sendMove, sendTakeBack, type Move, type Sent } from './send-move.ts'

/** What was let go and did not come about, and where it had been let go. */
export interface Refused {
  readonly move: Move
  /** The server's no, or ours where it is plain that it would say so. */
  readonly trouble: Trouble | { readonly __typename: 'TooSmall'; readonly by: number } | { readonly __typename: 'Past' }
}

interface Undo {
  readonly move: Move
  readonly until: number
  /** Takes away the toast that offers it. */
  forget(): void
}

const UNDO_MS = 30_000
const NONE: HeldBookings = new Map()

/**
 * Moves bookings: shown where they were let go at once, sent, and put back where they came from when they are refused.
 */
export function useMoves(shown: Shown, rooms: readonly RoomRowFragment[], timeZone: string) {
  const client = useClient()
  const toast = useToast()
  const [held, setHeld] = useState(NONE)
  const [refused, setRefused] = useState<Refused | null>(null)
  /** The newest last. */
  const undos = useRef<readonly Undo[]>([])
  const latest = useRef({ shown, rooms })
  useEffect(() => {
    latest.current = { shown, rooms }
  })

  const keep = useCallback((one: Held) => {
    setHeld((before) => new Map(before).set(one.booking.id, one))
  }, [])
  const release = useCallback((bookingId: string) => {
    setHeld((before) => {
      if (!before.has(bookingId)) return before
      const after = new Map(before)
      after.delete(bookingId)
      return after.size === 0 ? NONE : after
    })
  }, [])

  const grab = useCallback((booking: BookingBarFragment) => {
    setHeld((before) => {
      // Saved, and not heard of yet: it is taken in hand where it is shown.
      const known = before.get(booking.id)
      return new Map(before).set(booking.id, known ? { ...known, phase: 'in-hand' } : inHand(booking, latest.current.shown))
    })
  }, [])

  const undoing = useRef((_move: Move) => {})
  const done = useCallback(
    (move: Move, { booking }: Extract<Sent, { booking: unknown }>, undoes: boolean) => {
      const { startsAt, endsAt, room } = booking
      const when = whenWords(intervalOf(startsAt, endsAt), timeZone)
      const words = `${booking.clientName}: ${room ? `${room.name}, ` : ''}${when}`
      if (undoes) {
        return toast({ text: `Put back. ${words}` })
      }
      const back = undoOf(move, booking.version)
      const forget = toast({ text: words, action: { label: 'Undo', keys: 'U', run: () => undoing.current(back) } })
      undos.current = [...undos.current, { move: back, until: Date.now() + UNDO_MS, forget }]
    },
    [toast, timeZone],
  )

  const send = useCallback(
    async (move: Move, undoes = false): Promise<boolean> => {
      setRefused(null)
      const now = latest.current
      const room = now.rooms.find(({ id }) => id === move.roomId) ?? null
      if (!move.takesBack) keep(letGo(move, room, now.shown))
      const sent = move.takesBack ? await sendTakeBack(client, move) : await sendMove(client, move)
      if ('booking' in sent) {
        setHeld((before) => {
          const one = before.get(move.booking.id)
          return one?.phase === 'saving' ? new Map(before).set(move.booking.id, saved(one, sent.booking.version)) : before
        })
        done(move, sent, undoes)
        return true
      }
      release(move.booking.id)
      setRefused({ move, trouble: sent.trouble })
      return false
    },
    [client, keep, release, done],
  )

  // What the stream has caught up with is shown as it is again.
  const standing = useMemo(() => {
    const still = [...held].filter(([, one]) => !isCaughtUp(one, shown))
    return still.length === held.size ? held : still.length === 0 ? NONE : new Map(still)
  }, [held, shown])
  // For good: given back its room, a ghost would look as if nobody had heard yet that it had one.
  if (standing !== held) setHeld(standing)

  const undoLast = useCallback(() => {
    const last = undos.current.at(-1)
    if (last && Date.now() < last.until) undoing.current(last.move)
    else toast({ text: 'There is nothing to undo.' })
  }, [toast])
  useEffect(() => {
    undoing.current = (move) => {
      undos.current.find((one) => one.move === move)?.forget()
      undos.current = undos.current.filter((one) => one.move !== move)
      void send(move, true)
    }
  })

  return {
    shown: useMemo(() => withHeld(shown, standing), [shown, standing]),
    held: standing,
    refused,
    dismiss: useCallback(() => setRefused(null), []),
    refuse: setRefused,
    grab,
    release,
    send,
    undoLast,
  }
}

/** Back to where it was: a change like any other, under the same rules. */
function undoOf({ booking, interval, roomId, from, assigns }: Move, version: number): Move {
  const now: BookingBarFragment = { ...booking, version }
  return { booking: now, interval: from.interval, roomId: from.roomId, from: { interval, roomId }, assigns: false, takesBack: assigns, acknowledgeOverCapacity: true }
}

/** `mayAssign`: a ghost over a room gets it; of everybody else that room is the wish. */
export function moveOf(booking: BookingBarFragment, { interval, roomId }: Proposal, mayAssign: boolean): Move {
  const from: Proposal = { interval: intervalOf(booking.startsAt, booking.endsAt), roomId: booking.room?.id ?? null }
  const assigns = mayAssign && booking.status === 'PENDING' && roomId !== null
  return { booking, interval, roomId, from, assigns, takesBack: false, acknowledgeOverCapacity: false }
}
